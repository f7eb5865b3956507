import Sqlite, { type Database } from 'better-sqlite3';

const COLUMNS = `SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns
                  WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite!_%' ESCAPE '!'`;
const ACTIONS = `SELECT type || ' ' || name || ' ' || sql FROM sqlite_master WHERE type IN ('trigger', 'view')`;

/**
 * Whether a room has the tables and columns that these migrations make, and its triggers and views are theirs: a file
 * that somebody else has had in hand must not be able to act when it is opened, and one that says it is older than it
 * is must not be brought up to date twice. Before the first migration there is nothing at all.
 */
export function hasExpectedSchema(db: Database, migrations: readonly string[]): boolean {
  const plain = new Sqlite(':memory:');
  for (const step of migrations) plain.exec(step);
  const isExpected = [COLUMNS, ACTIONS].every((query) => list(db, query) === list(plain, query));
  plain.close();
  return isExpected;
}

function list(db: Database, query: string): string {
  return db.prepare<[], string>(query).pluck().all().sort().join('\n');
}
