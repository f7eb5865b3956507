import { chmodSync, existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { say } from '../../src-shared/message.ts';
import { ensureNotBeingDestroyed } from './being-destroyed.ts';
import { ChangeFeed } from './change-feed.ts';
import { hasExpectedSchema } from './expected-schema.ts';
import { damaged, explainFault, isFault, notOurs, RoomDamaged } from './faults.ts';
import { FileGuard, type FileTrouble, replaced } from './file-guard.ts';
import { ensureNoOlderProgram, ensureNotHeld, type RoomLock, takeLock } from './lock.ts';
import { barTo, CannotWrite, lockToWrite, type WriteBar } from './look-only.ts';
import { lookAtRoom } from './looked-at-room.ts';
import { giveOtherKey } from './other-key.ts';
import {
  closeWithPages,
  forgetPageSums,
  hasPages,
  notePageSums,
  pagesOnDisk,
  type Sums,
  sealCopy,
  spoiltPages,
} from './page-sums.ts';
import { removeLeftCopies } from './private-copy.ts';
import { hasReadableValues } from './readable-values.ts';
import { Refusal } from './refusal.ts';
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
} from './room-file.ts';
import { idsIn } from './room-ids.ts';
import { connect, PATIENCE, type RoomKey, RoomLocked, rawKeyOf } from './room-key.ts';
import type { Room, StepsOptions } from './room-type.ts';
import { APPLICATION_ID, MIGRATIONS } from './schema.ts';
import { moveWhole } from './write-file.ts';

export type { Room } from './room-type.ts';

/** The room was asked for something while a change in steps was under way; it can be asked again when that is over. */
export class StepsUnderWay extends Refusal {
  constructor() {
    super(say('A register is just being imported. Try again in a moment.'));
  }
}

export type OpenOptions = {
  /** Make the room when there is no such file. */
  create: boolean;
  /** Who opens it, in words for the person whom the lock keeps out: "the command line". */
  program: string;
  /** Opens a room that has a passphrase. */
  key?: RoomKey | undefined;
  /** The feed that screens follow already, for a room that takes the place of another. */
  changes?: ChangeFeed | undefined;
  migrations?: readonly string[];
  /** Nothing is asked of the room before `ensureSound`: for a host that has something to show meanwhile. */
  lookThroughLater?: boolean | undefined;
};

/** Bytes. Larger pages than SQLite's 4096 take a whole register faster. */
const PAGE = 8192;
/** A page is encrypted as a whole, which a mark has to wait for. */
const ENCRYPTED_PAGE = 4096;

/**
 * Opens a room for this process alone, brings its schema up to date and checks that it is sound. One that cannot be
 * written to is opened to be looked at: see `lookOnly`.
 * @throws Refusal when there is no such room, it is not ours, from a newer version, damaged, or open elsewhere;
 * RoomAway when only its file is missing; RoomLocked when it has a passphrase and `key` does not open it.
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

/** @throws RoomBusy when another program has the room open; what is entered there would not be seen. */
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
    // Before the file is looked at: see `isEncryptedRoom`.
    lock = isNew ? takeLock(file) : lockToWrite(file);
    const isEncrypted = !isNew && isEncryptedRoom(file);
    if (isEncrypted && !options.key) throw new RoomLocked(needsKey(file));
    const key = isEncrypted ? options.key : undefined;
    if (isNew) makePrivate(file);
    const connected = connectAlone(file, key, isNew);
    db = connected.db;
    lock.sign(options.program);
    makeDurable(db);
    isRead = true;
    const migrations = options.migrations ?? MIGRATIONS;
    const version = versionOf(db, file, isNew, migrations.length);
    const isCurrent = version === migrations.length;
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
    // Before anything of ours is asked of it, SQLite's plain error means a file that it cannot read.
    const isUnread = !isNew && !isRead && isFault(error, 'SQLITE_ERROR');
    throw isUnread ? damaged(basename(file), error) : explainFault(error, basename(file));
  }
}

/**
 * Opens a room's file or a copy of it to be read and nothing else, whatever state it is in: no lock, no migration.
 * @throws Refusal when it is no SQLite file; RoomLocked when `key` does not open it.
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

/** Where a room is kept as it was before it was brought up to a version. */
function olderCopyOf(file: string, version = MIGRATIONS.length): string {
  return `${file}.before-version-${version}`;
}

/**
 * Connects to a room whose lock this process has. A new one, which has no log yet, is held by its own file too, as
 * older programs look for nothing else.
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
    // Heeded only before anything is read or written.
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

class OpenedRoom implements Room {
  readonly file: string;
  readonly lookOnly = null;
  readonly changes: ChangeFeed;
  readonly #lock: RoomLock;
  #guard: FileGuard;
  #isOverwritten = false;
  /** What was last in the file, where the room does not note it itself. */
  #pages: Sums | null = null;
  /** The log was moved into the file when they were last found apart. */
  #isRescued = false;
  #db: Database;
  #isShared: boolean;
  /** A new room's first change is a whole register, which the log would only write twice. */
  #hasLog: boolean;

  #key: RoomKey | undefined;
  /** What made its schema, to hold it against; null once that is done. */
  #unchecked: readonly string[] | null;

  constructor(
    { file, db, isShared, lock, isNew, key }: Opened,
    { changes = new ChangeFeed() }: OpenOptions,
    unchecked: readonly string[] | null,
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
  }

  #inSteps: Promise<unknown> | null = null;
  /** The code of a step runs just now; nothing else can, until it ends. */
  #isStepping = false;
  changesMade = 0;
  #longLog = LONG_LOG;
  #isClosed = false;

  get db(): Database {
    if (this.#inSteps && !this.#isStepping) throw new StepsUnderWay();
    return this.#db;
  }

  get isOpen(): boolean {
    return this.#db.open && !this.#isClosed;
  }

  change<Result>(work: () => Result): Result {
    this.#ensureSettled();
    this.#ensureInPlace();
    let result: Result;
    try {
      result = this.#db.transaction(work).immediate();
    } catch (error) {
      throw explainFault(error, basename(this.file));
    }
    this.#afterChange();
    return result;
  }

  /** A transaction inside the steps' own would be undone with it, and a copy would hold what may be undone. */
  #ensureSettled(): void {
    if (this.#inSteps) throw new StepsUnderWay();
  }

  /** What is acknowledged must be in a file that the user has. */
  #ensureInPlace(): void {
    const trouble = this.fileTrouble();
    if (trouble) throw new Refusal(trouble.sentence);
  }

  fileTrouble(): FileTrouble | null {
    if (!this.isOpen) return null;
    const trouble = this.#guard.trouble();
    if (trouble && !this.#isRescued && !this.#inSteps) this.#rescueLog();
    if (!this.#inSteps) this.#isRescued = trouble !== null;
    if (trouble) return trouble;
    // While steps run their writing touches the log, and only they may use the connection.
    if (!this.#isOverwritten && !this.#inSteps && this.#guard.isTouched()) {
      this.#isOverwritten = !this.#isAsOnDisk();
      if (!this.#isOverwritten) this.#guard.renew();
    }
    return this.#isOverwritten ? replaced(this.file) : null;
  }

  /**
   * Moves the log into the file, wherever both are now: a file that was moved is whole by that, and so is one whose log
   * was deleted. SQLite does not do it at closing for a file that was moved.
   */
  #rescueLog(): void {
    try {
      forgetPageSums(this.#db);
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
      this.#pages = pagesOnDisk(this.#db);
    } catch {
      // The disk refuses, or is no longer there. It is tried again at closing.
    }
  }

  /** Whether a connection that remembers nothing finds a sound room on the disk that ends as this one does. */
  #isAsOnDisk(): boolean {
    const last = (db: Database) =>
      db.prepare<[], string>('SELECT id FROM journal ORDER BY seq DESC LIMIT 1').pluck().get();
    let db: Database | undefined;
    try {
      if (this.#pages ? !hasPages(this.#db, this.#pages) : spoiltPages(this.#db).length > 0) return false;
      // Nothing else can connect.
      if (!this.#isShared) return true;
      // By the key itself: to read the salt beside an open room would drop its locks.
      db = connect(this.file, this.#key && rawKeyOf(this.#db, this.#key), { readonly: true });
      return db.pragma('quick_check', { simple: true }) === 'ok' && last(db) === last(this.#db);
    } catch {
      return false;
    } finally {
      db?.close();
    }
  }

  /** @throws Refusal when the room's file went while it was written to. */
  #afterChange(): void {
    this.changesMade += 1;
    const trouble = this.#guard.trouble();
    if (this.#hasLog) this.#guard.renewLog();
    else this.#beginLog();
    if (!trouble) this.#checkpointWhenLong();
    this.changes.announce();
    if (trouble) throw new Refusal(trouble.sentence);
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
      // What was done is safe on the disk. Its pages are compared with what the room notes itself, as far as it does.
      this.#pages = null;
    }
  }

  /** Moves what the log holds into the room's file; never left to SQLite, which would not note the checksums of it. */
  #checkpointWhenLong(): void {
    const log = statSync(`${this.file}-wal`, { throwIfNoEntry: false });
    if (!log || log.size < this.#longLog) return;
    try {
      if (!this.#key) notePageSums(this.#db);
      // Whoever reads a long way through the room in another thread is not waited for.
      this.#db.pragma('busy_timeout = 0');
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
      this.#longLog = LONG_LOG;
    } catch {
      // The log holds all of it: the next time does as well.
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
    // Not `settled()`: where nothing is under way this must begin before anybody else does.
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
        // Closed under it: SQLite has undone it.
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
      // A disk that cannot be read just now may be so the next time.
      if (fault instanceof RoomDamaged) this.close();
      throw fault;
    }
  }

  get isBusy(): boolean {
    return this.#inSteps !== null;
  }

  async settled(): Promise<void> {
    // Whoever waited may find that another was quicker.
    while (this.#inSteps) await this.#inSteps.catch(() => {});
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
    // Not in the file itself: a process killed while SQLite's cipher rewrites it can leave a room that nothing opens.
    const waiting = `${this.file}.rekeying`;
    clearName(waiting);
    const key = passphrase === null ? undefined : { passphrase };
    try {
      if (!this.isEncrypted) this.#db.pragma(`page_size = ${ENCRYPTED_PAGE}`);
      this.copyTo(waiting);
      giveOtherKey(waiting, this.#key, key);
      this.#makeWayFor(waiting, key);
    } catch (error) {
      rmSync(waiting, { force: true });
      throw explainFault(error, basename(this.file));
    }
    this.changes.announce();
  }

  /** Goes on with another file in this one's place. */
  #makeWayFor(waiting: string, key: RoomKey | undefined): void {
    chmodSync(waiting, statSync(this.file).mode);
    this.#closeNoted();
    try {
      // Nothing of the old file's log may be taken for the new one's.
      if (existsSync(`${this.file}-wal`)) throw new Refusal(LOG_LEFT);
      moveWhole(waiting, this.file);
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
   * SQLite moves the log into the file when it is closed, for which the checksums must have been noted; of a file that
   * is not in its place they cannot be. @throws what the disk refuses; the file is still open then.
   */
  #closeNoted(): void {
    // Closed under an import.
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    if (this.#guard.trouble()) this.#rescueLog();
    else if (!this.#key) notePageSums(this.#db);
    closeWithPages(this.#db);
  }

  close(): void {
    if (this.#isClosed) return;
    try {
      // Not where a change of the passphrase failed between its two files: the lock is there all the same.
      if (this.#db.open) this.#closeNoted();
    } catch (error) {
      // What a full disk would not take stays in the log, for whoever opens the room next: this file ends with the process.
      if (!isDiskRefusal(error)) closeWithPages(this.#db);
    }
    this.#isClosed = true;
    this.#lock.release();
  }
}

/** Bytes. Moving a log into the file holds up a mark, so it is done seldom, and at closing. */
const LONG_LOG = 32 * 1024 * 1024;

const LOG_LEFT = say(
  'The disk would not take the last entries into the room’s file, so the passphrase was not changed. Free some space and try again.',
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
        'That passphrase does not open {{room}}. Look at the capital letters and try again, or use the recovery key.',
        { room: basename(file) },
      )
    : say(
        'That recovery key does not open {{room}}: it belongs to another room, or the passphrase was changed since.',
        { room: basename(file) },
      );

function makeDurable(db: Database): void {
  db.pragma('foreign_keys = ON');
  // What SQLite sorts on the way would else lie on the disk unencrypted.
  db.pragma('temp_store = MEMORY');
  // KiB, used only as far as the room is large: a whole import fits, which would else be written out twice, and
  // what the check at opening has read stays, so that no mark waits for the disk to find an elector.
  db.pragma('cache_size = -262144');
  syncFully(db);
}

/** Goes over to a write-ahead log: one flush of the disk for each number entered. */
function keepLog(db: Database, isShared: boolean): void {
  // Other connections of this process may read beside this one. With a log, every connection keeps older programs out.
  if (isShared) db.pragma('locking_mode = NORMAL');
  db.pragma('journal_mode = WAL');
  // The room does that itself, with the checksums of its pages.
  db.pragma('wal_autocheckpoint = 0');
  // The build's default for a WAL file is NORMAL, which may lose acknowledged marks at a power cut.
  syncFully(db);
  // The log is opened, and the file held against older programs, by the first look at it.
  db.pragma('user_version');
}

function syncFully(db: Database): void {
  db.pragma('synchronous = FULL');
  if (process.platform === 'darwin') db.pragma('fullfsync = ON');
  if (db.pragma('synchronous', { simple: true }) !== 2) {
    throw new Error('SQLite did not take synchronous=FULL');
  }
}

/** @throws Refusal when it is from a newer version or not ours. */
function versionOf(db: Database, file: string, isNew: boolean, newest: number): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > newest) {
    throw new Refusal(
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

/** Brings a sound room up to date, and keeps a copy of it as it was. @throws RoomDamaged when it is not sound. */
function migrate(
  db: Database,
  file: string,
  version: number,
  migrations: readonly string[],
  isEncrypted: boolean,
): void {
  ensureSound(db, file, migrations.slice(0, version));
  if (version > 0) {
    const backup = olderCopyOf(file, migrations.length);
    clearName(backup);
    makeNew(backup);
    db.prepare('VACUUM INTO ?').run(backup);
    if (!isEncrypted) sealCopy(backup);
  }
  db.transaction(() => {
    for (const step of migrations.slice(version)) db.exec(step);
    if (migrations.length >= MIGRATIONS.length && !idsIn(db)) throw damaged(basename(file));
    forgetPageSums(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}

/** @throws RoomDamaged when SQLite finds fault with the file, or it has not the schema that these migrations make. */
function ensureSound(db: Database, file: string, migrations: readonly string[]): void {
  if (!isSound(db, migrations)) throw damaged(basename(file));
}

function isSound(db: Database, migrations: readonly string[]): boolean {
  try {
    return (
      db.pragma('quick_check', { simple: true }) === 'ok' &&
      hasExpectedSchema(db, migrations) &&
      hasReadableValues(db) &&
      spoiltPages(db).length === 0 &&
      (migrations.length < MIGRATIONS.length || idsIn(db) !== null)
    );
  } catch (error) {
    // So says the search's own table of a damage that SQLite's check only trips over.
    if (isFault(error, 'SQLITE_ERROR')) return false;
    throw error;
  }
}
