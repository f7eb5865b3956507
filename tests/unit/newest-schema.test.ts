import Sqlite, { type Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { MIGRATIONS, migrateBy, migrateFrom } from '../../src-main/store/schema.ts';

// After a new migration: `npx vitest run tests/unit/newest-schema.test.ts -u`.
test('a new room gets the schema that all migrations make', async () => {
  const migrated = new Sqlite(':memory:');
  for (const step of MIGRATIONS) migrateBy(migrated, step);
  await expect(asCode(schemaOf(migrated))).toMatchFileSnapshot('../../src-main/store/newest-schema.ts');

  const made = new Sqlite(':memory:');
  migrateFrom(made, 0, MIGRATIONS);
  expect(schemaOf(made)).toEqual(schemaOf(migrated));
  expect(rowsOf(made)).toEqual(rowsOf(migrated));
  expect(idsOf(made).every(({ value }) => /^(?:[0-9a-f]{32}){1,2}$/.test(value))).toBe(true);
});

function schemaOf(db: Database): { name: string; sql: string }[] {
  return db
    .prepare<[], { name: string; sql: string }>(
      // A virtual table makes its own.
      `SELECT name, sql FROM sqlite_schema
        WHERE sql IS NOT NULL AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
        ORDER BY rowid`,
    )
    .all();
}

function asCode(schema: { sql: string }[]): string {
  const sql = schema.map((each) => `${each.sql};\n`).join('');
  return `/* What all migrations make of an empty database. tests/unit/newest-schema.test.ts writes this file. */

export const NEWEST = {
  version: ${MIGRATIONS.length},
  sql: \`
${sql.replace(/[\\`$]/g, '\\$&')}\`,
};
`;
}

/** The tables with rows, and the settings. */
function rowsOf(db: Database): string[] {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  const counts = tables.map(
    (table) => `${table}: ${db.prepare(`SELECT COUNT(*) FROM "${table}"`).pluck().get()}`,
  );
  return [...counts, ...idsOf(db).map(({ name }) => name)];
}

function idsOf(db: Database): { name: string; value: string }[] {
  return db
    .prepare<[], { name: string; value: string }>('SELECT name, value FROM setting ORDER BY name')
    .all();
}
