import Sqlite, { type Database } from 'better-sqlite3';

const COLUMNS = `SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns
                  WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite!_%' ESCAPE '!'`;
const ACTIONS = `SELECT type || ' ' || name || ' ' || sql FROM sqlite_master WHERE type IN ('trigger', 'view')`;

/**
 * Whether a room has every column that these migrations make, and no trigger or view but theirs: a file that somebody
 * else has had in hand must not be able to act when it is opened. Before the first migration there is nothing at all.
 */
export function hasExpectedSchema(db: Database, migrations: readonly string[]): boolean {
  const plain = new Sqlite(':memory:');
  for (const step of migrations) plain.exec(step);
  const [columns, expected] = [new Set(list(db, COLUMNS)), list(plain, COLUMNS)];
  const [actions, expectedActions] = [list(db, ACTIONS).join('\n'), list(plain, ACTIONS).join('\n')];
  plain.close();
  if (expected.length === 0 && columns.size > 0) return false;
  return expected.every((column) => columns.has(column)) && actions === expectedActions;
}

function list(db: Database, query: string): string[] {
  return db.prepare<[], string>(query).pluck().all().sort();
}
