import type { Database } from 'better-sqlite3';

/** Milliseconds from 1970 that a date can be of, either way. */
const FURTHEST = 8.64e15;

/**
 * How many rows of each table hold what no use of the room could read: JSON into which SQL reads and that is not valid
 * (of what shape it is, its readers say), or a time that is no date. Voting codes were JSON before the second migration.
 */
const UNREADABLE = {
  journal: `SELECT COUNT(*) FROM journal WHERE NOT json_valid(detail) OR ${noDate('at')}`,
  question: 'SELECT COUNT(*) FROM question WHERE NOT json_valid(detail)',
  setting: "SELECT COUNT(*) FROM setting WHERE name = 'promise_codes' AND NOT json_valid(value)",
  elector: `SELECT COUNT(*) FROM elector WHERE ${noDate('voted_at')}`,
  slip: `SELECT COUNT(*) FROM slip WHERE ${noDate('at')} OR ${noDate('told_at')}`,
};

/** Whether what a room stores can be read by every use of it. */
export function hasReadableValues(db: Database): boolean {
  const tables = new Set(db.prepare<[], string>('SELECT name FROM sqlite_master').pluck().all());
  return Object.entries(UNREADABLE).every(
    ([table, count]) => !tables.has(table) || db.prepare(count).pluck().get() === 0,
  );
}

function noDate(column: string): string {
  return `${column} NOT BETWEEN -${FURTHEST} AND ${FURTHEST}`;
}
