import { prepared } from './prepared.ts';
import type { Room } from './room-type.ts';

/** What a room remembers about itself. */
export type SettingName =
  /** JSON: what each voting-intention code means. */
  | 'code_meanings'
  /** ISO date of the poll. */
  | 'polling_day'
  /** Kind of the poll, '' when nobody has said. */
  | 'election'
  /** JSON: what a person has set of the register's markers. */
  | 'marker_meanings'
  /** 'yes' when postal voters stand on sheets all the same. */
  | 'chase_postal'
  /** Journal entry up to which the search knows the electors. */
  | 'search_built'
  /** JSON: what the rule for where to knock next goes by. */
  | 'knock_weights'
  /** Folder of the person's own choice that backups go to as well. */
  | 'backup_folder'
  /** JSON: every folder that backups of this room have gone to. */
  | 'backup_folders'
  /** Folder that backups went to where the room was before; nobody has agreed to it here. */
  | 'offered_folder'
  /** JSON: folders that backups went to where the room was before. */
  | 'folders_elsewhere'
  /** JSON: where the file was when it was last opened. */
  | 'place'
  /** Id of the day, the same in every laptop's room. */
  | 'day_id'
  /** Id of this file. */
  | 'file_id'
  /** JSON: ids of the files whose place this one took. */
  | 'file_ids_earlier'
  /** JSON: ids of files in other places that this one was made from. */
  | 'file_ids_elsewhere'
  /** JSON: keys of copies that still need the room's own. */
  | 'keys_owed'
  /** JSON: what a restore could not bring back. */
  | 'to_do_again'
  /** 'declined' when the room is to go without one. */
  | 'passphrase'
  /** Where the committee room is, for the foot of every sheet. */
  | 'committee_room'
  /** JSON: when each round is to go out, by its number. */
  | 'round_times'
  /** JSON: columns matched by hand, by the headings of the file, for the next file with the same. */
  | 'matched_columns';

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
