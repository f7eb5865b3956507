import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Message, say } from '../../../src-shared/message.ts';
import { isFault } from '../faults.ts';
import { Refusal } from '../refusal.ts';
import { type RoomLock, takeLock } from './lock.ts';

/** Why a room cannot be written to. */
export type WriteBar =
  | { kind: 'disk' }
  | { kind: 'folder' }
  /** The room's own file, or SQLite's log beside it. */
  | { kind: 'file'; file: string };

/** What a person is told about a read-only room. */
export type ReadOnly = {
  /** Why, and what to do to enter anything. Every change is refused with it. */
  sentence: Message;
  /** What happened to the room's file since it was opened; null if it is unchanged. */
  news: Message | null;
};

/**
 * Why a room cannot be written to, found without writing or opening anything; null if no reason is known.
 * @throws Refusal if the file may not even be read.
 */
export function barTo(file: string): WriteBar | null {
  if (isRefused(file, constants.R_OK)) {
    throw new Refusal(
      say(
        'You do not have permission to read {{room}}, so it cannot be opened. Ask its owner for permission.',
        { room: basename(file) },
      ),
    );
  }
  const own = filesOf(file);
  const all = [...own, dirname(file)];
  if (all.some((each) => isFault(faultOf(each, constants.W_OK), 'EROFS'))) return { kind: 'disk' };
  const readOnly = own.find((each) => isRefused(each, constants.W_OK));
  if (readOnly !== undefined) return { kind: 'file', file: readOnly };
  return isRefused(dirname(file), constants.W_OK) ? { kind: 'folder' } : null;
}

/** A room that turned out to be read-only while it was opened. */
export class CannotWrite extends Error {
  readonly bar: WriteBar;

  constructor(bar: WriteBar, cause: unknown) {
    super('The room cannot be written to.', { cause });
    this.bar = bar;
  }
}

/**
 * Locks a room, and tries whether its files can be written to, for systems that say so only then. A file may only be
 * opened and closed under the lock: see `isEncryptedRoom`.
 * @throws CannotWrite; otherwise as `takeLock` does.
 */
export function lockToWrite(file: string): RoomLock {
  const lock = barred({ kind: 'folder' }, () => takeLock(file));
  try {
    for (const each of filesOf(file))
      barred({ kind: 'file', file: each }, () => closeSync(openSync(each, 'r+')));
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

function barred<Result>(bar: WriteBar, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (isFault(error, 'EROFS')) throw new CannotWrite({ kind: 'disk' }, error);
    if (isFault(error, 'EACCES') || isFault(error, 'EPERM')) throw new CannotWrite(bar, error);
    throw error;
  }
}

/** The room's own file and its log, if they exist. */
function filesOf(file: string): string[] {
  return [file, `${file}-wal`].filter((each) => existsSync(each));
}

/** Why a room is read-only, and what to do to enter anything. */
export function whyReadOnly(file: string, bar: WriteBar): Message {
  const room = basename(file);
  switch (bar.kind) {
    case 'disk':
      return say(
        '{{room}} is on a disk that cannot be written to, so it can only be looked at. To enter anything, copy it to a folder on this computer, with {{room}}-wal if that is beside it, and open the copy.',
        { room },
      );
    case 'folder':
      return say(
        'You may not write to the folder {{folder}}, so {{room}} can only be looked at. To enter anything, copy it to a folder of your own, with {{room}}-wal if that is beside it, and open the copy.',
        { folder: dirname(file), room },
      );
    case 'file':
      return say(
        '{{file}} is read-only, so the room can only be looked at. To enter anything, allow changes to that file in its properties, or ask someone who can, then open the room again.',
        { file: basename(bar.file) },
      );
  }
}

/** Whether a room's file exists and is read-only, or not even readable. */
export function isReadOnly(file: string): boolean {
  try {
    return existsSync(file) && barTo(file) !== null;
  } catch {
    return true;
  }
}

/**
 * For code that writes to a room's files without opening it.
 * @throws Refusal if the room is read-only.
 */
export function ensureWritable(file: string): void {
  const bar = existsSync(file) ? barTo(file) : null;
  if (bar) throw new Refusal(whyReadOnly(file, bar));
}

function isRefused(path: string, how: number): boolean {
  const fault = faultOf(path, how);
  return isFault(fault, 'EACCES') || isFault(fault, 'EPERM');
}

function faultOf(path: string, how: number): unknown {
  try {
    accessSync(path, how);
    return null;
  } catch (error) {
    return error;
  }
}
