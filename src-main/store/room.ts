import type { Database } from 'better-sqlite3';
import type { ChangeFeed } from './change-feed.ts';
import type { Gate } from './draft/gate.ts';
import type { FileTrouble } from './file/file-guard.ts';
import type { ReadOnly } from './file/read-only.ts';
import type { RoomKey } from './room-key.ts';

/** An open room: the one SQLite file of a polling day, and the feed that tells screens when it has changed. */
export type Room = {
  readonly file: string;
  /**
   * The connection changes when the passphrase is set: ask for it each time, and do not keep it across an `await`.
   * @throws StepsUnderWay for everybody but the steps themselves during a change in steps, since their changes may
   * still be undone.
   */
  readonly db: Database;
  readonly isOpen: boolean;
  readonly changes: ChangeFeed;
  /** Why the room is read-only, if it cannot be written to: every change is refused. Null otherwise. */
  readonly readOnly: ReadOnly | null;
  /** It has a passphrase. */
  readonly isEncrypted: boolean;
  /**
   * Sets, changes or removes (null) the passphrase. The whole file is rewritten beside the old one and then replaces
   * it in one step, so that either the old or the new one opens the room, whatever happens meanwhile.
   * @throws Refusal during an import.
   */
  setPassphrase(passphrase: string | null): void;
  /** No other connection can read the file: it is a new room's before its first change, or the disk is full. */
  readonly isAlone: boolean;
  /** The key that opens this room's file and its copies; undefined without encryption. */
  readonly key: RoomKey | undefined;
  /** Copies the room to another file, with the same encryption. Not during a change in steps. */
  copyTo(file: string): void;
  /** Runs `work` in one durable transaction and then tells the screens. Faults of the disk become Refusals. */
  change<Result>(work: () => Result): Result;
  /** The same for what no screen shows: the screens are not told, and no backup is made because of it. */
  changeUnseen(work: () => void): void;
  /**
   * The same with a draft of this room attached as `draft`, from which the work copies.
   * @throws SQLite's SQLITE_NOTADB if the draft has another key.
   */
  changeFrom<Result>(draft: string, work: () => Result): Result;
  /** A thread may read the room's file as this gate lets it. Closing the file waits for it. Returns what ends that. */
  letRead(gate: Gate): () => void;
  /**
   * From now on a change of the register is refused (RegisterHeld), until the returned function is called. Marks, slips and answers at
   * doors go on, and so does `changeFrom`.
   */
  holdRegister(): () => void;
  /** Changes of the register are refused. */
  readonly isRegisterHeld: boolean;
  /**
   * The same for long work in steps, between which the program goes on; only the steps may use `db` meanwhile.
   * Returns undefined, with nothing changed, if `signal` stops it. A rehearsal returns the result and changes
   * nothing.
   */
  changeInSteps<Result>(
    work: () => Generator<unknown, Result>,
    options?: StepsOptions,
  ): Promise<Result | undefined>;
  /** A change in steps is under way. */
  readonly isBusy: boolean;
  /**
   * Checks the whole file the first time that it is called, unless `openRoom` has done so already.
   * @throws RoomDamaged, and then the room is closed; another Refusal if the disk cannot be read.
   */
  ensureSound(): void;
  /**
   * What happened to the room's file or its log while it was open; null if both are in place. While something is
   * wrong, every change is refused, since nobody would find it again; the room can still be read and copied. Cheap:
   * call it often.
   */
  fileTrouble(): FileTrouble | null;
  /** Resolves when no change in steps is under way. */
  settled(): Promise<void>;
  /** How many changes were made since the room was opened. */
  readonly changesMade: number;
  close(): void;
};

export type StepsOptions = {
  signal?: AbortSignal | undefined;
  rehearsal?: boolean;
  /** Rebuilds only derived data, such as the search index. A read-only room does so too, in its copy. */
  isDerived?: boolean;
};
