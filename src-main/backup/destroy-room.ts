import { randomFillSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename } from 'node:path';
import { count } from '../../src-words/counted.ts';
import { dropLockNote, ensureNotOpen } from '../store/lock.ts';
import { Refusal } from '../store/refusal.ts';
import { isEncryptedRoom, type Room } from '../store/room.ts';
import { timeOfDay } from '../turnout/time-of-day.ts';
import type { Words } from '../words/words.ts';
import { BACKUP_ENDING } from './backup-name.ts';
import { backupFiles, copiesBeside, knownFolders, ownFolder, unfinishedBackups } from './backup-places.ts';

/** What was removed, and what was not: no word of what was in it. */
export type Certificate = {
  room: string;
  by: string;
  /** Milliseconds since 1970. */
  at: number;
  removed: { file: string; bytes: number }[];
  /** Could not be removed, and why: somebody has to see to these by hand. */
  left: { file: string; why: string }[];
  /** Folders that backups went to and that are not there now: a stick in somebody's pocket. */
  unreached: string[];
  /** False when neither its passphrase nor its recovery key was at hand, so that the other places of its backups are not known. */
  wasOpened: boolean;
};

const CHUNK = 1024 * 1024;

/** The files that hold the room: itself, SQLite's beside it, its backups and older copies. */
export function filesOf(room: Room): { files: string[]; unreached: string[] } {
  const folders = knownFolders(room);
  return {
    files: [
      ...partsOf(room.file),
      ...copiesBeside(room.file).flatMap(partsOf),
      ...backupFiles(room.file, folders).flatMap(({ file }) => partsOf(file)),
      ...folders.flatMap((folder) => unfinishedBackups(room.file, folder)),
    ],
    unreached: folders.filter((folder) => folder !== ownFolder(room.file) && !existsSync(folder)),
  };
}

function partsOf(file: string): string[] {
  return ['', '-wal', '-shm', '-journal'].map((part) => `${file}${part}`).filter((each) => existsSync(each));
}

/**
 * Closes a room and removes every file that holds it, each written over first; a disk that moves its blocks about, as
 * those of sticks and newer laptops do, may keep what was written over all the same.
 */
export function destroyRoom(room: Room, by: string, at = new Date()): Certificate {
  const { file } = room;
  const found = filesOf(room);
  room.close();
  // What SQLite left at closing is gone by now, and what it made is there.
  const files = [...new Set([...found.files.filter((each) => existsSync(each)), ...partsOf(file)])];
  const { removed, left } = removeAll(files);
  removeIfEmpty(ownFolder(file));
  const { unreached } = found;
  return { room: basename(file), by, at: at.getTime(), removed, left, unreached, wasOpened: true };
}

/**
 * The files that hold a room which nobody can open any more: itself, the copies beside it, and its backups in its own
 * folder. What bears the name of a copy but does not begin as one is `doubtful`, and stays.
 * @throws Refusal when there is no such room, or it needs no key.
 */
export function filesOfUnread(file: string): { files: string[]; doubtful: string[] } {
  ensureNeedsKey(file);
  const own = ownFolder(file);
  const copies = [
    ...copiesBeside(file),
    ...backupFiles(file, [own]).map((backup) => backup.file),
    ...unfinishedBackups(file, own),
  ];
  return {
    files: [file, ...copies.filter(isRoom)].flatMap(partsOf),
    doubtful: copies.filter((each) => !isRoom(each)),
  };
}

function ensureNeedsKey(file: string): void {
  if (!existsSync(file)) throw new Refusal(`There is no room at ${file}. Check the name.`);
  if (isEncryptedRoom(file)) return;
  throw new Refusal(
    `${basename(file)} has no passphrase: open it, and destroy it with all its known backups.`,
  );
}

function isRoom(file: string): boolean {
  try {
    isEncryptedRoom(file);
    return true;
  } catch {
    return false;
  }
}

/** Removes every file that holds a closed room, none of which is read. @throws Refusal as `filesOfUnread`; RoomBusy. */
export function destroyUnread(file: string, by: string, at = new Date()): Certificate {
  ensureNeedsKey(file);
  ensureNotOpen(file);
  // Only now: SQLite may have left a file beside it while it looked.
  const { files, doubtful } = filesOfUnread(file);
  const { removed, left } = removeAll(files);
  dropLockNote(file);
  removeIfEmpty(ownFolder(file));
  return {
    room: basename(file),
    by,
    at: at.getTime(),
    removed,
    left: [
      ...left,
      ...doubtful.map((each) => ({
        file: each,
        why: 'It does not begin as a room does, or cannot be read.',
      })),
    ],
    unreached: [],
    wasOpened: false,
  };
}

function removeAll(files: readonly string[]): Pick<Certificate, 'removed' | 'left'> {
  const removed: Certificate['removed'] = [];
  const left: Certificate['left'] = [];
  for (const each of files) {
    try {
      const bytes = statSync(each).size;
      writeOver(each, bytes);
      rmSync(each);
      removed.push({ file: each, bytes });
    } catch (error) {
      left.push({ file: each, why: error instanceof Error ? error.message : 'It could not be removed.' });
    }
  }
  return { removed, left };
}

function writeOver(file: string, bytes: number): void {
  const handle = openSync(file, 'r+');
  try {
    const noise = Buffer.alloc(Math.min(bytes, CHUNK));
    for (let at = 0; at < bytes; at += noise.length) {
      randomFillSync(noise);
      writeSync(handle, noise, 0, Math.min(noise.length, bytes - at), at);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** What a certificate begins with. */
export function certificateTitle({ t }: Words): string {
  return t('Certificate of destruction');
}

/** The certificate as a text to keep: plain, so that it can be read in ten years. */
export function inWords(certificate: Certificate, words: Words): string {
  const { room, by, at, removed, left, unreached, wasOpened } = certificate;
  const { t, day } = words;
  const list = (files: readonly string[]) => files.map((each) => `  ${each}`);
  const when = { room, day: day(new Date(at)), time: timeOfDay(at) };
  return [
    certificateTitle(words),
    '',
    by === ''
      ? t('The room {{room}} was destroyed on {{day}} at {{time}}.', when)
      : t('The room {{room}} was destroyed on {{day}} at {{time}} by {{by}}.', { ...when, by }),
    ...(wasOpened ? [] : [t('It was not opened: neither its passphrase nor its recovery key was at hand.')]),
    t('Each file was written over once and removed:'),
    ...list(removed.map(({ file, bytes }) => `${file} (${t('{{number}} bytes', { number: count(bytes) })})`)),
    ...(left.length === 0
      ? []
      : [
          '',
          t('NOT removed, see to these by hand:'),
          ...list(left.map(({ file, why }) => `${file}: ${t(why)}`)),
        ]),
    ...(unreached.length === 0
      ? []
      : [
          '',
          t('Backups also went to these places, which could not be reached. Remove them there:'),
          ...list(unreached),
        ]),
    ...(wasOpened
      ? []
      : [
          '',
          t(
            'Backups in other places, such as a stick, are not known without the passphrase and may remain: look for files that end in {{ending}}.',
            { ending: BACKUP_ENDING },
          ),
        ]),
    '',
    t(
      'Files exported, printed paper and copies made by hand are not known to the program: collect and destroy them too.',
    ),
    t('A disk may keep parts of what was written over. Where that matters, have the disk itself wiped.'),
    '',
  ].join('\r\n');
}
