import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { foldedCounts } from './elector/code-meanings.ts';
import { unclearDateKey } from './elector/elector-date.ts';
import { markerKeys } from './elector/markers.ts';
import type { CodeCount } from './types.ts';

const sql = prepared((db) => ({
  intentions: db.prepare<[], CodeCount>(
    `SELECT vi AS code, COUNT(*) AS electors FROM elector WHERE removed_at IS NULL AND vi <> ''
      GROUP BY vi ORDER BY electors DESC`,
  ),
  markers: db
    .prepare<[], string>("SELECT DISTINCT markers FROM elector WHERE removed_at IS NULL AND markers <> ''")
    .pluck(),
  dates: db.prepare<[], { attainsOn: string; electors: number }>(
    `SELECT attains_on AS attainsOn, COUNT(*) AS electors FROM elector
      WHERE removed_at IS NULL AND attains_on LIKE '?%' GROUP BY attains_on ORDER BY electors DESC`,
  ),
}));

/** Voting-intention codes of the room's electors, most frequent first. */
export function codesHeld(room: Room): CodeCount[] {
  return foldedCounts(sql(room.db).intentions.all());
}

/** Markers, letters and words, of the room's electors. */
export function lettersHeld(room: Room): string[] {
  const cells = sql(room.db).markers.all();
  return [...new Set(cells.flatMap((cell) => markerKeys(cell)))].sort();
}

/** A date of the register that was not understood: as it is written, and its key in the poll's settings. */
export type UnclearDate = { key: string; date: string; electors: number };

/** The unclear dates of the room's electors, most frequent first. */
export function unclearDatesHeld(room: Room): UnclearDate[] {
  return sql(room.db)
    .dates.all()
    .flatMap(({ attainsOn, electors }) => {
      const key = unclearDateKey(attainsOn);
      return key === null ? [] : [{ key, date: attainsOn.slice(1), electors }];
    });
}
