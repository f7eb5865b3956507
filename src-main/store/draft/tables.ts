import type { Database } from 'better-sqlite3';

/** A table as SQLite describes it, with the columns that can be written. */
export type Table = {
  name: string;
  sql: string;
  columns: string[];
  key: string[];
  /** Its rows are copied too. */
  hasRows: boolean;
};

/** What no change that is drafted reads: the search, checksums of pages, and SQLite's own tables. */
const LEFT_OUT = /^(?:sqlite_|elector_search|page_sum)/;
/** What is made in a draft without its rows: nothing there depends on what was said before, but on what is undone. */
const WITHOUT_ROWS = /^(?:journal(?!_undone$)|device$)/;

/** The tables of a room that a draft of it has too. `schema` is the name under which the room is attached. */
export function tablesOf(db: Database, schema: string): Table[] {
  return db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM ${schema}.sqlite_schema WHERE type = 'table' ORDER BY rowid`,
    )
    .all()
    .filter(({ name }) => !LEFT_OUT.test(name))
    .map(({ name, sql }) => ({
      name,
      sql,
      hasRows: !WITHOUT_ROWS.test(name),
      ...columnsOf(db, schema, name),
    }));
}

function columnsOf(db: Database, schema: string, table: string): { columns: string[]; key: string[] } {
  const all = db
    .prepare<[string, string], { name: string; pk: number; hidden: number }>(
      'SELECT name, pk, hidden FROM pragma_table_xinfo(?, ?)',
    )
    .all(table, schema)
    // Others are computed from these.
    .filter(({ hidden }) => hidden === 0);
  return {
    columns: all.map(({ name }) => name),
    key: all.filter(({ pk }) => pk > 0).map(({ name }) => name),
  };
}

/** The indexes of a table, apart from those of its constraints. */
export function indexesOf(db: Database, schema: string, table: string): { name: string; sql: string }[] {
  return db
    .prepare<[string], { name: string; sql: string }>(
      `SELECT name, sql FROM ${schema}.sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
    )
    .all(table);
}
