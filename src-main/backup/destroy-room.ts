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
import type { Room } from '../store/room.ts';
import { timeOfDay } from '../turnout/time-of-day.ts';
import type { Words } from '../words/words.ts';
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
  removeIfEmpty(ownFolder(file));
  return { room: basename(file), by, at: at.getTime(), removed, left, unreached: found.unreached };
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
export function inWords({ room, by, at, removed, left, unreached }: Certificate, words: Words): string {
  const { t, day } = words;
  const list = (files: readonly string[]) => files.map((each) => `  ${each}`);
  const when = { room, day: day(new Date(at)), time: timeOfDay(at) };
  return [
    certificateTitle(words),
    '',
    by === ''
      ? t('The room {{room}} was destroyed on {{day}} at {{time}}.', when)
      : t('The room {{room}} was destroyed on {{day}} at {{time}} by {{by}}.', { ...when, by }),
    t('Each file was written over once and removed:'),
    ...list(removed.map(({ file, bytes }) => `${file} (${t('{{number}} bytes', { number: count(bytes) })})`)),
    ...(left.length === 0
      ? []
      : [
          '',
          t('NOT removed, see to these by hand:'),
          ...list(left.map(({ file, why }) => `${file}: ${why}`)),
        ]),
    ...(unreached.length === 0
      ? []
      : [
          '',
          t('Backups also went to these places, which could not be reached. Remove them there:'),
          ...list(unreached),
        ]),
    '',
    t(
      'Files exported, printed paper and copies made by hand are not known to the program: collect and destroy them too.',
    ),
    t('A disk may keep parts of what was written over. Where that matters, have the disk itself wiped.'),
    '',
  ].join('\r\n');
}
