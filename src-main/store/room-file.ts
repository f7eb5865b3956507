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
import { say } from '../../src-shared/message.ts';
import { explainFault, notAFile, notOurs } from './faults.ts';
import { lockFiles } from './lock.ts';
import { Refusal } from './refusal.ts';
import { looksEncrypted } from './room-key.ts';
import { APPLICATION_ID } from './schema.ts';

/** A room whose file is not there, while what belongs to it is. */
export class RoomAway extends Refusal {}

const SQLITE_PARTS = ['-wal', '-shm', '-journal'];

const partsOf = (file: string) => SQLITE_PARTS.map((part) => `${file}${part}`);

/**
 * The one path of a room's file, however it was spelled and whatever links lead to it: what SQLite keeps beside the
 * file, and the lock, have their names from it.
 * @throws Refusal when it is no plain file, or has a second name on the disk, by which it could be opened past the lock.
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

/** What is at a path; a pipe would keep whoever opens it waiting. @throws Refusal when it is no plain file. */
function plainFileAt(file: string): Stats | undefined {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) throw notAFile(basename(file), there.isDirectory());
  return there;
}

function whereItWouldBe(file: string): string {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new RoomAway(
      say('{{room}} leads to a room that is not there. Plug in the stick it is on, then try again.', {
        room: basename(file),
      }),
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
 * Sees that nothing of another room is where one is to be made: SQLite would delete its log, and with it what was
 * entered last.
 * @throws RoomAway when something is.
 */
export function ensureNothingIsLeft(file: string): void {
  const left = existsSync(file)
    ? partsOf(file).filter(isOfAnotherRoom)
    : // A link is there also where it leads nowhere: SQLite would make what it leads to.
      [...partsOf(file), ...lockFiles(file)].filter((each) => lstatSync(each, { throwIfNoEntry: false }));
  if (left.length === 0) return;
  throw new RoomAway(
    say(
      'The file of the room is missing from {{file}}, but this is still beside it: {{parts}}. Put the file back (plug in the stick it is on) and try again, or restore a backup. For a new room, choose another name.',
      { file, parts: left.map((each) => basename(each)) },
    ),
  );
}

/** Of a room that was killed while it was made, and has an empty file, SQLite's journal begins at no page. */
function isOfAnotherRoom(part: string): boolean {
  const size = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  if (part.endsWith('-wal')) return size > 0;
  return part.endsWith('-journal') && size > 0 && pagesBefore(part) > 0;
}

/** How many pages the file had before what a journal undoes: https://sqlite.org/fileformat2.html#the_rollback_journal */
function pagesBefore(journal: string): number {
  return headOf(journal).readUInt32BE(16);
}

/** Makes an empty file that only its owner may read, where there is none; SQLite's own beside it get the same. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

/** The same for a copy. @throws the system's error when anything has that name, a link too. */
export function makeNew(file: string): void {
  closeSync(openSync(file, 'wx', 0o600));
}

/** Whether there is a folder of that name; not a link to one. */
export function isFolder(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether a file is no link, and has no other name on its disk: writing to it changes nothing elsewhere. */
export function isPlainAlone(file: string): boolean {
  const there = lstatSync(file, { throwIfNoEntry: false });
  return there?.isFile() === true && there.nlink === 1;
}

/** Removes what is left of an earlier try from a name that only this program uses. @throws Refusal when it is a folder. */
export function clearName(file: string): void {
  if (isFolder(file)) {
    throw new Refusal(
      say(
        'There is a folder {{folder}}, where the program has to write a file. Move it away and try again.',
        { folder: file },
      ),
    );
  }
  rmSync(file, { force: true });
}

/** Removes the file of a room whose lock this process has, and what SQLite keeps beside it. */
export function removeHeldRoom(file: string): void {
  for (const each of [file, ...partsOf(file)]) rmSync(each, { force: true });
}

/** The same of a room that nobody has open, with what a lock may have left beside it. */
export function removeRoomFiles(file: string): void {
  removeHeldRoom(file);
  for (const each of lockFiles(file)) rmSync(each, { force: true });
}

const SQLITE_HEADER = 'SQLite format 3\0';

/**
 * Looks before SQLite does, so that a file that is not ours is never written to. Gives whether it is encrypted, and
 * so can be known only once it is opened. Only for a file that this process does not have open: closing it here would
 * drop the locks that SQLite has on it.
 * @throws Refusal when it is no room, and then SQLite was not asked: it would put the file in order by what is beside it.
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

/** SQLite would write through a link, and wait for a pipe. @throws Refusal when it would. */
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
 * Whether a file is a database of another program, as far as its first bytes tell: a room in which the disk has flipped
 * a bit or two there is still a room, a damaged one.
 */
export function isForeignDatabase(file: string): boolean {
  const header = headOf(file);
  return (
    header.toString('latin1', 0, 16) === SQLITE_HEADER && bitsApart(applicationOf(header), APPLICATION_ID) > 2
  );
}

const bitsApart = (one: number, other: number) =>
  ((one ^ other) >>> 0).toString(2).replaceAll(/[^1]/g, '').length;

/** application_id stands at byte 68 (https://sqlite.org/fileformat2.html#database_header). */
const applicationOf = (header: Buffer) => header.readUInt32BE(68);
const isOurs = (header: Buffer) => applicationOf(header) === APPLICATION_ID;

/** A room of an older program that died while it was made may have its first page in the write-ahead log still. */
function hasOursInLog(file: string, header: Buffer): boolean {
  const log = `${file}-wal`;
  return header.readUInt32BE(28) <= 1 && existsSync(log) && firstPagesIn(log).some(isOurs);
}

/** How the first page begins in each frame of a log that has it: https://sqlite.org/fileformat2.html#the_write_ahead_log */
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

/** What tells a file from every other on this computer, whatever its name. */
export function isSameFile(one: Stats, other: Stats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

/** Whether a file begins as a room does, plain or encrypted. */
export function isRoom(file: string): boolean {
  try {
    isEncryptedRoom(file);
    return true;
  } catch {
    return false;
  }
}
