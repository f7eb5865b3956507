import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { Refusal } from '../store/refusal.ts';
import { openToRead, type Room } from '../store/room.ts';
import type { RoomKey } from '../store/room-key.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { madeAt, roomName, WAITING } from './backup-name.ts';
import { type BackupContent, inspectBackup } from './inspect-backup.ts';

/** A backup with where it is. */
export type Backup = BackupContent & {
  file: string;
  folder: string;
  /** Milliseconds since 1970. */
  madeAt: number;
};

/** The folder that nobody has to pick: beside the room. */
export function ownFolder(roomFile: string): string {
  return join(dirname(resolve(roomFile)), `Backups of ${roomName(roomFile)}`);
}

/** The folder that a person has picked, null for none. */
export function pickedFolder(room: Room): string | null {
  return readSetting(room, 'backup_folder') || null;
}

/** Picks a folder besides, such as one on a USB stick; null for none. @throws Refusal when there is no such folder. */
export function pickFolder(room: Room, folder: string | null): void {
  const path = folder === null || folder.trim() === '' ? '' : resolve(folder.trim());
  if (path !== '' && !existsSync(path)) {
    throw new Refusal(
      `There is no folder ${path}. Put the stick in, and give the folder as the system names it.`,
    );
  }
  room.change(() => {
    writeSetting(room, 'backup_folder', path);
    writeSetting(
      room,
      'backup_folders',
      JSON.stringify(path === '' ? knownFolders(room) : withFolder(room, path)),
    );
  });
}

/** Every folder that backups of this room may be in. */
export function knownFolders(room: Room): string[] {
  const kept: string[] = JSON.parse(readSetting(room, 'backup_folders') ?? '[]');
  return [...new Set([ownFolder(room.file), ...kept])];
}

/** The same of a room that is not open: as its file tells as far as it can be read, else the newest backup beside it. */
export function foldersOfClosed(roomFile: string, key: RoomKey | undefined): string[] {
  const own = ownFolder(roomFile);
  const newestFirst = backupFiles(roomFile, [own]).sort((a, b) => b.madeAt - a.madeAt);
  for (const file of [roomFile, ...newestFirst.map((backup) => backup.file)]) {
    const told = foldersIn(file, key);
    if (told) return [...new Set([own, ...told])];
  }
  return [own];
}

function foldersIn(file: string, key: RoomKey | undefined): string[] | null {
  let db: Database | undefined;
  try {
    db = openToRead(file, key);
    const kept = db
      .prepare<[], string>("SELECT value FROM setting WHERE name = 'backup_folders'")
      .pluck()
      .get();
    return JSON.parse(kept ?? '[]');
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

/** Remembers that backups went there, so that they are found when the room is destroyed. */
export function rememberFolder(room: Room, folder: string): void {
  if (knownFolders(room).includes(folder)) return;
  room.change(() => writeSetting(room, 'backup_folders', JSON.stringify(withFolder(room, folder))));
}

function withFolder(room: Room, folder: string): string[] {
  return [...new Set([...knownFolders(room), folder])].filter((each) => each !== ownFolder(room.file));
}

/** The backups of a room in these folders, the newest first, each read through. */
export function listBackups(
  roomFile: string,
  folders: readonly string[],
  key: RoomKey | undefined,
): Backup[] {
  return backupFiles(roomFile, folders)
    .map(({ file, madeAt: time }) => ({
      file,
      folder: dirname(file),
      madeAt: time,
      ...inspectBackup(file, key),
    }))
    .sort((a, b) => b.lastEntry - a.lastEntry || b.madeAt - a.madeAt);
}

/** Where they are, without a look inside. */
export function backupFiles(
  roomFile: string,
  folders: readonly string[],
): { file: string; madeAt: number }[] {
  return folders.flatMap((folder) =>
    namesIn(folder).flatMap((name) => {
      const time = madeAt(roomFile, name);
      return time === null ? [] : [{ file: join(folder, name), madeAt: time }];
    }),
  );
}

/** Backups that were being written when the program was killed: each holds a part of the room. */
export function unfinishedBackups(roomFile: string, folder: string): string[] {
  return namesIn(folder)
    .filter((name) => {
      const isPart = name.endsWith(WAITING) || name.endsWith(`${WAITING}-journal`);
      return isPart && madeAt(roomFile, name.slice(0, name.lastIndexOf(WAITING))) !== null;
    })
    .map((name) => join(folder, name));
}

/**
 * Copies of the room that stand beside it: made before it was brought up to date, before another took its place, or
 * to take it, by a program that was killed before it did.
 */
export function copiesBeside(roomFile: string): string[] {
  const folder = dirname(resolve(roomFile));
  const ours = [`${basename(roomFile)}.before-version-`, `${roomName(roomFile)} before restore `];
  return namesIn(folder)
    .filter(
      (name) =>
        name === `${basename(roomFile)}${WAITING}` ||
        (ours.some((start) => name.startsWith(start)) && /(?:\.room|-\d+)(?:\.part)?$/.test(name)),
    )
    .map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A stick that was pulled out has no backups to show.
    return [];
  }
}
