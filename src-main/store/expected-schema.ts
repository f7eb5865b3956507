import Sqlite, { type Database } from 'better-sqlite3';

const COLUMNS = `SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns
                  WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite!_%' ESCAPE '!'`;
const ACTIONS = `SELECT type || ' ' || name || ' ' || sql FROM sqlite_master WHERE type IN ('trigger', 'view')`;

let expected: { steps: readonly string[]; columns: string[]; actions: string } | undefined;

/**
 * Whether a room has every column that these migrations make, and no trigger or view but theirs: a file that somebody
 * else has had in hand must not be able to act when it is opened.
 */
export function hasExpectedSchema(db: Database, migrations: readonly string[]): boolean {
  if (expected?.steps !== migrations) {
    const plain = new Sqlite(':memory:');
    for (const step of migrations) plain.exec(step);
    expected = { steps: migrations, columns: list(plain, COLUMNS), actions: list(plain, ACTIONS).join('\n') };
    plain.close();
  }
  const columns = new Set(list(db, COLUMNS));
  return (
    expected.columns.every((column) => columns.has(column)) &&
    list(db, ACTIONS).join('\n') === expected.actions
  );
}

function list(db: Database, query: string): string[] {
  return db.prepare<[], string>(query).pluck().all().sort();
}
