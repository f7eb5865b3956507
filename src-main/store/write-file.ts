import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { explainFault } from './faults.ts';
import { Refusal } from './refusal.ts';

/**
 * Writes a whole file or none of it: beside its place first, then moved there once it is on the disk. A file that
 * is there already is replaced only when it is empty, or begins with `ours` and holds `mark`, so that a slip of the
 * keyboard cannot cost anybody a register or a room.
 * @throws Refusal when the file is somebody else's or the disk refuses.
 */
export function writeWhole(file: string, content: Uint8Array, ours: string, mark = ''): void {
  // A name of its own, and refused where it is taken: what stands beside the file is nobody's to lose either.
  const waiting = `${file}.${randomUUID()}.part`;
  try {
    if (!existsSync(dirname(file))) {
      throw new Refusal(
        `There is no folder ${dirname(file)}. Make it first, or choose another for ${basename(file)}.`,
      );
    }
    if (existsSync(file) && !isOurs(file, ours, mark)) {
      throw new Refusal(
        `${basename(file)} is there already and was not written by Committee Room. Choose another name.`,
      );
    }
    const handle = openSync(waiting, 'wx');
    try {
      for (let at = 0; at < content.length; ) at += writeSync(handle, content, at);
    } finally {
      closeSync(handle);
    }
    moveWhole(waiting, file);
  } catch (error) {
    rmSync(waiting, { force: true });
    throw explainFault(error, basename(file));
  }
}

/** Has a whole file on the disk before it is renamed: what it holds, and then its place. */
export function moveWhole(from: string, to: string): void {
  flush(from, 'r+');
  renameSync(from, to);
  // Windows has no such thing as a flush of a folder.
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
