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
export function tablesOf(db: Database, schema: string): readonly Table[] {
  const made = db
    .prepare<[], string>(`SELECT sql FROM ${schema}.sqlite_schema WHERE type = 'table' ORDER BY rowid`)
    .pluck()
    .all()
    .join('\n');
  const known = described.get(made);
  if (known) return known;
  const tables = describedBy(db, schema);
  if (described.size === MOST_DESCRIBED) described.clear();
  described.set(made, tables);
  return tables;
}

/** By the statements that made them, since asking about every column takes as long as copying a small room. */
const described = new Map<string, readonly Table[]>();
/** Of one version of the program there are a few: a room, its draft, and the draft with notes. */
const MOST_DESCRIBED = 16;

function describedBy(db: Database, schema: string): Table[] {
  const columns = db
    .prepare<[], { name: string; sql: string; column: string; pk: number }>(
      // Hidden columns are computed from the others.
      `SELECT tab.name, tab.sql, col.name AS column, col.pk
         FROM ${schema}.sqlite_schema AS tab, pragma_table_xinfo(tab.name, '${schema}') AS col
        WHERE tab.type = 'table' AND col.hidden = 0 ORDER BY tab.rowid, col.cid`,
    )
    .all()
    .filter(({ name }) => !LEFT_OUT.test(name));
  const tables = new Map<string, Table>();
  for (const { name, sql, column, pk } of columns) {
    const table = tables.get(name) ?? { name, sql, columns: [], key: [], hasRows: !WITHOUT_ROWS.test(name) };
    tables.set(name, table);
    table.columns.push(column);
    if (pk > 0) table.key.push(column);
  }
  return [...tables.values()];
}

/** The indexes of a table, apart from those of its constraints. */
export function indexesOf(db: Database, schema: string, table: string): { name: string; sql: string }[] {
  return db
    .prepare<[string], { name: string; sql: string }>(
      `SELECT name, sql FROM ${schema}.sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
    )
    .all(table);
}
