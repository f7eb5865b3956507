import type { Database } from 'better-sqlite3';

/** The largest date, in milliseconds from 1970, either way. */
const FURTHEST = 8.64e15;

/**
 * How many rows of each table have values that the room could not use: invalid JSON in columns that SQL reads (its
 * shape is checked by its readers), or a time that is not a date. Voting codes were JSON before the second migration.
 */
const UNREADABLE = {
  journal: `SELECT COUNT(*) FROM journal WHERE NOT json_valid(detail) OR ${noDate('at')}`,
  question: 'SELECT COUNT(*) FROM question WHERE NOT json_valid(detail)',
  setting: "SELECT COUNT(*) FROM setting WHERE name = 'promise_codes' AND NOT json_valid(value)",
  elector: `SELECT COUNT(*) FROM elector WHERE ${noDate('voted_at')}`,
  slip: `SELECT COUNT(*) FROM slip WHERE ${noDate('at')} OR ${noDate('told_at')}`,
};

/** Whether every use of a room can read its stored values. */
export function hasReadableValues(db: Database): boolean {
  const tables = new Set(db.prepare<[], string>('SELECT name FROM sqlite_master').pluck().all());
  return Object.entries(UNREADABLE).every(
    ([table, count]) => !tables.has(table) || db.prepare(count).pluck().get() === 0,
  );
}

function noDate(column: string): string {
  return `${column} NOT BETWEEN -${FURTHEST} AND ${FURTHEST}`;
}
