import { extname } from 'node:path';
import { applied } from '../register/import/import-steps.ts';
import type { Plan } from '../register/import/plan/plan.ts';
import { ReadyPlan } from '../register/import/plan/planning.ts';
import { rehearsal } from '../register/rehearsal.ts';
import { COUNTED } from '../register/street-counts.ts';
import { beginDraft } from '../store/draft/begin-draft.ts';
import { type DraftPlace, openDraft } from '../store/draft/draft.ts';
import { removeDraft } from '../store/draft/draft-file.ts';
import { Gate, type SharedNumber } from '../store/draft/gate.ts';
import { inThread } from '../store/in-thread.ts';
import type { Room } from '../store/room.ts';
import { isOfMany, undoEntries } from './undo.ts';
import { type UndoEffect, type Undone, undoAndCount, undoOnDraft } from './undo-effect.ts';

/*
 * The undo of a list about thousands of electors is planned in a thread, as its import was, so that no mark waits for
 * it. Any other is done at once.
 */

/** What undoing these entries would change; null in a room that cannot be changed. @throws Refusal */
export async function effectOfUndo(room: Room, ids: readonly string[]): Promise<UndoEffect | null> {
  if (room.readOnly) return null;
  if (!isOfMany(room, ids)) return await rehearsal(room, () => undoAndCount(room, ids));
  const plan = await planned(room, ids, '');
  plan?.remove();
  return plan?.result.effect ?? null;
}

/** Undoes entries, as `undoEntries`. */
export async function runUndo(room: Room, ids: readonly string[], by: string): Promise<string> {
  if (!isOfMany(room, ids)) return undoEntries(room, ids, by);
  const made: ReadyPlan<Undone>[] = [];
  const plans = async function* () {
    yield { stage: 'writing', done: 0, total: 1 } as const;
    const plan = await planned(room, ids, by);
    if (plan) made.push(plan);
    return plan;
  };
  try {
    return (await applied(room, plans, {})).id;
  } finally {
    for (const plan of made) plan.remove();
  }
}

/** For the thread. */
export type LongUndo = { place: DraftPlace; gate: SharedNumber; ids: readonly string[]; by: string };

/** Null if the room was closed meanwhile. */
async function planned(room: Room, ids: readonly string[], by: string): Promise<ReadyPlan<Undone> | null> {
  while (room.isBusy) await room.settled();
  const { key } = room;
  const place = beginDraft(room, { copiesNow: false, withJournal: true });
  const gate = new Gate();
  const endRead = room.letRead(gate);
  let isPlanned = false;
  try {
    const asked: LongUndo = { place, gate: gate.shared, ids, by };
    const script = new URL(`./undo-thread${extname(import.meta.url)}`, import.meta.url);
    const answer = await inThread<{ plan: Plan; result: Undone }>(script, asked);
    if (!room.isOpen) return null;
    isPlanned = true;
    return new ReadyPlan(answer, room, place.file, key);
  } finally {
    endRead();
    if (!isPlanned) removeDraft(place.file, key !== undefined);
  }
}

/** In the thread. */
export function planLongUndo({ place, gate, ids, by }: LongUndo): { plan: Plan; result: Undone } {
  const draft = openDraft(place, COUNTED, new Gate(gate));
  try {
    return undoOnDraft(draft, ids, by);
  } finally {
    draft.close();
  }
}
