import type { Database } from 'better-sqlite3';
import { openToRead } from '../store/open-room.ts';
import type { Room } from '../store/room.ts';
import { roomIds } from '../store/room-ids.ts';
import type { RoomKey } from '../store/room-key.ts';
import { ownFolder } from './backup-name.ts';
import {
  type BackupFile,
  backupFiles,
  knownFolders,
  namedFor,
  namedLike,
  newestFirst,
} from './backup-places.ts';
import { judgeOf } from './whose-copy.ts';

/**
 * When a backup of this room was made that ends with an entry which the room does not have, in milliseconds since
 * 1970; null for none. A disk that loses SQLite's log, or a room file that somebody copied back, leaves a room that
 * is sound but too old. An empty room is compared with any backup of the same name.
 */
export function newerBackup(room: Room): number | null {
  const { first } = endsOf(room.db);
  const has = room.db.prepare<[string], 1>('SELECT 1 FROM journal WHERE id = ?').pluck();
  const newest = first === null ? ofTheName(room) : ofTheRoom(room);
  const ahead = newest.filter(({ file }) => {
    const backup = read(file, room.key);
    if (!backup || backup.last === null) return false;
    // A room with another first entry belongs to another poll.
    return (first === null || first === backup.first) && has.get(backup.last) === undefined;
  });
  return ahead.length === 0 ? null : Math.max(...ahead.map(({ madeAt }) => madeAt));
}

function ofTheName(room: Room): BackupFile[] {
  return namedLike(room.file, backupFiles([ownFolder(room.file)]))
    .sort(newestFirst)
    .slice(0, 1);
}

/** The newest of its own in each folder. */
function ofTheRoom(room: Room): BackupFile[] {
  const { file, earlier } = roomIds(room);
  const whose = judgeOf(room);
  return knownFolders(room).flatMap((folder) => {
    const named = namedFor(room.file, [file, ...earlier], backupFiles([folder])).sort(newestFirst);
    const newest = named.find((backup) => whose(backup.file) === 'ours');
    return newest ? [newest] : [];
  });
}

type Ends = { first: string | null; last: string | null };

function endsOf(db: Database): Ends {
  const end = (order: 'ASC' | 'DESC') =>
    db.prepare<[], string>(`SELECT id FROM journal ORDER BY seq ${order} LIMIT 1`).pluck().get() ?? null;
  return { first: end('ASC'), last: end('DESC') };
}

function read(file: string, key: RoomKey | undefined): Ends | null {
  let db: Database | undefined;
  try {
    db = openToRead(file, key);
    return endsOf(db);
  } catch {
    // Backups that do not open are reported where backups are listed.
    return null;
  } finally {
    db?.close();
  }
}
