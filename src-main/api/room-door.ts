import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Language } from '../../src-shared/languages.ts';
import { type Message, say } from '../../src-shared/message.ts';
import {
  type Backup,
  type BackupFile,
  backupFiles,
  foldersOfClosed,
  isDamagedRoom,
  namedLike,
  readBackups,
} from '../backup/backup-places.ts';
import { changePassphrase, finishCopies } from '../backup/change-passphrase.ts';
import {
  type Certificate,
  destroyRoom,
  destroyUnopened,
  type FilesHeld,
  filesOf,
  filesOfUnopened,
  goOnDestroying,
  inWords,
} from '../backup/destroy-room.ts';
import { dropPlan } from '../backup/destruction-plan.ts';
import type { LaterEntries } from '../backup/later-entries.ts';
import { certificateOfReplica } from '../backup/replicas-gone.ts';
import type { Restored } from '../backup/restore.ts';
import { backupsOf } from '../backup/room-copies.ts';
import { settle } from '../backup/settle.ts';
import { judgeOf, readCopy, type Whose } from '../backup/whose-copy.ts';
import { wordsOf } from '../paper/words.ts';
import { ChangeFeed } from '../store/change-feed.ts';
import { damaged, NotARoom, RoomDamaged } from '../store/faults.ts';
import { RoomAway, realFile } from '../store/file/room-file.ts';
import { replicas } from '../store/laptops/replicas.ts';
import { type OpenOptions, openRoom } from '../store/open-room.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { hashAhead, opensToo, type RoomKey, RoomLocked } from '../store/room-key.ts';
import { writeSetting } from '../store/settings.ts';
import { Practices } from './practices.ts';

/** Where the operating system keeps passphrases, in hosts that have such a place. */
export type Keychain = {
  recall(file: string): string | null;
  /** null forgets it. Never throws: what comes next (a recovery key, a certificate) must still be shown. */
  remember(file: string, passphrase: string | null): void;
};

/** Followers of `changes` keep following when another room is opened. */
type Options = OpenOptions & {
  changes: ChangeFeed;
  /** Where a host keeps papers that it opened in the system's viewer. They are removed with the room. */
  papersFolder?: string | undefined;
};

type Destroyed = { certificate: Certificate; language: Language };

export type BackupsAsked = { passphrase?: string | undefined; folder?: string | undefined };

/** A host's room: open, waiting for its passphrase, damaged and waiting for a backup, or destroyed. */
export class RoomDoor {
  readonly file: string;
  /** Changes of whichever room is open, and of the door itself, such as when the room is unlocked. */
  readonly changes: ChangeFeed;
  /** Rooms to rehearse in, each for the window that started it. */
  readonly practices: Practices;
  readonly #options: Options;
  readonly #keychain: Keychain | null;
  /** The room as opened. Use `#soundRoom()`, which checks it first. */
  #opened: Room | null;
  #damage: Message | null = null;
  #destroyed: Destroyed | null = null;
  #away: Message | null = null;

  private constructor(file: string, options: Options, room: Room | null, keychain: Keychain | null) {
    this.file = file;
    this.changes = options.changes;
    this.practices = new Practices(options.changes);
    this.#options = options;
    this.#opened = room;
    this.#keychain = keychain;
  }

  /**
   * Opens a room, or waits if it has a passphrase, is damaged or its file is missing. Whether it is sound is checked
   * at the first call. A destruction that was interrupted is finished.
   * @throws Refusal in the other cases in which `openRoom` does.
   */
  static open(path: string, how: Omit<Options, 'changes'>, keychain: Keychain | null = null): RoomDoor {
    const file = existsSync(path) ? realFile(path) : path;
    const options = { changes: new ChangeFeed(), ...how };
    const destroyed = goOnDestroying(file);
    if (destroyed) {
      keychain?.remember(file, null);
      const door = new RoomDoor(file, options, null, keychain);
      door.#destroyed = destroyed;
      return door;
    }
    const kept = keychain?.recall(file) ?? null;
    const key = kept === null ? options.key : { passphrase: kept };
    const { room, damage, away } = RoomDoor.#tryToOpen(file, { ...options, key });
    const door = new RoomDoor(file, options, room, keychain);
    door.#damage = damage;
    door.#away = away;
    door.#isUnsettled = room !== null;
    return door;
  }

  static #tryToOpen(
    file: string,
    options: OpenOptions,
  ): { room: Room | null; damage: Message | null; away: Message | null } {
    const closed = { room: null, damage: null, away: null };
    try {
      return { ...closed, room: openRoom(file, { ...options, lookThroughLater: true }) };
    } catch (error) {
      if (error instanceof RoomLocked) return closed;
      if (error instanceof RoomAway) return { ...closed, away: error.said };
      const isDamaged = error instanceof RoomDamaged || (error instanceof NotARoom && isDamagedRoom(file));
      if (!isDamaged) throw error;
      return { ...closed, damage: damaged(basename(file)).said };
    }
  }

  /** For a room that is open already. */
  static of(room: Room): RoomDoor {
    const options = { create: false, program: 'Committee Room', changes: room.changes };
    return new RoomDoor(room.file, options, room, null);
  }

  /** The room, after its whole file has been checked, which the first call does; null if it is not open. */
  #soundRoom(): Room | null {
    try {
      this.#opened?.ensureSound();
      if (this.#isUnsettled && this.#opened) {
        this.#isUnsettled = false;
        this.#settle(this.#opened);
      }
    } catch (error) {
      if (!(error instanceof RoomDamaged)) throw error;
      this.#opened = null;
      this.#damage = error.said;
    }
    return this.#opened;
  }

  /** Whether the screens are closed until somebody types the passphrase. The room stays open for backups. */
  get isScreenLocked(): boolean {
    return this.#screenLocked && this.#soundRoom() !== null;
  }

  #screenLocked = false;

  /**
   * Closes the screens of every window.
   * @throws Refusal if there is no passphrase to open them with.
   */
  lockScreens(): void {
    if (!this.room.isEncrypted)
      throw new Refusal(say('This room has no passphrase, so it cannot be locked. Set one under Safety.'));
    this.#screenLocked = true;
    this.changes.announce();
  }

  /** Whether the room was opened but nothing has been asked of it yet. */
  #isUnsettled = false;

  /** Notes where an opened room is, and finishes what a program that was killed left half done. */
  #settle(room: Room): void {
    settle(room);
    void finishCopies(room).catch(() => {
      // They are listed as they are, and the next backup tries again.
    });
  }

  get isLocked(): boolean {
    return (
      this.#soundRoom() === null && this.#damage === null && this.#away === null && this.#destroyed === null
    );
  }

  /** What is left of a room whose own file is missing; null if the file is there. */
  get away(): Message | null {
    return this.#away;
  }

  /**
   * Opens a room whose file was missing, if it is back.
   * @throws Refusal as `open` does.
   */
  openAgain(): void {
    if (this.#away === null) return;
    const { room, damage, away } = RoomDoor.#tryToOpen(this.file, { ...this.#options, create: false });
    this.#opened = room;
    this.#isUnsettled = room !== null;
    this.#damage = damage;
    this.#away = away;
  }

  /** What is wrong with the room; null for nothing. */
  get damage(): Message | null {
    return this.#soundRoom() ? null : this.#damage;
  }

  /** The real room, if it is open. */
  get openRoom(): Room | null {
    return this.#soundRoom();
  }

  /** Resolves when no import is being written to the room. */
  async settled(): Promise<void> {
    await this.#opened?.settled();
  }

  /** How many changes were made in the room since it was opened. */
  get changesMade(): number {
    return this.#opened?.changesMade ?? 0;
  }

  get canRemember(): boolean {
    return this.#keychain !== null;
  }

  /**
   * The room.
   * @throws RoomLocked while it waits for its passphrase.
   */
  get room(): Room {
    const room = this.#soundRoom();
    if (room) return room;
    if (this.#destroyed)
      throw new Refusal(say('The room has been destroyed. Start the program again to make another.'));
    if (this.#away !== null) throw new RoomAway(this.#away);
    throw this.#damage === null
      ? new RoomLocked(say('The room has a passphrase. Type it to go on.'))
      : new RoomDamaged(this.#damage);
  }

  /**
   * Opens the room with its passphrase or recovery key.
   * @throws RoomLocked if it is wrong.
   */
  async unlock(key: RoomKey, remember: boolean): Promise<void> {
    const room = this.#soundRoom();
    if (room) return this.#unlockScreens(room, key);
    await hashAhead(this.file, key);
    if (this.#soundRoom()) return;
    this.#opened = openRoom(this.file, { ...this.#options, key });
    this.#settle(this.#opened);
    this.changes.announce();
    if (remember && 'passphrase' in key) this.#keychain?.remember(this.file, key.passphrase);
  }

  async #unlockScreens(room: Room, key: RoomKey): Promise<void> {
    if (!this.#screenLocked) return;
    if (room.key && !(await opensToo(room.db, room.key, key)))
      throw new RoomLocked(say('That does not open {{room}}. Try again.', { room: basename(this.file) }));
    this.#screenLocked = false;
    this.changes.announce();
  }

  /**
   * Asks for the passphrase or the recovery key before either is changed.
   * @throws Refusal if it is neither, or the room is read-only.
   */
  async ensureKnown(typed: string): Promise<void> {
    const { db, key, readOnly } = this.room;
    if (readOnly) throw new Refusal(readOnly.sentence);
    if (!key || (await opensToo(db, key, { passphrase: typed }))) return;
    const isRecoveryKey = await opensToo(db, key, { recoveryKey: typed }).catch(() => false);
    if (!isRecoveryKey)
      throw new Refusal(say('That is neither the current passphrase nor the recovery key.'));
  }

  /**
   * Sets, changes or removes (null) the passphrase of the room and its copies. Returns the copies that still have the
   * old one.
   * @throws Refusal if it is too short.
   */
  async setPassphrase(passphrase: string | null, remember: boolean): Promise<string[]> {
    const left = await changePassphrase(this.room, passphrase);
    const { room } = this;
    room.change(() => writeSetting(room, 'recovery_key', passphrase === null ? '' : 'not on paper'));
    this.#keychain?.remember(this.file, remember ? passphrase : null);
    return left;
  }

  /**
   * The backups that can replace the room, damaged or not: its own, and those of an older version that may be.
   * `folder` is one more place to look, where the backups of any room are shown. `passphrase` opens backups that the
   * room's own passphrase does not open.
   */
  backups(asked: BackupsAsked): Backup[] {
    const key = this.#keyOf(asked.passphrase);
    const room = this.#soundRoom();
    const judge = room ? judgeOf(room) : (): Whose => 'unknown';
    return readBackups(this.#backupFiles(asked, key), key, judge).filter(
      ({ whose, folder }) => whose !== 'others' || folder === namedFolder(asked),
    );
  }

  #backupFiles(asked: BackupsAsked, key: RoomKey | undefined): BackupFile[] {
    const room = this.#soundRoom();
    const named = namedFolder(asked);
    const files = [
      ...(room ? backupsOf(room) : namedLike(this.file, backupFiles(foldersOfClosed(this.file, key)))),
      ...(named === null ? [] : backupFiles([named])),
    ];
    return [...new Map(files.map((each) => [each.file, each])).values()];
  }

  /** What restoring one of those backups would enter again; null if that cannot be counted. */
  async countLater(backup: string, asked: BackupsAsked = {}): Promise<LaterEntries | null> {
    const key = this.#keyOf(asked.passphrase);
    const room = this.#soundRoom();
    if (!room || !this.#backupFiles(asked, key).some(({ file }) => file === backup)) return null;
    const { countLater } = await import('../backup/later-entries.ts');
    await room.settled();
    try {
      return readCopy(backup, key, (db) => countLater(db, room.db));
    } catch {
      // The list of backups says why it cannot be read; one of an older version is restored all the same.
      return null;
    }
  }

  /**
   * Replaces the room with one of those backups, and opens it again.
   * @throws Refusal as `restore` does.
   */
  async restore(backup: string, asked: BackupsAsked = {}, language: Language = 'en'): Promise<Restored> {
    const { passphrase } = asked;
    const key = this.#keyOf(passphrase);
    // A screen may only name a backup that it was shown.
    if (!this.#backupFiles(asked, key).some(({ file }) => file === backup)) {
      throw new Refusal(say('That backup is not there any more. Look at the list again.'));
    }
    // Loaded on demand: only a restore needs it.
    const [{ t }, { restore }, { toDoAgain }] = await Promise.all([
      wordsOf(language),
      import('../backup/restore.ts'),
      import('../backup/to-do-again.ts'),
    ]);
    const before = this.#soundRoom();
    await before?.settled();
    before?.close();
    this.#opened = null;
    const open = (how: RoomKey | undefined) => {
      const room = openRoom(this.file, { ...this.#options, key: how });
      this.#opened = room;
      this.#settle(room);
      this.changes.announce();
      return room;
    };
    try {
      const restored = restore(this.file, backup, key, { roomKey: before?.key ?? key });
      this.#damage = null;
      this.#away = null;
      const room = open(key);
      // The room now has the backup's passphrase, which may not be the remembered one.
      if (passphrase !== undefined) this.#keychain?.remember(this.file, null);
      return { ...restored, left: toDoAgain(room, t) };
    } catch (error) {
      if (before && !this.#soundRoom()) open(before.key);
      throw error;
    }
  }

  #keyOf(passphrase: string | undefined): RoomKey | undefined {
    return passphrase === undefined ? (this.#soundRoom()?.key ?? this.#options.key) : { passphrase };
  }

  /** What `destroy` would remove, and the certificates that it would write for rooms that were introduced to this one. */
  filesHeld(): FilesHeld & { certificates: string[] } {
    const { room } = this;
    return {
      ...filesOf(room, this.#options.papersFolder),
      certificates: replicas(room).map((replica) => certificateOfReplica(room, replica)),
    };
  }

  /**
   * Destroys the room and all its copies. Returns the certificate. The door has no room then. `certificateFile` is for
   * other laptops of the day.
   */
  async destroy(by: string, language: Language, certificateFile?: string): Promise<string> {
    const words = await wordsOf(language);
    const room = this.room;
    await room.settled();
    const { papersFolder } = this.#options;
    const certificate = destroyRoom(room, { by, language, papersFolder, certificateFile });
    this.#opened = null;
    this.#keychain?.remember(this.file, null);
    this.#destroyed = { certificate, language };
    room.changes.announce();
    return inWords(certificate, words);
  }

  /**
   * What `destroyUnopened` would remove.
   * @throws Refusal unless the room waits for its passphrase.
   */
  filesOfUnopened(): { files: string[]; doubtful: string[] } {
    this.#ensureUnopened();
    return filesOfUnopened(this.file, this.#options.papersFolder);
  }

  #ensureUnopened(): void {
    if (this.#soundRoom()) throw new Refusal(say('The room is open: destroy it under Safety.'));
  }

  /** Destroys a locked room whose passphrase and recovery key are lost. Returns the certificate. */
  async destroyUnopened(by: string, language: Language): Promise<string> {
    const words = await wordsOf(language);
    this.#ensureUnopened();
    const certificate = destroyUnopened(this.file, {
      by,
      language,
      papersFolder: this.#options.papersFolder,
    });
    this.#destroyed = { certificate, language };
    this.#keychain?.remember(this.file, null);
    return inWords(certificate, words);
  }

  /** What was removed, once the room has been destroyed; null before. */
  async certificate(): Promise<string | null> {
    if (!this.#destroyed) return null;
    return inWords(this.#destroyed.certificate, await wordsOf(this.#destroyed.language));
  }

  /** The file of its certificate for the other laptops of the day, to be saved on a stick; null if they need none. */
  get certificateForLaptops(): string | null {
    return this.#destroyed?.certificate.others?.certificateFile ?? null;
  }

  /** Closes the room for good. */
  close(): void {
    this.practices.endAll();
    this.#opened?.close();
    // The certificate was on the screen until now.
    if (this.#destroyed) dropPlan(this.file);
  }
}

/** The folder that a person has named; null for none. */
function namedFolder({ folder }: BackupsAsked): string | null {
  return folder === undefined || folder.trim() === '' ? null : resolve(folder.trim());
}
