import { existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { say } from '../../src-shared/message.ts';
import { isReadOnly } from '../store/file/read-only.ts';
import { isFolder, isForeignDatabase } from '../store/file/room-file.ts';
import { openToRead } from '../store/open-room.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import type { RoomKey } from '../store/room-key.ts';
import { isSameName, nfc } from '../store/room-name.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { storedList } from '../store/stored-json.ts';
import { type BackupName, ownFolder, readBackupName, roomName, shortId, spareFolder } from './backup-name.ts';
import { type BackupContent, inspectBackup } from './inspect-backup.ts';
import { isElsewhere, placeOf, readPlace, writePlace } from './room-place.ts';
import type { Whose } from './whose-copy.ts';

/** A file with the name of a backup. */
export type BackupFile = BackupName & { file: string };

/** A backup, what is in it, and whose it is. */
export type Backup = BackupFile & BackupContent & { folder: string; whose: Whose };

/** The folder that a person has chosen; null for none, and for a read-only room (see `knownFolders`). */
export function pickedFolder(room: Room): string | null {
  if (room.readOnly) return null;
  return readSetting(room, 'backup_folder') || null;
}

/** A folder that the room used in another place, and that nobody has accepted or declined here yet; null for none. */
export function offeredFolder(room: Room): string | null {
  return readSetting(room, 'offered_folder') || null;
}

/**
 * Chooses an extra folder, such as one on a USB stick; null for none.
 * @throws Refusal if there is no such folder.
 */
export function pickFolder(room: Room, folder: string | null): void {
  const path = folder === null || folder.trim() === '' ? '' : resolve(folder.trim());
  if (path !== '' && !isThere(path)) {
    throw new Refusal(
      say('There is no folder {{folder}}. Plug the USB stick in, and give the full path of the folder.', {
        folder: path,
      }),
    );
  }
  room.change(() => {
    writeSetting(room, 'backup_folder', path);
    writeSetting(room, 'offered_folder', '');
    writePlace(room);
    writeSetting(
      room,
      'backup_folders',
      JSON.stringify(path === '' ? knownFolders(room) : withFolder(room, path)),
    );
  });
}

/**
 * Whether a folder for backups is there.
 * @throws Refusal if something else has its name.
 */
export function isThere(folder: string): boolean {
  const there = lookAt(folder);
  if (there && !there.isDirectory()) {
    throw new Refusal(
      say(
        '{{folder}} is not a folder, so no backup can be made there. Choose another folder, or move what has that name.',
        { folder },
      ),
    );
  }
  return there !== undefined;
}

function lookAt(folder: string): Stats | undefined {
  try {
    return statSync(folder);
  } catch {
    // It is missing, or a broken link.
    return undefined;
  }
}

/**
 * Every folder that may have backups of this room. A read-only room may have come from another computer, which could
 * not be recorded, so the folders that it names are ignored.
 */
export function knownFolders(room: Room): string[] {
  if (room.readOnly) return [ownFolder(room.file), ...spare()];
  return [...new Set([ownFolder(room.file), ...storedList(readSetting(room, 'backup_folders')), ...spare()])];
}

/**
 * The same for a room that is not open: from its file as far as it can be read, otherwise from the newest backup
 * beside it. A file that was last open in another place is ignored.
 */
export function foldersOfClosed(roomFile: string, key: RoomKey | undefined): string[] {
  const own = ownFolder(roomFile);
  const backups = namedLike(roomFile, backupFiles([own])).sort(newestFirst);
  // To read it, SQLite would put a log beside the room's own file; nothing can be restored there either.
  const room = isReadOnly(roomFile) ? [] : [roomFile];
  for (const file of [...room, ...backups.map((backup) => backup.file)]) {
    const remembered = foldersIn(file, roomFile, key);
    if (remembered) return [...new Set([own, ...remembered, ...spare()])];
  }
  return [own, ...spare()];
}

/** The spare folder, if anything was ever saved there. A room cannot record that while its own file is missing. */
function spare(): string[] {
  const folder = spareFolder();
  return existsSync(folder) ? [folder] : [];
}

function foldersIn(file: string, roomFile: string, key: RoomKey | undefined): string[] | null {
  let db: Database | undefined;
  try {
    db = openToRead(file, key);
    const read = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck();
    const last = readPlace(read.get('place'));
    const isOurs = last !== null && !isElsewhere(last, placeOf(roomFile));
    return isOurs ? storedList(read.get('backup_folders')) : [];
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

/** Remembers that backups went there, so that they are found when the room is destroyed. */
export function rememberFolder(room: Room, folder: string): void {
  if (knownFolders(room).includes(folder)) return;
  room.change(() => {
    writeSetting(room, 'backup_folders', JSON.stringify(withFolder(room, folder)));
    writePlace(room);
  });
}

function withFolder(room: Room, folder: string): string[] {
  return [...new Set([...knownFolders(room), folder])].filter(
    (each) => each !== ownFolder(room.file) && each !== spareFolder(),
  );
}

/** Newest first: by their count, and by the clock only if they have no count. */
export function newestFirst(one: BackupName, other: BackupName): number {
  return other.number - one.number || other.madeAt - one.madeAt;
}

/** Reads these backups completely, and tells whose each is. The newest good one of the room's own comes first. */
export function readBackups(
  files: readonly BackupFile[],
  key: RoomKey | undefined,
  whose: (file: string) => Whose,
): Backup[] {
  const worth = ({ state, whose: of }: Backup) => (of === 'others' ? 2 : state === 'good' ? 0 : 1);
  return files
    .map((backup) => ({
      ...backup,
      ...inspectBackup(backup.file, key),
      folder: dirname(backup.file),
      whose: whose(backup.file),
    }))
    .sort(
      (one, other) =>
        worth(one) - worth(other) ||
        other.number - one.number ||
        other.lastEntry - one.lastEntry ||
        other.madeAt - one.madeAt,
    );
}

/** Every file in these folders with the name of a backup, of any room. */
export function backupFiles(folders: readonly string[]): BackupFile[] {
  return folders.flatMap((folder) =>
    namesIn(folder).flatMap((name) => {
      const said = readBackupName(name);
      return said ? [{ ...said, file: join(folder, name) }] : [];
    }),
  );
}

/** Those that are named like a room's backups. */
export function namedLike(roomFile: string, backups: readonly BackupFile[]): BackupFile[] {
  return backups.filter(({ room }) => isSameName(room, roomName(roomFile)));
}

/**
 * Whether a file that does not begin like a room is a damaged one: it has backups, in its own folder or in `more`,
 * and is not another program's database.
 */
export function isDamagedRoom(file: string, ...more: string[]): boolean {
  return namedLike(file, backupFiles([ownFolder(file), ...more])).length > 0 && !isForeignDatabase(file);
}

/**
 * Those whose names allow that they belong to a file with one of these ids: they have its id, or no id and the room's
 * name.
 */
export function namedFor(
  roomFile: string,
  ids: readonly string[],
  backups: readonly BackupFile[],
): BackupFile[] {
  const short = new Set(ids.map(shortId));
  return backups.filter(({ room, id }) =>
    id === null ? isSameName(room, roomName(roomFile)) : short.has(id),
  );
}

/**
 * Backups of a file with one of these ids that were being written when the program was killed. Each has a part of the
 * room.
 */
export function unfinishedBackups(ids: readonly string[], folder: string): string[] {
  const short = new Set(ids.map(shortId));
  return namesIn(folder)
    .filter((name) => {
      const id = PART.test(name) ? readBackupName(name.replace(PART, ''))?.id : null;
      return id !== null && id !== undefined && short.has(id);
    })
    .map((name) => join(folder, name));
}

const PART = /\.part(?:-journal)?$/;

/**
 * Copies of the room beside it: made before it was migrated or replaced, or left by a program that was killed while
 * making one. They may also belong to another room that had the same name.
 */
export function copiesBeside(roomFile: string): string[] {
  const folder = dirname(resolve(roomFile));
  const name = nfc(basename(roomFile));
  const restored = `${nfc(roomName(roomFile))} before restore `;
  return namesIn(folder)
    .filter((each) => {
      const found = nfc(each);
      return found.startsWith(name)
        ? COPY.test(found.slice(name.length))
        : found.startsWith(restored) && /\.room(?:\.part)?$/.test(found);
    })
    .map((each) => join(folder, each))
    .filter((each) => !isFolder(each));
}

/** What follows the room's name in the names of copies beside it. */
const COPY =
  /^(?=.)(?:\.part|\.rekeying|(?:\.draft-[0-9a-f]{16}|\.restoring)(?:\.lock)?)?(?:\.before-version-\d+)?(?:\.part)?$/;

/** Those that a killed program left unfinished, which nobody needs. */
export function unfinishedBeside(roomFile: string): string[] {
  return copiesBeside(roomFile).filter((each) =>
    UNFINISHED.test(nfc(basename(each)).slice(nfc(roomName(roomFile)).length)),
  );
}

const UNFINISHED = /\.part|\.rekeying|\.draft-|\.restoring/;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A stick that was pulled out has no backups to show.
    return [];
  }
}
