import { type BigIntStats, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Message, say } from '../../../src-shared/message.ts';

/** What happened to a room's file, or to its log, while the room was open. */
export type FileTrouble = {
  kind: 'missing' | 'moved' | 'replaced' | 'log';
  /** For a person: what happened, and what to do next. */
  sentence: Message;
};

/** Watches the file of an open room and the log beside it, through the file system only, without opening either. */
export class FileGuard {
  readonly #file: string;
  readonly #log: string;
  #seenFile: BigIntStats | undefined;
  #seenLog: BigIntStats | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#log = `${file}-wal`;
    this.renew();
  }

  /** Call it after this process has written to the room's file. */
  renew(): void {
    this.#seenFile = look(this.#file);
    this.renewLog();
  }

  /** Call it after this process has written to the log. */
  renewLog(): void {
    this.#seenLog = look(this.#log);
  }

  /** A file that is missing, or was replaced by another. */
  trouble(): FileTrouble | null {
    return this.look().trouble;
  }

  /**
   * The same, and whether one of the two files has changed since this process wrote to it: the system was slow to
   * report it, or another program wrote to it.
   */
  look(): { trouble: FileTrouble | null; isTouched: boolean } {
    const file = look(this.#file);
    const log = look(this.#log);
    const isTouched = isChanged(this.#seenFile, file) || isChanged(this.#seenLog, log);
    if (!file) return { trouble: this.#missing(), isTouched };
    if (!isSame(file, this.#seenFile)) return { trouble: replaced(this.#file), isTouched };
    const isLogLost = this.#seenLog !== undefined && !isSame(log, this.#seenLog);
    return { trouble: isLogLost ? logLost(this.#file) : null, isTouched };
  }

  #missing(): FileTrouble {
    const name = basename(this.#file);
    const folder = dirname(this.#file);
    const other = namesIn(folder).find((each) => isSame(look(join(folder, each)), this.#seenFile));
    if (other !== undefined)
      return {
        kind: 'moved',
        sentence: say(
          '{{room}} was renamed to {{other}} while it was open. Nothing more can be entered. Give it its old name again to go on.',
          { room: name, other },
        ),
      };
    return {
      kind: 'missing',
      sentence: say(
        '{{room}} is no longer in {{folder}}: it was moved or deleted while it was open. Nothing more can be entered. Put it back to go on, or restore the newest backup.',
        { room: name, folder },
      ),
    };
  }
}

/** Another file has the name of the open room, or another program overwrote the room. */
export function replaced(file: string): FileTrouble {
  return {
    kind: 'replaced',
    sentence: say(
      'Another program replaced or overwrote {{room}} while it was open. Nothing more can be entered. Close the room and open it again. If that fails, restore the newest backup.',
      { room: basename(file) },
    ),
  };
}

function logLost(file: string): FileTrouble {
  return {
    kind: 'log',
    sentence: say(
      '{{room}}-wal, which belongs to the room, was moved or deleted while the room was open. Nothing more can be entered. Close the room and open it again to go on.',
      { room: basename(file) },
    ),
  };
}

function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    // Missing, or on a disk that is no longer there.
    return undefined;
  }
}

function isSame(one: BigIntStats | undefined, other: BigIntStats | undefined): boolean {
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function isChanged(seen: BigIntStats | undefined, now: BigIntStats | undefined): boolean {
  return seen !== undefined && (now?.size !== seen.size || now.mtimeNs !== seen.mtimeNs);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
