import type { Entry, EntryResult } from '../../src-main/turnout/types.ts';
import { Store } from '../shared/store.ts';
import { words } from '../shared/words.ts';

/** Where numbers were told: the district chosen, or the slip's. */
export type EntryPlace = { district?: string; stationId?: number; slipId?: number };

/** An entry that the room has not yet acknowledged. */
export type QueuedEntry = {
  /** Made once: sent again with a retry, so that nothing is marked twice. */
  commandId: string;
  act: 'mark' | 'undo';
  text: string;
  /** What the numbers belong to where they do not say it themselves. */
  place: EntryPlace;
  by: string;
  state: 'saving' | 'failed';
  /** Why it failed, for people. */
  sentence: string | null;
};

/** What became of a number, and whether its mark was to be taken back. */
export type LatestEntry = Entry & { isUndo: boolean };

export type TallySession = {
  queue: readonly QueuedEntry[];
  marked: number;
  already: number;
  toLookAt: number;
  /** Numbers marked off from this window and not taken back, newest last. */
  mine: readonly string[];
  /** What became of the entry acknowledged last. */
  latest: readonly LatestEntry[];
  /** A remark that belongs to no entry. */
  remark: string | null;
};

type EntryInput = EntryPlace & { text: string; by: string; commandId: string };

export type EntryRoom = {
  mark(input: EntryInput): Promise<EntryResult>;
  undo(input: EntryInput): Promise<EntryResult>;
  /** Settles when the list of recent entries shows what was saved. */
  refreshed(): Promise<unknown>;
  sentenceOf(error: unknown): string;
};

/** What is kept for the same window opened again. */
export type EntryKeep = {
  read(): { queue: readonly QueuedEntry[]; mine: readonly string[] } | null;
  write(kept: { queue: readonly QueuedEntry[]; mine: readonly string[] }): void;
};

const NEVER_SENT = words.t(
  'This was not saved before the window was closed. Try again, or remove it if it is on the list.',
);

/**
 * Sends entries one after another in the order they were made, while the field is free for the next. An entry stays
 * here until the room has acknowledged it; one that failed stays until it is tried again or removed by hand.
 */
export class EntryQueue {
  readonly session: Store<TallySession>;
  readonly #room: EntryRoom;
  #turn: Promise<void> = Promise.resolve();

  constructor(room: EntryRoom, keep: EntryKeep) {
    this.#room = room;
    const kept = keep.read();
    this.session = new Store<TallySession>({
      queue: (kept?.queue ?? []).map((entry) => ({ ...entry, state: 'failed', sentence: NEVER_SENT })),
      marked: 0,
      already: 0,
      toLookAt: 0,
      mine: kept?.mine ?? [],
      latest: [],
      remark: null,
    });
    this.session.subscribe(() => {
      const { queue, mine } = this.session.get();
      keep.write({ queue, mine });
    });
  }

  enter(text: string, place: EntryPlace, by: string): void {
    this.#add('mark', text, place, by);
  }

  undo(number: string, by: string): void {
    this.#add('undo', number, {}, by);
  }

  /** Takes back what this window marked off last, once entries still on their way have arrived. */
  undoLast(by: string): void {
    this.#turn = this.#turn.then(() => {
      const last = this.session.get().mine.at(-1);
      if (last) this.undo(last, by);
      else
        this.#change(() => ({
          latest: [],
          remark: words.t('There is nothing to undo: this window has marked nobody off.'),
        }));
    });
  }

  retry(commandId: string): void {
    const failed = this.session.get().queue.find((entry) => entry.commandId === commandId);
    if (failed?.state !== 'failed') return;
    this.#set(commandId, { state: 'saving', sentence: null });
    this.#send(failed);
  }

  retryAll(): void {
    for (const { commandId } of failedEntries(this.session.get())) this.retry(commandId);
  }

  remove(commandId: string): void {
    this.#change(({ queue }) => ({ queue: queue.filter((entry) => entry.commandId !== commandId) }));
  }

  #add(act: QueuedEntry['act'], text: string, place: EntryPlace, by: string): void {
    const entry: QueuedEntry = {
      commandId: crypto.randomUUID(),
      act,
      text,
      place,
      by,
      state: 'saving',
      sentence: null,
    };
    this.#change(({ queue }) => ({ queue: [...queue, entry], remark: null }));
    this.#send(entry);
  }

  #send({ commandId, act, text, place, by }: QueuedEntry): void {
    this.#turn = this.#turn.then(async () => {
      try {
        const result = await this.#room[act]({ text, by, commandId, ...place });
        this.#acknowledge(act, result);
        // Leaves the queue only when it stands in the list, so that it is never out of sight.
        void this.#room.refreshed().finally(() => this.remove(commandId));
      } catch (error) {
        this.#set(commandId, { state: 'failed', sentence: this.#room.sentenceOf(error) });
      }
    });
  }

  #acknowledge(act: QueuedEntry['act'], result: EntryResult): void {
    this.#change((session) => ({
      latest: result.entries.map((entry) => ({ ...entry, isUndo: act === 'undo' })),
      remark: null,
      marked: Math.max(0, session.marked + result.marked - result.undone),
      // An undo that found nothing to undo says nothing about the slips.
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
