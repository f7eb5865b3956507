import { addToJournal } from './journal/journal.ts';
import { headsOf, rootsOf } from './journal/journal-links.ts';
import { SUBJECT } from './journal/journal-row.ts';
import { storedDetail } from './journal/stored-detail.ts';
import { prepared } from './prepared.ts';
import type { Room } from './room.ts';

/** What a room remembers about itself. */
export type SettingName =
  /** JSON: what each voting-intention code means. */
  | 'code_meanings'
  /** JSON: the polls that a code's promise is for, if not all. */
  | 'promises_for'
  /** ISO date of the poll. */
  | 'polling_day'
  /** Kinds of the polls combined that day, with commas; '' if none is set. */
  | 'election'
  /** JSON: the markers that a person has changed. */
  | 'marker_meanings'
  /** JSON: what dates of the register mean that were not understood. */
  | 'date_meanings'
  /** JSON: what cells about knocking mean that were not understood. */
  | 'knock_meanings'
  /** 'yes' if postal voters are put on sheets too. */
  | 'chase_postal'
  /** The last journal entry that is in the search index. */
  | 'search_built'
  /** The device of the laptop whose copy is being made, until it is whole. */
  | 'preparing'
  /** The import whose register this file took in from another laptop. */
  | 'register_taken'
  /** JSON: parameters for ranking where to knock next. */
  | 'knock_weights'
  /** The user's own extra folder for backups. */
  | 'backup_folder'
  /** JSON: every folder that has had backups of this room. */
  | 'backup_folders'
  /** Folder for backups in the room's previous place, which nobody has accepted here. */
  | 'offered_folder'
  /** JSON: folders that had backups in the room's previous place. */
  | 'folders_elsewhere'
  /** JSON: where the file was when it was last opened. */
  | 'place'
  /** Id of the day, the same in every laptop's room. */
  | 'day_id'
  /** Id of the device that writes the entries of this file. */
  | 'device_id'
  /** Id of this file. */
  | 'file_id'
  /** JSON: ids of the files that this one replaced. */
  | 'file_ids_earlier'
  /** JSON: ids of files in other places that this one was made from. */
  | 'file_ids_elsewhere'
  /** JSON: keys of copies that do not have the room's own key yet. */
  | 'keys_owed'
  /** JSON: what a restore could not bring back. */
  | 'to_do_again'
  /** 'not on paper' until somebody has said that the recovery key is. */
  | 'recovery_key'
  /** 'declined' if the room is to have no passphrase. */
  | 'passphrase'
  /** Where the committee room is, for the foot of every sheet. */
  | 'committee_room'
  /** JSON: when each round goes out, by its number. */
  | 'round_times'
  /** JSON: ids of the walks, as a person has put them in order. */
  | 'walk_order'
  /** JSON: columns matched by hand, by the file's headings, for the next file with the same headings. */
  | 'matched_columns'
  /** JSON: the order of day and month that a person has chosen, by the column's heading. */
  | 'date_orders'
  /** JSON: the names of polling districts, by their codes. */
  | 'district_names'
  /** Seals what the laptops of this room exchange; it travels only in an encrypted copy. */
  | 'exchange_key'
  /** JSON: the time up to which each device was heard of, by its own clock. */
  | 'heard_up_to'
  /** JSON: the last entry of each device that each other laptop said it has. */
  | 'others_have'
  /** JSON: the files with the day in them that were written here for other laptops. */
  | 'files_for_laptops'
  /** The device that keeps the register; only it may import one. '' if none is named. */
  | 'register_keeper'
  /** JSON: the rooms that were introduced to this one, head office's. */
  | 'replicas'
  /** JSON: the next election's room that was started from this one. */
  | 'next_room'
  /** JSON: files in other places that are being made from this room, or were when the program was killed. */
  | 'begun_elsewhere';

const sql = prepared((db) => ({
  read: db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?'),
  detail: db.prepare<[string], string | null>('SELECT detail FROM journal WHERE id = ?').pluck(),
  drop: db.prepare('DELETE FROM setting WHERE name = ?'),
  write: db.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ),
}));

/** Returns a setting; null if it was never set. */
export function readSetting(room: Room, name: SettingName): string | null {
  return sql(room.db).read.get(name)?.value ?? null;
}

/** Writes a setting. Call it inside `room.change`. */
export function writeSetting(room: Room, name: SettingName, value: string): void {
  sql(room.db).write.run(name, value);
}

/** Removes a setting, as if it had never been set. Call it inside `room.change`. */
export function dropSetting(room: Room, name: SettingName): void {
  sql(room.db).drop.run(name);
}

/** Settings of the day, which are the same in every copy of the room and can be undone. The others are of the file. */
export const SETTINGS_OF_THE_DAY = [
  'code_meanings',
  'promises_for',
  'polling_day',
  'election',
  'marker_meanings',
  'date_meanings',
  'knock_meanings',
  'chase_postal',
  'knock_weights',
  'committee_room',
  'round_times',
  'walk_order',
  'register_keeper',
] as const satisfies readonly SettingName[];
export type SettingOfTheDay = (typeof SETTINGS_OF_THE_DAY)[number];

/** Changes a setting of the day, with an entry in the journal if it is new. Call it inside `room.change`. */
export function changeSetting(room: Room, setting: SettingOfTheDay, value: string, by: string): void {
  const before = readSetting(room, setting);
  if (before === value) return;
  addToJournal(room, { kind: 'setting', by, detail: { setting, before, value } });
  writeSetting(room, setting, value);
}

/** Keeps a setting as the journal says it, after entries have come in or were undone. */
export function refreshSetting(room: Room, setting: SettingOfTheDay): void {
  const subject = SUBJECT.setting(setting);
  const [head] = headsOf(room.db, subject);
  const [root] = rootsOf(room.db, subject);
  if (root === undefined) return;
  const said = (id: string) => storedDetail('setting', sql(room.db).detail.get(id) ?? null);
  const value = head === undefined ? said(root).before : said(head).value;
  if (value === null) dropSetting(room, setting);
  else writeSetting(room, setting, value);
}
