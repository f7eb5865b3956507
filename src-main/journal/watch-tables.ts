import type { Database } from 'better-sqlite3';

/**
 * A table whose rows are compared: what identifies a row, and the columns that must be the same. No key is null, so `=`
 * finds it by its index; `IS` would go through all rows.
 */
type Table = { name: string; key: readonly string[]; columns: readonly string[] };

type Value = string | number | Buffer | null;
export type Row = Record<string, Value>;

/** How a row was before, and how it is now; null where it is not there. */
export type RowChange = { table: string; before: Row | null; now: Row | null; columns: string[] };

type Column = { name: string; pk: number };

/** Rows of a shift are made anew with another id; what they say identifies them. */
const OTHER_KEY: Record<string, readonly string[]> = { shift: ['station_id', 'teller', 'starts', 'ends'] };

/**
 * Notes which rows of these tables change from now on, in temporary tables of this connection. Returns how they have
 * changed when it is called. What is written again as it was is not a change.
 */
export function watchTables(db: Database, names: readonly string[]): () => RowChange[] {
  const tables = names.map((name) => tableOf(db, name));
  for (const table of tables) watch(db, table);
  return () => tables.flatMap((table) => changesOf(db, table));
}

function tableOf(db: Database, name: string): Table {
  // Without columns that SQLite computes.
  const columns = db.pragma(`table_info(${name})`) as Column[];
  const primary = columns.filter(({ pk }) => pk > 0).map((column) => column.name);
  const key = OTHER_KEY[name] ?? primary;
  return {
    name,
    key,
    columns: columns
      .map((column) => column.name)
      .filter((each) => key === primary || !primary.includes(each)),
  };
}

function watch(db: Database, { name, key, columns }: Table): void {
  const of = (row: string, all: readonly string[]) => all.map((column) => `${row}.${column}`).join(', ');
  // A row counts as it was before the first change of it. Not OR IGNORE, which the changing statement would overrule.
  // The plus takes the type from the key, which the noted one does not have: SQLite uses no index to compare the two
  // otherwise, and goes through all rows for each.
  const note = (row: string, isThere: boolean) =>
    `INSERT INTO was_${name} (was_there, ${columns.join(', ')})
       SELECT ${Number(isThere)}, ${of(row, columns)}
        WHERE NOT EXISTS (SELECT 1 FROM was_${name} WHERE ${key.map((each) => `${each} = +${row}.${each}`).join(' AND ')});`;
  db.exec(`
    CREATE TEMP TABLE was_${name} (was_there, ${columns.join(', ')}, PRIMARY KEY (${key.join(', ')}));
    CREATE TEMP TRIGGER add_${name} AFTER INSERT ON main.${name} BEGIN ${note('NEW', false)} END;
    CREATE TEMP TRIGGER drop_${name} AFTER DELETE ON main.${name} BEGIN ${note('OLD', true)} END;
    CREATE TEMP TRIGGER set_${name} AFTER UPDATE ON main.${name}
      WHEN (${of('OLD', columns)}) IS NOT (${of('NEW', columns)})
      BEGIN ${note('OLD', true)} ${note('NEW', false)} END;`);
}

function changesOf(db: Database, { name, key, columns }: Table): RowChange[] {
  const was = db.prepare<[], Row & { was_there: number }>(`SELECT * FROM temp.was_${name}`).all();
  const find = db.prepare<Value[], Row>(
    `SELECT ${columns.join(', ')} FROM main.${name} WHERE ${key.map((each) => `${each} = ?`).join(' AND ')}`,
  );
  return was.flatMap(({ was_there, ...row }) => {
    const before = was_there === 1 ? row : null;
    const now = find.get(...key.map((column) => row[column] ?? null)) ?? null;
    const changed = columns.filter((column) => before?.[column] !== now?.[column]);
    return changed.length === 0 ? [] : [{ table: name, before, now, columns: changed }];
  });
}
