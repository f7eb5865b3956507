import type { Database } from 'better-sqlite3';
import { ChangeFeed } from '../change-feed.ts';
import type { Room } from '../room.ts';
import { connect, type RoomKey } from '../room-key.ts';
import { type Basis, copyRoom } from './copy-room.ts';
import { Gate } from './gate.ts';
import { noteChanges } from './notes.ts';

/** Where a draft is made, and of which room. `basis` is null if the room's register is not copied yet. */
export type DraftPlace = {
  file: string;
  room: string;
  /** Opens both. */
  key: RoomKey | undefined;
  basis: Basis | null;
  /** The draft has the room's journal too. */
  withJournal: boolean;
};

/** A draft of a room: its register in a file of its own, on which a change is tried before the room gets it. */
export type Draft = { room: Room; basis: Basis; close(): void };

/**
 * Opens a draft, in any thread. `gate` is held while the room's own file is read, on a connection of the draft's own.
 * `derived` are columns of streets that are counted again.
 */
export function openDraft(
  { file, room, key, basis: known, withJournal }: DraftPlace,
  derived: readonly string[],
  gate = new Gate(),
): Draft {
  const db = connect(file, key);
  try {
    prepareFile(db, 'main');
    // Temporary data would otherwise be written to disk without encryption.
    db.pragma('temp_store = MEMORY');
    // The room checks them when it gets the rows.
    db.pragma('foreign_keys = OFF');
    const basis = known ?? copyThrough(gate, db, room, withJournal);
    // Otherwise each row would be written to the file by itself.
    db.exec('BEGIN EXCLUSIVE');
    noteChanges(db, basis, derived);
    return { room: new DraftRoom(file, db, key), basis, close: () => db.close() };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Something that was made of a room already, as a room on which a change can be tried. */
export function draftOf(file: string, db: Database, key: RoomKey | undefined): Room {
  return new DraftRoom(file, db, key);
}

function copyThrough(gate: Gate, db: Database, room: string, withJournal: boolean): Basis {
  gate.enter();
  try {
    // With the same key, if there is one.
    db.prepare('ATTACH ? AS room').run(room);
    try {
      return copyRoom(db, 'room', 'main', withJournal);
    } finally {
      db.exec('DETACH room');
    }
  } finally {
    gate.leave();
  }
}

/** A draft is of no use after the program has ended, so nothing is written twice and nothing waits for the disk. */
export function prepareFile(db: Database, schema: string): void {
  // The driver does not allow OFF.
  db.pragma(`${schema}.journal_mode = MEMORY`);
  db.pragma(`${schema}.synchronous = OFF`);
  db.pragma(`${schema}.cache_size = ${-CACHE}`);
}

/** KiB. */
const CACHE = 16_384;

/** So much of a room as a change of the register needs. */
class DraftRoom implements Room {
  readonly changes = new ChangeFeed();
  readonly readOnly = null;
  readonly isBusy = false;
  readonly isRegisterHeld = false;
  readonly isAlone = true;
  readonly changesMade = 0;
  readonly file: string;
  readonly db: Database;
  readonly key: RoomKey | undefined;

  constructor(file: string, db: Database, key: RoomKey | undefined) {
    this.file = file;
    this.db = db;
    this.key = key;
  }

  get isOpen(): boolean {
    return this.db.open;
  }

  get isEncrypted(): boolean {
    return this.key !== undefined;
  }

  change<Result>(work: () => Result): Result {
    return work();
  }

  changeUnseen(work: () => void): void {
    work();
  }

  changeFrom(): never {
    throw notInDraft();
  }

  letRead(): never {
    throw notInDraft();
  }

  holdRegister(): never {
    throw notInDraft();
  }

  changeInSteps(): never {
    throw notInDraft();
  }

  setPassphrase(): never {
    throw notInDraft();
  }

  copyTo(): never {
    throw notInDraft();
  }

  fileTrouble(): null {
    return null;
  }

  ensureSound(): void {}

  async settled(): Promise<void> {}

  close(): void {
    this.db.close();
  }
}

function notInDraft(): Error {
  return new Error('A draft of a room cannot do that.');
}
