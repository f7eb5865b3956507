import { type Message, say } from '../../src-shared/message.ts';
import { client } from '../room/client.ts';
import { isRefused } from '../shared/sentence.ts';
import { Store } from '../shared/store.ts';

/** What one act of this window entered about sheets. It is taken back as a whole, and nothing else with it. */
export type OwnAct = {
  entries: readonly string[];
  /** In the words of the window. */
  what: string;
  /** Whose line of a returned sheet it is about. */
  electorId?: number | undefined;
  /** The entry that took it back. */
  undo?: string;
};

type OwnActs = {
  /** What this window entered and has not taken back, newest last. */
  mine: readonly OwnAct[];
  /** What it has taken back since it last entered something, newest last. */
  takenBack: readonly OwnAct[];
  remark: Message | null;
  /** Why the last one could not be taken back or entered again. */
  error: unknown;
};

export const ownActs = new Store<OwnActs>({ mine: [], takenBack: [], remark: null, error: null });

let turn: Promise<unknown> = Promise.resolve();

/** Notes an act on its way to the room. It can be taken back once it has arrived; if it fails, whoever sent it says so. */
export function noteAct(
  sent: Promise<{ entries: string[] }>,
  { what, electorId }: Pick<OwnAct, 'what' | 'electorId'>,
): void {
  turn = turn.then(async () => {
    const { entries } = await sent.catch(() => ({ entries: [] }));
    if (entries.length === 0) return;
    ownActs.update(({ mine }) => ({
      mine: [...mine, { entries, what, electorId }],
      takenBack: [],
      remark: null,
      error: null,
    }));
  });
}

/** Takes back the last act of this window, once those still on their way have arrived. */
export function takeBackLast(by: string): Promise<OwnAct | null> {
  return inTurn(async () => {
    const act = ownActs.get().mine.at(-1);
    if (!act) return remarked(say('There is nothing to take back: this window has entered nothing.'));
    await tried(act, async () => {
      const { id } = await client.journal.undo.mutate({ entries: [...act.entries], by });
      ownActs.update(({ mine, takenBack }) => ({
        mine: mine.filter((each) => each !== act),
        takenBack: [...takenBack, { ...act, undo: id }],
        remark: say('Taken back: {{what}}.', { what: act.what }),
        error: null,
      }));
    });
    return act;
  });
}

/** Enters again what was taken back last. */
export function enterLastAgain(by: string): Promise<OwnAct | null> {
  return inTurn(async () => {
    const act = ownActs.get().takenBack.at(-1);
    if (act?.undo === undefined)
      return remarked(say('There is nothing to enter again: nothing was taken back last.'));
    const { undo, ...again } = act;
    await tried(act, async () => {
      await client.journal.undo.mutate({ entries: [undo], by });
      ownActs.update(({ mine, takenBack }) => ({
        mine: [...mine, again],
        takenBack: takenBack.filter((each) => each !== act),
        remark: say('Entered again: {{what}}.', { what: act.what }),
        error: null,
      }));
    });
    return act;
  });
}

function inTurn(work: () => Promise<OwnAct | null>): Promise<OwnAct | null> {
  const done = turn.then(work);
  turn = done;
  return done;
}

function remarked(remark: Message): null {
  ownActs.update((acts) => ({ ...acts, remark, error: null }));
  return null;
}

/** What the room refuses to turn, because others have or something rests on it, is no longer for a key to do. */
async function tried(act: OwnAct, turnIt: () => Promise<void>): Promise<void> {
  try {
    await turnIt();
  } catch (error) {
    const left = (acts: readonly OwnAct[]) => (isRefused(error) ? acts.filter((each) => each !== act) : acts);
    ownActs.update(({ mine, takenBack }) => ({
      mine: left(mine),
      takenBack: left(takenBack),
      remark: null,
      error,
    }));
  }
}
