import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type Message, say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { ownFolder, spareFolder } from './backup-name.ts';
import { offeredFolder, pickedFolder, rememberFolder } from './backup-places.ts';
import { finishCopies } from './change-passphrase.ts';
import type { DangerKind, Rescue } from './danger.ts';
import { type MadeBackup, makeBackup } from './make-backup.ts';
import { newerBackup } from './newer-backup.ts';

/** How the backups in one folder are going. */
export type BackupState = {
  folder: string;
  /** The folder that is used without anybody choosing it. */
  isOwn: boolean;
  /** The room used this folder in another place. It is not used here until a person agrees. */
  isOffered: boolean;
  /** Time of the last good backup, in milliseconds since 1970; null if there is none since the room was opened. */
  lastAt: number | null;
  /** Why the last attempt failed; null if it did not. */
  problem: Message | null;
};

export type KeeperOptions = {
  /** The shortest time between two backups, in milliseconds. */
  every?: number;
  /** How often to check whether anything has changed, in milliseconds. */
  look?: number;
};

const FIVE_MINUTES = 5 * 60_000;

/**
 * Makes backups automatically while a room is open: after changes, at most every few minutes, and once more at the
 * end. Each folder is handled on its own, so that a stick that was pulled out does not stop the others.
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
  #before: Promise<unknown> = Promise.resolve();

  /** `room` returns the open room; null while it waits for its passphrase. */
  constructor(room: () => Room | null, { every = FIVE_MINUTES, look = 15_000 }: KeeperOptions = {}) {
    this.#room = room;
    this.#every = every;
    this.#changes = changesOf(room());
    this.#timer = setInterval(() => void this.#look(), look);
    // Must never keep the program running.
    this.#timer.unref();
  }

  /** The state of each folder, the room's own first. Empty for a read-only room, which has no backups. */
  states(): BackupState[] {
    const room = this.#room();
    if (!room || room.readOnly) return [];
    const offered = offeredFolder(room);
    return [
      ...foldersOf(room).map((folder) => this.#stateOf(room, folder)),
      ...(offered === null ? [] : [offeredState(offered)]),
    ];
  }

  /**
   * When a backup was made that has entries which the room lacks, as found when the room was opened; null for none.
   */
  newer(): number | null {
    const room = this.#room();
    if (!room) return null;
    if (this.#compared?.db !== room.db) this.#compared = { db: room.db, newer: newerBackup(room) };
    return this.#compared.newer;
  }

  /**
   * Makes a backup in each folder now. Returns those that were made; failures are in `states`.
   * @throws Refusal for a read-only room.
   */
  async backUp(): Promise<MadeBackup[]> {
    const room = this.#room();
    if (!room) return [];
    if (room.readOnly) throw new Refusal(room.readOnly.sentence);
    const made = await this.#backUpInto(room, foldersOf(room));
    if (!room.isOpen) return made;
    // A stick that was missing when the passphrase was changed may be back.
    await finishCopies(room);
    this.#changes = changesOf(room);
    return made;
  }

  /**
   * Makes a backup at once because the room's file or disk is in danger; for these, in another folder first. Reports
   * failures, and never throws.
   */
  async rescue(kind: DangerKind): Promise<Rescue> {
    const saved: string[] = [];
    let problem: Message | null = null;
    try {
      const room = this.#room();
      for (const folders of room ? placesFor(kind, room) : []) {
        if (!room?.isOpen || saved.length > 0) break;
        for (const { file } of await this.#backUpInto(room, folders)) saved.push(file);
        problem = folders.map((folder) => this.#stateOf(room, folder).problem).find(Boolean) ?? problem;
      }
    } catch (error) {
      problem = error instanceof Refusal ? error.said : NOT_WRITTEN;
    }
    return { saved, problem: saved.length > 0 ? null : problem };
  }

  /** One after another: two at once would get the same name. */
  #backUpInto(room: Room, folders: readonly string[]): Promise<MadeBackup[]> {
    const made = this.#before.then(() => this.#copyInto(room, folders));
    this.#before = made.catch(() => {});
    return made;
  }

  async #copyInto(room: Room, folders: readonly string[]): Promise<MadeBackup[]> {
    const made: MadeBackup[] = [];
    this.#triedAt = Date.now();
    for (const folder of folders) {
      const state = this.#stateOf(room, folder);
      try {
        made.push(await makeBackup(room, folder));
        this.#states.set(folder, { ...state, lastAt: Date.now(), problem: null });
        await room.settled();
        if (folder !== spareFolder()) rememberFolder(room, folder);
      } catch (error) {
        // The room was closed meanwhile, by a restore or the end of the program.
        if (!room.isOpen) return made;
        const problem = error instanceof Refusal ? error.said : NOT_WRITTEN;
        this.#states.set(folder, { ...state, problem });
      }
    }
    return made;
  }

  /**
   * Stops, with a last backup if anything has changed since the one before. Not during an import: whoever closes the
   * program has agreed to cancel it.
   */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#room()?.isBusy) return;
    await this.#running;
    if (this.#hasChanged()) await this.backUp();
  }

  async #look(): Promise<void> {
    // A clock that was put back must not delay backups for hours.
    const since = Math.abs(Date.now() - this.#triedAt);
    if (this.#running || since < this.#every || this.#room()?.isBusy || !this.#hasChanged()) return;
    // The next call reports what is wrong with the room. It must not end the program from here.
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
    return this.#states.get(folder) ?? { folder, isOwn, isOffered: false, lastAt: null, problem: null };
  }
}

const NOT_WRITTEN = say('It could not be written.');

/** Where a backup goes because of a danger: the first of these folders in which one can be made. */
function placesFor(kind: DangerKind, room: Room): string[][] {
  const own = ownFolder(room.file);
  const others = foldersOf(room).filter((folder) => folder !== own);
  if (kind === 'battery') return [foldersOf(room)];
  if (kind === 'disk') return [others, [own]];
  // If its folder is gone too, do not create another of the same name there, such as where a stick was plugged in.
  return [existsSync(dirname(own)) ? [...others, own] : others, [spareFolder()]];
}

function foldersOf(room: Room): string[] {
  const picked = pickedFolder(room);
  return [ownFolder(room.file), ...(picked === null ? [] : [picked])];
}

function offeredState(folder: string): BackupState {
  const problem = say(
    'This room came from another place, where its backups also went to {{folder}}. Choose under Safety whether to use that folder here too.',
    { folder },
  );
  return { folder, isOwn: false, isOffered: true, lastAt: null, problem };
}

function changesOf(room: Room | null): number {
  return room?.changesMade ?? 0;
}
