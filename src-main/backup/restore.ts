import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { explainFault, NotARoom } from '../store/faults.ts';
import { RoomBusy } from '../store/lock.ts';
import { Refusal } from '../store/refusal.ts';
import { olderCopyOf, openRoom, openToRead, removeRoomFiles } from '../store/room.ts';
import type { RoomKey } from '../store/room-key.ts';
import { moveWhole } from '../store/write-file.ts';
import { roomName, stamp } from './backup-name.ts';
import { knownFolders, ownFolder, rememberFolder } from './backup-places.ts';
import { type BackupContent, inspectBackup } from './inspect-backup.ts';
import { carryOver, readableWork, type Work } from './later-entries.ts';

export type Restored = BackupContent & {
  /** Where the room that was there is kept now, null when there was none. */
  keptAs: string | null;
  /** Entries made after the backup that were entered again. */
  carried: number;
  /** Kinds of those that could not be: their files must be imported again. */
  left: string[];
};

/** What the room that was there has of its own: what was done in it, and where its backups are. */
type Own = { work: Work; folders: string[] };

const NOTHING: Own = { work: { entries: [], slips: [] }, folders: [] };

export type RestoreOptions = {
  /** Opens the room that is there, where its passphrase is another than the backup's. */
  roomKey?: RoomKey | undefined;
  at?: Date;
};

/**
 * Makes a closed room what a backup holds, and enters again what its journal has after that, as far as it can be
 * read; so a damaged room loses only what is damaged. The room that was there is kept under another name. All is made
 * ready beside it first: a process killed at any moment leaves the old room or the new.
 * @throws Refusal when the backup is not sound or does not open, or the room is open elsewhere; nothing is changed then.
 */
export function restore(
  file: string,
  backup: string,
  key: RoomKey | undefined,
  { roomKey = key, at = new Date() }: RestoreOptions = {},
): Restored {
  if (!existsSync(backup))
    throw new Refusal(`There is no backup at ${backup}. Check the name, or put the stick in.`);
  const content = inspectBackup(backup, key);
  if (content.state !== 'good') {
    throw new Refusal(
      `${basename(backup)} cannot be restored. ${content.problem} Nothing was changed: choose another backup.`,
    );
  }
  const { work, folders } = existsSync(file) ? ownOf(file, roomKey) : NOTHING;
  const waiting = `${file}.part`;
  try {
    removeRoomFiles(waiting);
    copyFileSync(backup, waiting);
    chmodSync(waiting, 0o600);
    const room = openRoom(waiting, { create: false, program: 'a restore', key });
    const { carried, left } = carryOver(room, work);
    // A backup may be older than the knowledge of where it lies; the end of the room must find it all the same.
    for (const folder of new Set([dirname(resolve(backup)), ...folders]))
      if (folder !== ownFolder(file)) rememberFolder(room, folder);
    room.close();
    const keptAs = existsSync(file) ? putAside(file, at) : null;
    moveWhole(waiting, file);
    return { ...content, keptAs, carried, left };
  } catch (error) {
    throw explainFault(error, basename(file));
  } finally {
    removeRoomFiles(waiting);
    // The backup itself is the copy of how it was.
    rmSync(olderCopyOf(waiting), { force: true });
  }
}

function ownOf(file: string, key: RoomKey | undefined): Own {
  try {
    // Finds out whether another program has it, too.
    const room = openRoom(file, { create: false, program: 'a restore', key });
    try {
      return { work: readableWork(room.db), folders: knownFolders(room) };
    } finally {
      room.close();
    }
  } catch (error) {
    if (error instanceof RoomBusy) throw error;
    // What is named so may be a room that is damaged from its first byte on; anything else is somebody's file.
    if (error instanceof NotARoom && extname(file) !== '.room') throw error;
  }
  try {
    const db = openToRead(file, key);
    try {
      return { work: readableWork(db), folders: [] };
    } finally {
      db.close();
    }
  } catch {
    // So damaged that nothing can be read: the backup is what there is.
    return NOTHING;
  }
}

/** Keeps the room under another name, with SQLite's files beside it, whose content belongs to it. */
function putAside(file: string, at: Date): string {
  const name = join(dirname(file), `${roomName(file)} before restore ${stamp(at)}`);
  let kept = `${name}.room`;
  for (let number = 2; existsSync(kept); number += 1) kept = `${name} (${number}).room`;
  for (const part of ['-wal', '-journal']) {
    if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${kept}${part}`);
  }
  rmSync(`${file}-shm`, { force: true });
  try {
    // A second name, so that at no moment there is no room.
    linkSync(file, kept);
  } catch {
    // Sticks know no second names.
    renameSync(file, kept);
  }
  return kept;
}
