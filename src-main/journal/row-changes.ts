import type { Database } from 'better-sqlite3';
import { tablesOf } from '../store/draft/tables.ts';

type Value = string | number | Buffer | null;
export type Row = Record<string, Value>;

/** How a row was before, and how it is now; null where it is not there. */
export type RowChange = { table: string; before: Row | null; now: Row | null; columns: string[] };

/** What identifies the rows of a table, and the columns that are compared. None of them is computed by SQLite. */
type Compared = { key: readonly string[]; columns: readonly string[] };

/** Rows of a shift are made anew with another id; what they say identifies them. */
const OTHER_KEY: Record<string, readonly string[]> = { shift: ['station_id', 'teller', 'starts', 'ends'] };

function comparedIn(db: Database, names: readonly string[]): (Compared & { name: string })[] {
  return tablesOf(db, 'main').flatMap(({ name, key: primary, columns }) => {
    if (!names.includes(name)) return [];
    const key = OTHER_KEY[name];
    if (!key) return [{ name, key: primary, columns }];
    return [{ name, key, columns: columns.filter((each) => !primary.includes(each)) }];
  });
}

/**
 * Notes which electors change from now on, in a temporary table of this connection: there may be a county of them.
 * Returns how they have changed when it is called. What is written again as it was is not a change.
 */
export function watchElectors(db: Database): () => RowChange[] {
  const columns = comparedIn(db, ['elector']).flatMap((table) => table.columns);
  const others = columns.filter((column) => column !== 'id');
  const of = (row: string) => columns.map((column) => `${row}.${column}`).join(', ');
  // A row counts as it was before the first change of it. Not OR IGNORE, which the changing statement would overrule.
  const note = (row: string, isThere: boolean) =>
    `INSERT INTO was_elector (was_there, ${columns.join(', ')})
       SELECT ${Number(isThere)}, ${of(row)}
        WHERE NOT EXISTS (SELECT 1 FROM was_elector WHERE id = ${row}.id);`;
  db.exec(`
    CREATE TEMP TABLE was_elector (id INTEGER PRIMARY KEY, was_there, ${others.join(', ')});
    CREATE TEMP TRIGGER add_elector AFTER INSERT ON main.elector BEGIN ${note('NEW', false)} END;
    CREATE TEMP TRIGGER drop_elector AFTER DELETE ON main.elector BEGIN ${note('OLD', true)} END;
    CREATE TEMP TRIGGER set_elector AFTER UPDATE ON main.elector
      WHEN (${of('OLD')}) IS NOT (${of('NEW')})
      BEGIN ${note('OLD', true)} ${note('NEW', false)} END;`);
  return () => {
    const find = db.prepare<[Value], Row>(`SELECT ${columns.join(', ')} FROM main.elector WHERE id = ?`);
    return db
      .prepare<[], Row & { was_there: number }>('SELECT * FROM temp.was_elector')
      .all()
      .flatMap(({ was_there, ...row }) => {
        const before = was_there === 1 ? row : null;
        return changeOf('elector', columns, before, find.get(row.id ?? null) ?? null);
      });
  };
}

/**
 * How tables of one database differ from the same of a copy. All rows of both are read, so they have to be small ones.
 */
export function changesBetween(before: Database, now: Database, names: readonly string[]): RowChange[] {
  return comparedIn(now, names).flatMap(({ name, key, columns }) => {
    const rowsIn = (db: Database) =>
      new Map(
        db
          .prepare<[], Row>(`SELECT ${columns.join(', ')} FROM main.${name}`)
          .all()
          .map((row) => [JSON.stringify(key.map((column) => row[column])), row]),
      );
    const [old, rows] = [rowsIn(before), rowsIn(now)];
    return [
      ...[...old].flatMap(([place, row]) => changeOf(name, columns, row, rows.get(place) ?? null)),
      ...[...rows].flatMap(([place, row]) => (old.has(place) ? [] : changeOf(name, columns, null, row))),
    ];
  });
}

/** Nothing if the row is the same. */
function changeOf(table: string, all: readonly string[], before: Row | null, now: Row | null): RowChange[] {
  const columns = all.filter((column) => before?.[column] !== now?.[column]);
  return columns.length === 0 ? [] : [{ table, before, now, columns }];
}
