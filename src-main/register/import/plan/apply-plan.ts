import type { Database } from 'better-sqlite3';
import { indexesOf, type Table } from '../../../store/draft/tables.ts';
import { addDrafted } from '../../../store/journal/journal.ts';
import type { JournalRow } from '../../../store/journal/journal-row.ts';
import type { Room } from '../../../store/room.ts';
import { addCountsFrom, COUNTED_BY, recountAround } from '../../streets/street-counts.ts';
import { isFirst, NEW_COUNTS, NUMBER, type Plan, RECOUNTED } from './plan.ts';

/**
 * Makes the room what its draft is, apart from what marks and answers at doors have written since. Call it inside
 * `room.changeFrom`, and only if the register has not changed since the draft was begun.
 */
export function applyPlan(room: Room, { basis, changes }: Plan): void {
  const { db } = room;
  const { electors, streets, tables } = changes;
  insertNew(db, 'street', streets.added, basis.lastStreet);
  if (streets.changed.length > 0) updateKnown(db, 'street', streets.changed);
  if (electors.changed.length > 0) updateElectors(room, electors.changed);
  if (isFirst(basis)) copyFirst(db);
  else insertNew(db, 'elector', electors.added, basis.lastElector);
  if (electors.added.length > 0) addCountsFrom(room, `draft.${NEW_COUNTS}`);
  for (const table of tables) copyNoted(db, table);
  const entries = db.prepare<[number], JournalRow>('SELECT * FROM draft.journal WHERE seq > ? ORDER BY seq');
  for (const entry of entries.all(basis.copied)) addDrafted(room, entry, basis.imports);
}

/** All electors of an empty room. SQLite copies whole rows between tables that are alike and have no index. */
function copyFirst(db: Database): void {
  const indexes = indexesOf(db, 'main', 'elector');
  for (const { name } of indexes) db.exec(`DROP INDEX main.${name}`);
  db.exec('INSERT INTO main.elector SELECT * FROM draft.elector');
  for (const { sql } of indexes) db.exec(sql);
}

function insertNew(db: Database, table: string, columns: readonly string[], last: number): void {
  if (columns.length === 0) return;
  const list = columns.join(', ');
  db.exec(
    `INSERT INTO main.${table} (${list}) SELECT ${list} FROM draft.${table} WHERE id > ${last} ORDER BY id`,
  );
}

function updateElectors(room: Room, columns: readonly string[]): void {
  const update = () => {
    const isMoved = columns.some((column) => NUMBER.includes(column));
    if (isMoved) freeNumbers(room.db);
    updateKnown(room.db, 'elector', columns, isMoved ? NUMBER : []);
  };
  if (columns.some((column) => COUNTED_BY.includes(column)))
    recountAround(room, `id IN (SELECT id FROM draft.${RECOUNTED})`, update);
  else update();
}

function freeNumbers(db: Database): void {
  const moved = NUMBER.map((column) => `now_${column} IS NOT was_${column}`).join(' OR ');
  db.exec(
    `UPDATE main.elector SET number = -elector.id
       FROM draft.elector_changed AS each WHERE elector.id = each.id AND (${moved})`,
  );
}

/** Sets the columns in which a row was changed on the draft, and no others; and the `whole` ones in every row. */
function updateKnown(
  db: Database,
  table: string,
  changed: readonly string[],
  whole: readonly string[] = [],
): void {
  const set = [
    ...whole.map((column) => `${column} = now_${column}`),
    ...changed
      .filter((column) => !whole.includes(column))
      .map((column) => `${column} = iif(now_${column} IS was_${column}, ${table}.${column}, now_${column})`),
  ];
  db.exec(
    `UPDATE main.${table} SET ${set.join(', ')}
       FROM draft.${table}_changed AS each WHERE ${table}.id = each.id`,
  );
}

/** Rows of a small table that only changes of the register write. */
function copyNoted(db: Database, { name, columns, key }: Table): void {
  const [list, keys] = [columns.join(', '), key.join(', ')];
  db.exec(`
    DELETE FROM main.${name} WHERE (${keys}) IN (SELECT ${keys} FROM draft.${name}_noted)
                               AND (${keys}) NOT IN (SELECT ${keys} FROM draft.${name});
    INSERT OR REPLACE INTO main.${name} (${list})
      SELECT ${list} FROM draft.${name} WHERE (${keys}) IN (SELECT ${keys} FROM draft.${name}_noted);`);
}
