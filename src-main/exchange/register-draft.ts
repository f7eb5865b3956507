import { applyEntries } from '../journal/apply.ts';
import { recountAround } from '../register/streets/street-counts.ts';
import { type Difference, takeDifferences } from '../store/draft/differences.ts';
import { linkAgain } from '../store/journal/journal.ts';
import { withUndone } from '../store/journal/journal-links.ts';
import { entriesSince, hasRegisterChanged, isOnlyOwnSince } from '../store/journal/register-entries.ts';
import { lastDevice } from '../store/laptops/device.ts';
import type { Room } from '../store/room.ts';

/**
 * A later register with the entries that came with it, in a draft: what is different with them, and on what that was
 * found: the room after the entry `seq` of its journal, with devices up to this number.
 */
export type RegisterDraft = { differences: Difference[]; seq: number; lastDevice: number };

/** Whether the room is as it was then, apart from marks, slips and answers at doors that were entered on this laptop. */
export function isStillFor({ db }: Room, { seq, lastDevice: last }: RegisterDraft): boolean {
  return !hasRegisterChanged(db, seq) && isOnlyOwnSince(db, seq) && lastDevice(db) === last;
}

/** In SQL: the electors whom a draft has differently, and those who are gone. */
const DIFFERENT = 'id IN (SELECT id FROM draft.elector UNION ALL SELECT id FROM draft.elector_gone)';

/**
 * Makes the room what its copy became with the register, and applies what was entered meanwhile, as if that had come in
 * afterwards. Call it inside `room.changeFrom`.
 */
export function takeRegisterDraft(room: Room, { differences, seq }: RegisterDraft): void {
  const own = entriesSince(room.db, seq);
  recountAround(room, DIFFERENT, () => takeDifferences(room.db, differences));
  const turned = own.flatMap((id) => linkAgain(room.db, id));
  // What was undone meanwhile counted in the copy still.
  applyEntries(room, [...withUndone(room.db, own), ...turned]);
}
