import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { closeWithPages } from '../store/file/page-checksums.ts';
import { isPlainAlone } from '../store/file/room-file.ts';
import { openToRead } from '../store/open-room.ts';
import type { Room } from '../store/room.ts';
import { idsIn, type RoomIds, roomIds } from '../store/room-ids.ts';
import { type RoomKey, RoomLocked, rawKeyOf } from '../store/room-key.ts';
import { readSetting } from '../store/settings.ts';
import { storedList } from '../store/stored-json.ts';
import { ownFolder, readBackupName, shortId } from './backup-name.ts';

/** Which room a copy belongs to: this file, the same room in another place, another room, or unknown. */
export type Whose = 'ours' | 'elsewhere' | 'others' | 'unknown';

/** What is inside a copy, as far as it shows whose it is. */
type Inside = { ids: RoomIds | null; entries: string[] };

/**
 * Tells which room the copies of an open room belong to. The contents of a copy decide, and its name only if it
 * cannot be read: two rooms may have one name, and both may keep backups on one stick.
 */
export function judgeOf(room: Room): (copy: string) => Whose {
  const { file, earlier, elsewhere } = roomIds(room);
  const ours = new Set([file, ...earlier]);
  const byId = (id: string, known: (full: string) => string): Whose => {
    if ([...ours].some((each) => known(each) === id)) return 'ours';
    return elsewhere.some((each) => known(each) === id) ? 'elsewhere' : 'others';
  };
  const keys = keysOf(room);
  let entries: string[] | null = null;
  return (copy) => {
    const isHere = [dirname(resolve(room.file)), ownFolder(room.file)].includes(dirname(resolve(copy)));
    const owner = (): Whose => {
      if (!isPlainAlone(copy)) return 'unknown';
      const inside = look(copy, keys);
      if (inside?.ids) return byId(inside.ids.file, (full) => full);
      const claim = readBackupName(basename(copy))?.id;
      if (claim) return byId(claim, shortId);
      if (!inside) return 'unknown';
      entries ??= entriesOf(room.db);
      return byEntries(inside.entries, entries, isHere);
    };
    const whose = owner();
    // What a copied room has in its own folder is its own.
    return whose === 'elsewhere' && isHere ? 'ours' : whose;
  };
}

/** A copy of a version without ids is a room's own if the room's journal continues the copy's. */
function byEntries(copy: readonly string[], room: readonly string[], isHere: boolean): Whose {
  if (copy.length === 0) return isHere ? 'ours' : 'unknown';
  if (copy[0] !== room[0]) return 'others';
  return isHere || copy.every((id, at) => id === room[at]) ? 'ours' : 'unknown';
}

function entriesOf(db: Database): string[] {
  return db.prepare<[], string>('SELECT id FROM journal ORDER BY seq').pluck().all();
}

/** Keys of before the passphrase was changed, which copies of the room may still have. */
export function keysOwed(room: Room): string[] {
  return storedList(readSetting(room, 'keys_owed'));
}

/** The room's own key first: without a passphrase, since that would be hashed again for each copy. */
function keysOf(room: Room): RoomKey[] {
  const former = keysOwed(room).map((recoveryKey) => ({ recoveryKey }));
  return room.key ? [rawKeyOf(room.db, room.key), ...former] : former;
}

/** Reads what is inside a copy; null if it cannot be read. */
function look(copy: string, keys: readonly RoomKey[]): Inside | null {
  for (const key of [undefined, ...keys]) {
    try {
      return readCopy(copy, key, (db) => {
        const ids = idsIn(db);
        return { ids, entries: ids ? [] : entriesOf(db) };
      });
    } catch (error) {
      if (!(error instanceof RoomLocked)) return null;
    }
  }
  return null;
}

/**
 * Opens a copy, reads something from it and closes it. If the copy had no log, the one that SQLite leaves is removed.
 * @throws as `openToRead`.
 */
export function readCopy<Found>(
  copy: string,
  key: RoomKey | undefined,
  read: (db: Database) => Found,
): Found {
  const made = ['-wal', '-shm'].map((part) => `${copy}${part}`).filter((file) => !existsSync(file));
  try {
    const db = openToRead(copy, key);
    try {
      return read(db);
    } finally {
      closeWithPages(db);
    }
  } finally {
    for (const file of made) rmSync(file, { force: true });
  }
}
