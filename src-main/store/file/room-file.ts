import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { say } from '../../../src-shared/message.ts';
import { explainFault, notAFile, notOurs } from '../faults.ts';
import { Refusal } from '../refusal.ts';
import { looksEncrypted } from '../room-key.ts';
import { APPLICATION_ID } from '../schema.ts';
import { lockFiles } from './lock.ts';

/** A room whose file is missing, while files that belong to it are there. */
export class RoomAway extends Refusal {}

const SQLITE_PARTS = ['-wal', '-shm', '-journal'];

const partsOf = (file: string) => SQLITE_PARTS.map((part) => `${file}${part}`);

/**
 * The one path of a room's file, however it was spelled and whatever links lead to it: the lock and SQLite's files
 * get their names from it.
 * @throws Refusal if it is not a plain file, or has a second name on the disk, by which it could be opened in spite
 * of the lock.
 */
export function realFile(file: string): string {
  try {
    return realPlainFile(file);
  } catch (error) {
    throw explainFault(error, basename(file));
  }
}

function realPlainFile(file: string): string {
  const there = plainFileAt(file);
  if (!there) return whereItWouldBe(file);
  if (there.nlink > 1) {
    throw new Refusal(
      say(
        '{{room}} has another name on this disk too (a hard link), so two programs could open it at once. Make a copy of it and open the copy.',
        { room: basename(file) },
      ),
    );
  }
  return realpathSync.native(file);
}

/**
 * What is at a path. Opening a pipe would wait for ever.
 * @throws Refusal if it is not a plain file.
 */
function plainFileAt(file: string): Stats | undefined {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) throw notAFile(basename(file), there.isDirectory());
  return there;
}

function whereItWouldBe(file: string): string {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new RoomAway(
      say(
        '{{room}} is a link to a missing room. Plug in the USB stick that the room is on, then try again.',
        {
          room: basename(file),
        },
      ),
    );
  }
  const folder = dirname(resolve(file));
  return existsSync(folder) ? join(realpathSync.native(folder), basename(file)) : resolve(file);
}

/** Whether there is no room at a path yet: no file, or an empty one. */
export function isNoRoomYet(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/**
 * Checks that no files of another room are in the way of a new one: SQLite would delete its log, with its newest
 * entries.
 * @throws RoomAway if there are any.
 */
export function ensureNothingIsLeft(file: string): void {
  const left = existsSync(file)
    ? partsOf(file).filter(isOfAnotherRoom)
    : // A broken link counts too: SQLite would create its target.
      [...partsOf(file), ...lockFiles(file)].filter((each) => lstatSync(each, { throwIfNoEntry: false }));
  if (left.length === 0) return;
  throw new RoomAway(
    say(
      'The file of the room is missing from {{file}}, but this is still beside it: {{parts}}. Put the file back (plug in the stick it is on) and try again, or restore a backup. For a new room, choose another name.',
      { file, parts: left.map((each) => basename(each)) },
    ),
  );
}

/** If a program was killed while it made a room with an empty file, SQLite's journal begins at no page. */
function isOfAnotherRoom(part: string): boolean {
  const size = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  if (part.endsWith('-wal')) return size > 0;
  return part.endsWith('-journal') && size > 0 && pagesBefore(part) > 0;
}

/**
 * How many pages the file had before the changes that a journal undoes:
 * https://sqlite.org/fileformat2.html#the_rollback_journal
 */
function pagesBefore(journal: string): number {
  return headOf(journal).readUInt32BE(16);
}

/**
 * Creates an empty file that only its owner may read, if it is missing; SQLite's files beside it get the same
 * permissions.
 */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

/**
 * The same for a copy.
 * @throws the system's error if anything has that name, even a link.
 */
export function makeNew(file: string): void {
  closeSync(openSync(file, 'wx', 0o600));
}

/** Whether there is a folder of that name; not a link to one. */
export function isFolder(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Whether a file is not a link and has no other name on its disk, so that writing to it changes nothing elsewhere.
 */
export function isPlainAlone(file: string): boolean {
  const there = lstatSync(file, { throwIfNoEntry: false });
  return there?.isFile() === true && there.nlink === 1;
}

/**
 * Removes the remains of an earlier attempt from a name that only this program uses.
 * @throws Refusal if it is a folder.
 */
export function clearName(file: string): void {
  if (isFolder(file)) {
    throw new Refusal(
      say(
        'The program needs to write a file named {{folder}}, but a folder has that name. Move the folder and try again.',
        { folder: file },
      ),
    );
  }
  rmSync(file, { force: true });
}

/** Removes the file of a room that this process has locked, and SQLite's files beside it. */
export function removeHeldRoom(file: string): void {
  for (const each of [file, ...partsOf(file)]) rmSync(each, { force: true });
}

/** The same for a room that nobody has open, with what a lock may have left beside it. */
export function removeRoomFiles(file: string): void {
  removeHeldRoom(file);
  for (const each of lockFiles(file)) rmSync(each, { force: true });
}

const SQLITE_HEADER = 'SQLite format 3\0';

/**
 * Checks a file before SQLite does, so that a file of another kind is never written to. Returns whether it is
 * encrypted, and can therefore only be recognised once it is opened. Only for a file that this process does not have
 * open: closing it here would release SQLite's locks on it.
 * @throws Refusal if it is not a room; SQLite has not touched it then.
 */
export function isEncryptedRoom(file: string): boolean {
  plainFileAt(file);
  ensurePlainParts(file);
  const header = headOf(file);
  if (header.toString('latin1', 0, 16) !== SQLITE_HEADER) {
    if (looksEncrypted(header)) return true;
    throw notOurs(basename(file));
  }
  if (!isOurs(header) && !hasOursInLog(file, header)) throw notOurs(basename(file));
  return false;
}

/**
 * SQLite would write through a link, and wait for a pipe.
 * @throws Refusal if there is one.
 */
export function ensurePlainParts(file: string): void {
  for (const part of partsOf(file)) {
    const there = lstatSync(part, { throwIfNoEntry: false });
    if (!there || there.isFile()) continue;
    throw new Refusal(
      say(
        '{{part}} is a folder, a link or a device, so {{room}} was not opened. Move it to another folder and try again.',
        { part: basename(part), room: basename(file) },
      ),
    );
  }
}

/**
 * Whether a file is a database of another program, judging by its first bytes. A room in which the disk has flipped a
 * bit or two there is still a room, a damaged one.
 */
export function isForeignDatabase(file: string): boolean {
  const header = headOf(file);
  return (
    header.toString('latin1', 0, 16) === SQLITE_HEADER && bitsApart(applicationOf(header), APPLICATION_ID) > 2
  );
}

const bitsApart = (one: number, other: number) =>
  ((one ^ other) >>> 0).toString(2).replaceAll(/[^1]/g, '').length;

/** application_id is at byte 68 (https://sqlite.org/fileformat2.html#database_header). */
const applicationOf = (header: Buffer) => header.readUInt32BE(68);
const isOurs = (header: Buffer) => applicationOf(header) === APPLICATION_ID;

/** If an older program died while it made a room, the room's first page may still be in the write-ahead log. */
function hasOursInLog(file: string, header: Buffer): boolean {
  const log = `${file}-wal`;
  return header.readUInt32BE(28) <= 1 && existsSync(log) && firstPagesIn(log).some(isOurs);
}

/**
 * The start of the first page in each frame of a log that has it:
 * https://sqlite.org/fileformat2.html#the_write_ahead_log
 */
function firstPagesIn(log: string): Buffer[] {
  const LOG_HEADER = 32;
  const FRAME_HEADER = 24;
  const bytes = readFileSync(log);
  if (bytes.length < LOG_HEADER) return [];
  const frame = FRAME_HEADER + bytes.readUInt32BE(8);
  const pages: Buffer[] = [];
  for (let at = LOG_HEADER; at + FRAME_HEADER + HEAD <= bytes.length; at += frame) {
    if (bytes.readUInt32BE(at) === 1) pages.push(bytes.subarray(at + FRAME_HEADER, at + FRAME_HEADER + HEAD));
  }
  return pages;
}

/** Bytes of a database's header. */
const HEAD = 100;

function headOf(file: string): Buffer {
  const head = Buffer.alloc(HEAD);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head, 0, HEAD, 0);
  } finally {
    closeSync(handle);
  }
  return head;
}

/** Identifies a file on this computer, whatever its name. */
export function isSameFile(one: Stats, other: Stats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

/** Whether a file begins like a room, with or without encryption. */
export function isRoom(file: string): boolean {
  try {
    isEncryptedRoom(file);
    return true;
  } catch {
    return false;
  }
}
