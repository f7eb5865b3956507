import type { AddressLine } from './address-line.ts';
import type { PlaceName } from './place-name.ts';
import { withoutGap } from './postcode.ts';
import { properCase } from './proper-case.ts';

/** An address whose street is found, but not named yet. */
export type PlacedDoor = {
  /** Null if the file names no street. */
  street: PlaceName | null;
  house: string;
  flat: string;
  /** The line after the street: a village, or a town. */
  place: PlaceName | null;
  lines: readonly AddressLine[];
  postcode: string;
  /** A name with the door's number that may be the street or a building on it, and the flat in either case. */
  block: { name: PlaceName; house: string; alone: string; inside: string } | null;
};

/** A street with its doors, as their indices. */
export type NamedStreet = { name: string; doors: readonly number[] };

/**
 * Puts a district's doors into streets, each named in the spelling that most of its doors have; doors without a street are left
 * out. Streets with one name in different villages of a district get the village's name too: `The Green, Bigton`.
 */
export function nameStreets(doors: readonly PlacedDoor[]): NamedStreet[] {
  const named: NamedStreet[] = [];
  for (const members of groupByStreet(doors)) {
    const name = properCase(mostFrequent(members.map((index) => doors[index]?.street?.spelling ?? '')));
    const villages = splitByVillage(members, doors);
    for (const village of villages) {
      const place = mostFrequent(village.flatMap((index) => doors[index]?.place?.spelling || []));
      const label = villages.length > 1 && place !== '' ? `${name}, ${properCase(place)}` : name;
      named.push({ name: label, doors: village });
    }
  }
  return named;
}

/** The doors' indices by key of their street. */
function groupByStreet(doors: readonly PlacedDoor[]): Iterable<number[]> {
  const streets = new Map<string, number[]>();
  for (const [index, { street }] of doors.entries()) {
    if (!street) continue;
    const members = streets.get(street.key);
    if (members) members.push(index);
    else streets.set(street.key, [index]);
  }
  return streets.values();
}

/** Doors of one name that have the same place behind their street. */
type Village = {
  members: number[];
  place: string;
  beyond: ReadonlySet<string>;
  postcodes: Map<string, number>;
};

/**
 * One name, several places: these are several streets. Since lines drift, places are one where most of the smaller
 * one's doors have the other's postcodes. A door that names no village, or only the town of several, belongs to the one
 * with its postcode; it never puts two villages together.
 */
function splitByVillage(members: readonly number[], doors: readonly PlacedDoor[]): (readonly number[])[] {
  const byPlace = Map.groupBy(members, (index) => doors[index]?.place?.key ?? '');
  if (byPlace.size === 1) return [members];
  const all = [...byPlace].map(([place, there]): Village => {
    const beyond = there.flatMap((index) => placesBeyond(doors[index]));
    return { members: there, place, beyond: new Set(beyond), postcodes: postcodesOf(there, doors) };
  });
  const isTown = ({ place }: Village) =>
    place === '' || all.some((other) => other.place !== place && other.beyond.has(place));
  const villages: Village[] = [];
  for (const village of all.filter((each) => !isTown(each))) {
    const same = villages.find((other) => areOneVillage(other, village));
    if (same) addTo(same, village);
    else villages.push(village);
  }
  const [only, ...others] = villages;
  if (!only || others.length === 0) return [members];
  const left = all.filter(isTown).flatMap((town) => town.members);
  const homeless = left.filter((index) => !putWithNeighbours(index, doors[index], villages));
  return [...villages.map((village) => village.members), ...(homeless.length > 0 ? [homeless] : [])];
}

function placesBeyond(door: PlacedDoor | undefined): string[] {
  if (!door?.place) return [];
  const { lines, place } = door;
  return lines.slice(lines.findIndex(({ name }) => name === place) + 1).map(({ name }) => name.key);
}

function postcodesOf(members: readonly number[], doors: readonly PlacedDoor[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const index of members) {
    const postcode = withoutGap(doors[index]?.postcode ?? '');
    if (postcode !== '') counts.set(postcode, (counts.get(postcode) ?? 0) + 1);
  }
  return counts;
}

function areOneVillage(one: Village, other: Village): boolean {
  if (one.postcodes.size === 0 || other.postcodes.size === 0) return false;
  const shared = [...one.postcodes].map(([postcode, count]) =>
    Math.min(count, other.postcodes.get(postcode) ?? 0),
  );
  const sum = shared.reduce((total, count) => total + count, 0);
  return sum * 2 > Math.min(one.members.length, other.members.length);
}

function addTo(village: Village, more: Village): void {
  village.members.push(...more.members);
  for (const [postcode, count] of more.postcodes)
    village.postcodes.set(postcode, (village.postcodes.get(postcode) ?? 0) + count);
}

/** Puts a door into the village that has its postcode, or the nearest one. Returns false if that is not clear. */
function putWithNeighbours(
  index: number,
  door: PlacedDoor | undefined,
  villages: readonly Village[],
): boolean {
  const postcode = withoutGap(door?.postcode ?? '');
  if (postcode === '') return false;
  for (let length = postcode.length; length >= SECTOR; length -= 1) {
    const start = postcode.slice(0, length);
    const near = villages.filter(({ postcodes }) => postcodes.keys().some((each) => each.startsWith(start)));
    if (near.length > 1) return false;
    if (near[0]) {
      near[0].members.push(index);
      return true;
    }
  }
  return false;
}

/** The letters and digits of the shortest postcode sector: `M1 1`. */
const SECTOR = 3;

/** Of equally frequent spellings, the longer one: `High Street` before `High St`. */
function mostFrequent(spellings: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const spelling of spellings) counts.set(spelling, (counts.get(spelling) ?? 0) + 1);
  let best = '';
  let most = 0;
  for (const [spelling, count] of counts) {
    if (count > most || (count === most && spelling.length > best.length)) [best, most] = [spelling, count];
  }
  return best;
}
