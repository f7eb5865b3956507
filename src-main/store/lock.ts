import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { Refusal } from './refusal.ts';

/** A room that another program has open. */
export class RoomBusy extends Refusal {}

const note = (file: string) => `${file}.lock`;

/**
 * Takes the room for this process until it closes. The lock itself is SQLite's exclusive lock on the file, which
 * the system drops when a process dies; the note beside the file only says who has it.
 * @throws RoomBusy when another process has the room open.
 */
export function takeLock(db: Database, file: string, program: string): void {
  db.pragma('locking_mode = EXCLUSIVE');
  try {
    // In exclusive mode the first write lock is kept until the file is closed.
    db.exec('BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    throw isBusy(error) ? openElsewhere(file, error) : error;
  }
  writeFileSync(
    note(file),
    JSON.stringify({ program, process: process.pid, computer: hostname(), since: new Date() }),
  );
}

/** Sees that no program has a room open, whose key need not be known for that. @throws RoomBusy when one has. */
export function ensureNotOpen(file: string): void {
  const db = new Sqlite(file, { readonly: true, timeout: 0 });
  try {
    db.pragma('user_version');
  } catch (error) {
    if (isBusy(error)) throw openElsewhere(file, error);
    // Nobody keeps it from being read: it is the key that is missing.
  } finally {
    db.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

function openElsewhere(file: string, cause: unknown): RoomBusy {
  return new RoomBusy(
    `${basename(file)} is already open in ${whoHas(file)}. Only one program may have a room open: close it there first.`,
    { cause },
  );
}

/** Takes the note away; the lock itself goes when the file is closed. */
export function dropLockNote(file: string): void {
  rmSync(note(file), { force: true });
}

function whoHas(file: string): string {
  try {
    const told: unknown = JSON.parse(readFileSync(note(file), 'utf8'));
    if (
      typeof told === 'object' &&
      told !== null &&
      'program' in told &&
      'process' in told &&
      'computer' in told
    ) {
      return `${told.program} (process ${told.process} on ${told.computer})`;
    }
  } catch {
    // The other program is between taking the lock and writing the note, or the note is unreadable.
  }
  return 'another program';
}
