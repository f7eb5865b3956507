import type { ElectorNumber } from '../elector/elector-number.ts';
import type { StoredElector } from '../elector-rows.ts';
import type { RegisterElector } from '../file/elector-list.ts';
import { type Person, PersonIndex } from './person-index.ts';
import { isSamePerson, type ListedPerson } from './same-person.ts';
import type { StoredElectors } from './stored-electors.ts';

/** An elector of another edition: of a file by their line, or of another room. */
export type ListedElector = ElectorNumber & ListedPerson & Pick<RegisterElector, 'line' | 'bornOn'>;

/** All of them, and how many each district has. */
export type Edition = Iterable<Readonly<ListedElector>> & {
  counts(column: 'district'): ReadonlyMap<string, number>;
};

/** Who is who in two editions of a register whose numbers have changed. */
export type Renumbering = {
  /** Electors of the room by the lines of the same people in the file. */
  same: Map<number, StoredElector>;
  /** The same for lines of electors who may be one of these; a person has to decide. */
  unsure: Map<number, StoredElector[]>;
  /** Districts of the room that the new edition replaces. */
  districts: Set<string>;
};

/**
 * Recognises districts that were renumbered, as every register is in December, or have a new code, and matches their
 * electors by name and postcode.
 * @returns null if all numbers still mean the same people, or if these are completely different people.
 */
export function recogniseRenumbering(electors: Edition, stored: StoredElectors): Renumbering | null {
  if (stored.areNone) return null;
  const inFile = electors.counts('district');
  const isStranger = (elector: ListedElector) => {
    const holder = stored.person(elector);
    return holder ? !isSamePerson(elector, holder) : !stored.byDistrict.has(elector.district);
  };
  const strangers = new Map<string, number>();
  for (const elector of electors)
    if (isStranger(elector)) strangers.set(elector.district, (strangers.get(elector.district) ?? 0) + 1);
  // One number in ten with another person is more than deaths, moves and weddings explain.
  const suspected = new Set(
    [...strangers].flatMap(([district, count]) => (count * 10 > (inFile.get(district) ?? 0) ? district : [])),
  );
  if (suspected.size === 0) return null;
  const replaceable = stored.in((district) => suspected.has(district) || !inFile.has(district));
  const index = new PersonIndex(replaceable);
  const findable = new Map<string, number>();
  for (const elector of electors) {
    const { district } = elector;
    if (suspected.has(district) && isStranger(elector) && 'sure' in index.find(asPerson(elector)))
      findable.set(district, (findable.get(district) ?? 0) + 1);
  }
  const renumbered = new Set(
    [...suspected].filter((district) => (findable.get(district) ?? 0) * 2 >= (strangers.get(district) ?? 0)),
  );
  return renumbered.size === 0 ? null : match(electors, renumbered, replaceable, index);
}

function match(
  electors: Edition,
  renumbered: ReadonlySet<string>,
  known: readonly StoredElector[],
  index: PersonIndex<StoredElector>,
): Renumbering {
  const same = new Map<number, StoredElector>();
  const unsure = new Map<number, StoredElector[]>();
  const claims = new Map<StoredElector, number[]>();
  for (const elector of electors) {
    if (!renumbered.has(elector.district)) continue;
    const found = index.find(asPerson(elector));
    if ('unsure' in found) {
      if (found.unsure.length > 0) unsure.set(elector.line, found.unsure);
      continue;
    }
    const claimed = claims.get(found.sure);
    if (claimed) claimed.push(elector.line);
    else claims.set(found.sure, [elector.line]);
  }
  for (const [stored, claimed] of claims) {
    const [first] = claimed;
    if (first !== undefined && claimed.length === 1) same.set(first, stored);
    else for (const line of claimed) unsure.set(line, [stored]);
  }
  // Somebody who is surely one person cannot be another.
  const taken = new Set(same.values());
  for (const [line, candidates] of unsure) {
    const left = candidates.filter((candidate) => !taken.has(candidate));
    if (left.length > 0) unsure.set(line, left);
    else unsure.delete(line);
  }
  return { same, unsure, districts: replacedDistricts(renumbered, known, taken) };
}

/** Those in the file, and those of whose electors most are in it under another district's code. */
function replacedDistricts(
  renumbered: ReadonlySet<string>,
  known: readonly StoredElector[],
  taken: ReadonlySet<StoredElector>,
): Set<string> {
  const replaced = new Set(renumbered);
  for (const [district, there] of Map.groupBy(known, (each) => each.district)) {
    if (there.filter((each) => taken.has(each)).length * 2 > there.length) replaced.add(district);
  }
  return replaced;
}

export function asPerson({ surname, forename, bornOn, door }: ListedElector): Person {
  return { surname, forename, born_on: bornOn, postcode: door.postcode, house: door.house, flat: door.flat };
}
