import { closeSync, lstatSync, openSync, readFileSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { type Message, say } from '../../src-shared/message.ts';
import { isFault } from './faults.ts';
import { Refusal } from './refusal.ts';

/** A room that another program has open. */
export class RoomBusy extends Refusal {}

/** A process's hold on a room, until it is released or the process ends, however it ends. */
export type RoomLock = {
  /** Says beside the room who has it. */
  sign(program: string): void;
  release(): void;
};

/** How long to wait for a program that is just closing the room, in milliseconds. */
const PATIENCE = 2000;

const note = (file: string) => `${file}.lock`;
const held = (file: string) => `${file}-lock`;

/** What a lock leaves beside a room when its process is killed; neither holds anything of the room. */
export function lockFiles(file: string): string[] {
  return [note(file), held(file)];
}

/**
 * Takes a room for this process. The lock is SQLite's exclusive lock on an empty file beside the room, which every
 * system drops when the process dies; the room's own file is left free for other connections of this process.
 * @throws RoomBusy when another has it; the system's own error when there can be no file beside the room.
 */
export function takeLock(file: string): RoomLock {
  const { db, isOurs } = holdFile(file);
  let signed = '';
  return {
    sign(program) {
      signed = writeNote(file, program);
    },
    release() {
      // While it is still held, so that nobody has the file open when it goes; Windows allows it only afterwards.
      if (isOurs && !remove(held(file))) {
        db.close();
        remove(held(file));
      }
      db.close();
      // Last, as it tells whose an empty lock is that a killed program has left. The next program may have signed already.
      if (signed !== '' && textOf(note(file)) === signed) remove(note(file));
    },
  };
}

function holdFile(file: string): { db: Database; isOurs: boolean } {
  const path = held(file);
  for (;;) {
    // Where nobody has signed, an empty file of this name may be another program's: it serves as a lock, and stays.
    const isOurs = !lstatSync(path, { throwIfNoEntry: false }) || isNote(note(file));
    const before = lockFileAt(path);
    const db = new Sqlite(path, { timeout: PATIENCE });
    try {
      // Nothing is ever written to it, so no journal is needed either.
      db.pragma('journal_mode = MEMORY');
      db.exec('BEGIN EXCLUSIVE');
      // Whoever had it may have removed this very file on the way out, and another may hold the next of that name.
      const after = lstatSync(path, { throwIfNoEntry: false });
      if (after?.ino === before.ino && after.dev === before.dev) return { db, isOurs };
    } catch (error) {
      db.close();
      throw isFault(error, 'SQLITE_BUSY') ? openElsewhere(file, error) : error;
    }
    db.close();
  }
}

/**
 * The file that is locked, made if there is none. It is never opened but by SQLite once it is there: closing it would
 * drop a lock that this process has on it.
 * @throws Refusal when something else has its name.
 */
function lockFileAt(path: string): Stats {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there && !(there.isFile() && there.size === 0)) {
    throw new Refusal(
      say(
        '{{file}} is not a lock of Committee Room, so the room was not opened. Move it to another folder, then try again.',
        { file: basename(path) },
      ),
    );
  }
  if (there) return there;
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!isFault(error, 'EEXIST')) throw error;
  }
  return lstatSync(path);
}

/**
 * Sees that no older version of this program has the room open, whose lock is on the room's own file: that keeps out
 * every connection that wants to write.
 * @throws RoomBusy when one has.
 */
export function ensureNoOlderProgram(db: Database, file: string): void {
  try {
    db.exec('BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    throw isFault(error, 'SQLITE_BUSY') ? openElsewhere(file, error) : error;
  }
}

/**
 * Whether a program has the lock of a room, as far as that can be seen without writing anything beside it. Another
 * account's lock may not be read.
 */
export function isHeld(file: string): boolean {
  const there = lstatSync(held(file), { throwIfNoEntry: false });
  if (!there?.isFile() || there.size > 0) return false;
  let db: Database | undefined;
  try {
    db = new Sqlite(held(file), { readonly: true, timeout: 0 });
    db.pragma('user_version');
    return false;
  } catch (error) {
    return isFault(error, 'SQLITE_BUSY');
  } finally {
    db?.close();
  }
}

/** Sees that no program is known to have a room open, and writes nothing for that. @throws RoomBusy when one has. */
export function ensureNotHeld(file: string): void {
  if (isHeld(file)) throw openElsewhere(file);
}

/** Sees that no program has a room open, whose key need not be known for that. @throws RoomBusy when one has. */
export function ensureNotOpen(file: string): void {
  takeLock(file).release();
  const db = new Sqlite(file, { readonly: true, timeout: 0 });
  try {
    db.pragma('user_version');
  } catch (error) {
    if (isFault(error, 'SQLITE_BUSY')) throw openElsewhere(file, error);
    // Nobody keeps it from being read: it is the key that is missing.
  } finally {
    db.close();
  }
}

function openElsewhere(file: string, cause?: unknown): RoomBusy {
  return new RoomBusy(
    say(
      '{{room}} is already open in {{program}}. Only one program may have a room open: close it there first.',
      { room: basename(file), program: whoHas(file) },
    ),
    { cause },
  );
}

/** Takes away what a killed program has left of its lock. */
export function dropLockNote(file: string): void {
  if (isNote(note(file))) remove(note(file));
}

/** Also where it was cut off; not another program's file of that name, which is often an empty one. */
function isNote(path: string): boolean {
  const BEGINS = '{"program":';
  const start = textOf(path).slice(0, BEGINS.length);
  return start !== '' && BEGINS.startsWith(start);
}

/** '' for what is not there, or is no plain file. */
function textOf(path: string): string {
  try {
    return lstatSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

/** Gives what was written. */
function writeNote(file: string, program: string): string {
  const told = JSON.stringify({ program, process: process.pid, computer: hostname(), since: new Date() });
  dropLockNote(file);
  try {
    writeFileSync(note(file), told, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // A full disk, or another program's file of that name: the room is held all the same, and only who has it is not
    // known elsewhere. What a full disk has left of the note is empty, and would not be known as ours later.
    if (isFault(error, 'ENOSPC')) remove(note(file));
  }
  return told;
}

function remove(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

function whoHas(file: string): string | Message {
  try {
    const told: unknown = JSON.parse(textOf(note(file)));
    if (
      typeof told === 'object' &&
      told !== null &&
      'program' in told &&
      'process' in told &&
      'computer' in told
    ) {
      return say('{{program}} (process {{process}} on {{computer}})', {
        program: String(told.program),
        process: String(told.process),
        computer: String(told.computer),
      });
    }
  } catch {
    // The other program is between taking the lock and writing the note, or the note is unreadable.
  }
  return say('another program');
}
