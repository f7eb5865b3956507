import { basename, dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type Message, say } from '../../../src-shared/message.ts';
import type { ChangeFeed } from '../change-feed.ts';
import { Refusal } from '../refusal.ts';
import type { Room, StepsOptions } from '../room.ts';
import type { RoomKey } from '../room-key.ts';
import { copyPrivately, type PrivateCopy, stateOnDisk } from './private-copy.ts';
import { type ReadOnly, type WriteBar, whyReadOnly } from './read-only.ts';

/**
 * Opens a room that cannot be written to as a private copy, which is migrated if needed and removed at closing.
 * Nothing is written beside the room. `open` opens the copy.
 * @throws Refusal as `open` and `copyPrivately` do.
 */
export function lookAtRoom(file: string, bar: WriteBar, open: (copy: string) => Room): Room {
  const copy = copyPrivately(file);
  try {
    return new ReadOnlyRoom(open(copy.file), file, whyReadOnly(file, bar), copy);
  } catch (error) {
    copy.remove();
    throw error;
  }
}

class ReadOnlyRoom implements Room {
  readonly file: string;
  readonly changesMade = 0;
  readonly #room: Room;
  readonly #sentence: Message;
  readonly #copy: PrivateCopy;
  /** Changes to derived data that are under way. */
  #deriving = 0;
  #isClosed = false;

  constructor(room: Room, file: string, sentence: Message, copy: PrivateCopy) {
    this.file = file;
    this.#room = room;
    this.#sentence = sentence;
    this.#copy = copy;
    this.#holdToReading(true);
  }

  get readOnly(): ReadOnly {
    return { sentence: this.#sentence, news: this.#news() };
  }

  #news(): Message | null {
    const state = stateOnDisk(this.file);
    if (state === this.#copy.state) return null;
    const name = basename(this.file);
    return state === null
      ? say('{{room}} is no longer in {{folder}}. What you see is a copy from when you opened it.', {
          room: name,
          folder: dirname(this.file),
        })
      : say(
          '{{room}} has changed since you opened it. Close the room and open it again to see what is new.',
          { room: name },
        );
  }

  /** Changes to the copy would be lost with it, so SQLite refuses those that do not go through `change`, too. */
  #holdToReading(isHeld: boolean): void {
    this.#room.db.pragma(`query_only = ${isHeld ? 'ON' : 'OFF'}`);
  }

  get db(): Database {
    return this.#room.db;
  }

  get isOpen(): boolean {
    return this.#room.isOpen;
  }

  get changes(): ChangeFeed {
    return this.#room.changes;
  }

  get isEncrypted(): boolean {
    return this.#room.isEncrypted;
  }

  get isAlone(): boolean {
    return this.#room.isAlone;
  }

  get key(): RoomKey | undefined {
    return this.#room.key;
  }

  get isBusy(): boolean {
    return this.#room.isBusy;
  }

  get isRegisterHeld(): boolean {
    return this.#room.isRegisterHeld;
  }

  settled(): Promise<void> {
    return this.#room.settled();
  }

  fileTrouble(): null {
    // Nothing is entered that the file would have to keep. `readOnly` says what happened to it.
    return null;
  }

  copyTo(file: string): void {
    this.#holdToReading(false);
    try {
      this.#room.copyTo(file);
    } finally {
      this.#holdToReading(true);
    }
  }

  change(): never {
    throw new Refusal(this.#sentence);
  }

  changeUnseen(): never {
    throw new Refusal(this.#sentence);
  }

  changeFrom(): never {
    throw new Refusal(this.#sentence);
  }

  letRead(): never {
    throw new Refusal(this.#sentence);
  }

  holdRegister(): never {
    throw new Refusal(this.#sentence);
  }

  setPassphrase(): never {
    throw new Refusal(this.#sentence);
  }

  async changeInSteps<Result>(
    work: () => Generator<unknown, Result>,
    options: StepsOptions = {},
  ): Promise<Result | undefined> {
    if (!options.isDerived) throw new Refusal(this.#sentence);
    if (this.#deriving === 0) this.#holdToReading(false);
    this.#deriving += 1;
    try {
      return await this.#room.changeInSteps(work, options);
    } finally {
      this.#deriving -= 1;
      if (this.#deriving === 0 && this.isOpen) this.#holdToReading(true);
    }
  }

  ensureSound(): void {
    try {
      this.#room.ensureSound();
    } catch (error) {
      // A damaged copy has closed itself.
      if (!this.isOpen) this.close();
      throw error;
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#room.close();
    this.#copy.remove();
  }
}
