import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';

export type RoomTotals = {
  electors: number;
  promises: number;
  postal: number;
  streets: number;
  pollingDistricts: number;
};

const sql = prepared((db) => ({
  totals: db.prepare<[], RoomTotals>(
    `SELECT COALESCE(SUM(electors), 0) AS electors,
            COALESCE(SUM(promises), 0) AS promises,
            COALESCE(SUM(postal), 0) AS postal,
            COUNT(*) FILTER (WHERE name <> '') AS streets,
            COUNT(DISTINCT district) AS pollingDistricts
       FROM street WHERE electors > 0`,
  ),
}));

/** The room's totals; only streets with electors count. */
export function roomTotals(room: Room): RoomTotals {
  return (
    sql(room.db).totals.get() ?? { electors: 0, promises: 0, postal: 0, streets: 0, pollingDistricts: 0 }
  );
}
