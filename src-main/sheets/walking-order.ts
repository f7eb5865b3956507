import { byName } from '../../src-shared/by-name.ts';
import type { Sides } from '../../src-shared/paper-look.ts';

/** A door in its street: `house` is its house number, `flat` anything else in its address. */
export type DoorName = { house: string; flat: string };

/**
 * Compares a street's doors in walking order: house numbers as numbers (2, 4, 4A, 10), flats in order inside a house,
 * and houses that have only a name last, by name.
 */
function inWalkingOrder(one: DoorName, other: DoorName): number {
  if ((one.house === '') !== (other.house === '')) return one.house === '' ? 1 : -1;
  return byName(one.house, other.house) || byName(one.flat, other.flat);
}

/** House numbers further apart than this do not tell where a house between them is. */
const NEAR = 6;

/**
 * Where houses with only a name are, from the register's order: between two houses with near numbers, after the
 * first. Returns that house's number for each door's name, in capitals. Give the doors in the order of their elector
 * numbers.
 */
export function namedHousesAfter(doors: readonly DoorName[]): Map<string, string> {
  const after = new Map<string, string>();
  let before = '';
  let waiting: string[] = [];
  for (const { house, flat } of doors) {
    if (house === '') {
      waiting.push(flat.toUpperCase());
      continue;
    }
    const apart = Math.abs(Number.parseInt(house, 10) - Number.parseInt(before, 10));
    if (before !== '' && apart <= NEAR) for (const name of waiting) after.set(name, before);
    waiting = [];
    before = house;
  }
  return after;
}

/**
 * The same order, with named houses placed by `after`. `odd-even` goes up the odd side and down the even one; houses
 * without a number come after both.
 */
export function walkedWith(
  after: ReadonlyMap<string, string>,
  sides: Sides = 'through',
): (one: DoorName, other: DoorName) => number {
  const place = (door: DoorName) => {
    const house = door.house === '' ? after.get(door.flat.toUpperCase()) : undefined;
    return { house: house ?? door.house, behind: house !== undefined };
  };
  return (one, other) => {
    const [a, b] = [place(one), place(other)];
    const side = sideOf(a.house);
    if (sides === 'odd-even' && side !== sideOf(b.house)) return side - sideOf(b.house);
    const down = sides === 'odd-even' && side === EVEN ? -1 : 1;
    const byHouse = inWalkingOrder({ house: a.house, flat: '' }, { house: b.house, flat: '' });
    return byHouse * down || Number(a.behind) - Number(b.behind) || byName(one.flat, other.flat);
  };
}

const EVEN = 1;

/** 0 for the odd side, 1 for the even, 2 for a house without a number or a place. */
function sideOf(house: string): 0 | typeof EVEN | 2 {
  const number = Number.parseInt(house, 10);
  if (Number.isNaN(number)) return 2;
  return number % 2 === 1 ? 0 : EVEN;
}

/** What the runner looks for: `14`, `Flat 3, 14`, `Rose Cottage`; '' for a door with neither number nor name. */
export function doorLabel({ house, flat }: DoorName): string {
  return [flat, house].filter(Boolean).join(', ');
}
