import { prepared } from './prepared.ts';
import type { Room } from './room.ts';

/** What a room remembers about itself. */
export type SettingName =
  /** JSON array of the voting-intention codes that count as a promise. */
  | 'promise_codes'
  /** ISO date of the poll. */
  | 'polling_day';

const sql = prepared((db) => ({
  read: db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?'),
  write: db.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ),
}));

/** Gives a setting, or null when it was never set. */
export function readSetting(room: Room, name: SettingName): string | null {
  return sql(room.db).read.get(name)?.value ?? null;
}

/** Writes a setting; call it inside `room.change`. */
export function writeSetting(room: Room, name: SettingName, value: string): void {
  sql(room.db).write.run(name, value);
}
