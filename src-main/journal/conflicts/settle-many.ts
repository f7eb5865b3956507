import { setTimeout as wait } from 'node:timers/promises';
import type { Room } from '../../store/room.ts';
import { changeInDraft } from '../in-draft.ts';
import { howLong, settleConflict, settlingInParts } from './settle-conflict.ts';

/** Settles a conflict or a group, as `settleConflict`; a large group so that no mark waits for it. */
export async function runSettle(room: Room, id: string, choice: string, by: string): Promise<void> {
  const how = howLong(room, id);
  if (how === 'thread') await changeInDraft(room, { settle: id, choice, by });
  else if (how === 'parts') await settleInParts(room, id, choice, by);
  else settleConflict(room, id, choice, by);
}

async function settleInParts(room: Room, id: string, choice: string, by: string): Promise<void> {
  const parts = settlingInParts(room, id, choice, by);
  for (;;) {
    const begun = performance.now();
    if (parts.next().done) return;
    // Marks that have come in meanwhile get as much of the time, however slow the laptop is.
    await wait(performance.now() - begun);
    while (room.isOpen && room.isBusy) await room.settled();
  }
}
