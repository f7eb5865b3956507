import type { Database } from 'better-sqlite3';
import { openToRead, type Room } from '../store/room.ts';
import type { RoomKey } from '../store/room-key.ts';
import { backupFiles, knownFolders } from './backup-places.ts';

/**
 * When a backup of this same room was made that ends with an entry which the room does not have, milliseconds since
 * 1970; null for none. A disk that loses SQLite's log, or a room file that was put back by hand, leaves a room that is
 * sound and too old.
 */
export function newerBackup(room: Room): number | null {
  const { first } = endsOf(room.db);
  const has = room.db.prepare<[string], 1>('SELECT 1 FROM journal WHERE id = ?').pluck();
  const newest = knownFolders(room).flatMap((folder) =>
    backupFiles(room.file, [folder])
      .sort((a, b) => b.madeAt - a.madeAt)
      .slice(0, 1),
  );
  const ahead = newest.filter(({ file }) => {
    const backup = read(file, room.key);
    if (!backup || backup.last === null) return false;
    // A room that begins otherwise is of another poll.
    return (first === null || first === backup.first) && has.get(backup.last) === undefined;
  });
  return ahead.length === 0 ? null : Math.max(...ahead.map(({ madeAt }) => madeAt));
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
    // What does not open is told where backups are listed.
    return null;
  } finally {
    db?.close();
  }
}
