import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
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
}));

/** Voting-intention codes of the room's electors, most frequent first. */
export function codesHeld(room: Room): CodeCount[] {
  return sql(room.db).intentions.all();
}

/** Markers, letters and words, of the room's electors. */
export function lettersHeld(room: Room): string[] {
  const cells = sql(room.db).markers.all();
  return [...new Set(cells.flatMap((cell) => markerKeys(cell)))].sort();
}
