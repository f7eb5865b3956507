import { closeSync, lstatSync, openSync, readFileSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { z } from 'zod';
import { type Message, say } from '../../../src-shared/message.ts';
import { isFault } from '../faults.ts';
import { Refusal } from '../refusal.ts';
import { storedOrNull } from '../stored-json.ts';

/** Another program has the room open. */
export class RoomBusy extends Refusal {}

/** A process's lock on a room. It ends when it is released or the process ends, in whatever way. */
export type RoomLock = {
  /** Writes a note beside the room about who has it. */
  sign(program: string): void;
  release(): void;
};

/** How long to wait for a program that is just closing the room, in milliseconds. Most tests do not wait. */
export const patience = { ms: 2000 };

type Process = { process: number | string; computer: string };

/** What the parts of this program sign with, in the language of whoever is locked out. */
const PROGRAMS: ReadonlyMap<string, (at: Process) => Message> = new Map([
  [
    'the Committee Room window',
    ({ process, computer }: Process) =>
      say('the Committee Room window (process {{process}} on {{computer}})', { process, computer }),
  ],
  [
    'the Committee Room server',
    ({ process, computer }: Process) =>
      say('the Committee Room server (process {{process}} on {{computer}})', { process, computer }),
  ],
  [
    'Committee Room in the browser',
    ({ process, computer }: Process) =>
      say('Committee Room in the browser (process {{process}} on {{computer}})', { process, computer }),
  ],
  [
    'the Committee Room command line',
    ({ process, computer }: Process) =>
      say('the Committee Room command line (process {{process}} on {{computer}})', { process, computer }),
  ],
]);

const note = (file: string) => `${file}.lock`;
const held = (file: string) => `${file}-lock`;

/** The files that a lock leaves beside a room when its process is killed. They contain nothing of the room. */
export function lockFiles(file: string): string[] {
  return [note(file), held(file)];
}

/**
 * Locks a room for this process. The lock is SQLite's exclusive lock on an empty file beside the room, which every
 * system releases when the process dies. The room's own file stays free for other connections of this process.
 * @throws RoomBusy if another process has it; the system's own error if no file can be created beside the room.
 */
export function takeLock(file: string): RoomLock {
  const { db, isOurs } = holdFile(file);
  let signed = '';
  return {
    sign(program) {
      signed = writeNote(file, program);
    },
    release() {
      // While it is still held, so that nobody has the file open when it is removed; Windows allows it only
      // afterwards.
      if (isOurs && !remove(held(file))) {
        db.close();
        remove(held(file));
      }
      db.close();
      // Last, since it shows that an empty lock file was left by a killed program of ours. The next program may have
      // written its own note already.
      if (signed !== '' && textOf(note(file)) === signed) remove(note(file));
    },
  };
}

function holdFile(file: string): { db: Database; isOurs: boolean } {
  const path = held(file);
  for (;;) {
    // If there is no note, an empty file of this name may belong to another program: it serves as a lock, and stays.
    const isOurs = !lstatSync(path, { throwIfNoEntry: false }) || isNote(note(file));
    const before = lockFileAt(path);
    const db = new Sqlite(path, { timeout: patience.ms });
    try {
      // Nothing is ever written to it, so it needs no journal either.
      db.pragma('journal_mode = MEMORY');
      db.exec('BEGIN EXCLUSIVE');
      // The previous holder may have removed this very file on its way out, and another may hold the next one of that
      // name.
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
 * The file to lock, created if it is missing. Once it exists, only SQLite may open it: closing it here would release
 * this process's lock on it.
 * @throws Refusal if something else has its name.
 */
function lockFileAt(path: string): Stats {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there && !(there.isFile() && there.size === 0)) {
    throw new Refusal(
      say(
        '{{file}} is not a Committee Room lock file, so the room was not opened. Move it to another folder, then try again.',
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
 * Checks that no older version of this program has the room open. Its lock is on the room's own file, where it blocks
 * every connection that wants to write. It is waited for like any other program's.
 * @throws RoomBusy if one has.
 */
export function ensureNoOlderProgram(db: Database, file: string): void {
  const later = db.pragma('busy_timeout', { simple: true });
  db.pragma(`busy_timeout = ${patience.ms}`);
  try {
    // Not COMMIT, which would write the first page of a new room.
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    throw isFault(error, 'SQLITE_BUSY') ? openElsewhere(file, error) : error;
  } finally {
    db.pragma(`busy_timeout = ${later}`);
  }
}

/**
 * Whether a program has locked a room, as far as can be seen without writing anything beside it. Another account's
 * lock may be unreadable.
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

/**
 * Checks that no program is known to have a room open, without writing anything.
 * @throws RoomBusy if one has.
 */
export function ensureNotHeld(file: string): void {
  if (isHeld(file)) throw openElsewhere(file);
}

/**
 * Checks that no program has a room open, without needing its key.
 * @throws RoomBusy if one has.
 */
export function ensureNotOpen(file: string): void {
  takeLock(file).release();
  const db = new Sqlite(file, { readonly: true, timeout: 0 });
  try {
    db.pragma('user_version');
  } catch (error) {
    if (isFault(error, 'SQLITE_BUSY')) throw openElsewhere(file, error);
    // It can be read: only the key is missing.
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

/** Removes what a killed program has left of its lock. */
export function dropLockNote(file: string): void {
  if (isNote(note(file))) remove(note(file));
}

/** Even if it was cut off; but not another program's file of that name, which is often empty. */
function isNote(path: string): boolean {
  const BEGINS = '{"program":';
  const start = textOf(path).slice(0, BEGINS.length);
  return start !== '' && BEGINS.startsWith(start);
}

/** '' if it is missing or not a plain file. */
function textOf(path: string): string {
  try {
    return lstatSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

/** Returns what was written. */
function writeNote(file: string, program: string): string {
  const content = JSON.stringify({ program, process: process.pid, computer: hostname(), since: new Date() });
  dropLockNote(file);
  try {
    writeFileSync(note(file), content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // The disk is full, or another program has a file of that name. The room is locked all the same; other programs
    // only cannot see by whom. An empty note left by a full disk could not be recognised as ours later, so it is
    // removed.
    if (isFault(error, 'ENOSPC')) remove(note(file));
  }
  return content;
}

function remove(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** What `sign` writes, and older programs wrote. */
const SIGNED = z.object({
  program: z.string(),
  process: z.union([z.number(), z.string()]),
  computer: z.string(),
});

function whoHas(file: string): string | Message {
  try {
    const signed = storedOrNull(textOf(note(file)), SIGNED);
    if (signed) {
      const { program, process, computer } = signed;
      return (
        PROGRAMS.get(program)?.({ process, computer }) ??
        say('{{program}} (process {{process}} on {{computer}})', { program, process, computer })
      );
    }
  } catch {
    // The other program is between taking the lock and writing the note, or the note is unreadable.
  }
  return say('another program');
}
