import { rehearsal } from '../register/rehearsal.ts';
import type { Room } from '../store/room.ts';
import { changeInDraft, plannedInDraft } from './in-draft.ts';
import { isOfMany, undoEntries } from './undo.ts';
import { type UndoEffect, undoAndCount } from './undo-effect.ts';

/* The undo of a list about thousands of electors is planned in a thread, as its import was. Any other is done at once. */

/** What undoing these entries would change; null in a room that cannot be changed. @throws Refusal */
export async function effectOfUndo(room: Room, ids: readonly string[]): Promise<UndoEffect | null> {
  if (room.readOnly) return null;
  if (!isOfMany(room, ids)) return await rehearsal(room, () => undoAndCount(room, ids));
  const plan = await plannedInDraft(room, { undo: ids, by: '' });
  plan?.remove();
  return plan?.result.effect ?? null;
}

/** Undoes entries, as `undoEntries`. */
export async function runUndo(room: Room, ids: readonly string[], by: string): Promise<string> {
  if (!isOfMany(room, ids)) return undoEntries(room, ids, by);
  return (await changeInDraft(room, { undo: ids, by })).id;
}
