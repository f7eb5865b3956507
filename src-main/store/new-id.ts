import { randomInt } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** How far ids of two copies of a room are apart, about. A room has space for 100,000 such steps. */
const STEP = 2 ** 36;

/**
 * An id for a new row, far above those there are: another copy of the room will not give it to something else, so
 * that entries mean the same elector, slip, station or walk in every copy. The first row of an empty table needs none.
 */
export function newId(db: Database, table: 'elector' | 'street' | 'slip' | 'station' | 'walk'): number {
  const last = db.prepare<[], number | null>(`SELECT MAX(id) FROM ${table}`).pluck().get();
  return (last ?? 0) + 1 + randomInt(STEP);
}
