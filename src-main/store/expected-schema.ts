import Sqlite, { type Database } from 'better-sqlite3';

/** All that a file has: tables with their constraints and generated columns, indexes, triggers and views. */
const SCHEMA = 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name';

type Item = { type: string; name: string; tbl_name: string; sql: string | null };

/**
 * Whether a room has the schema that these migrations make, and nothing else: a file that somebody else has had in hand
 * must not be able to act when it is opened, with a trigger or by a constraint that replaces rows, and one that says it is
 * older than it is must not be brought up to date twice. Before the first migration there is nothing at all.
 */
export function hasExpectedSchema(db: Database, migrations: readonly string[]): boolean {
  const expected = known.get(migrations) ?? schemaMadeBy(migrations);
  known.set(migrations, expected);
  return schemaOf(db) === expected;
}

/** Made once a process: it takes longer than to compare. */
const known = new WeakMap<readonly string[], string>();

function schemaMadeBy(migrations: readonly string[]): string {
  const plain = new Sqlite(':memory:');
  try {
    for (const step of migrations) plain.exec(step);
    return schemaOf(plain);
  } finally {
    plain.close();
  }
}

function schemaOf(db: Database): string {
  return JSON.stringify(db.prepare<[], Item>(SCHEMA).all());
}
