import type { Database } from 'better-sqlite3';
import { attachFile, type RoomKey } from '../room-key.ts';
import { copyRoom } from './copy-room.ts';
import { prepareFile } from './draft.ts';
import { type Table, tablesOf } from './tables.ts';

/*
 * What was changed in a copy of a room, found by comparing the copy with what it was: any table, and rows that are gone
 * too. It is written to a draft, from which the room takes it. An import knows more of what it changes: see `notes.ts`.
 */

/** A table with rows that are new, different or gone. */
export type Difference = Pick<Table, 'name' | 'columns' | 'key'> & {
  /** Columns in which a known row is different. */
  changed: string[];
  /** There are rows that get what no two rows have. */
  isMoved: boolean;
};

/**
 * What no two rows of a table have, not even while they exchange theirs: `column` is what nobody else has `meanwhile`,
 * and it is unique together with the `others`.
 */
export const UNIQUE: Readonly<
  Record<string, { column: string; meanwhile: string; others: readonly string[] }>
> = {
  walk: { column: 'name', meanwhile: 'char(10) || id', others: [] },
  street: { column: 'name', meanwhile: 'char(10) || id', others: ['district'] },
  elector: { column: 'number', meanwhile: '-id', others: ['district', 'suffix', 'removed_at'] },
  election: { column: 'name', meanwhile: 'char(10) || id', others: [] },
  station: { column: 'name', meanwhile: 'char(10) || id', others: [] },
};

/** Keeps a database in memory as it is now, beside itself, for `writeDifferences`. */
export function keepBeside(db: Database): void {
  db.exec("ATTACH ':memory:' AS was");
  db.pragma('foreign_keys = OFF');
  copyRoom(db, 'main', 'was', true);
  db.pragma('foreign_keys = ON');
}

/** Writes what is different since `keepBeside` to the file of a draft. `derived` are columns of streets that are not compared. */
export function writeDifferences(
  db: Database,
  draft: { file: string; key: RoomKey | undefined },
  derived: readonly string[],
): Difference[] {
  attachFile(db, 'draft', draft.file, draft.key);
  prepareFile(db, 'draft');
  db.exec('BEGIN');
  const found = tablesOf(db, 'was').flatMap((table) => differenceIn(db, compared(table, derived)) ?? []);
  db.exec('COMMIT');
  return found;
}

function compared(
  { name, columns, key }: Table,
  derived: readonly string[],
): Pick<Table, 'name' | 'columns' | 'key'> {
  // Entries get other places in the room, behind those that it has by then.
  if (name === 'journal') return { name, columns: columns.filter((each) => each !== 'seq'), key: ['id'] };
  if (name === 'street') return { name, columns: columns.filter((each) => !derived.includes(each)), key };
  return { name, columns, key };
}

function differenceIn(db: Database, table: Pick<Table, 'name' | 'columns' | 'key'>): Difference | null {
  const { name, columns, key } = table;
  const [list, keys] = [columns.join(', '), key.join(', ')];
  const values = columns.filter((column) => !key.includes(column));
  const isSame = ['TRUE', ...values.map((column) => `old.${column} IS now.${column}`)].join(' AND ');
  db.exec(`
    CREATE TABLE draft.${name} AS SELECT ${list} FROM main.${name} AS now
      WHERE NOT EXISTS (SELECT 1 FROM was.${name} AS old WHERE ${sameRow(key, 'old', 'now')} AND ${isSame});
    CREATE TABLE draft.${name}_gone AS SELECT ${keys} FROM was.${name} AS old
      WHERE NOT EXISTS (SELECT 1 FROM main.${name} AS now WHERE ${sameRow(key, 'now', 'old')});`);
  const known = `draft.${name} AS now JOIN was.${name} AS old ON ${sameRow(key, 'old', 'now')}`;
  const sums = ['0', ...values.map((column) => `MAX(old.${column} IS NOT now.${column})`)];
  const differs = db
    .prepare<[], number[]>(`SELECT ${sums.join(', ')} FROM ${known}`)
    .raw()
    .get();
  const changed = values.filter((_, at) => differs?.[at + 1] === 1);
  const unique = uniqueIn(name).filter((column) => changed.includes(column));
  if (unique.length > 0) {
    const isMoved = unique.map((column) => `old.${column} IS NOT now.${column}`).join(' OR ');
    const moved = key.map((column) => `now.${column}`).join(', ');
    db.exec(`CREATE TABLE draft.${name}_moved AS SELECT ${moved} FROM ${known} WHERE ${isMoved}`);
  }
  const isAny = [name, `${name}_gone`].some((each) =>
    db.prepare(`SELECT 1 FROM draft.${each} LIMIT 1`).get(),
  );
  return isAny ? { ...table, changed, isMoved: unique.length > 0 } : null;
}

function uniqueIn(table: string): readonly string[] {
  const unique = UNIQUE[table];
  return unique ? [unique.column, ...unique.others] : [];
}

function sameRow(key: readonly string[], one: string, other: string): string {
  return key.map((column) => `${one}.${column} = ${other}.${column}`).join(' AND ');
}

/** Makes the same of a room. Call it inside `room.changeFrom`. */
export function takeDifferences(db: Database, differences: readonly Difference[]): void {
  for (const each of differences) takeDifference(db, each);
}

function takeDifference(db: Database, { name, columns, key, changed, isMoved }: Difference): void {
  const [list, keys] = [columns.join(', '), key.join(', ')];
  const set = (those: readonly string[], where: string) => {
    if (those.length === 0) return;
    db.exec(
      `UPDATE main.${name} SET ${those.map((column) => `${column} = now.${column}`).join(', ')}
         FROM draft.${name} AS now WHERE ${sameRow(key, name, 'now')} AND ${where}`,
    );
  };
  db.exec(`DELETE FROM main.${name} WHERE (${keys}) IN (SELECT ${keys} FROM draft.${name}_gone)`);
  const unique = uniqueIn(name);
  const { column = '', meanwhile = '', others = [] } = UNIQUE[name] ?? {};
  const moved = `(${key.map((each) => `${name}.${each}`).join(', ')}) IN (SELECT ${keys} FROM draft.${name}_moved)`;
  if (isMoved) db.exec(`UPDATE main.${name} SET ${column} = ${meanwhile} WHERE ${moved}`);
  // Somebody may have given one of these names meanwhile. Whoever applies their entry gives another.
  if (unique.length > 0 && others.length === 0)
    db.exec(
      `UPDATE main.${name} SET ${column} = ${meanwhile}
        WHERE ${column} IN (SELECT ${column} FROM draft.${name}) AND (${keys}) NOT IN (SELECT ${keys} FROM draft.${name})`,
    );
  set(
    changed.filter((each) => !unique.includes(each)),
    'TRUE',
  );
  if (isMoved) set(unique, moved);
  db.exec(
    `INSERT INTO main.${name} (${list}) SELECT ${list} FROM draft.${name} AS now
      WHERE NOT EXISTS (SELECT 1 FROM main.${name} AS old WHERE ${sameRow(key, 'old', 'now')}) ORDER BY rowid`,
  );
}
