import { isDeepStrictEqual } from 'node:util';
import type { Room } from '../store/room.ts';
import { readCodeMeanings } from './elector/code-meanings.ts';
import { votingRules } from './elector/voting-rules.ts';
import { type ElectorFacts, electorRow, electorRows, type StoredElector } from './elector-rows.ts';
import { readRegisterSays } from './kept-facts.ts';
import { streetName, streetRow } from './streets/street-book.ts';

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
  const name = street ?? streetName(room, elector.street_id);
  const row = rowFor(room, elector.district, { ...elector, ...changed }, name);
  electorRows(room.db).update.run({ ...row, id: elector.id });
}

/** The row of somebody in a street of a district, by the room's rules. */
export function rowFor(room: Room, district: string, facts: ElectorFacts, street: string) {
  const rules = { rules: votingRules(room), codes: readCodeMeanings(room) };
  return electorRow(facts, streetRow(room, district, street), rules);
}

/** Writes what the register says of the facts that people have corrected, in one order, whoever said what first. */
export function writeRegisterSays(
  room: Room,
  elector: Pick<StoredElector, 'id' | 'register_says'>,
  says: Readonly<Record<string, unknown>>,
): void {
  if (isDeepStrictEqual(says, readRegisterSays(elector))) return;
  const fields = Object.entries(says).sort(([one], [other]) => (one < other ? -1 : 1));
  const kept = fields.length === 0 ? '' : JSON.stringify(Object.fromEntries(fields));
  electorRows(room.db).setRegisterSays.run(kept, elector.id);
}
