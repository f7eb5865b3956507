import { type Message, say } from '../../src-shared/message.ts';
import { addToJournal, type ElectorChanges } from '../store/journal/journal.ts';
import type { Room } from '../store/room.ts';
import { changeFacts } from './change-elector.ts';
import { type ElectorFacts, electorRows, type StoredElector } from './elector-rows.ts';
import type { KeptOffByList } from './file/read-absent.ts';
import { readRegisterSays } from './kept-facts.ts';

/** What a list says of an elector besides how they vote, as `keptOffBy` gives it. */
export type SaidOfElector = { id: number; said: KeptOffByList | null; unsaid: KeptOffByList | null };

/**
 * Keeps electors off every sheet of whom a list says that they moved or died, in an entry of its own. What a person has
 * corrected stays. Call it inside `room.change`, and recount the streets afterwards.
 * @returns the electors whom that changes, and what they are now.
 */
export function keepOffByList(
  room: Room,
  said: readonly SaidOfElector[],
  entry: { file: string; by: string },
): { elector: StoredElector; what: Message }[] {
  const answers: ElectorChanges = {};
  const changed: { elector: StoredElector; what: Message }[] = [];
  for (const each of said) {
    const stored = electorRows(room.db).byId.get(each.id);
    const [field, value] = stored ? (factBy(each, stored) ?? []) : [];
    if (!stored || field === undefined || value === undefined) continue;
    changeFacts(room, stored, { [field]: value });
    answers[each.id] = { [field]: [stored[field], value] };
    changed.push({ elector: stored, what: each.said === null ? MAY_BE_KNOCKED : WORDS[each.said] });
  }
  const { file, by } = entry;
  if (changed.length > 0)
    addToJournal(room, { kind: 'register', by, detail: { file, canvassed: changed.length, answers } });
  return changed;
}

const WORDS: Record<KeptOffByList, Message> = {
  moved: say('moved'),
  deceased: say('deceased'),
  'do not knock': say('do not knock'),
};
const MAY_BE_KNOCKED = say('may be knocked');

type Fact = 'gone' | 'do_not_knock';

/** The fact that changes, and its new value; null if nothing does. */
function factBy({ said, unsaid }: SaidOfElector, stored: StoredElector): [Fact, ElectorFacts[Fact]] | null {
  const corrected = readRegisterSays(stored);
  if (said === 'do not knock')
    return stored.do_not_knock === 0 && !('do_not_knock' in corrected) ? ['do_not_knock', 1] : null;
  if ('gone' in corrected) return null;
  if (said !== null) return stored.gone === '' ? ['gone', said] : null;
  return unsaid !== null && stored.gone === unsaid ? ['gone', ''] : null;
}
