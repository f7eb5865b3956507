import { chmodSync, existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { say } from '../../src-shared/message.ts';
import { ChangeFeed } from './change-feed.ts';
import { closeAtExit } from './close-at-exit.ts';
import { removeLeftDrafts } from './draft/draft-file.ts';
import type { Gate } from './draft/gate.ts';
import { hasExpectedSchema } from './expected-schema.ts';
import { damaged, explainFault, isFault, notOurs, RoomDamaged } from './faults.ts';
import { ensureNotBeingDestroyed } from './file/being-destroyed.ts';
import { FileGuard, type FileTrouble, replaced } from './file/file-guard.ts';
import { ensureNoOlderProgram, ensureNotHeld, type RoomLock, takeLock } from './file/lock.ts';
import {
  closeWithPages,
  forgetPageChecksums,
  hasPages,
  notePageChecksums,
  pagesOnDisk,
  type Sums,
  sealCopy,
  spoiltPages,
} from './file/page-checksums.ts';
import { removeLeftCopies } from './file/private-copy.ts';
import { barTo, CannotWrite, lockToWrite, type WriteBar } from './file/read-only.ts';
import { lookAtRoom } from './file/read-only-room.ts';
import {
  clearName,
  ensureNothingIsLeft,
  ensurePlainParts,
  isEncryptedRoom,
  isNoRoomYet,
  makeNew,
  makePrivate,
  realFile,
  removeHeldRoom,
} from './file/room-file.ts';
import { moveFlushed } from './file/write-file.ts';
import { hasRegisterChanged, lastEntry } from './journal/register-entries.ts';
import { giveOtherKey } from './other-key.ts';
import { prepared } from './prepared.ts';
import { hasReadableValues } from './readable-values.ts';
import { Refusal } from './refusal.ts';
import type { Room, StepsOptions } from './room.ts';
import { idsIn } from './room-ids.ts';
import { connect, PATIENCE, type RoomKey, RoomLocked, rawKeyOf } from './room-key.ts';
import { APPLICATION_ID, MIGRATIONS, type Migration, migrateFrom } from './schema.ts';

/** The room was called during a change in steps. Call again when that is over. */
export class StepsUnderWay extends Refusal {
  constructor() {
    super(say('A register is being imported. Try again in a moment.'));
  }
}

/** The register is being imported, and a change of it has to wait until `until`. */
export class RegisterHeld extends Refusal {
  readonly until: Promise<void>;

  constructor(until: Promise<void>) {
    super(say('A register is being imported. Change the register when that is done.'));
    this.until = until;
  }
}

/** The room was made by a newer version of the program. */
export class NewerVersion extends Refusal {}

export type OpenOptions = {
  /** Create the room if there is no such file. */
  create: boolean;
  /** Who opens it, in words for whoever is locked out: "the command line". */
  program: string;
  /** Opens a room that has a passphrase. */
  key?: RoomKey | undefined;
  /** The feed that screens already follow, for a room that replaces another. */
  changes?: ChangeFeed | undefined;
  migrations?: readonly Migration[];
  /** Does not check the room before `ensureSound`: for a host that has something to show meanwhile. */
  lookThroughLater?: boolean | undefined;
};

/**
 * Bytes. Each mark changes some six pages, and waits until the whole of each is encrypted and on the disk. With larger
 * ones a whole register would be imported a little faster.
 */
const PAGE = 4096;

/**
 * Opens a room for this process alone, migrates it and checks that it is sound. One that cannot be written to is
 * opened read-only: see `readOnly`.
 * @throws Refusal if there is no such room, it is not ours, from a newer version, damaged, or open elsewhere;
 * RoomAway if only its file is missing; RoomLocked if it has a passphrase that `key` does not match.
 */
export function openRoom(path: string, options: OpenOptions): Room {
  const file = realFile(path);
  ensureNotBeingDestroyed(file);
  removeLeftCopies();
  const isNew = isNoRoomYet(file);
  if (!isNew) ensurePlainParts(file);
  const known = isNew ? null : barTo(file);
  if (known) return openToLook(file, known, options);
  try {
    return openToChange(file, isNew, options);
  } catch (error) {
    if (error instanceof CannotWrite) return openToLook(file, error.bar, options);
    throw error;
  }
}

/** @throws RoomBusy if another program has the room open: its entries would not be seen. */
function openToLook(file: string, bar: WriteBar, options: OpenOptions): Room {
  ensureNotHeld(file);
  try {
    if (isEncryptedRoom(file) && !options.key) throw new RoomLocked(needsKey(file));
  } catch (error) {
    throw explainFault(error, basename(file));
  }
  return lookAtRoom(file, bar, (copy) => openToChange(copy, false, options));
}

function openToChange(file: string, isNew: boolean, options: OpenOptions): Room {
  if (isNew) ensureNothingIsLeft(file);
  if (!existsSync(dirname(file))) {
    throw new Refusal(
      say(
        'There is no folder {{folder}} for the room. If it is on a stick, plug the stick in and try again; otherwise check the name.',
        { folder: dirname(file) },
      ),
    );
  }
  if (isNew && !options.create) {
    throw new Refusal(
      say('There is no room at {{file}}. Check the name, or make one by importing a register into it.', {
        file,
      }),
    );
  }
  let db: Database | undefined;
  let lock: RoomLock | undefined;
  let isRead = false;
  try {
    // Before the file is inspected: see `isEncryptedRoom`.
    lock = isNew ? takeLock(file) : lockToWrite(file);
    const isEncrypted = !isNew && isEncryptedRoom(file);
    if (isEncrypted && !options.key) throw new RoomLocked(needsKey(file));
    const key = isEncrypted ? options.key : undefined;
    if (isNew) makePrivate(file);
    const connected = connectAlone(file, key, isNew);
    db = connected.db;
    lock.sign(options.program);
    removeLeftDrafts(file);
    makeDurable(db);
    isRead = true;
    const migrations = options.migrations ?? MIGRATIONS;
    const version = versionOf(db, file, isNew, migrations.length);
    const isCurrent = version === migrations.length;
    // Nothing is in a new one.
    if (!isCurrent && !isNew) ensureSound(db, file, migrations.slice(0, version));
    if (!isCurrent) migrate(db, file, version, migrations, key !== undefined);
    if (!isNew) keepLog(db, connected.isShared);
    const opened = { ...connected, file, lock, isNew, key };
    const room = new OpenedRoom(opened, options, isCurrent ? migrations : null);
    if (!options.lookThroughLater) room.ensureSound();
    return room;
  } catch (error) {
    if (db) closeWithPages(db);
    if (isNew && db) removeHeldRoom(file);
    lock?.release();
    if (options.key && isFault(error, 'SQLITE_NOTADB'))
      throw new RoomLocked(wrongKey(file, options.key), { cause: error });
    // Before anything of ours is called, a plain error of SQLite means a file that it cannot read.
    const isUnread = !isNew && !isRead && isFault(error, 'SQLITE_ERROR');
    throw isUnread ? damaged(basename(file), error) : explainFault(error, basename(file));
  }
}

/**
 * Opens a room's file or a copy of it only for reading, in any state: no lock, no migration.
 * @throws Refusal if it is not an SQLite file; RoomLocked if `key` does not open it.
 */
export function openToRead(file: string, key: RoomKey | undefined): Database {
  let db: Database | undefined;
  try {
    const isEncrypted = isEncryptedRoom(file);
    if (isEncrypted && !key) throw new RoomLocked(needsKey(file));
    db = connect(file, isEncrypted ? key : undefined, { readonly: true, fileMustExist: true });
    db.pragma('user_version');
    return db;
  } catch (error) {
    db?.close();
    if (key && isFault(error, 'SQLITE_NOTADB')) throw new RoomLocked(wrongKey(file, key), { cause: error });
    throw explainFault(error, basename(file));
  }
}

/** The copy of a room from before its migration to a version. */
function olderCopyOf(file: string, version = MIGRATIONS.length): string {
  return `${file}.before-version-${version}`;
}

/**
 * Connects to a room that this process has locked. A new one, which has no log yet, is also locked by its own file,
 * which is all that older programs check.
 */
function connectAlone(file: string, key: RoomKey | undefined, isNew: boolean): Connected {
  try {
    return { db: connectFirst(file, key, isNew, isNew), isShared: true };
  } catch (error) {
    const hasNoSpace = isFault(error, 'SQLITE_IOERR_SHMSIZE') || isFault(error, 'SQLITE_FULL');
    if (isNew || !hasNoSpace) throw error;
    // Several connections to a log need a small file beside it. On a full disk one connection has to do, so that the
    // room can be read, backed up elsewhere and destroyed.
    return { db: connectFirst(file, key, isNew, true), isShared: false };
  }
}

function connectFirst(file: string, key: RoomKey | undefined, isNew: boolean, isAlone: boolean): Database {
  const db = connect(file, key, { isAlone });
  try {
    // Only has an effect before anything is read or written.
    if (isNew) db.pragma(`page_size = ${PAGE}`);
    ensureNoOlderProgram(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

type Connected = {
  db: Database;
  /** Other connections of this process can read beside it. */
  isShared: boolean;
};

type Opened = Connected & { file: string; lock: RoomLock; isNew: boolean; key: RoomKey | undefined };

/** Made once, since a change is as short as entering one number. */
const inTransaction = prepared((db) => db.transaction((work: () => unknown) => work()));

class OpenedRoom implements Room {
  readonly file: string;
  readonly readOnly = null;
  readonly changes: ChangeFeed;
  readonly #lock: RoomLock;
  #guard: FileGuard;
  #isOverwritten = false;
  /** The last state of the file, if the room has no checksums. */
  #pages: Sums | null = null;
  /** The log was moved into the file when they were last found apart. */
  #isRescued = false;
  #db: Database;
  #isShared: boolean;
  /** A new room's first change is a whole register, which the log would only write twice. */
  #hasLog: boolean;

  #key: RoomKey | undefined;
  /** The process can end without closing this. */
  readonly #isDone: () => void;
  /** The expected schema, to compare; null once that is done. */
  #unchecked: readonly Migration[] | null;

  constructor(
    { file, db, isShared, lock, isNew, key }: Opened,
    { changes = new ChangeFeed() }: OpenOptions,
    unchecked: readonly Migration[] | null,
  ) {
    this.changes = changes;
    this.file = file;
    this.#lock = lock;
    this.#guard = new FileGuard(file);
    this.#db = db;
    this.#isShared = isShared;
    this.#key = key;
    this.#hasLog = !isNew;
    this.#unchecked = unchecked;
    this.#isDone = closeAtExit(() => this.#closeIfOpen());
  }

  /** What refuses changes of the register. */
  #held: RegisterHeld | null = null;
  /** Of threads that read the file. */
  readonly #gates = new Set<Gate>();
  #inSteps: Promise<unknown> | null = null;
  /** The code of a step is running; nothing else can run until it ends. */
  #isStepping = false;
  changesMade = 0;
  #longLog = LONG_LOG;
  /** The change under way copies from a draft. */
  #isFromDraft = false;
  #isClosed = false;

  get db(): Database {
    if (this.#inSteps && !this.#isStepping) throw new StepsUnderWay();
    return this.#db;
  }

  get isOpen(): boolean {
    return this.#db.open && !this.#isClosed;
  }

  change<Result>(work: () => Result): Result {
    const held = this.#held;
    if (!held) return this.#change(work);
    return this.#change(() => {
      const last = lastEntry(this.#db);
      const result = work();
      if (hasRegisterChanged(this.#db, last)) throw held;
      return result;
    });
  }

  changeUnseen(work: () => void): void {
    this.#write(work);
    this.#afterWrite();
  }

  #change<Result>(work: () => Result): Result {
    const result = this.#write(work);
    this.#afterChange();
    return result;
  }

  #write<Result>(work: () => Result): Result {
    this.#ensureSettled();
    this.#ensureInPlace();
    try {
      return inTransaction(this.#db).immediate(work) as Result;
    } catch (error) {
      throw explainFault(error, basename(this.file));
    }
  }

  changeFrom<Result>(draft: string, work: () => Result): Result {
    this.#ensureSettled();
    // SQLite attaches and detaches only outside a transaction.
    this.#db.prepare('ATTACH ? AS draft').run(draft);
    try {
      // It is only read. Otherwise a commit without a log would flush the disk for the draft too.
      this.#db.pragma('draft.journal_mode = MEMORY');
      // What refers to another row comes with that row. Each would be looked up.
      this.#db.pragma('foreign_keys = OFF');
      this.#isFromDraft = true;
      return this.#change(work);
    } finally {
      this.#isFromDraft = false;
      if (this.#db.open) {
        this.#db.pragma('foreign_keys = ON');
        this.#db.exec('DETACH draft');
      }
    }
  }

  letRead(gate: Gate): () => void {
    this.#gates.add(gate);
    return () => this.#gates.delete(gate);
  }

  holdRegister(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = new RegisterHeld(promise);
    this.changes.announce();
    return () => {
      this.#held = null;
      resolve();
      this.changes.announce();
    };
  }

  get isRegisterHeld(): boolean {
    return this.#held !== null;
  }

  /** A transaction inside that of the steps would be undone with it, and a copy would contain what may be undone. */
  #ensureSettled(): void {
    if (this.#inSteps) throw new StepsUnderWay();
  }

  /** Acknowledged entries must be in a file that the user has. */
  #ensureInPlace(): void {
    const trouble = this.fileTrouble();
    if (trouble) throw new Refusal(trouble.sentence);
  }

  fileTrouble(): FileTrouble | null {
    if (!this.isOpen) return null;
    const { trouble, isTouched } = this.#guard.look();
    if (trouble && !this.#isRescued && !this.#inSteps) this.#rescueLog();
    if (!this.#inSteps) this.#isRescued = trouble !== null;
    if (trouble) return trouble;
    // While steps run, their writing touches the log, and only they may use the connection.
    if (!this.#isOverwritten && !this.#inSteps && isTouched) {
      this.#isOverwritten = !this.#isAsOnDisk();
      if (!this.#isOverwritten) this.#guard.renew();
    }
    return this.#isOverwritten ? replaced(this.file) : null;
  }

  /**
   * Moves the log into the file, wherever both are now: this completes a file that was moved, and one whose log was
   * deleted. SQLite does not do it at closing for a file that was moved.
   */
  #rescueLog(): void {
    try {
      forgetPageChecksums(this.#db);
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
      this.#pages = pagesOnDisk(this.#db);
    } catch {
      // The disk refuses, or is gone. It is tried again at closing.
    }
  }

  /** Whether a fresh connection finds a sound room on the disk that ends like this one. */
  #isAsOnDisk(): boolean {
    const last = (db: Database) =>
      db.prepare<[], string>('SELECT id FROM journal ORDER BY seq DESC LIMIT 1').pluck().get();
    let db: Database | undefined;
    try {
      if (this.#pages ? !hasPages(this.#db, this.#pages) : spoiltPages(this.#db).length > 0) return false;
      // Nothing else can connect.
      if (!this.#isShared) return true;
      // By the key itself: reading the salt beside an open room would release its locks.
      db = connect(this.file, this.#key && rawKeyOf(this.#db, this.#key), { readonly: true });
      return db.pragma('quick_check', { simple: true }) === 'ok' && last(db) === last(this.#db);
    } catch {
      return false;
    } finally {
      db?.close();
    }
  }

  /** @throws Refusal if the room's file disappeared while it was written to. */
  #afterChange(): void {
    this.changesMade += 1;
    const trouble = this.#afterWrite();
    this.changes.announce();
    if (trouble) throw new Refusal(trouble.sentence);
  }

  #afterWrite(): FileTrouble | null {
    const trouble = this.#guard.trouble();
    if (this.#hasLog) this.#guard.renewLog();
    else this.#beginLog();
    // After as much as a list changes, the marks that wait come before what the log takes.
    if (this.#isFromDraft) setImmediate(() => this.#checkpointLater());
    else if (!trouble) this.#checkpointWhenLong();
    return trouble;
  }

  #beginLog(): void {
    try {
      keepLog(this.#db, this.#isShared);
      this.#hasLog = true;
    } catch {
      // The change is safe on the disk without a log too. The next one tries again.
    }
    this.#noteFile();
  }

  /** The file is as this process left it. */
  #noteFile(): void {
    this.#guard.renew();
    try {
      this.#pages = pagesOnDisk(this.#db);
    } catch {
      // The changes are safe on the disk. The pages are compared with the room's checksums, if it has any.
      this.#pages = null;
    }
  }

  #checkpointLater(): void {
    // Otherwise the next change does it.
    if (this.isOpen && !this.#inSteps && !this.#guard.trouble()) this.#checkpointWhenLong();
  }

  /** Moves the log into the room's file. Never left to SQLite, which would not store the checksums. */
  #checkpointWhenLong(): void {
    const log = statSync(`${this.file}-wal`, { throwIfNoEntry: false });
    if (!log || log.size < this.#longLog) return;
    try {
      if (!this.#key) notePageChecksums(this.#db);
      // Does not wait for a long read in another thread.
      this.#db.pragma('busy_timeout = 0');
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
      this.#longLog = LONG_LOG;
    } catch {
      // The log has everything, so it can wait until the next time.
      this.#longLog = log.size + LONG_LOG;
    } finally {
      this.#noteFile();
      this.#db.pragma(`busy_timeout = ${PATIENCE}`);
    }
  }

  async changeInSteps<Result>(
    work: () => Generator<unknown, Result>,
    options: StepsOptions = {},
  ): Promise<Result | undefined> {
    // Not `settled()`: if nothing is under way, this must start before anybody else does.
    while (this.#inSteps) {
      await this.#inSteps.catch(() => {});
      // Those who waited to read come first.
      await nextTurn();
    }
    const running = this.#runSteps(work, options);
    this.#inSteps = running;
    try {
      return await running;
    } finally {
      this.#inSteps = null;
    }
  }

  async #runSteps<Result>(
    work: () => Generator<unknown, Result>,
    { signal, rehearsal = false }: StepsOptions,
  ): Promise<Result | undefined> {
    let result: Result | undefined;
    try {
      this.#ensureInPlace();
      this.#db.exec('BEGIN IMMEDIATE');
      const steps = work();
      let step = this.#step(steps);
      while (!step.done) {
        await nextTurn();
        // The room was closed meanwhile: SQLite has undone it.
        if (!this.isOpen) return undefined;
        if (signal?.aborted) break;
        step = this.#step(steps);
      }
      result = step.done ? step.value : undefined;
      if (step.done && !rehearsal) this.#ensureInPlace();
      if (!step.done || rehearsal) {
        this.#db.exec('ROLLBACK');
        return result;
      }
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.isOpen && this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw explainFault(error, basename(this.file));
    }
    this.#afterChange();
    return result;
  }

  #step<Result>(steps: Generator<unknown, Result>): IteratorResult<unknown, Result> {
    this.#isStepping = true;
    try {
      return steps.next();
    } finally {
      this.#isStepping = false;
    }
  }

  ensureSound(): void {
    if (this.#unchecked === null) return;
    try {
      ensureSound(this.#db, this.file, this.#unchecked);
      this.#pages = pagesOnDisk(this.#db);
      this.#unchecked = null;
    } catch (error) {
      const fault = explainFault(error, basename(this.file));
      // A disk that cannot be read now may work the next time.
      if (fault instanceof RoomDamaged) this.close();
      throw fault;
    }
  }

  get isBusy(): boolean {
    return this.#inSteps !== null;
  }

  async settled(): Promise<void> {
    // Of several that waited, another may have been quicker.
    while (this.#inSteps) await this.#inSteps.catch(() => {});
  }

  get isAlone(): boolean {
    return !this.#hasLog || !this.#isShared;
  }

  get key(): RoomKey | undefined {
    return this.#key;
  }

  get isEncrypted(): boolean {
    return this.#key !== undefined;
  }

  copyTo(file: string): void {
    this.#ensureSettled();
    makeNew(file);
    this.#db.prepare('VACUUM INTO ?').run(file);
    if (!this.#key) sealCopy(file);
  }

  setPassphrase(passphrase: string | null): void {
    this.#ensureSettled();
    this.#ensureInPlace();
    if (passphrase === null && !this.#key) return;
    // Not in the file itself: if the process is killed while SQLite's cipher rewrites it, nothing may open the room.
    const waiting = `${this.file}.rekeying`;
    clearName(waiting);
    const key = passphrase === null ? undefined : { passphrase };
    try {
      // Rooms of older versions have larger ones.
      if (!this.isEncrypted) this.#db.pragma(`page_size = ${PAGE}`);
      this.copyTo(waiting);
      giveOtherKey(waiting, this.#key, key);
      this.#makeWayFor(waiting, key);
    } catch (error) {
      rmSync(waiting, { force: true });
      throw explainFault(error, basename(this.file));
    }
    this.changes.announce();
  }

  /** Continues with another file in this one's place. */
  #makeWayFor(waiting: string, key: RoomKey | undefined): void {
    chmodSync(waiting, statSync(this.file).mode);
    this.#closeNoted();
    try {
      // The old file's log must not be taken for the new one's.
      if (existsSync(`${this.file}-wal`)) throw new Refusal(LOG_LEFT);
      moveFlushed(waiting, this.file);
      this.#key = key;
    } finally {
      const connected = connectAlone(this.file, this.#key, false);
      this.#db = connected.db;
      this.#isShared = connected.isShared;
      makeDurable(this.#db);
      keepLog(this.#db, this.#isShared);
      this.#hasLog = true;
      this.#noteFile();
    }
  }

  /**
   * SQLite moves the log into the file at closing, and the checksums must be stored before; for a file that is not in
   * its place they cannot be.
   * @throws what the disk refuses; the file is still open then.
   */
  #closeNoted(): void {
    for (const gate of this.#gates) gate.shut();
    // It was closed during an import.
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    if (this.#guard.trouble()) this.#rescueLog();
    else if (!this.#key) notePageChecksums(this.#db);
    closeWithPages(this.#db);
  }

  /** Not after a change of the passphrase failed between its two files: the lock is there all the same. */
  #closeIfOpen(): void {
    if (this.#db.open) this.#closeNoted();
  }

  close(): void {
    if (this.#isClosed) return;
    try {
      this.#closeIfOpen();
      this.#isDone();
    } catch (error) {
      // What a full disk refuses stays in the log, for whoever opens the room next: this connection ends with the
      // process, which tries again.
      if (!isDiskRefusal(error)) closeWithPages(this.#db);
    }
    this.#isClosed = true;
    this.#lock.release();
  }
}

/** Bytes. Moving a log into the file delays marks, so it is done rarely, and at closing. */
const LONG_LOG = 32 * 1024 * 1024;

const LOG_LEFT = say(
  'The disk is too full to save the last entries in the room’s file, so the passphrase was not changed. Free some space and try again.',
);

function isDiskRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(?:FULL|IOERR)/.test(String(error.code));
}

const needsKey = (file: string) =>
  say('{{room}} has a passphrase. Type it, or the recovery key that was printed when it was set.', {
    room: basename(file),
  });

const wrongKey = (file: string, key: RoomKey) =>
  'passphrase' in key
    ? say(
        'That passphrase does not open {{room}}. Check the capital letters and try again, or use the recovery key.',
        { room: basename(file) },
      )
    : say(
        'That recovery key does not open {{room}}: it belongs to another room, or the passphrase was changed since.',
        { room: basename(file) },
      );

function makeDurable(db: Database): void {
  db.pragma('foreign_keys = ON');
  // SQLite's temporary data would otherwise be written to disk without encryption.
  db.pragma('temp_store = MEMORY');
  // KiB, used only if the room is large. All of most rooms, whose pages stay from the check at opening, so that no mark
  // waits for the disk to find an elector. More would not make the import of a county faster.
  db.pragma('cache_size = -65536');
  syncFully(db);
}

/** Switches to a write-ahead log: one flush of the disk for each number entered. */
function keepLog(db: Database, isShared: boolean): void {
  // Other connections of this process may read beside this one. With a log, every connection keeps older programs out.
  if (isShared) db.pragma('locking_mode = NORMAL');
  // Not of an attached draft, which is removed.
  db.pragma('main.journal_mode = WAL');
  // The room does that itself, and stores checksums of its pages.
  db.pragma('wal_autocheckpoint = 0');
  // The build's default for a WAL file is NORMAL, which may lose acknowledged marks in a power cut.
  syncFully(db);
  // The first read opens the log, and locks the file against older programs.
  db.pragma('user_version');
}

function syncFully(db: Database): void {
  db.pragma('synchronous = FULL');
  if (process.platform === 'darwin') db.pragma('fullfsync = ON');
  if (db.pragma('synchronous', { simple: true }) !== 2) {
    throw new Error('SQLite refused synchronous=FULL');
  }
}

/** @throws NewerVersion, or another Refusal if it is not ours. */
function versionOf(db: Database, file: string, isNew: boolean, newest: number): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > newest) {
    throw new NewerVersion(
      say(
        '{{room}} was made by a newer version of Committee Room. Install that version to open it; nothing was changed.',
        { room: basename(file) },
      ),
    );
  }
  if (!isNew && db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw notOurs(basename(file));
  }
  return version;
}

/** Migrates a sound room, and keeps a copy of it from before. */
function migrate(
  db: Database,
  file: string,
  version: number,
  migrations: readonly Migration[],
  isEncrypted: boolean,
): void {
  if (version > 0) {
    const backup = olderCopyOf(file, migrations.length);
    clearName(backup);
    makeNew(backup);
    db.prepare('VACUUM INTO ?').run(backup);
    if (!isEncrypted) sealCopy(backup);
  }
  db.transaction(() => {
    migrateFrom(db, version, migrations);
    if (migrations.length >= MIGRATIONS.length && !idsIn(db)) throw damaged(basename(file));
    forgetPageChecksums(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}

/**
 * @throws RoomDamaged if SQLite finds fault with the file, or it does not have the schema that these migrations make.
 */
function ensureSound(db: Database, file: string, migrations: readonly Migration[]): void {
  if (!isSound(db, migrations)) throw damaged(basename(file));
}

function isSound(db: Database, migrations: readonly Migration[]): boolean {
  try {
    return (
      db.pragma('quick_check', { simple: true }) === 'ok' &&
      hasExpectedSchema(db, migrations) &&
      hasReadableValues(db) &&
      spoiltPages(db).length === 0 &&
      (migrations.length < MIGRATIONS.length || idsIn(db) !== null)
    );
  } catch (error) {
    // The search's own table reports damage on which SQLite's check only fails.
    if (isFault(error, 'SQLITE_ERROR')) return false;
    throw error;
  }
}
