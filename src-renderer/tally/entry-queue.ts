import type { Entry, EntryResult } from '../../src-main/turnout/types.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { Store } from '../shared/store.ts';

/** Where numbers come from: the district chosen, or the slip's. */
export type EntryPlace = { district?: string; stationId?: number; slipId?: number };

/** An entry that the room has not yet acknowledged. */
export type QueuedEntry = {
  /** Made once and sent again with each retry, so that nothing is marked twice. */
  commandId: string;
  act: 'mark' | 'undo';
  text: string;
  /** Used for numbers without a district of their own. */
  place: EntryPlace;
  by: string;
  /** The id of the entry to undo; without it, every telling of the elector is undone. */
  telling?: string;
  state: 'saving' | 'failed';
  /** Why it failed. */
  message: Message | null;
};

/** The outcome of a number, and whether its mark was to be undone. */
export type LatestEntry = Entry & { isUndo: boolean };

export type TallySession = {
  queue: readonly QueuedEntry[];
  marked: number;
  already: number;
  toLookAt: number;
  /** Numbers marked off from this window and not taken back, newest last. */
  mine: readonly string[];
  /** The outcome of the entry that the room acknowledged last. */
  latest: readonly LatestEntry[];
  /** A remark that belongs to no entry. */
  remark: Message | null;
};

type EntryInput = EntryPlace & { text: string; by: string; commandId: string; telling?: string };

export type EntryRoom = {
  mark(input: EntryInput): Promise<EntryResult>;
  undo(input: EntryInput): Promise<EntryResult>;
  /** Settles when the list of recent entries shows what was saved. */
  refreshed(): Promise<unknown>;
  messageOf(error: unknown): Message;
};

/** Where entries are kept in case the window is closed and opened again. */
export type EntryStorage = {
  read(): StoredEntries | null;
  write(entries: StoredEntries): void;
};
type StoredEntries = { queue: readonly StoredEntry[]; mine: readonly string[] };
type StoredEntry = Omit<QueuedEntry, 'state' | 'message'>;

const CLOSED_BEFORE_SAVED = say(
  'This was not saved before the window was closed. Try again, or remove it if it is on the list.',
);

/**
 * Sends entries one after another in the order they were made, while the field is free for the next. An entry stays
 * here until the room has acknowledged it. If it failed, it stays until somebody tries again or removes it.
 */
export class EntryQueue {
  readonly session: Store<TallySession>;
  readonly #room: EntryRoom;
  #turn: Promise<void> = Promise.resolve();

  constructor(room: EntryRoom, storage: EntryStorage) {
    this.#room = room;
    const stored = storage.read();
    this.session = new Store<TallySession>({
      queue: (stored?.queue ?? []).map((entry) => ({
        ...entry,
        state: 'failed',
        message: CLOSED_BEFORE_SAVED,
      })),
      marked: 0,
      already: 0,
      toLookAt: 0,
      mine: stored?.mine ?? [],
      latest: [],
      remark: null,
    });
    this.session.subscribe(() => {
      const { queue, mine } = this.session.get();
      storage.write({ queue: queue.map(({ state: _, message: __, ...entry }) => entry), mine });
    });
  }

  enter(text: string, place: EntryPlace, by: string): void {
    this.#add('mark', text, place, by);
  }

  undo(number: string, by: string, telling?: string): void {
    this.#add('undo', number, {}, by, telling);
  }

  /** Undoes the last mark of this window, once entries still on their way have arrived. */
  undoLast(by: string): void {
    this.#turn = this.#turn.then(() => {
      const last = this.session.get().mine.at(-1);
      if (last) this.undo(last, by);
      else
        this.#change(() => ({
          latest: [],
          remark: say('There is nothing to undo: this window has marked nobody off.'),
        }));
    });
  }

  retry(commandId: string): void {
    const failed = this.session.get().queue.find((entry) => entry.commandId === commandId);
    if (failed?.state !== 'failed') return;
    this.#set(commandId, { state: 'saving', message: null });
    this.#send(failed);
  }

  retryAll(): void {
    for (const { commandId } of failedEntries(this.session.get())) this.retry(commandId);
  }

  remove(commandId: string): void {
    this.#change(({ queue }) => ({ queue: queue.filter((entry) => entry.commandId !== commandId) }));
  }

  #add(act: QueuedEntry['act'], text: string, place: EntryPlace, by: string, telling?: string): void {
    const entry: QueuedEntry = {
      commandId: crypto.randomUUID(),
      act,
      text,
      place,
      by,
      ...(telling === undefined ? {} : { telling }),
      state: 'saving',
      message: null,
    };
    this.#change(({ queue }) => ({ queue: [...queue, entry], remark: null }));
    this.#send(entry);
  }

  #send({ commandId, act, text, place, by, telling }: QueuedEntry): void {
    this.#turn = this.#turn.then(async () => {
      try {
        const result = await this.#room[act]({
          text,
          by,
          commandId,
          ...place,
          ...(telling === undefined ? {} : { telling }),
        });
        this.#acknowledge(act, result);
        // It leaves the queue only when the list shows it, so that it is never out of sight.
        void this.#room.refreshed().finally(() => this.remove(commandId));
      } catch (error) {
        this.#set(commandId, { state: 'failed', message: this.#room.messageOf(error) });
      }
    });
  }

  #acknowledge(act: QueuedEntry['act'], result: EntryResult): void {
    this.#change((session) => ({
      latest: result.entries.map((entry) => ({ ...entry, isUndo: act === 'undo' })),
      remark: null,
      marked: Math.max(0, session.marked + result.marked - result.undone),
      // An undo that found nothing to undo is not counted.
      already: session.already + (act === 'mark' ? result.already : 0),
      toLookAt: session.toLookAt + result.unknown + result.ambiguous + result.unreadable,
      mine: mineAfter(session.mine, result.entries),
    }));
  }

  #set(commandId: string, change: Partial<QueuedEntry>): void {
    this.#change(({ queue }) => ({
      queue: queue.map((entry) => (entry.commandId === commandId ? { ...entry, ...change } : entry)),
    }));
  }

  #change(change: (session: TallySession) => Partial<TallySession>): void {
    this.session.update((session) => ({ ...session, ...change(session) }));
  }
}

export function failedEntries({ queue }: TallySession): QueuedEntry[] {
  return queue.filter(({ state }) => state === 'failed');
}

function mineAfter(mine: readonly string[], entries: readonly Entry[]): string[] {
  const after = [...mine];
  for (const { status, elector } of entries) {
    if (!elector) continue;
    if (status === 'marked') after.push(elector.number);
    if (status === 'undone')
      after.splice(after.lastIndexOf(elector.number), after.includes(elector.number) ? 1 : 0);
  }
  return after;
}
