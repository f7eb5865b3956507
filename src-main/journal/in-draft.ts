import { extname } from 'node:path';
import { applied } from '../register/import/import-steps.ts';
import { type Plan, planFrom } from '../register/import/plan/plan.ts';
import { ReadyPlan } from '../register/import/plan/planning.ts';
import { COUNTED } from '../register/streets/street-counts.ts';
import { beginDraft } from '../store/draft/begin-draft.ts';
import { type DraftPlace, openDraft } from '../store/draft/draft.ts';
import { removeDraft } from '../store/draft/draft-file.ts';
import { Gate, type SharedNumber } from '../store/draft/gate.ts';
import { inThread } from '../store/in-thread.ts';
import type { Room } from '../store/room.ts';
import { settleWithin } from './conflicts/settle-conflict.ts';
import { type Undone, undoOnDraft } from './undo-effect.ts';

/*
 * What is about thousands of electors is planned in a thread, on a draft of the room that has its journal too, as an
 * import is: no mark waits for it. It is applied in one short transaction.
 */

/** A change of the register by what the journal says. */
type ByJournal = { undo: readonly string[]; by: string } | { settle: string; choice: string; by: string };

/** What it did: of an undo, its effect. */
type Done<Change> = Change extends { undo: unknown } ? Undone : 'settled';

/** For the thread. */
export type AskedInDraft = { place: DraftPlace; gate: SharedNumber; change: ByJournal };

/** Does it in one short transaction. @throws Refusal */
export async function changeInDraft<Change extends ByJournal>(
  room: Room,
  change: Change,
): Promise<Done<Change>> {
  const made: ReadyPlan<Done<Change>>[] = [];
  const plans = async function* () {
    yield { stage: 'writing', done: 0, total: 1 } as const;
    const plan = await plannedInDraft(room, change);
    if (plan) made.push(plan);
    return plan;
  };
  try {
    return await applied(room, plans, {});
  } finally {
    for (const plan of made) plan.remove();
  }
}

/** What it would do, to be removed or applied; null if the room was closed meanwhile. @throws Refusal */
export async function plannedInDraft<Change extends ByJournal>(
  room: Room,
  change: Change,
): Promise<ReadyPlan<Done<Change>> | null> {
  while (room.isBusy) await room.settled();
  const { key } = room;
  const place = beginDraft(room, { copiesNow: false, withJournal: true });
  const gate = new Gate();
  const endRead = room.letRead(gate);
  let isPlanned = false;
  try {
    const asked: AskedInDraft = { place, gate: gate.shared, change };
    const script = new URL(`./draft-thread${extname(import.meta.url)}`, import.meta.url);
    const answer = await inThread<{ plan: Plan; result: Done<Change> }>(script, asked);
    if (!room.isOpen) return null;
    isPlanned = true;
    return new ReadyPlan(answer, room, place.file, key);
  } finally {
    endRead();
    if (!isPlanned) removeDraft(place.file, key !== undefined);
  }
}

/** In the thread. @throws Refusal */
export function planInDraft({ place, gate, change }: AskedInDraft): {
  plan: Plan;
  result: Undone | 'settled';
} {
  const draft = openDraft(place, COUNTED, new Gate(gate));
  try {
    if ('undo' in change) return undoOnDraft(draft, change.undo, change.by);
    settleWithin(draft.room, change.settle, change.choice, change.by);
    return { plan: planFrom(draft), result: 'settled' };
  } finally {
    draft.close();
  }
}
