import type { ToldBy } from '../../src-main/store/journal/journal.ts';
import type { Entry, EntryResult } from '../../src-main/turnout/types.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { Store } from '../shared/store.ts';

/** Where numbers come from: the district chosen, or the slip's. */
export type EntryPlace = { district?: string; stationId?: number; slipId?: number };

/** An entry that the room has not yet acknowledged. */
export type QueuedEntry = {
  /** Made once and sent again with each retry, so that nothing is marked twice. */
  commandId: string;
  act: 'mark' | 'undo' | 'takeBack' | 'enterAgain';
  /** The numbers as typed, or what is taken back or entered again. */
  text: string;
  /** Used for numbers without a district of their own. */
  place: EntryPlace;
  by: string;
  /** The text is the number of somebody who was chosen for what the teller wrote. */
  chosenFor?: ChosenFor;
  /** The text may have names or streets in it. */
  isProse?: boolean;
  /** The id of the entry to undo; without it, every telling of the elector is undone. */
  telling?: string;
  /** The entry of this window that is taken back or entered again. */
  own?: OwnEntry;
  state: 'saving' | 'failed';
  /** Why it failed. */
  message: Message | null;
};

/** What a teller wrote instead of a number. */
export type ChosenFor = { written: string; toldBy: ToldBy };

/** What one entry of this window did. It is taken back as a whole, and nothing else with it. */
export type OwnEntry = {
  commandId: string;
  /** The number of a single elector; '' for several, and for a name or a door that nobody was chosen for. */
  number: string;
  numbers: number;
  marked: number;
  already: number;
  toLookAt: number;
  /** The entry that took it back. */
  undo?: string;
};

/** The outcome of a number, and whether its mark was to be undone. */
export type LatestEntry = Entry & { isUndo: boolean };

export type TallySession = {
  queue: readonly QueuedEntry[];
  marked: number;
  already: number;
  toLookAt: number;
  /** What this window entered and has not taken back, newest last. */
  mine: readonly OwnEntry[];
  /** What it has taken back since it last entered something, newest last. */
  takenBack: readonly OwnEntry[];
  /** The outcome of the entry that the room acknowledged last. */
  latest: readonly LatestEntry[];
  /** A remark that belongs to no entry. */
  remark: Message | null;
};

type EntryInput = EntryPlace & {
  text: string;
  by: string;
  commandId: string;
  chosenFor?: ChosenFor;
  telling?: string;
};

export type EntryRoom = {
  mark(input: EntryInput): Promise<EntryResult>;
  undo(input: EntryInput): Promise<EntryResult>;
  /** Returns the id of the entry that undid it; null if others had undone it. */
  takeBack(commandId: string, by: string): Promise<string | null>;
  enterAgain(undo: string, by: string): Promise<void>;
  /** Settles when the list of recent entries shows what was saved. */
  refreshed(): Promise<unknown>;
  messageOf(error: unknown): Message;
};

/** Where entries are kept in case the window is closed and opened again. */
export type EntryStorage = {
  read(): StoredEntries | null;
  write(entries: StoredEntries): void;
};
type StoredEntries = { queue: readonly StoredEntry[]; mine: readonly OwnEntry[] };
/** Without what a teller wrote: a name stays in memory until the room has it. */
type StoredEntry = Omit<QueuedEntry, 'state' | 'message' | 'chosenFor' | 'isProse'>;

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
      takenBack: [],
      latest: [],
      remark: null,
    });
    this.session.subscribe(() => {
      const { queue, mine } = this.session.get();
      storage.write({ queue: queue.filter(({ isProse }) => !isProse).map(withoutWritten), mine });
    });
  }

  /** Marks off somebody who was chosen for a name or a door. */
  enterChosen(number: string, chosenFor: ChosenFor, place: EntryPlace, by: string): void {
    this.#add('mark', number, place, by, { chosenFor });
  }

  enter(text: string, place: EntryPlace, by: string, isProse: boolean): void {
    this.#add('mark', text, place, by, { isProse });
  }

  undo(number: string, by: string, telling: string): void {
    this.#add('undo', number, {}, by, { telling });
  }

  /** Takes back the last entry of this window, once entries still on their way have arrived. */
  takeBackLast(by: string): void {
    this.#turn = this.#turn.then(() => {
      const own = this.session.get().mine.at(-1);
      if (own) this.#add('takeBack', textOf(own), {}, by, { own });
      else this.#remark(say('There is nothing to take back: this window has entered nothing.'));
    });
  }

  /** Enters again what was taken back last. */
  enterLastAgain(by: string): void {
    this.#turn = this.#turn.then(() => {
      const own = this.session.get().takenBack.at(-1);
      if (own) this.#add('enterAgain', textOf(own), {}, by, { own });
      else this.#remark(say('There is nothing to enter again: nothing was taken back last.'));
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

  #add(
    act: QueuedEntry['act'],
    text: string,
    place: EntryPlace,
    by: string,
    more: Pick<QueuedEntry, 'chosenFor' | 'isProse' | 'telling' | 'own'> = {},
  ): void {
    const entry: QueuedEntry = {
      commandId: crypto.randomUUID(),
      act,
      text,
      place,
      by,
      ...more,
      state: 'saving',
      message: null,
    };
    this.#change(({ queue }) => ({ queue: [...queue, entry], remark: null }));
    this.#send(entry);
  }

  #send(entry: QueuedEntry): void {
    const { commandId } = entry;
    this.#turn = this.#turn.then(async () => {
      try {
        await this.#carryOut(entry);
        // It leaves the queue only when the list shows it, so that it is never out of sight.
        void this.#room.refreshed().finally(() => this.remove(commandId));
      } catch (error) {
        this.#set(commandId, { state: 'failed', message: this.#room.messageOf(error) });
      }
    });
  }

  async #carryOut({
    act,
    commandId,
    text,
    by,
    place,
    chosenFor,
    isProse = false,
    telling,
    own,
  }: QueuedEntry): Promise<void> {
    if (act === 'takeBack' && own) {
      const undo = await this.#room.takeBack(own.commandId, by);
      this.#change((session) => ({
        ...countedAgain(session, own, -1),
        mine: session.mine.filter((each) => each.commandId !== own.commandId),
        takenBack: undo === null ? session.takenBack : [...session.takenBack, { ...own, undo }],
      }));
      this.#remark(
        undo === null
          ? say('That had been undone already, in the journal or in another window.')
          : remarkOn(own, 'taken back'),
      );
    } else if (act === 'enterAgain' && own?.undo !== undefined) {
      await this.#room.enterAgain(own.undo, by);
      const { undo: _, ...again } = own;
      this.#change((session) => ({
        ...countedAgain(session, own, 1),
        mine: [...session.mine, again],
        takenBack: session.takenBack.filter((each) => each.commandId !== own.commandId),
      }));
      this.#remark(remarkOn(own, 'entered again'));
    } else if (act === 'undo') {
      const input = { text, by, commandId, ...place, ...(telling === undefined ? {} : { telling }) };
      this.#acknowledge(act, await this.#room.undo(input));
    } else {
      const chosen = chosenFor ? { chosenFor } : {};
      const result = await this.#room.mark({ text, by, commandId, ...place, ...chosen });
      this.#acknowledge('mark', result);
      const isWords = isProse || chosenFor !== undefined;
      this.#change(({ mine }) => ({ mine: [...mine, ownEntry(commandId, result, isWords)], takenBack: [] }));
    }
  }

  #acknowledge(act: 'mark' | 'undo', result: EntryResult): void {
    this.#change((session) => ({
      latest: result.entries.map((entry) => ({ ...entry, isUndo: act === 'undo' })),
      remark: null,
      marked: Math.max(0, session.marked + result.marked - result.undone),
      // An undo that found nothing to undo is not counted.
      already: session.already + (act === 'mark' ? result.already : 0),
      toLookAt: session.toLookAt + toLookAtIn(result),
    }));
  }

  #remark(remark: Message): void {
    this.#change(() => ({ latest: [], remark }));
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

function withoutWritten({
  state: _,
  message: __,
  chosenFor: ___,
  isProse: ____,
  ...entry
}: QueuedEntry): StoredEntry {
  return entry;
}

export function failedEntries({ queue }: TallySession): QueuedEntry[] {
  return queue.filter(({ state }) => state === 'failed');
}

/** What of this window's own is named by its number, or by how many numbers it had. */
function textOf({ number, numbers }: OwnEntry): string {
  return number === '' ? String(numbers) : number;
}

function ownEntry(commandId: string, result: EntryResult, isWords: boolean): OwnEntry {
  const [only, ...more] = result.entries;
  const entered = isWords ? '' : (only?.entered ?? '');
  return {
    commandId,
    number: more.length > 0 ? '' : (only?.elector?.number ?? entered),
    numbers: result.entries.length,
    marked: result.marked,
    already: result.already,
    toLookAt: toLookAtIn(result),
  };
}

function toLookAtIn({ unknown, ambiguous, unreadable }: EntryResult): number {
  return unknown + ambiguous + unreadable;
}

function countedAgain(
  { marked, already, toLookAt }: TallySession,
  own: OwnEntry,
  times: 1 | -1,
): Pick<TallySession, 'marked' | 'already' | 'toLookAt'> {
  const now = (before: number, change: number) => Math.max(0, before + times * change);
  return {
    marked: now(marked, own.marked),
    already: now(already, own.already),
    toLookAt: now(toLookAt, own.toLookAt),
  };
}

function remarkOn({ number, numbers }: OwnEntry, what: 'taken back' | 'entered again'): Message {
  if (number === '' && numbers === 1)
    return what === 'taken back' ? say('The entry was taken back.') : say('The entry was entered again.');
  if (what === 'taken back')
    return number === ''
      ? say('{{count}} numbers were taken back.', { count: numbers })
      : say('{{number}} was taken back.', { number });
  return number === ''
    ? say('{{count}} numbers were entered again.', { count: numbers })
    : say('{{number}} was entered again.', { number });
}
