import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { say } from '../../../src-shared/message.ts';
import { explainFault, isFault, notAFile } from '../faults.ts';
import { Refusal } from '../refusal.ts';
import { isHeld, type RoomLock, takeLock } from './lock.ts';
import { shred } from './write-over.ts';

/** A copy of a room's file and its log in a folder that only this user can open. */
export type PrivateCopy = {
  file: string;
  /** The state of the room's own files when they were copied, from `stateOnDisk`. */
  state: string;
  /** Overwrites everything in the folder, and removes it. */
  remove(): void;
};

const FOLDER = 'committee-room-looking-';
/** The folder is locked with this: see `takeLock`. The system releases the lock when the program is killed. */
const HOLD = 'looking';
/** The log first: pages that a program moves from it into the file meanwhile are then in both. */
const PARTS = ['-wal', '-journal', ''];
const TRIES = 5;
const PAUSE_MS = 100;
/** A folder without a copy may belong to another program that has just started. */
const JUST_BEGUN_MS = 10 * 60_000;

/**
 * Copies a closed room, with the log that has its newest entries, for reading only. Writes nothing beside the room.
 * @throws Refusal if another program keeps changing it, or there is no space for it.
 */
export function copyPrivately(file: string): PrivateCopy {
  let folder: string | undefined;
  let lock: RoomLock | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), FOLDER));
    const held = takeLock(join(folder, HOLD));
    lock = held;
    const made = folder;
    const to = join(made, basename(file));
    const state = copyUnchanged(file, to);
    return { file: to, state, remove: () => removeFolder(made, held) };
  } catch (error) {
    if (folder !== undefined) removeFolder(folder, lock);
    if (isFault(error, 'ENOSPC')) {
      throw new Refusal(
        say(
          'There is no space in {{folder}} for a copy of {{room}}, which is needed to read it. Free some space on that disk, then open the room again.',
          { folder: tmpdir(), room: basename(file) },
        ),
        { cause: error },
      );
    }
    throw explainFault(error, basename(file));
  }
}

/**
 * Removes the copies of programs that were killed. Those in use stay, and so does anything that cannot be removed
 * now.
 */
export function removeLeftCopies(): void {
  const place = tmpdir();
  for (const name of namesIn(place).filter((each) => each.startsWith(FOLDER))) {
    const folder = join(place, name);
    if (isOwnFolder(folder) && !isInUse(folder)) removeFolder(folder);
  }
}

/** Identifies the state of a room's files; null if there is no room. */
export function stateOnDisk(file: string): string | null {
  const state = PARTS.map((part) => {
    const found = statSync(`${file}${part}`, { bigint: true, throwIfNoEntry: false });
    return found ? `${found.ino}-${found.size}-${found.mtimeNs}` : '';
  });
  return state.at(-1) === '' ? null : state.join(' ');
}

/** Copies until nothing was written meanwhile: a file and a log from different moments are not a valid room. */
function copyUnchanged(file: string, to: string): string {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) pause();
    const state = stateOnDisk(file);
    for (const part of PARTS) copyPart(`${file}${part}`, `${to}${part}`);
    if (state !== null && state === stateOnDisk(file)) return state;
  }
  throw new Refusal(
    say(
      'Another program is changing {{room}} just now, so it cannot be looked at. Wait a minute, then open the room again.',
      { room: basename(file) },
    ),
  );
}

function copyPart(from: string, to: string): void {
  rmSync(to, { force: true });
  const there = lstatSync(from, { throwIfNoEntry: false });
  if (!there) return;
  if (!there.isFile()) throw notAFile(basename(from), there.isDirectory());
  try {
    copyFileSync(from, to);
    // Otherwise it would be read-only like the original.
    chmodSync(to, 0o600);
  } catch (error) {
    // The log was removed meanwhile: the next attempt finds the file without it.
    if (!isFault(error, 'ENOENT')) throw error;
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  // On Windows the temporary folder belongs to the user, and there is no such number.
  return found?.isDirectory() === true && (process.geteuid === undefined || found.uid === process.geteuid());
}

function isInUse(folder: string): boolean {
  if (isHeld(join(folder, HOLD))) return true;
  const hasCopy = namesIn(folder).some((name) => !name.startsWith(HOLD));
  const made = lstatSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return !hasCopy && Math.abs(Date.now() - made) < JUST_BEGUN_MS;
}

function removeFolder(folder: string, lock?: RoomLock): void {
  // What is in use now is removed when a room is next opened.
  const quietly = (work: () => void) => {
    try {
      work();
    } catch {}
  };
  for (const name of namesIn(folder)) {
    const file = join(folder, name);
    const isCopy = !name.startsWith(HOLD) && lstatSync(file, { throwIfNoEntry: false })?.isFile();
    if (isCopy) quietly(() => shred(file));
  }
  if (lock) lock.release();
  else quietly(() => rmSync(join(folder, `${HOLD}-lock`), { force: true }));
  quietly(() => rmdirSync(folder));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
