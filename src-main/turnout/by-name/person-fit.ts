import { isOnlyType } from '../../register/address/place-name.ts';
import { type DoorFitting, type DoorWords, doorFit } from './door-fit.ts';
import { type Fitting, type NameWords, nameFit } from './name-fit.ts';
import { isDigits } from './written-words.ts';

/** The words that the register has of an elector. */
export type PersonWords = NameWords & DoorWords;

/**
 * How strictly words must fit: all of them exactly (`exact`), spelled a little differently (`near`), or only the door or
 * only the name (`half`).
 */
export type Strictness = 'exact' | 'near' | 'half';

export type PersonFitting = Fitting & {
  /** Whether words say where the elector lives. */
  isDoor: boolean;
  /** Whether words are the elector's name. */
  isNamed: boolean;
};

/**
 * Whether words are about an elector: a name, a door, a door with a name on either side, or a number with a name. Every
 * word must be used.
 * @returns null if they are not.
 */
export function personFit(
  words: readonly string[],
  person: PersonWords,
  strictness: Strictness,
): PersonFitting | null {
  let best: PersonFitting | null = null;
  // A name may be written apart: `mac donald`.
  const longestName = person.surname.length + person.forename.length + 2;
  const mayBeName = strictness === 'exact' ? mayBeNameOf(person) : (word: string) => !isDigits(word);
  for (let from = 0; from < words.length; from += 1) {
    // Without a name at first.
    for (let to = from === 0 ? 0 : from + 1; to <= Math.min(words.length, from + longestName); to += 1) {
      const name = words.slice(from, to);
      if (!name.every(mayBeName)) break;
      const rest = words.filter((_, at) => at < from || at >= to);
      const fitting = bothFit(name, rest, person, strictness);
      if (fitting && isBetter(fitting, best)) best = fitting;
    }
  }
  return best;
}

/** Whether a word may be part of an elector's name, however the name is written: most words of an address are not. */
function mayBeNameOf({ surname, forename }: NameWords): (word: string) => boolean {
  const written = [surname.join(''), forename.join(''), forename.map((word) => word.charAt(0)).join('')];
  const letters = written.join(' ');
  return (word) => !isDigits(word) && (letters.includes(word) || /^(?:ma?c|st$|saint)/.test(word));
}

function isBetter(one: PersonFitting, other: PersonFitting | null): boolean {
  return (
    !other || one.penalty < other.penalty || (one.penalty === other.penalty && one.isWhole && !other.isWhole)
  );
}

function bothFit(
  name: readonly string[],
  rest: readonly string[],
  person: PersonWords,
  strictness: Strictness,
): PersonFitting | null {
  const isNear = strictness === 'near';
  const byName = name.length === 0 ? null : nameFit(name, person, isNear);
  const isNamed = byName !== null || name.length === 0;
  if (!isNamed && strictness !== 'half') return null;
  if (rest.length === 0)
    return byName && { ...byName, penalty: byName.penalty + tooShort(name), isDoor: false, isNamed: true };
  const byDoor = doorFit(rest, person, name.length > 0 && isNamed, isNear);
  if (strictness === 'half') return halfFit(name, byName !== null, rest, byDoor);
  if (!byDoor) return null;
  const penalty = (byName?.penalty ?? 0) + byDoor.penalty;
  return { penalty, isWhole: byName?.isWhole ?? true, isDoor: !byDoor.isNumber, isNamed: byName !== null };
}

/** An initial alone is hardly a name. */
function tooShort([word = '', ...more]: readonly string[]): number {
  return word.length === 1 && more.length === 0 ? 1 : 0;
}

/** Somebody else at that door, or somebody of that whole name at another. */
function halfFit(
  name: readonly string[],
  isNamed: boolean,
  rest: readonly string[],
  byDoor: DoorFitting | null,
): PersonFitting | null {
  const isAtDoor = byDoor?.hasHouse ?? false;
  const isOther = isAtDoor && !isNamed && name.length > 0 && name.length <= MOST_NAMES;
  const isElsewhere = isNamed && !isAtDoor && name.length > 1 && rest.some(isDigits) && rest.some(isOnlyType);
  if (!isOther && !isElsewhere) return null;
  return {
    penalty: isOther ? (byDoor?.penalty ?? 0) : MOST_NAMES,
    isWhole: true,
    isDoor: true,
    isNamed: true,
  };
}

const MOST_NAMES = 3;
