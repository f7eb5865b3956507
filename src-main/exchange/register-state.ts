import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { registerHere } from '../journal/conflicts/two-registers.ts';
import { refreshWalks } from '../register/streets/refresh-walks.ts';
import { COUNTED, recountStreets } from '../register/streets/street-counts.ts';
import { UNIQUE } from '../store/draft/differences.ts';
import type { Room } from '../store/room.ts';
import {
  dropSetting,
  readSetting,
  SETTINGS_OF_THE_DAY,
  type SettingName,
  writeSetting,
} from '../store/settings.ts';

/*
 * A register is not in the journal, so a later one travels whole, with everything that follows from it and from the
 * entries that its laptop has. Whoever takes it in applies their own entries to it afterwards, as in any other merge.
 */

/**
 * Everything in a room that a register and entries make, so far as a file does not keep it for itself. Each after those
 * that its rows name.
 */
const TABLES = [
  'walk',
  'street',
  'elector',
  'election',
  'street_correction',
  'address_correction',
  'question',
  'station',
  'station_district',
  'shift',
  'slip',
] as const;
type TableName = (typeof TABLES)[number];

/** Settings that an import may change, besides those of the day. */
const IMPORTED: readonly SettingName[] = [
  ...SETTINGS_OF_THE_DAY,
  'district_names',
  'matched_columns',
  'date_orders',
];

const VALUE = z.union([z.string(), z.number(), z.null()]);
export const REGISTER_STATE = z.object({
  /** The import that it is of. */
  of: z.string(),
  tables: z.record(z.enum(TABLES), z.object({ columns: z.array(z.string()), rows: z.array(z.array(VALUE)) })),
  settings: z.record(z.string(), z.string()),
});
export type RegisterState = z.infer<typeof REGISTER_STATE>;

/** The register of this room and what follows from it. */
export function readRegisterState(room: Room): RegisterState {
  const tables = TABLES.map((name) => {
    const columns = columnsOf(room.db, name);
    const rows = room.db
      .prepare(`SELECT ${columns.join(', ')} FROM ${name}`)
      .raw()
      .all();
    return [name, { columns, rows }];
  });
  const settings = IMPORTED.flatMap((name) => {
    const value = readSetting(room, name);
    return value === null ? [] : [[name, value]];
  });
  return {
    of: registerHere(room) ?? '',
    tables: Object.fromEntries(tables),
    settings: Object.fromEntries(settings),
  };
}

/** Puts it in the place of this room's. Call it inside `room.change`, and apply the entries that it does not know. */
export function takeRegisterState(room: Room, { of, tables, settings }: RegisterState): void {
  const { db } = room;
  db.pragma('defer_foreign_keys = ON');
  // Another edition has most of its rows as they are here.
  const differing = TABLES.map((name) => differences(db, name, tables[name] ?? { columns: [], rows: [] }));
  // First what names other rows: SQLite goes through all electors for each street that one of them may name.
  for (const each of differing.toReversed()) remove(db, each);
  for (const each of differing) put(db, each);
  for (const name of IMPORTED) {
    const value = settings[name];
    if (value === undefined) dropSetting(room, name);
    else writeSetting(room, name, value);
  }
  writeSetting(room, 'register_taken', of);
  // The search is of the electors that were here.
  dropSetting(room, 'search_built');
  recountStreets(room);
  refreshWalks(room);
}

type Value = z.output<typeof VALUE>;

/** What is to become of a table: rows that go, by their keys, and those that are new or different. */
type Differences = { name: TableName; columns: string[]; key: string[]; gone: Value[][]; rows: Value[][] };

function differences(
  db: Database,
  name: TableName,
  { columns, rows }: { columns: readonly string[]; rows: readonly Value[][] },
): Differences {
  const here = columnsOf(db, name);
  // Counted again afterwards.
  const taken = columns.filter(
    (column) => here.includes(column) && !(name === 'street' && COUNTED.includes(column)),
  );
  const key = keyOf(db, name);
  const found: Differences = { name, columns: taken, key, gone: [], rows: [] };
  const inPlaces = (all: readonly string[], wanted: readonly string[]) => {
    const places = wanted.map((column) => all.indexOf(column));
    return (row: readonly Value[]) => places.map((place) => row[place] ?? null);
  };
  const [takenIn, keyIn, keyHere] = [inPlaces(columns, taken), inPlaces(columns, key), inPlaces(taken, key)];
  const incoming = new Map(
    taken.length === 0 ? [] : rows.map((row) => [keyIn(row).join('\t'), takenIn(row)]),
  );
  const list = taken.length === 0 ? key : taken;
  const now = db.prepare<[], Value[]>(`SELECT ${list.join(', ')} FROM ${name}`).raw();
  for (const row of now.iterate()) {
    const keys = taken.length === 0 ? row : keyHere(row);
    const text = keys.join('\t');
    const other = incoming.get(text);
    if (other === undefined) found.gone.push(keys);
    else if (row.every((value, place) => value === other[place])) incoming.delete(text);
  }
  found.rows = [...incoming.values()];
  return found;
}

function remove(db: Database, { name, key, gone }: Differences): void {
  const deletion = db.prepare(
    `DELETE FROM ${name} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`,
  );
  for (const keys of gone) deletion.run(keys);
}

function put(db: Database, { name, columns, key, rows }: Differences): void {
  if (rows.length === 0) return;
  const unique = UNIQUE[name];
  if (unique) {
    const { column, meanwhile } = unique;
    const park = db.prepare(`UPDATE ${name} SET ${column} = ${meanwhile} WHERE id = ?`);
    const id = columns.indexOf('id');
    for (const row of rows) park.run(row[id]);
  }
  const others = columns.filter((column) => !key.includes(column));
  const change =
    others.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${others.map((each) => `${each} = excluded.${each}`).join(', ')}`;
  const add = db.prepare(
    `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (${key.join(', ')}) DO ${change}`,
  );
  for (const row of rows) add.run(row);
}

function keyOf(db: Database, table: string): string[] {
  return db
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk')
    .pluck()
    .all(table);
}

function columnsOf(db: Database, table: string): string[] {
  return db
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .pluck()
    .all(table);
}
