import type { Room } from '../../store/room.ts';
import { MAY_VOTE } from '../one-poll.ts';

/** In SQL: how many past polls an elector was registered for, and at how many of them they voted. */
export const PAST_POLLS =
  "(CASE past WHEN '' THEN 0 ELSE length(replace(replace(past, '-', ''), '.', '')) END)";
export const PAST_VOTES = `(CASE past WHEN '' THEN 0
  ELSE length(past) - length(replace(replace(replace(past, 'v', ''), 'x', ''), 'p', '')) END)`;

/** The counts of a street, each over its electors on the register. */
const COUNTS: Record<string, string> = {
  electors: 'COUNT(*)',
  promises: 'SUM(promise)',
  postal: 'SUM(postal)',
  postal_promises: 'SUM(promise AND postal)',
  voted: 'SUM(voted_at IS NOT NULL)',
  promises_voted: 'SUM(promise AND voted_at IS NOT NULL)',
  in_person_voted: 'SUM(promise AND NOT postal AND voted_at IS NOT NULL)',
  outstanding: 'SUM(outstanding)',
  past_polls: `SUM(${PAST_POLLS})`,
  past_votes: `SUM(${PAST_VOTES})`,
};

/** The columns of a street that are counted. */
export const COUNTED = Object.keys(COUNTS);

/** The columns of an elector by which those counts change: the last of them through `outstanding`. */
export const COUNTED_BY: readonly string[] = [
  'street_id',
  'removed_at',
  'promise',
  'postal',
  'voted_at',
  'past',
  'kept_off',
  'do_not_knock',
  'off_sheets',
];

/** In SQL: the counts of those electors who are on the register, by street. */
export function countsOf(electors: string, from = 'elector'): string {
  const counts = COUNTED.map((column) => `${COUNTS[column]} AS ${column}`);
  return `SELECT street_id AS id, ${counts.join(', ')} FROM ${from} WHERE removed_at IS NULL AND ${electors} GROUP BY street_id`;
}

/** The stored counts of a street, defined once: for recounting, and for checking them. */
export const STREET_COUNTS = countsOf('TRUE');

/** In SQL: the electors who may vote at `onePoll`, of whose promises only those for it are promises. */
export const AT_ONE_POLL = `(
  SELECT id, district, street_id, removed_at, postal, voted_at, past, kept_off, do_not_knock, off_sheets, doorstep, vi,
         promise AS any_promise, (promise_for & @bits) <> 0 AS promise,
         at_door AND (promise_for & @bits) <> 0 AS at_door,
         outstanding AND (promise_for & @bits) <> 0 AS outstanding
    FROM elector WHERE ${MAY_VOTE})`;

/** The stored counts of a street for one of the polls combined on a day. */
export const STREET_COUNTS_FOR = countsOf('TRUE', AT_ONE_POLL);

/** Recounts every street from its electors. Call it inside `room.change` after many electors have changed. */
export function recountStreets(room: Room): void {
  room.db.exec(`
    UPDATE street SET ${COUNTED.map((column) => `${column} = 0`).join(', ')};
    UPDATE street SET ${COUNTED.map((column) => `${column} = c.${column}`).join(', ')}
      FROM (${STREET_COUNTS}) AS c WHERE street.id = c.id;`);
}

/** Runs a change of these electors, and changes the counts of their streets by what it changed. */
export function recountAround(room: Room, electors: string, change: () => void): void {
  const counted = room.db.prepare<[], StreetCounts>(countsOf(electors));
  const before = counted.all();
  change();
  addCounts(room, differences(before, counted.all()));
}

/** Adds counts that were made elsewhere: the rows of a table. */
export function addCountsFrom(room: Room, table: string): void {
  room.db.exec(`
    UPDATE street SET ${COUNTED.map((column) => `${column} = street.${column} + c.${column}`).join(', ')}
      FROM ${table} AS c WHERE street.id = c.id;`);
}

type StreetCounts = Record<string, number>;

/** What has to be added to the counts, for the streets in which any is different. */
function differences(before: readonly StreetCounts[], after: readonly StreetCounts[]): StreetCounts[] {
  const byStreet = new Map(after.map((row) => [row.id, row]));
  for (const row of before) {
    const sums = byStreet.get(row.id) ?? { id: row.id ?? 0 };
    for (const column of COUNTED) sums[column] = (sums[column] ?? 0) - (row[column] ?? 0);
    byStreet.set(row.id, sums);
  }
  return [...byStreet.values()].filter((row) => COUNTED.some((column) => row[column] !== 0));
}

function addCounts(room: Room, rows: readonly StreetCounts[]): void {
  if (rows.length === 0) return;
  const sums = COUNTED.map((column) => `${column} = ${column} + @${column}`);
  const add = room.db.prepare(`UPDATE street SET ${sums.join(', ')} WHERE id = @id`);
  for (const row of rows) add.run(row);
}
