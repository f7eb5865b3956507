import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { say } from '../../../src-shared/message.ts';
import { explainFault, notAFile } from '../faults.ts';
import { Refusal } from '../refusal.ts';

/**
 * Saves an export. It calls `record`, which adds the journal entry, once the content is safe and before anybody can
 * find it, and returns what `record` returns: there is never an export without its entry.
 */
export type Save<Content> = <Result>(content: Content, record: () => Result) => Result;

/** For exports that go to a window, which saves them itself. */
export const nowhere: Save<unknown> = (_, record) => record();

/** Writes a complete file or nothing, as `saveAtomically` does. */
export function writeAtomically(file: string, content: Uint8Array, ours: string, mark = ''): void {
  saveAtomically({ file, content, ours, mark }, () => undefined);
}

type FileToSave = { file: string; content: Uint8Array; ours: string; mark?: string | undefined };

/**
 * Writes a complete file or nothing: first beside its place, then moved there once it is on the disk and was read back.
 * `before` runs
 * between the two, and if it fails there is no file. An existing plain file is only replaced if it is empty, or
 * begins with `ours` and contains `mark`, so that a typing mistake cannot destroy a register or a room.
 * @throws Refusal if the file is somebody else's or the disk refuses.
 */
export function saveAtomically<Result>(
  { file, content, ours, mark = '' }: FileToSave,
  before: () => Result,
): Result {
  // A unique name, and refused if it is taken: a file beside the place must not be lost either.
  const waiting = `${file}.${randomUUID()}.part`;
  try {
    if (!existsSync(dirname(file))) {
      throw new Refusal(
        say(
          'There is no folder {{folder}}. Make it first, or plug in the stick that it is on, or choose another for {{file}}.',
          {
            folder: dirname(file),
            file: basename(file),
          },
        ),
      );
    }
    const replaced = lstatSync(file, { throwIfNoEntry: false });
    if (replaced && !replaced.isDirectory() && !replaced.isFile()) {
      throw notAFile(basename(file), false);
    }
    const isRoom = isNameOfRoom(file);
    // A room is not even read: closing the file of an open one would release SQLite's locks on it.
    if (replaced && (isRoom || !isOurs(file, ours, mark))) {
      throw new Refusal(
        say('{{file}} is there already and was not written by Committee Room. Choose another name.', {
          file: basename(file),
        }),
      );
    }
    if (isRoom) {
      throw new Refusal(
        say('{{file}} is a name that a room or its own files have. Choose another name.', {
          file: basename(file),
        }),
      );
    }
    const handle = openSync(waiting, 'wx', 0o600);
    try {
      for (let at = 0; at < content.length; ) at += writeSync(handle, content, at);
      fchmodSync(handle, modeIn(dirname(file)));
    } finally {
      closeSync(handle);
    }
    flush(waiting, 'r+');
    if (!readFileSync(waiting).equals(content)) {
      throw new Refusal(
        say(
          'What was read back of {{file}} is not what was written, so it was not kept. Check the disk or the USB stick, and try again.',
          { file: basename(file) },
        ),
      );
    }
    const result = before();
    moveFlushed(waiting, file);
    return result;
  } catch (error) {
    rmSync(waiting, { force: true });
    throw explainFault(error, basename(file));
  }
}

/** Files of SQLite and of this program beside a room. */
const BESIDE_ROOM =
  /(?:-wal|-shm|-journal|-lock|\.lock|\.part|\.rekeying|\.draft-[0-9a-f]+|\.restoring|\.destroying|\.before-version-\d+|\.replica [^/\\]+)$/i;

function isNameOfRoom(file: string): boolean {
  const room = file.replace(BESIDE_ROOM, '');
  return /\.room$/i.test(room) || (room !== file && existsSync(room));
}

/** A file with names in it is its owner's alone, unless the folder is set up for a group. */
function modeIn(folder: string): number {
  const SHARED = constants.S_IWGRP | 0o2000;
  return (statSync(folder).mode & SHARED) === SHARED ? 0o660 : 0o600;
}

/** Makes sure that a complete file is on the disk before it is renamed: first its contents, then its place. */
export function moveFlushed(from: string, to: string): void {
  flush(from, 'r+');
  renameSync(from, to);
  // On Windows a folder cannot be flushed.
  if (process.platform !== 'win32') flush(dirname(to), 'r');
}

function flush(path: string, how: 'r' | 'r+'): void {
  const handle = openSync(path, how);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isOurs(file: string, ours: string, mark: string): boolean {
  const head = Buffer.alloc(Buffer.byteLength(ours));
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, head, 0, head.length, 0);
    if (length === 0) return true;
    if (head.toString('utf8', 0, length) !== ours) return false;
  } finally {
    closeSync(handle);
  }
  return mark === '' || readFileSync(file).includes(mark);
}
