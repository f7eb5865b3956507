import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { registerHere } from '../journal/two-registers.ts';
import { refreshWalks } from '../register/refresh-walks.ts';
import { recountStreets } from '../register/street-counts.ts';
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

/** Everything in a room that a register and entries make, so far as a file does not keep it for itself. */
const TABLES = [
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
  'walk',
] as const;

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
  for (const name of TABLES) {
    const { columns, rows } = tables[name] ?? { columns: [], rows: [] };
    const here = columnsOf(db, name);
    const taken = columns.filter((column) => here.includes(column));
    db.exec(`DELETE FROM ${name}`);
    if (taken.length === 0) continue;
    const add = db.prepare(
      `INSERT INTO ${name} (${taken.join(', ')}) VALUES (${taken.map(() => '?').join(', ')})`,
    );
    const places = taken.map((column) => columns.indexOf(column));
    for (const row of rows) add.run(places.map((place) => row[place]));
  }
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

function columnsOf(db: Database, table: string): string[] {
  return db
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .pluck()
    .all(table);
}
