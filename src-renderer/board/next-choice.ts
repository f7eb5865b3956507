import type { NextPlace } from '../../src-main/sheets/next-places.ts';
import type { ForPeople } from '../../src-main/sheets/types.ts';
import type { KnockWeights } from '../../src-main/turnout/figures/where-next.ts';
import { MINUTES_EACH, PEOPLE } from '../../src-shared/limits.ts';
import { remembered } from '../shared/remembered.ts';
import { Store } from '../shared/store.ts';
import { readWhole } from '../shared/WholeNumberInput.tsx';

/** How many people there are, and how many minutes each has, as last typed at this computer. */
export const peopleTyped = remembered('next-people', '3');
export const minutesTyped = remembered('next-minutes', '45');

/** The form of people and minutes, to which the ticks belong too: Enter on any of them prints. */
export const NEXT_FORM = 'next-sheets';

/** Whether walks are offered, or streets. */
export const nextBy = remembered('next-by', 'street');

/** The streets ticked, while other screens are open too; null while nobody has changed what is suggested. */
export const ticked = new Store<ReadonlySet<number> | null>(null);

/** Whether somebody has a sheet of a place, or one is about to go out. */
export function hasSheet({ out, waiting }: Pick<NextPlace, 'out' | 'waiting'>): boolean {
  return out.length > 0 || waiting.length > 0;
}

/** How many people, and for how long, if what was typed can be: everybody needs longer than the way to a street. */
export function asForPeople(
  people: string,
  minutes: string,
  { minutesToReach }: Pick<KnockWeights, 'minutesToReach'>,
): ForPeople | null {
  const read = { people: readWhole(people, PEOPLE), minutes: readWhole(minutes, MINUTES_EACH) };
  if (read.people === null || read.minutes === null || isTooShort(minutes, { minutesToReach })) return null;
  return { people: read.people, minutes: read.minutes };
}

/** Whether the minutes that were typed are gone before anybody gets to a street. */
export function isTooShort(
  minutes: string,
  { minutesToReach }: Pick<KnockWeights, 'minutesToReach'>,
): boolean {
  const read = readWhole(minutes, MINUTES_EACH);
  return read !== null && read <= minutesToReach;
}

/** Nobody is sent where less than this part of the best place's votes an hour is to be gained, to fill the time. */
const WORTH_FILLING = 0.5;

/**
 * The streets to tick for these people: of the places, which are in order of worth, as many as they have time for.
 * Places of which somebody has a sheet are left out. The best is suggested even if it takes longer.
 */
export function suggested(
  places: readonly NextPlace[],
  { people, minutes }: ForPeople,
  { minutesToReach }: Pick<KnockWeights, 'minutesToReach'>,
): Set<number> {
  // Where one person stops in the middle of a street, the next has to get there too.
  let left = people * minutes - (people - 1) * minutesToReach;
  const free = places.filter((place) => !hasSheet(place));
  const least = (free[0]?.votesPerHour ?? 0) * WORTH_FILLING;
  const streets = new Set<number>();
  for (const place of free) {
    if (place.votesPerHour < least || (place.minutes > left && streets.size > 0)) continue;
    for (const id of place.streetIds) streets.add(id);
    left -= place.minutes;
  }
  return streets;
}

/** The places with a street that is ticked. */
export function chosenOf(places: readonly NextPlace[], streets: ReadonlySet<number>): NextPlace[] {
  return places.filter(({ streetIds }) => streetIds.some((id) => streets.has(id)));
}
