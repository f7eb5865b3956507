import Sqlite, { type Database } from 'better-sqlite3';
import { type Migration, migrateFrom } from './schema.ts';

/**
 * Everything in a file's schema: tables with their constraints and generated columns, indexes, triggers and views.
 */
const SCHEMA = 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name';

type Item = { type: string; name: string; tbl_name: string; sql: string | null };

/**
 * Whether a room has exactly the schema that these migrations make. A manipulated file must not act when it is
 * opened, through a trigger or a constraint that replaces rows, and one that claims an older version must not be
 * migrated twice. Before the first migration the schema is empty.
 */
export function hasExpectedSchema(db: Database, migrations: readonly Migration[]): boolean {
  const expected = known.get(migrations) ?? schemaMadeBy(migrations);
  known.set(migrations, expected);
  return schemaOf(db) === expected;
}

/** Made once per process: making it takes longer than comparing. */
const known = new WeakMap<readonly Migration[], string>();

function schemaMadeBy(migrations: readonly Migration[]): string {
  const plain = new Sqlite(':memory:');
  try {
    migrateFrom(plain, 0, migrations);
    return schemaOf(plain);
  } finally {
    plain.close();
  }
}

function schemaOf(db: Database): string {
  return JSON.stringify(db.prepare<[], Item>(SCHEMA).all());
}
