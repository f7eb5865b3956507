import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Room } from './room.ts';
import { writeSetting } from './settings.ts';
import { storedList } from './stored-json.ts';

/** Which day and which file a room is. Its backups have the same ids. */
export type RoomIds = {
  /** The same in every laptop's room for that day. */
  day: string;
  /** The id of this one file. */
  file: string;
  /** Files that this one replaced: their backups are its own. */
  earlier: string[];
  /** Files in other places that this one was made from: their backups are listed, and otherwise left alone. */
  elsewhere: string[];
};

/** It becomes part of file names, and the room may have been manipulated. */
const isFileId = (text: string) => /^[0-9a-f]{32}$/.test(text);

/** Reads the ids of an open database; null for a room of a version without ids, or if they are not valid. */
export function idsIn(db: Database): RoomIds | null {
  const read = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck();
  const [day, file] = [read.get('day_id'), read.get('file_id')];
  if (day === undefined || file === undefined || !isFileId(file)) return null;
  return {
    day,
    file,
    earlier: storedList(read.get('file_ids_earlier')).filter(isFileId),
    elsewhere: storedList(read.get('file_ids_elsewhere')).filter(isFileId),
  };
}

/** The ids of an open room, which its migration has set and its opening has checked. */
export function roomIds(room: Room): RoomIds {
  const ids = idsIn(room.db);
  if (!ids) throw new Error('A room without ids was opened.');
  return ids;
}

/** Gives the file a new id. Call it inside `room.change`. */
export function giveNewFileId(
  room: Room,
  { earlier, elsewhere }: Pick<RoomIds, 'earlier' | 'elsewhere'>,
): void {
  writeSetting(room, 'file_id', randomBytes(16).toString('hex'));
  writeSetting(room, 'file_ids_earlier', JSON.stringify([...new Set(earlier)]));
  writeSetting(room, 'file_ids_elsewhere', JSON.stringify([...new Set(elsewhere)]));
}
