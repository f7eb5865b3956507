import { beginDraft } from '../../../store/draft/begin-draft.ts';
import { openDraft } from '../../../store/draft/draft.ts';
import { removeDraft } from '../../../store/draft/draft-file.ts';
import { Refusal } from '../../../store/refusal.ts';
import type { Room } from '../../../store/room.ts';
import { COUNTED } from '../../streets/street-counts.ts';
import { applyPlan } from './apply-plan.ts';
import { type Plan, planFrom } from './plan.ts';

/**
 * Makes a change of the register on a draft of the room, and then the room the same in one short transaction, in this
 * thread and without a pause. If the change throws, the room is as it was.
 */
export function changeByDraft<Result>(room: Room, change: (draft: Room) => Result): Result {
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  const place = beginDraft(room, { copiesNow: true });
  try {
    const draft = openDraft(place, COUNTED);
    let result: Result;
    let plan: Plan;
    try {
      result = change(draft.room);
      plan = planFrom(draft);
    } finally {
      draft.close();
    }
    room.changeFrom(place.file, () => applyPlan(room, plan));
    return result;
  } finally {
    removeDraft(place.file, room.isEncrypted);
  }
}
