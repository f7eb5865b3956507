import { formatNumber } from '../elector/elector-number.ts';
import type { StoredElector } from '../elector-rows.ts';
import type { RegisterElector } from '../file/read-register.ts';
import { type Person, PersonIndex } from './person-index.ts';
import { isSamePerson } from './same-person.ts';

/** Who is who in two editions of a register whose numbers have changed. */
export type Renumbering = {
  same: Map<RegisterElector, StoredElector>;
  /** Electors who may be one of these; a person has to decide. */
  unsure: Map<RegisterElector, StoredElector[]>;
  /** Districts of the room that the new edition replaces. */
  districts: Set<string>;
};

/**
 * Recognises districts that were renumbered, as every register is in December, or have a new code, and matches their
 * electors by name and postcode.
 * @returns null if all numbers still mean the same people, or if these are completely different people.
 */
export function recogniseRenumbering(
  electors: readonly RegisterElector[],
  stored: ReadonlyMap<string, StoredElector>,
): Renumbering | null {
  if (stored.size === 0) return null;
  const known = [...stored.values()];
  const held = new Set(known.map(({ district }) => district));
  const byDistrict = Map.groupBy(electors, ({ district }) => district);
  const suspected = new Map<string, RegisterElector[]>();
  for (const [district, members] of byDistrict) {
    const strangers = members.filter((elector) => {
      const holder = stored.get(formatNumber(elector));
      return holder ? !isSamePerson(elector, holder) : !held.has(district);
    });
    // One number in ten with another person is more than deaths, moves and weddings explain.
    if (strangers.length * 10 > members.length) suspected.set(district, strangers);
  }
  if (suspected.size === 0) return null;
  const replaceable = known.filter(({ district }) => suspected.has(district) || !byDistrict.has(district));
  const index = new PersonIndex(replaceable);
  const renumbered = new Set(
    [...suspected].flatMap(([district, strangers]) => {
      const findable = strangers.filter((elector) => 'sure' in index.find(asPerson(elector)));
      return findable.length * 2 >= strangers.length ? [district] : [];
    }),
  );
  if (renumbered.size === 0) return null;
  return match(
    electors.filter(({ district }) => renumbered.has(district)),
    replaceable,
    index,
  );
}

function match(
  electors: readonly RegisterElector[],
  known: readonly StoredElector[],
  index: PersonIndex<StoredElector>,
): Renumbering {
  const same = new Map<RegisterElector, StoredElector>();
  const unsure = new Map<RegisterElector, StoredElector[]>();
  const claims = new Map<StoredElector, RegisterElector[]>();
  for (const elector of electors) {
    const found = index.find(asPerson(elector));
    if ('unsure' in found) {
      if (found.unsure.length > 0) unsure.set(elector, found.unsure);
      continue;
    }
    const claimed = claims.get(found.sure);
    if (claimed) claimed.push(elector);
    else claims.set(found.sure, [elector]);
  }
  for (const [stored, claimed] of claims) {
    const [first] = claimed;
    if (first && claimed.length === 1) same.set(first, stored);
    else for (const elector of claimed) unsure.set(elector, [stored]);
  }
  // Somebody who is surely one person cannot be another.
  const taken = new Set(same.values());
  for (const [elector, candidates] of unsure) {
    const left = candidates.filter((candidate) => !taken.has(candidate));
    if (left.length > 0) unsure.set(elector, left);
    else unsure.delete(elector);
  }
  return { same, unsure, districts: replacedDistricts(electors, known, taken) };
}

/** Those in the file, and those of whose electors most are in it under another district's code. */
function replacedDistricts(
  electors: readonly RegisterElector[],
  known: readonly StoredElector[],
  taken: ReadonlySet<StoredElector>,
): Set<string> {
  const replaced = new Set(electors.map(({ district }) => district));
  for (const [district, there] of Map.groupBy(known, (each) => each.district)) {
    if (there.filter((each) => taken.has(each)).length * 2 > there.length) replaced.add(district);
  }
  return replaced;
}

function asPerson({ surname, forename, bornOn, door }: RegisterElector): Person {
  return { surname, forename, born_on: bornOn, postcode: door.postcode, house: door.house, flat: door.flat };
}
