import type { Room } from '../store/room.ts';
import { readCodeMeanings } from './elector/code-meanings.ts';
import { votingRules } from './elector/voting-rules.ts';
import { type ElectorFacts, electorRow, electorRows, type StoredElector } from './elector-rows.ts';
import { StreetBook } from './streets/street-book.ts';

/**
 * Writes changed facts of one elector, and everything derived from them; give `street` only if it changes. Call it
 * inside `room.change`, and recount the streets afterwards.
 */
export function changeFacts(
  room: Room,
  elector: StoredElector,
  changed: Partial<ElectorFacts>,
  street?: string,
): void {
  const name = street ?? new StreetBook(room).nameOf(elector.street_id);
  const row = rowFor(room, elector.district, { ...elector, ...changed }, name);
  electorRows(room.db).update.run({ ...row, id: elector.id });
}

/** The row of somebody in a street of a district, by the room's rules. */
export function rowFor(room: Room, district: string, facts: ElectorFacts, street: string) {
  const rules = { rules: votingRules(room), codes: readCodeMeanings(room) };
  return electorRow(facts, new StreetBook(room).find(district, street, null), rules);
}
