import { basename, resolve } from 'node:path';
import type { Language } from '../../src-words/languages.ts';
import {
  type Backup,
  backupFiles,
  foldersOfClosed,
  knownFolders,
  listBackups,
  ownFolder,
} from '../backup/backup-places.ts';
import { destroyRoom, destroyUnread, filesOfUnread, inWords } from '../backup/destroy-room.ts';
import { giveCopiesKey } from '../backup/other-key-copies.ts';
import { type Restored, restore } from '../backup/restore.ts';
import type { Practice } from '../practice/practice.ts';
import { ChangeFeed } from '../store/change-feed.ts';
import { damaged, NotARoom, RoomDamaged } from '../store/faults.ts';
import { Refusal } from '../store/refusal.ts';
import { type OpenOptions, openRoom, type Room } from '../store/room.ts';
import { type RoomKey, RoomLocked } from '../store/room-key.ts';
import { wordsOf } from '../words/words.ts';

/** Where the operating system keeps passphrases, for hosts that have such a place. */
export type Keychain = {
  recall(file: string): string | null;
  /** null forgets it. */
  remember(file: string, passphrase: string | null): void;
};

/** Whatever room is opened behind the door, those who follow its changes go on following. */
type Options = OpenOptions & { changes: ChangeFeed };

export type BackupsAsked = { passphrase?: string | undefined; folder?: string | undefined };

/** The room of a host: open, waiting for its passphrase, or damaged and waiting for a backup to take its place. */
export class RoomDoor {
  readonly file: string;
  /** Every change of what is behind the door, whichever room that is; also that the room was unlocked. */
  readonly changes: ChangeFeed;
  readonly #options: Options;
  readonly #keychain: Keychain | null;
  /** As it was opened: `#room` is what may be used. */
  #opened: Room | null;
  #damage: string | null = null;
  #certificate: string | null = null;
  #practice: Practice | null = null;

  private constructor(file: string, options: Options, room: Room | null, keychain: Keychain | null) {
    this.file = file;
    this.changes = options.changes;
    this.#options = options;
    this.#opened = room;
    this.#keychain = keychain;
  }

  /**
   * Opens a room, or stands before it when it has a passphrase or is damaged; whether it is sound is looked at when it
   * is first asked for. @throws Refusal as `openRoom` does otherwise.
   */
  static open(file: string, how: Omit<OpenOptions, 'changes'>, keychain: Keychain | null = null): RoomDoor {
    const options = { changes: new ChangeFeed(), ...how };
    const kept = keychain?.recall(file) ?? null;
    try {
      const key = kept === null ? options.key : { passphrase: kept };
      return new RoomDoor(
        file,
        options,
        openRoom(file, { ...options, key, lookThroughLater: true }),
        keychain,
      );
    } catch (error) {
      const door = new RoomDoor(file, options, null, keychain);
      if (error instanceof RoomLocked) return door;
      // What is damaged in its first bytes is known for a room by its backups only.
      const isDamaged =
        error instanceof RoomDamaged ||
        (error instanceof NotARoom && backupFiles(file, [ownFolder(file)]).length > 0);
      if (!isDamaged) throw error;
      door.#damage = damaged(basename(file)).message;
      return door;
    }
  }

  /** For a room that is open already. */
  static of(room: Room): RoomDoor {
    const options = { create: false, program: 'Committee Room', changes: room.changes };
    return new RoomDoor(room.file, options, room, null);
  }

  get #room(): Room | null {
    try {
      this.#opened?.ensureSound();
    } catch (error) {
      if (!(error instanceof RoomDamaged)) throw error;
      this.#opened = null;
      this.#damage = error.message;
    }
    return this.#opened;
  }

  get isLocked(): boolean {
    return this.#room === null && this.#damage === null && this.#certificate === null;
  }

  /** What is wrong with the room, null for nothing. */
  get damage(): string | null {
    return this.#room ? null : this.#damage;
  }

  /** The real room if it is open. */
  get openRoom(): Room | null {
    return this.#room;
  }

  /** Comes true when no import is being written to the room that calls work on. */
  async settled(): Promise<void> {
    await this.#current?.settled();
  }

  /** How many changes were made in that room since it was opened. */
  get changesMade(): number {
    return this.#current?.changesMade ?? 0;
  }

  get #current(): Room | null {
    return this.#practice?.room ?? this.#opened;
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
  async startPractice(how: ConstructorParameters<typeof Practice>[1]): Promise<void> {
    // Loaded when a team rehearses: it makes and imports a register, which no other opening of a room needs.
    const { Practice } = await import('../practice/practice.ts');
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
    this.#opened = openRoom(this.file, { ...this.#options, key });
    this.changes.announce();
    if (remember && 'passphrase' in key) this.#keychain?.remember(this.file, key.passphrase);
  }

  /**
   * Gives the room a passphrase, another, or none (null), and its copies a new one too. Gives those copies that could
   * not be given it. @throws Refusal when it is too short.
   */
  async setPassphrase(passphrase: string | null, remember: boolean): Promise<string[]> {
    const room = this.#realRoom();
    const before = room.key;
    room.setPassphrase(passphrase);
    this.#keychain?.remember(this.file, remember ? passphrase : null);
    return passphrase === null ? [] : await giveCopiesKey(room, before, { passphrase });
  }

  /**
   * The backups that can take the place of the room, damaged or not; `folder` is one more place to look in, and
   * `passphrase` that of the backups, where the room's own does not open them.
   */
  backups({ passphrase, folder }: BackupsAsked): Backup[] {
    const key = this.#keyOf(passphrase);
    return listBackups(this.file, this.#folders(folder, key), key);
  }

  /** Makes the room what one of those backups holds, and opens it again. @throws Refusal as `restore` does. */
  async restore(backup: string, { passphrase, folder }: BackupsAsked = {}): Promise<Restored> {
    if (this.#practice) this.#realRoom();
    const key = this.#keyOf(passphrase);
    // A screen may only name what it was shown.
    if (!backupFiles(this.file, this.#folders(folder, key)).some(({ file }) => file === backup)) {
      throw new Refusal('That backup is not there any more. Look at the list again.');
    }
    const before = this.#room;
    await before?.settled();
    before?.close();
    this.#opened = null;
    const open = (how: RoomKey | undefined) => {
      this.#opened = openRoom(this.file, { ...this.#options, key: how });
      this.changes.announce();
    };
    try {
      const restored = restore(this.file, backup, key, { roomKey: before?.key ?? key });
      this.#damage = null;
      open(key);
      // The room has the backup's passphrase now, which need not be the one that was remembered.
      if (passphrase !== undefined) this.#keychain?.remember(this.file, null);
      return restored;
    } catch (error) {
      if (before && !this.#room) open(before.key);
      throw error;
    }
  }

  #keyOf(passphrase: string | undefined): RoomKey | undefined {
    return passphrase === undefined ? (this.#room?.key ?? this.#options.key) : { passphrase };
  }

  #folders(folder: string | undefined, key: RoomKey | undefined): string[] {
    const known = this.#room ? knownFolders(this.#room) : foldersOfClosed(this.file, key);
    return folder === undefined || folder.trim() === ''
      ? known
      : [...new Set([...known, resolve(folder.trim())])];
  }

  /** Destroys the room with all that holds it. Gives the certificate of it; there is no room behind the door then. */
  async destroy(by: string, language: Language): Promise<string> {
    const words = await wordsOf(language);
    const room = this.#realRoom();
    await room.settled();
    this.#opened = null;
    this.#keychain?.remember(this.file, null);
    this.#certificate = inWords(destroyRoom(room, by), words);
    room.changes.announce();
    return this.#certificate;
  }

  /** What `destroyUnread` would remove. @throws Refusal unless the room waits for its passphrase. */
  filesOfUnread(): string[] {
    this.#ensureUnread();
    return filesOfUnread(this.file).files;
  }

  #ensureUnread(): void {
    if (!this.isLocked) throw new Refusal('The room is open: destroy it under Safety.');
  }

  /** Destroys the room as it stands, locked: its passphrase and its recovery key are lost. Gives the certificate of it. */
  async destroyUnread(by: string, language: Language): Promise<string> {
    const words = await wordsOf(language);
    this.#ensureUnread();
    this.#certificate = inWords(destroyUnread(this.file, by), words);
    this.#keychain?.remember(this.file, null);
    return this.#certificate;
  }

  /** Says what was removed, once the room has been destroyed. */
  get certificate(): string | null {
    return this.#certificate;
  }

  /** Closes the room for good. */
  close(): void {
    this.#practice?.end();
    this.#opened?.close();
  }
}
