import { withoutGap } from '../address/postcode.ts';
import { type ElectorName, foldName, namesAgree, sameForename } from '../elector/elector-name.ts';

/** Enough about a person to recognise them in another file. */
export type Person = ElectorName & {
  postcode: string;
  house: string;
  flat: string;
  /** ISO date; null if not known. */
  born_on: string | null;
};

/** Who a person may be: one for sure, or several for a person to choose from. */
export type Match<Known extends Person> = { sure: Known } | { unsure: Known[] };

/**
 * Finds people by name and postcode, for files whose elector numbers cannot be trusted: a canvass without them, or
 * a register that was renumbered (REGISTERS.md, "Elector numbers").
 */
export class PersonIndex<Known extends Person> {
  readonly #byName = new Map<string, Known[]>();
  readonly #byDoor = new Map<string, Known[]>();

  constructor(people: Iterable<Known>) {
    for (const person of people) {
      if (person.surname === '' && person.forename === '') continue;
      put(this.#byName, nameKey(person), person);
      const door = doorKey(person);
      if (door !== null) put(this.#byDoor, door, person);
    }
  }

  /**
   * Sure: the only one of that name at the postcode (or, of several, at the door or with that birthday), or the only
   * one at the door whose name may be a shorter or longer form. Unsure: others with the name, and those with the
   * forename at the door, whose surname may have changed.
   */
  find(person: Person): Match<Known> {
    const named = this.#byName.get(nameKey(person)) ?? [];
    const here = named.filter(({ postcode }) => samePostcode(postcode, person.postcode));
    const sure =
      only(here.filter((known) => mayHaveSameBirthday(known, person))) ??
      only(here.filter((known) => sameDoor(known, person))) ??
      only(here.filter(({ born_on }) => born_on !== null && born_on === person.born_on));
    if (sure) return { sure };
    if (here.length > 0) return { unsure: here };
    const door = doorKey(person);
    const atDoor = (door !== null && this.#byDoor.get(door)) || [];
    const alike = only(
      atDoor.filter((known) => namesAgree(known, person) && mayHaveSameBirthday(known, person)),
    );
    if (alike) return { sure: alike };
    const renamed = atDoor.filter((known) => namesAgree(known, person) || sameForename(known, person));
    return { unsure: [...new Set([...renamed, ...named])].slice(0, 8) };
  }
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}

function only<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** Surname and first forename; other forenames are often left out. */
function nameKey({ surname, forename }: ElectorName): string {
  return `${foldName(surname)} ${foldName(forename.split(' ')[0] ?? '')}`;
}

function doorKey({ postcode, house, flat }: Person): string | null {
  if (postcode === '' || (house === '' && flat === '')) return null;
  return [withoutGap(postcode), house, flat].join('|').toUpperCase();
}

function sameDoor(one: Person, other: Person): boolean {
  const door = doorKey(one);
  return door !== null && door === doorKey(other);
}

/** A blank on either side is not a difference. */
function samePostcode(one: string, other: string): boolean {
  return one === '' || other === '' || withoutGap(one) === withoutGap(other);
}

function mayHaveSameBirthday(one: Person, other: Person): boolean {
  return one.born_on === null || other.born_on === null || one.born_on === other.born_on;
}
