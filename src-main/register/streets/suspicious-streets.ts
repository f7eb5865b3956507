import { type Message, say } from '../../../src-shared/message.ts';
import { isDirection, isQualifier, streetKey } from '../address/place-name.ts';

/** A street that may be none, and the one that it may belong to. */
export type Suspicion = { why: Message; sameAs: string | null };

export type CountedStreet = { id: number; district: string; name: string; doors: number };

const NUMBER = /\d/;
const ORDINALS = /\b\d+(?:st|nd|rd|th)\b/gi;

/**
 * Streets to look at, by id: those with a number or with another street in their name, and those with one door. An
 * address that was not understood looks like this; many of them are streets all the same.
 */
export function suspiciousStreets(streets: readonly CountedStreet[]): Map<number, Suspicion> {
  const found = new Map<number, Suspicion>();
  for (const there of Map.groupBy(streets, ({ district }) => district).values()) {
    const keys = new Map(there.map((street) => [street, streetKey(street.name.split(',')[0] ?? '')]));
    const byKey = new Map([...keys].map(([street, key]) => [key, street]));
    for (const [street, key] of keys) {
      const suspicion = key === '' ? null : suspect(street, key, byKey);
      if (suspicion) found.set(street.id, suspicion);
    }
  }
  return found;
}

function suspect(
  street: CountedStreet,
  key: string,
  byKey: ReadonlyMap<string, CountedStreet>,
): Suspicion | null {
  const inside = streetInside(street, key, byKey);
  if (NUMBER.test(street.name.replace(ORDINALS, '')))
    return { why: say('Its name has a number in it.'), sameAs: inside };
  if (inside !== null) return { why: say('Its name has another street in it.'), sameAs: inside };
  if (street.doors !== 1) return null;
  const alike = [...byKey].find(([other, { doors }]) => doors > 1 && isOneSlip(key, other))?.[1].name ?? null;
  return { why: say('It has only one door.'), sameAs: alike };
}

/** A street with more doors whose name is a part of this one: not in `Upper High Street`, if several live there. */
function streetInside(
  street: CountedStreet,
  key: string,
  byKey: ReadonlyMap<string, CountedStreet>,
): string | null {
  const words = key.split(' ');
  for (let length = words.length - 1; length > 0; length -= 1) {
    for (let start = words.length - length; start >= 0; start -= 1) {
      const other = byKey.get(words.slice(start, start + length).join(' '));
      if (!other || other.doors <= street.doors) continue;
      const isOwnName =
        (start > 0 && isQualifier(words.slice(0, start))) || isDirection(words[start + length]);
      if (!isOwnName || street.doors === 1) return other.name;
    }
  }
  return null;
}

/** Whether two names differ by one letter: left out, put in, exchanged for another, or swapped with the next. */
export function isOneSlip(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end))
    end += 1;
  const [here, there] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (here.length <= 1 && there.length <= 1) return true;
  return here.length === 2 && there.length === 2 && here[0] === there[1] && here[1] === there[0];
}
