import type { Room } from '../../store/room.ts';
import { changeInDraft } from '../in-draft.ts';
import { isLong, settleConflict } from './settle-conflict.ts';

/** Settles a conflict or a group, as `settleConflict`; what is about the register of many electors is planned in a thread. */
export async function runSettle(room: Room, id: string, choice: string, by: string): Promise<void> {
  if (isLong(room, id)) await changeInDraft(room, { settle: id, choice, by });
  else settleConflict(room, id, choice, by);
}
