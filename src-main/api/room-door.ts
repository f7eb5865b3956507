import { type OpenOptions, openRoom, type Room } from '../store/room.ts';
import { type RoomKey, RoomLocked } from '../store/room-key.ts';

/** Where the operating system keeps passphrases, for hosts that have such a place. */
export type Keychain = {
  recall(file: string): string | null;
  /** null forgets it. */
  remember(file: string, passphrase: string | null): void;
};

/** The room of a host: open, or waiting for its passphrase. */
export class RoomDoor {
  readonly file: string;
  readonly #options: OpenOptions;
  readonly #keychain: Keychain | null;
  #room: Room | null;

  private constructor(file: string, options: OpenOptions, room: Room | null, keychain: Keychain | null) {
    this.file = file;
    this.#options = options;
    this.#room = room;
    this.#keychain = keychain;
  }

  /** Opens a room, or stands before it when it has a passphrase. @throws Refusal as `openRoom` does otherwise. */
  static open(file: string, options: OpenOptions, keychain: Keychain | null = null): RoomDoor {
    const kept = keychain?.recall(file) ?? null;
    try {
      const key = kept === null ? options.key : { passphrase: kept };
      return new RoomDoor(file, options, openRoom(file, { ...options, key }), keychain);
    } catch (error) {
      if (error instanceof RoomLocked) return new RoomDoor(file, options, null, keychain);
      throw error;
    }
  }

  /** For a room that is open already. */
  static of(room: Room): RoomDoor {
    return new RoomDoor(room.file, { create: false, program: 'Committee Room' }, room, null);
  }

  get isLocked(): boolean {
    return this.#room === null;
  }

  get canRemember(): boolean {
    return this.#keychain !== null;
  }

  /** @throws RoomLocked while it waits for its passphrase. */
  get room(): Room {
    if (!this.#room) throw new RoomLocked('The room has a passphrase. Type it to go on.');
    return this.#room;
  }

  /** Opens the room with its passphrase or recovery key. @throws RoomLocked when it is wrong. */
  unlock(key: RoomKey, remember: boolean): void {
    if (this.#room) return;
    this.#room = openRoom(this.file, { ...this.#options, key });
    if (remember && 'passphrase' in key) this.#keychain?.remember(this.file, key.passphrase);
  }

  /** Gives the room a passphrase, another, or none (null). @throws Refusal when it is too short. */
  setPassphrase(passphrase: string | null, remember: boolean): void {
    this.room.setPassphrase(passphrase);
    this.#keychain?.remember(this.file, remember ? passphrase : null);
  }

  /**
   * Puts another file in the place of the room, by `work`, while it is closed, and opens it again; its screens are
   * told by their next question. @throws Refusal when that file cannot be opened.
   */
  async swap<Result>(key: RoomKey | undefined, work: () => Result | Promise<Result>): Promise<Result> {
    const { room } = this;
    await room.settled();
    room.close();
    this.#room = null;
    try {
      return await work();
    } finally {
      this.#reopen(key);
      room.changes.announce();
    }
  }

  #reopen(key: RoomKey | undefined): void {
    try {
      this.#room = openRoom(this.file, { ...this.#options, key });
    } catch (error) {
      // It waits for its passphrase then; anything else is told.
      if (!(error instanceof RoomLocked)) throw error;
    }
  }

  /** Closes the room for good. */
  close(): void {
    this.#room?.close();
  }
}
