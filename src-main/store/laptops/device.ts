import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import type { Room } from '../room.ts';

/** A copy of the room that writes entries: `id` is the same in every copy, `number` is only of this file. */
export type Device = { number: number; id: string };

const sql = prepared((db) => ({
  own: db.prepare<[], { id: string; number: number | null }>(
    `SELECT value AS id, number FROM setting LEFT JOIN device ON device.id = setting.value
      WHERE name = 'device_id'`,
  ),
  setOwn: db.prepare(
    "INSERT INTO setting (name, value) VALUES ('device_id', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  ),
  number: db.prepare<[string], number>('SELECT number FROM device WHERE id = ?').pluck(),
  add: db.prepare('INSERT INTO device (id) VALUES (?)'),
  last: db.prepare<[], number>('SELECT COALESCE(MAX(number), 0) FROM device').pluck(),
  all: db.prepare<[], Device>('SELECT number, id FROM device ORDER BY number'),
}));

/** The device that writes in this file. Call it inside `room.change`. */
export function thisDevice(room: Room): Device {
  const own = sql(room.db).own.get();
  if (own === undefined) throw new Error('A room without a device was opened.');
  return { id: own.id, number: own.number ?? deviceNumber(room.db, own.id) };
}

/** The number of a device in this file, given now if it had none. */
export function deviceNumber(db: Database, id: string): number {
  return sql(db).number.get(id) ?? Number(sql(db).add.run(id).lastInsertRowid);
}

/** The highest number of a device in this file. */
export function lastDevice(db: Database): number {
  return sql(db).last.get() ?? 0;
}

/** The devices whose entries the room has. */
export function devices(db: Database): Device[] {
  return sql(db).all.all();
}

/**
 * Entries are written under a new id from now on: for a restored room, and for one whose last entries another copy
 * has differently. Call it inside `room.change`.
 */
export function becomeNewDevice(room: Room): void {
  sql(room.db).setOwn.run(randomBytes(16).toString('hex'));
}
