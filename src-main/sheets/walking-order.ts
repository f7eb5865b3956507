import { byName } from '../../src-shared/by-name.ts';
import type { Sides } from '../../src-shared/paper-look.ts';
import { type InsideHouse, insideHouse } from '../register/address/inside-house.ts';

/** A door in its street: `house` is its house number, `flat` anything else in its address. */
export type DoorName = { house: string; flat: string };

/** House numbers further apart than this do not tell where a house between them is, unless they are on one side. */
const NEAR = 6;

/**
 * Where buildings with only a name are, from the register's order: between two houses with near numbers, or two that
 * go up one side, after the first. Returns that house's number for each building, as `placeKey`. Give the doors in the
 * order of their elector numbers.
 */
export function namedHousesAfter(doors: readonly DoorName[]): Map<string, string> {
  const after = new Map<string, string>();
  let before = '';
  let waiting = new Set<string>();
  for (const { house, flat } of doors) {
    if (house === '') {
      waiting.add(placeKey(flat, insideHouse(flat)));
      continue;
    }
    if (waiting.size > 0 && areNeighbours(before, house))
      for (const name of waiting) if (!after.has(name)) after.set(name, before);
    waiting = new Set();
    before = house;
  }
  return after;
}

function areNeighbours(before: string, house: string): boolean {
  const [one, other] = [Number.parseInt(before, 10), Number.parseInt(house, 10)];
  if (Number.isNaN(one) || Number.isNaN(other)) return false;
  return Math.abs(other - one) <= NEAR || (other > one && (other - one) % 2 === 0);
}

/** All doors of one building are at one place in the street. */
function placeKey(flat: string, { building }: InsideHouse): string {
  return (building || flat).toUpperCase();
}

/**
 * Compares a street's doors in walking order: house numbers as numbers (2, 4, 4A, 10); inside a house building by
 * building, and the flats of each in order. Buildings that have only a name are placed by `after`, or come last.
 * `odd-even` goes up the odd side and down the even one; houses without a number come after both.
 */
export function walkedWith(
  after: ReadonlyMap<string, string>,
  sides: Sides = 'through',
): (one: DoorName, other: DoorName) => number {
  const places = new Map<DoorName, Place>();
  const place = (door: DoorName) => {
    let found = places.get(door);
    if (!found) {
      found = placeOf(door, after);
      places.set(door, found);
    }
    return found;
  };
  return (one, other) => {
    const [a, b] = [place(one), place(other)];
    const side = sideOf(a.house);
    if (sides === 'odd-even' && side !== sideOf(b.house)) return side - sideOf(b.house);
    const down = sides === 'odd-even' && side === EVEN ? -1 : 1;
    return (
      byNumber(a.house, b.house) * down ||
      Number(a.isBehind) - Number(b.isBehind) ||
      byName(a.building, b.building) ||
      a.floor - b.floor ||
      byName(a.unit, b.unit) ||
      byName(one.flat, other.flat)
    );
  };
}

type Place = InsideHouse & { house: string; isBehind: boolean };

function placeOf({ house, flat }: DoorName, after: ReadonlyMap<string, string>): Place {
  const inside = insideHouse(flat);
  const before = house === '' ? after.get(placeKey(flat, inside)) : undefined;
  return { ...inside, house: before ?? house, isBehind: before !== undefined };
}

/** Doors without a number come last. */
function byNumber(one: string, other: string): number {
  if ((one === '') !== (other === '')) return one === '' ? 1 : -1;
  return byName(one, other);
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
