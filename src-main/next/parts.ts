import { COUNTED } from '../register/streets/street-counts.ts';
import type { SettingName } from '../store/settings.ts';

/*
 * What of a room the next election's room gets. Every table, column and setting is in one of these lists: a test
 * compares them with the schema, so that nothing new is carried on, or lost, without a decision.
 */

/** Tables that are copied, with the columns that are. */
export const COPIED: Record<string, readonly string[]> = {
  street: ['id', 'district', 'name', 'walk_order'],
  election: ['id', 'name', 'year'],
  street_correction: ['district', 'found', 'name'],
  address_correction: ['district', 'address', 'street', 'house', 'flat'],
  elector: [
    'id',
    'district',
    'number',
    'suffix',
    'surname',
    'forename',
    'markers',
    'attains_on',
    'born_on',
    'address',
    'postcode',
    'street_id',
    'house',
    'flat',
    'vi',
    'vi_on',
    'vi_past',
    'past',
    'phone',
    'note',
    'lift',
    'do_not_knock',
    'gone',
    'absent',
    'postal',
    'kept_off',
    'promise',
    'promise_for',
  ],
};

/** Columns of those tables that the next room has empty, or counts or works out itself. */
export const NOT_COPIED: Record<string, readonly string[]> = {
  street: [
    ...COUNTED,
    // Its walks are saved there anew.
    'walk_id',
    'walk_place',
  ],
  elector: [
    'voted_at',
    'doorstep',
    'off_sheets',
    // Only who is on the register is copied, and what a person has corrected is the register's there.
    'removed_at',
    'by_hand',
    'register_says',
    'at_door',
    'outstanding',
  ],
};

/** Tables whose content the next room is given by the functions that the screens use. */
export const SAVED_ANEW = ['setting', 'station', 'station_district', 'walk'] as const;

/** Tables of the day, of this file, or made when they are needed. The next room begins with its own. */
export const OF_THIS_ROOM = [
  'question',
  'shift',
  'slip',
  'page_sum',
  'device',
  'journal',
  'journal_undo',
  'journal_instead',
  'journal_about',
  'journal_undone',
  'journal_nobody',
  'journal_waiting',
  'window_draft',
  'elector_search',
] as const;

/** Whether the next room gets a setting: what the party knows, not what belongs to the poll or to this file. */
export const SETTINGS: Record<SettingName, boolean> = {
  code_meanings: true,
  promises_for: true,
  marker_meanings: true,
  knock_meanings: true,
  knock_weights: true,
  matched_columns: true,
  date_orders: true,
  district_names: true,
  // Of the poll: each is asked again.
  polling_day: false,
  election: false,
  // Somebody too young at this poll may be old enough at the next.
  date_meanings: false,
  chase_postal: false,
  committee_room: false,
  round_times: false,
  // Of the walks by their ids, which are others there.
  walk_order: false,
  // Of this file.
  search_built: false,
  backup_folder: false,
  backup_folders: false,
  offered_folder: false,
  folders_elsewhere: false,
  place: false,
  day_id: false,
  device_id: false,
  file_id: false,
  file_ids_earlier: false,
  file_ids_elsewhere: false,
  keys_owed: false,
  to_do_again: false,
  recovery_key: false,
  passphrase: false,
  next_room: false,
  begun_elsewhere: false,
  // Of the laptops of this day.
  exchange_key: false,
  heard_up_to: false,
  replicas: false,
  others_have: false,
  files_for_laptops: false,
  register_keeper: false,
  register_taken: false,
  preparing: false,
};
