import { chmodSync, copyFileSync, existsSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type Message, say } from '../../src-shared/message.ts';
import { explainFault, NotARoom } from '../store/faults.ts';
import { RoomBusy, takeLock } from '../store/file/lock.ts';
import { ensureWritable } from '../store/file/read-only.ts';
import { clearName, isEncryptedRoom, realFile } from '../store/file/room-file.ts';
import { moveFlushed } from '../store/file/write-file.ts';
import { goOnAsNewDevice } from '../store/laptops/laptops.ts';
import { openRoom, openToRead } from '../store/open-room.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { giveNewFileId, idsIn, type RoomIds, roomIds } from '../store/room-ids.ts';
import type { RoomKey } from '../store/room-key.ts';
import { readSetting, type SettingName, writeSetting } from '../store/settings.ts';
import { ownFolder, roomName, stamp } from './backup-name.ts';
import { isDamagedRoom, rememberFolder } from './backup-places.ts';
import { type BackupContent, inspectBackup } from './inspect-backup.ts';
import { carryOver, readableWork, type Work } from './later-entries.ts';
import { removeLeftovers } from './leftovers.ts';
import { isElsewhere, offerFolders, placeOf, readPlace, writePlace } from './room-place.ts';
import { keepToDoAgain, type ToDoAgain, toDoAgain } from './to-do-again.ts';

export type Restored = BackupContent & {
  /** Where the previous room is kept now; null if there was none. */
  keptAs: string | null;
  /** Number of entries made after the backup that were entered again. */
  carried: number;
  /** Imports and corrections that could not be entered again. A person has to do them again. */
  left: ToDoAgain[];
};

/**
 * Settings that belong to the place and not to the backup: where backups and files for other laptops went, and what was
 * chosen about them.
 */
const OF_THE_PLACE = [
  'backup_folder',
  'backup_folders',
  'offered_folder',
  'folders_elsewhere',
  'passphrase',
  'files_for_laptops',
] as const satisfies readonly SettingName[];

/** What the previous room has of its own. */
type Own = {
  work: Work;
  ids: RoomIds | null;
  /** By name; empty if they cannot be read. */
  settings: ReadonlyMap<string, string>;
};

const NOTHING: Own = {
  work: { entries: [], slips: [], numbers: new Map() },
  ids: null,
  settings: new Map(),
};

export type RestoreOptions = {
  /** Opens the previous room, if its passphrase differs from the backup's. */
  roomKey?: RoomKey | undefined;
  at?: Date;
};

/**
 * Replaces a closed room with a backup, and enters again what the room's journal has after it, as far as it can be
 * read; so a damaged room loses only what is damaged. The previous room is kept under another name, and its backup
 * folders are kept. All is prepared beside it first: if the process is killed at any moment, either the old room or
 * the new one is there.
 * @throws Refusal if the backup is not sound or does not open, or the room is open elsewhere; nothing is changed
 * then.
 */
export function restore(
  path: string,
  backup: string,
  key: RoomKey | undefined,
  { roomKey = key, at = new Date() }: RestoreOptions = {},
): Restored {
  const file = realFile(path);
  ensureWritable(file);
  if (!existsSync(backup))
    throw new Refusal(
      say('There is no backup at {{file}}. Check the name, or plug the USB stick in.', { file: backup }),
    );
  const own = existsSync(file) ? ownOf(file, roomKey, dirname(resolve(backup))) : NOTHING;
  const waiting = `${file}.restoring`;
  clearName(waiting);
  try {
    removeLeftovers(file);
    const content = copyOf(backup, waiting, key);
    const room = openRoom(waiting, { create: false, program: 'a restore', key });
    const { carried, left } = carryOver(room, own.work);
    room.change(() => {
      // The old file may still be used somewhere: from now on these are two.
      goOnAsNewDevice(room, '', { isRestored: true });
      takePlaceOf(room, own, file);
      keepToDoAgain(
        room,
        left,
        own.settings.get('to_do_again') ?? readSetting(room, 'to_do_again'),
        own.work,
      );
    });
    const folder = dirname(resolve(backup));
    // So that it is found when the room is destroyed.
    if (folder !== ownFolder(file)) rememberFolder(room, folder);
    room.change(() => writePlace(room, file));
    const again = toDoAgain(room);
    room.close();
    const keptAs = putAside(file, at);
    moveFlushed(waiting, file);
    return { ...content, keptAs, carried, left: again };
  } catch (error) {
    throw explainFault(error, basename(file));
  } finally {
    // With the copy of the backup from before its migration, which is its own.
    removeLeftovers(file);
  }
}

/**
 * Copies a backup, or a room, with the log beside it, which may have its newest entries. Only the copy is opened, so
 * that SQLite changes nothing where the backup is.
 * @throws Refusal if it is not sound, or open elsewhere.
 */
function copyOf(backup: string, waiting: string, key: RoomKey | undefined): BackupContent {
  const cannot = (problem: Message) =>
    new Refusal(
      say('{{file}} cannot be restored. {{problem}} Nothing was changed: choose another backup.', {
        file: basename(backup),
        problem,
      }),
    );
  const source = realpathSync(backup);
  try {
    isEncryptedRoom(source);
  } catch (error) {
    throw error instanceof Refusal ? cannot(error.said) : error;
  }
  const logs = ['-wal', '-journal'].filter((part) => existsSync(`${source}${part}`));
  // A backup has no log. A file that has one is a room, which may be open.
  const lock = logs.length > 0 ? takeLock(source) : null;
  try {
    for (const part of ['', ...logs]) {
      copyFileSync(`${source}${part}`, `${waiting}${part}`);
      chmodSync(`${waiting}${part}`, 0o600);
    }
  } finally {
    lock?.release();
  }
  const content = inspectBackup(waiting, key);
  if (content.state !== 'good') throw cannot(content.problem);
  return content;
}

/**
 * Turns a room that was a backup into the room of this place: with a new id, the id of the room that it replaces, and
 * the backup folders that were chosen here.
 */
function takePlaceOf(room: Room, own: Own, file: string): void {
  const here = placeOf(room.file, file);
  const isFromHere = (json: string | null | undefined) => {
    const last = readPlace(json);
    return last !== null && last.path === here.path && !isElsewhere(last, here);
  };
  const backup = roomIds(room);
  const replaced = own.ids ? [own.ids.file, ...own.ids.earlier] : [];
  const wasHere = replaced.includes(backup.file) || isFromHere(readSetting(room, 'place'));
  const ofBackup = [backup.file, ...backup.earlier];
  giveNewFileId(room, {
    earlier: [...replaced, ...(wasHere ? ofBackup : [])],
    elsewhere: [...(own.ids?.elsewhere ?? []), ...backup.elsewhere, ...(wasHere ? [] : ofBackup)],
  });
  if (own.settings.size > 0) {
    for (const name of OF_THE_PLACE) writeSetting(room, name, own.settings.get(name) ?? '');
    writeSetting(room, 'keys_owed', (room.isEncrypted && own.settings.get('keys_owed')) || '');
  }
  const isOurs = own.settings.size > 0 ? isFromHere(own.settings.get('place')) : wasHere;
  if (!isOurs) offerFolders(room);
}

function ownOf(file: string, key: RoomKey | undefined, backups: string): Own {
  try {
    // Checks whether another program has it open, too.
    const room = openRoom(file, { create: false, program: 'a restore', key });
    try {
      return ownIn(room.db);
    } finally {
      room.close();
    }
  } catch (error) {
    if (error instanceof RoomBusy) throw error;
    if (error instanceof NotARoom && !isDamagedRoom(file, backups)) {
      throw new Refusal(
        say(
          '{{file}} is not a Committee Room file, so it was left as it is. Move it to another folder, or restore the backup under another name.',
          { file: basename(file) },
        ),
        { cause: error },
      );
    }
  }
  try {
    const db = openToRead(file, key);
    try {
      return ownIn(db);
    } finally {
      db.close();
    }
  } catch {
    // It is too damaged to read anything: the backup is all there is.
    return NOTHING;
  }
}

/** As far as it can be read. */
function ownIn(db: Database): Own {
  const own: Own = { ...NOTHING, work: readableWork(db) };
  try {
    const settings = db.prepare<[], [string, string]>('SELECT name, value FROM setting').raw().all();
    return { ...own, ids: idsIn(db), settings: new Map(settings) };
  } catch {
    return own;
  }
}

/**
 * Keeps the room under another name, with SQLite's files beside it, which belong to it. They are moved even if the
 * room's own file is missing: the next room here must not get that log. Returns null if there was nothing to keep.
 */
function putAside(file: string, at: Date): string | null {
  const parts = ['-wal', '-journal'].filter((part) => existsSync(`${file}${part}`));
  if (parts.length === 0 && !existsSync(file)) return null;
  const name = join(dirname(file), `${roomName(file)} before restore ${stamp(at)}`);
  let kept = `${name}.room`;
  for (let number = 2; existsSync(kept); number += 1) kept = `${name} (${number}).room`;
  for (const part of parts) renameSync(`${file}${part}`, `${kept}${part}`);
  rmSync(`${file}-shm`, { force: true });
  if (!existsSync(file)) return null;
  const waiting = `${kept}.part`;
  try {
    // A copy, so that there is a room at every moment. A second name for the same file would prevent it from being
    // opened.
    copyFileSync(file, waiting);
    moveFlushed(waiting, kept);
  } catch {
    // On a full disk it is moved instead.
    rmSync(waiting, { force: true });
    renameSync(file, kept);
  }
  return kept;
}
