import { withUndone } from '../../store/journal/journal-links.ts';
import { entriesSince, hasRegisterChanged } from '../../store/journal/register-entries.ts';
import { openRoom } from '../../store/open-room.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { carriedEntries } from './carried-entries.ts';
import type { PlannedJoin } from './join-plan.ts';
import { addCarried } from './join-within.ts';
import { JOINING } from './open-copy.ts';

/** More wait for a thread: marks would wait for them. */
const MOST_AT_THE_END = 500;

const sql = prepared((db) => ({
  /** Of these entries. */
  changesStation: db
    .prepare<[string], 0 | 1>(
      "SELECT EXISTS (SELECT 1 FROM journal WHERE id IN (SELECT value FROM json_each(?)) AND kind = 'station')",
    )
    .pluck(),
  electors: db
    .prepare<[number], number>(
      'SELECT DISTINCT elector_id FROM journal WHERE seq > ? AND elector_id IS NOT NULL',
    )
    .pluck(),
}));

/**
 * Carries what was entered in this room while a thread made the new one, which waits to get its name. Returns how many
 * entries have come; null if all has to be compared anew, since they say who or what is what, or are too many.
 */
export function carryRest(here: Room, waiting: string, planned: PlannedJoin): number | null {
  const { seq, key, people, made } = planned;
  const rest = entriesSince(here.db, seq);
  if (rest.length === 0) return 0;
  const isKnown = (elector: number) => people.same.has(elector) || people.nobody.has(elector);
  if (
    rest.length > MOST_AT_THE_END ||
    hasRegisterChanged(here.db, seq) ||
    sql(here.db).changesStation.get(JSON.stringify(withUndone(here.db, rest))) === 1 ||
    !sql(here.db).electors.all(seq).every(isKnown)
  )
    return null;
  // It was checked by the thread.
  const there = openRoom(waiting, { create: false, program: JOINING, key, lookThroughLater: true });
  try {
    return there.change(() => {
      const { entries } = carriedEntries(here, there, { people, letter: made.laptop.letter, ids: rest });
      return addCarried(there, entries).length;
    });
  } finally {
    there.close();
  }
}
