import type { Database } from 'better-sqlite3';
import type { Basis } from './copy-room.ts';
import { type Table, tablesOf } from './tables.ts';

/**
 * Notes what is changed in a draft from now on. The rows of electors and streets before their first change are kept in
 * `elector_before` and `street_before`; new ones have ids above those of the basis. Of every other table the keys of the rows that were
 * changed, added or deleted are kept in `<table>_noted`.
 */
export function noteChanges(
  db: Database,
  { lastElector, lastStreet }: Basis,
  derived: readonly string[],
): void {
  for (const table of tablesOf(db, 'main')) {
    if (table.name === 'elector') noteRows(db, table, lastElector, []);
    else if (table.name === 'street') noteRows(db, table, lastStreet, derived);
    else if (isNoted(table)) noteKeys(db, table);
  }
}

/** Whether the keys of its changed rows are noted. */
function isNoted({ name, hasRows, key }: Table): boolean {
  return (
    hasRows && key.length > 0 && name !== 'elector' && name !== 'street' && !/_(?:before|noted)$/.test(name)
  );
}

function noteRows(db: Database, { name, columns }: Table, last: number, derived: readonly string[]): void {
  const kept = columns.filter((column) => !derived.includes(column));
  const others = kept.filter((column) => column !== 'id');
  db.exec(`
    CREATE TABLE ${name}_before (id INTEGER PRIMARY KEY, ${others.join(', ')});
    CREATE TEMP TRIGGER ${name}_is_changed BEFORE UPDATE OF ${kept.join(', ')} ON main.${name}
      WHEN OLD.id <= ${last} AND NOT EXISTS (SELECT 1 FROM ${name}_before WHERE id = OLD.id) BEGIN
      INSERT INTO ${name}_before (${kept.join(', ')}) VALUES (${kept.map((each) => `OLD.${each}`).join(', ')});
    END;
    CREATE TEMP TRIGGER ${name}_stays BEFORE DELETE ON main.${name} BEGIN
      SELECT RAISE(ABORT, 'a draft deletes no row of ${name}');
    END;`);
}

function noteKeys(db: Database, { name, columns, key }: Table): void {
  // Not `OR IGNORE`: what the statement itself says of conflicts counts in its triggers too.
  const note = (row: string) => {
    const values = key.map((each) => `${row}.${each}`).join(', ');
    return `INSERT INTO ${name}_noted SELECT ${values}
             WHERE (${values}) NOT IN (SELECT ${key.join(', ')} FROM ${name}_noted);`;
  };
  const of = (row: string) => columns.map((each) => `${row}.${each}`).join(', ');
  db.exec(`
    CREATE TABLE ${name}_noted (${key.join(', ')}, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID;
    CREATE TEMP TRIGGER ${name}_is_added AFTER INSERT ON main.${name} BEGIN ${note('NEW')} END;
    CREATE TEMP TRIGGER ${name}_is_changed AFTER UPDATE ON main.${name}
      WHEN (${of('OLD')}) IS NOT (${of('NEW')}) BEGIN ${note('OLD')} ${note('NEW')} END;
    CREATE TEMP TRIGGER ${name}_is_deleted AFTER DELETE ON main.${name} BEGIN ${note('OLD')} END;`);
}

/** What was changed in a draft. */
export type Changes = {
  electors: RowChanges;
  streets: RowChanges;
  /** Other tables in which something was changed. */
  tables: readonly Table[];
};

/** Of the electors or the streets. */
type RowChanges = {
  /** The columns of new rows; empty if there are none. */
  added: string[];
  /** Columns of known rows that have another value now. */
  changed: string[];
};

/** Looks through the notes, and forgets rows that are as they were. */
export function changesIn(
  db: Database,
  { lastElector, lastStreet }: Basis,
  derived: readonly string[],
): Changes {
  const tables = tablesOf(db, 'main');
  const rowsOf = (name: string, last: number, without: readonly string[]): RowChanges => {
    const columns = tables.find((table) => table.name === name)?.columns ?? [];
    const isAny = db.prepare(`SELECT 1 FROM ${name} WHERE id > ? LIMIT 1`).get(last) !== undefined;
    return {
      added: isAny ? columns.filter((column) => !without.includes(column)) : [],
      changed: columnsChanged(db, name),
    };
  };
  return {
    electors: rowsOf('elector', lastElector, []),
    streets: rowsOf('street', lastStreet, derived),
    tables: tables.filter((table) => isNoted(table) && hasAny(db, `${table.name}_noted`)),
  };
}

function columnsChanged(db: Database, table: string): string[] {
  if (!hasAny(db, `${table}_before`)) return [];
  const columns = db
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(`${table}_before`)
    .filter((column) => column !== 'id');
  const same = columns.map((column) => `now.${column} IS was.${column}`);
  db.exec(
    `DELETE FROM ${table}_before WHERE id IN (
       SELECT was.id FROM ${table}_before AS was JOIN ${table} AS now ON now.id = was.id WHERE ${same.join(' AND ')})`,
  );
  const sums = same.map((each) => `COALESCE(MAX(NOT (${each})), 0)`);
  const differs = db
    .prepare<[], number[]>(
      `SELECT ${sums.join(', ')} FROM ${table}_before AS was JOIN ${table} AS now ON now.id = was.id`,
    )
    .raw()
    .get();
  return columns.filter((_, place) => differs?.[place] === 1);
}

function hasAny(db: Database, table: string): boolean {
  return db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
}
