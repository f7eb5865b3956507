import type { Database } from 'better-sqlite3';
import type { Basis } from './copy-room.ts';
import { type Table, tablesOf } from './tables.ts';

/**
 * Notes what is changed in a draft from now on. The rows of electors and streets before their first change are kept in
 * `elector_before` and `street_before`; new ones have ids above those of the basis. Every other table is small, and is
 * kept whole in `<table>_before`, from which `changesIn` makes `<table>_noted`.
 */
export function noteChanges(
  db: Database,
  { lastElector, lastStreet }: Basis,
  derived: readonly string[],
): void {
  for (const table of tablesOf(db, 'main')) {
    if (table.name === 'elector') noteRows(db, table, lastElector, []);
    else if (table.name === 'street') noteRows(db, table, lastStreet, derived);
    else if (isKept(table)) keepTable(db, table);
  }
}

/** Whether it is kept whole. */
function isKept({ name, hasRows, key }: Table): boolean {
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

function keepTable(db: Database, { name, columns }: Table): void {
  db.exec(`CREATE TABLE ${name}_before AS SELECT ${columns.join(', ')} FROM ${name}`);
}

/** What was changed in a draft. */
export type Changes = {
  electors: RowChanges;
  streets: RowChanges;
  /** Other tables in which something was changed; the keys of rows that are new, changed or gone are in `<table>_noted`. */
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
    tables: tables.filter((table) => isKept(table) && noteKeys(db, table)),
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

/** Compares a table with what it was, while nobody waits for it. @returns whether a row of it has changed. */
function noteKeys(db: Database, { name, columns, key }: Table): boolean {
  const [list, keys] = [columns.join(', '), key.join(', ')];
  const [now, before] = [`SELECT ${list} FROM ${name}`, `SELECT ${list} FROM ${name}_before`];
  const changed = `SELECT ${keys} FROM (${now} EXCEPT ${before}) UNION SELECT ${keys} FROM (${before} EXCEPT ${now})`;
  if (db.prepare(`${changed} LIMIT 1`).get() === undefined) return false;
  db.exec(`
    CREATE TABLE ${name}_noted (${keys}, PRIMARY KEY (${keys})) WITHOUT ROWID;
    INSERT INTO ${name}_noted ${changed};`);
  return true;
}

function hasAny(db: Database, table: string): boolean {
  return db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
}
