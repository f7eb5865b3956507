import type { Database } from 'better-sqlite3';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { ownFolder } from './backup-name.ts';
import { offeredFolder, pickedFolder, rememberFolder } from './backup-places.ts';
import { finishCopies } from './change-passphrase.ts';
import { type MadeBackup, makeBackup } from './make-backup.ts';
import { newerBackup } from './newer-backup.ts';

/** How the backups into one folder go. */
export type BackupState = {
  folder: string;
  /** Nobody had to pick it. */
  isOwn: boolean;
  /** The room used it in another place. It is not used here until somebody says so. */
  isOffered: boolean;
  /** When the last good one was made, milliseconds since 1970; null for none since the room was opened. */
  lastAt: number | null;
  /** Why the last try failed, '' when it did not. */
  problem: string;
};

export type KeeperOptions = {
  /** At least so long between two backups, in milliseconds. */
  every?: number;
  /** How often it looks whether anything has changed, in milliseconds. */
  look?: number;
};

const FIVE_MINUTES = 5 * 60_000;

/**
 * Makes backups by itself while a room is open: when something was entered, at most every few minutes, and once more
 * at the end. Each folder for itself, so that a stick that was pulled out does not stop the other.
 */
export class BackupKeeper {
  readonly #room: () => Room | null;
  readonly #every: number;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #states = new Map<string, BackupState>();
  #changes = 0;
  #compared: { db: Database; newer: number | null } | null = null;
  #triedAt = Date.now();
  #running: Promise<void> | null = null;

  /** `room` gives the open room, null while it waits for its passphrase. */
  constructor(room: () => Room | null, { every = FIVE_MINUTES, look = 15_000 }: KeeperOptions = {}) {
    this.#room = room;
    this.#every = every;
    this.#changes = changesOf(room());
    this.#timer = setInterval(() => void this.#look(), look);
    // It must never keep the program from ending.
    this.#timer.unref();
  }

  /** How it goes, the own folder first. */
  states(): BackupState[] {
    const room = this.#room();
    if (!room) return [];
    const offered = offeredFolder(room);
    return [
      ...foldersOf(room).map((folder) => this.#stateOf(room, folder)),
      ...(offered === null ? [] : [offeredState(offered)]),
    ];
  }

  /** When a backup was made that holds what the room lacks, as was found when the room was opened; null for none. */
  newer(): number | null {
    const room = this.#room();
    if (!room) return null;
    if (this.#compared?.db !== room.db) this.#compared = { db: room.db, newer: newerBackup(room) };
    return this.#compared.newer;
  }

  /** Makes a backup in each folder now. Gives those that were made; what failed is in `states`. */
  async backUp(): Promise<MadeBackup[]> {
    const room = this.#room();
    if (!room) return [];
    const made: MadeBackup[] = [];
    this.#triedAt = Date.now();
    for (const folder of foldersOf(room)) {
      const state = this.#stateOf(room, folder);
      try {
        made.push(await makeBackup(room, folder));
        this.#states.set(folder, { ...state, lastAt: Date.now(), problem: '' });
        await room.settled();
        rememberFolder(room, folder);
      } catch (error) {
        // Closed under it, by a restore or the end of the program.
        if (!room.isOpen) return made;
        const problem = error instanceof Refusal ? error.message : 'It could not be written.';
        this.#states.set(folder, { ...state, problem });
      }
    }
    // A stick that was not there when the passphrase was changed may be back.
    if (room.isOpen) await finishCopies(room);
    this.#changes = changesOf(room);
    return made;
  }

  /**
   * Ends it, with a last backup if anything has changed since the one before; not while an import runs, which who
   * closes the program has said is to be broken off.
   */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#room()?.isBusy) return;
    await this.#running;
    if (this.#hasChanged()) await this.backUp();
  }

  async #look(): Promise<void> {
    // A clock that was put back must not hold backups up for hours.
    const since = Math.abs(Date.now() - this.#triedAt);
    if (this.#running || since < this.#every || this.#room()?.isBusy || !this.#hasChanged()) return;
    // What is wrong with the room itself is told by what asks it next; it must not end the program from here.
    this.#running = this.backUp().then(
      () => {},
      () => {},
    );
    await this.#running;
    this.#running = null;
  }

  #hasChanged(): boolean {
    const room = this.#room();
    return room?.isOpen === true && changesOf(room) !== this.#changes;
  }

  #stateOf(room: Room, folder: string): BackupState {
    const isOwn = folder === ownFolder(room.file);
    return this.#states.get(folder) ?? { folder, isOwn, isOffered: false, lastAt: null, problem: '' };
  }
}

function foldersOf(room: Room): string[] {
  const picked = pickedFolder(room);
  return [ownFolder(room.file), ...(picked === null ? [] : [picked])];
}

function offeredState(folder: string): BackupState {
  const problem = `This room came from another place, where its backups also went to ${folder}. Say under Safety whether to use that folder here too.`;
  return { folder, isOwn: false, isOffered: true, lastAt: null, problem };
}

function changesOf(room: Room | null): number {
  return room?.changesMade ?? 0;
}
