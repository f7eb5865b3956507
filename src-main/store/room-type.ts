import type { Database } from 'better-sqlite3';
import type { ChangeFeed } from './change-feed.ts';
import type { FileTrouble } from './file-guard.ts';
import type { LookOnly } from './look-only.ts';
import type { RoomKey } from './room-key.ts';

/** An open room: the one SQLite file of a polling day, and the feed that tells screens when it has changed. */
export type Room = {
  readonly file: string;
  /**
   * Another once the passphrase has been set: ask for it each time, and keep it across no `await`.
   * @throws StepsUnderWay for everybody but the steps themselves while a change in steps is under way: what they have
   * written may yet be undone.
   */
  readonly db: Database;
  readonly isOpen: boolean;
  readonly changes: ChangeFeed;
  /** Says why the room can only be looked at, where it cannot be written to: every change is refused. Null otherwise. */
  readonly lookOnly: LookOnly | null;
  /** It has a passphrase. */
  readonly isEncrypted: boolean;
  /**
   * Gives the room a passphrase, another one, or none (null): the whole file is written anew beside the old one,
   * which it then replaces in one step, so that the room opens by the old or by the new whatever happens meanwhile.
   * @throws Refusal when an import is under way.
   */
  setPassphrase(passphrase: string | null): void;
  /** What opens this room's file and its copies; undefined for a plain one. */
  readonly key: RoomKey | undefined;
  /** Writes the room as it is now to another file, encrypted as it is itself. No change in steps may be under way. */
  copyTo(file: string): void;
  /** Runs `work` in one durable transaction and then tells the screens; faults of the disk become Refusals. */
  change<Result>(work: () => Result): Result;
  /**
   * The same for long work in steps, between which the program goes on; `db` is only for the steps meanwhile. Gives
   * undefined, with nothing changed, when `signal` stops it; a rehearsal gives the result and changes nothing.
   */
  changeInSteps<Result>(
    work: () => Generator<unknown, Result>,
    options?: StepsOptions,
  ): Promise<Result | undefined>;
  /** A change in steps is under way. */
  readonly isBusy: boolean;
  /**
   * Looks through the whole file, the first time it is called; `openRoom` has done so unless it was to be left for later.
   * @throws RoomDamaged, and then the room is closed; another Refusal when the disk cannot be read.
   */
  ensureSound(): void;
  /**
   * What happened to the room's file or its log while it was open; null when both are in place. While there is trouble
   * every change is refused, as nobody would find it again; the room can still be read and copied. Cheap: ask often.
   */
  fileTrouble(): FileTrouble | null;
  /** Comes true when no change in steps is under way. */
  settled(): Promise<void>;
  /** How many changes were made since the room was opened. */
  readonly changesMade: number;
  close(): void;
};

export type StepsOptions = {
  signal?: AbortSignal | undefined;
  rehearsal?: boolean;
  /**
   * It only makes what can be made again from the rest of the room, such as the index of the search: a room that can
   * only be looked at does so too, in its copy.
   */
  isDerived?: boolean;
};
