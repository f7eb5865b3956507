import { type Certificate, destroyRoom } from '../backup/destroy-room.ts';
import { type Restored, restore } from '../backup/restore.ts';
import { Practice } from '../practice/practice.ts';
import { RoomDamaged } from '../store/faults.ts';
import { Refusal } from '../store/refusal.ts';
import { type OpenOptions, openRoom, type Room } from '../store/room.ts';
import { type RoomKey, RoomLocked } from '../store/room-key.ts';

/** Where the operating system keeps passphrases, for hosts that have such a place. */
export type Keychain = {
  recall(file: string): string | null;
  /** null forgets it. */
  remember(file: string, passphrase: string | null): void;
};

/** The room of a host: open, waiting for its passphrase, or damaged and waiting for a backup to take its place. */
export class RoomDoor {
  readonly file: string;
  readonly #options: OpenOptions;
  readonly #keychain: Keychain | null;
  #room: Room | null;
  #damage: string | null = null;
  #certificate: Certificate | null = null;
  #practice: Practice | null = null;

  private constructor(file: string, options: OpenOptions, room: Room | null, keychain: Keychain | null) {
    this.file = file;
    this.#options = options;
    this.#room = room;
    this.#keychain = keychain;
  }

  /** Opens a room, or stands before it when it has a passphrase or is damaged. @throws Refusal as `openRoom` does otherwise. */
  static open(file: string, options: OpenOptions, keychain: Keychain | null = null): RoomDoor {
    const kept = keychain?.recall(file) ?? null;
    try {
      const key = kept === null ? options.key : { passphrase: kept };
      return new RoomDoor(file, options, openRoom(file, { ...options, key }), keychain);
    } catch (error) {
      if (!(error instanceof RoomLocked || error instanceof RoomDamaged)) throw error;
      const door = new RoomDoor(file, options, null, keychain);
      if (error instanceof RoomDamaged) door.#damage = error.message;
      return door;
    }
  }

  /** For a room that is open already. */
  static of(room: Room): RoomDoor {
    return new RoomDoor(room.file, { create: false, program: 'Committee Room' }, room, null);
  }

  get isLocked(): boolean {
    return this.#room === null && this.#damage === null && this.#certificate === null;
  }

  /** What is wrong with the room, null for nothing. */
  get damage(): string | null {
    return this.#damage;
  }

  /** The real room if it is open. */
  get openRoom(): Room | null {
    return this.#room;
  }

  get canRemember(): boolean {
    return this.#keychain !== null;
  }

  /** The room that calls work on: that of the practice while there is one. @throws RoomLocked while it waits for its passphrase. */
  get room(): Room {
    if (this.#practice) return this.#practice.room;
    if (this.#room) return this.#room;
    if (this.#certificate)
      throw new Refusal('The room has been destroyed. Start the program again to make another.');
    throw this.#damage === null
      ? new RoomLocked('The room has a passphrase. Type it to go on.')
      : new RoomDamaged(this.#damage);
  }

  get practice(): Practice | null {
    return this.#practice;
  }

  /** Puts a room to rehearse on before the real one, which stays as it is. */
  startPractice(how: ConstructorParameters<typeof Practice>[1]): void {
    const { room } = this;
    if (this.#practice) throw new Refusal('A practice is going on already. End it first.');
    this.#practice = new Practice(room.changes, how);
    room.changes.announce();
  }

  /** Goes back to the real room; nothing of the practice is kept. */
  endPractice(): void {
    this.#practice?.end();
    this.#practice = null;
    this.#room?.changes.announce();
  }

  /** The real room. @throws Refusal while a practice stands before it. */
  #realRoom(): Room {
    if (this.#practice)
      throw new Refusal('This is the practice. End it first, to come back to your own room.');
    return this.room;
  }

  /** Opens the room with its passphrase or recovery key. @throws RoomLocked when it is wrong. */
  unlock(key: RoomKey, remember: boolean): void {
    if (this.#room) return;
    this.#room = openRoom(this.file, { ...this.#options, key });
    if (remember && 'passphrase' in key) this.#keychain?.remember(this.file, key.passphrase);
  }

  /** Gives the room a passphrase, another, or none (null). @throws Refusal when it is too short. */
  setPassphrase(passphrase: string | null, remember: boolean): void {
    this.#realRoom().setPassphrase(passphrase);
    this.#keychain?.remember(this.file, remember ? passphrase : null);
  }

  /** Makes the room what a backup holds while it is closed, and opens it again. @throws Refusal as `restore` does. */
  async restore(backup: string, passphrase: string | undefined): Promise<Restored> {
    if (this.#practice) this.#realRoom();
    const before = this.#room;
    const key = passphrase === undefined ? (before?.key ?? this.#options.key) : { passphrase };
    await before?.settled();
    before?.close();
    this.#room = null;
    try {
      const restored = restore(this.file, backup, key);
      this.#damage = null;
      return restored;
    } finally {
      if (this.#damage === null) {
        this.#room = openRoom(this.file, { ...this.#options, key, changes: before?.changes });
        this.#room.changes.announce();
      }
    }
  }

  /** Destroys the room with all that holds it. Gives what was removed; there is no room behind the door then. */
  async destroy(by: string): Promise<Certificate> {
    const room = this.#realRoom();
    await room.settled();
    this.#room = null;
    this.#keychain?.remember(this.file, null);
    this.#certificate = destroyRoom(room, by);
    room.changes.announce();
    return this.#certificate;
  }

  /** What was removed, once the room has been destroyed. */
  get certificate(): Certificate | null {
    return this.#certificate;
  }

  /** Closes the room for good. */
  close(): void {
    this.#practice?.end();
    this.#room?.close();
  }
}
