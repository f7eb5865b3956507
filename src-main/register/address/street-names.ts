import type { AddressLine, PlaceName } from './address-line.ts';
import { properCase } from './proper-case.ts';

/** An address whose street is found, but not named yet. */
export type PlacedDoor = {
  district: string;
  /** Null if the file names no street. */
  street: PlaceName | null;
  house: string;
  flat: string;
  /** The line after the street: a village, or a town. */
  place: PlaceName | null;
  lines: readonly AddressLine[];
  postcode: string;
};

/**
 * Names the street of each door, in the spelling that most of its doors have; '' for doors without one. Streets with
 * one name in different villages of a district get the village's name too: `The Green, Bigton`.
 */
export function nameStreets(doors: readonly PlacedDoor[]): string[] {
  const names = new Array<string>(doors.length).fill('');
  for (const streets of groupByDistrict(doors).values()) {
    for (const members of streets.values()) {
      const name = properCase(mostFrequent(members.map((index) => doors[index]?.street?.spelling ?? '')));
      const villages = splitByVillage(members, doors);
      for (const village of villages) {
        const place = mostFrequent(village.map((index) => doors[index]?.place?.spelling ?? ''));
        const label = villages.length > 1 ? `${name}, ${properCase(place)}` : name;
        for (const index of village) names[index] = label;
      }
    }
  }
  return names;
}

/** The doors' indices by district and by key of their street. */
function groupByDistrict(doors: readonly PlacedDoor[]): Map<string, Map<string, number[]>> {
  const districts = new Map<string, Map<string, number[]>>();
  for (const [index, { district, street }] of doors.entries()) {
    if (!street) continue;
    let streets = districts.get(district);
    if (!streets) {
      streets = new Map();
      districts.set(district, streets);
    }
    const members = streets.get(street.key);
    if (members) members.push(index);
    else streets.set(street.key, [index]);
  }
  return districts;
}

type Village = { members: number[]; places: Set<string>; postcodes: Set<string>; lines: Set<string> };

/**
 * One name, several places: these are two streets if both the places and the postcodes differ. Since lines drift,
 * doors are in one street if they share a postcode, or if another door of the street names their place on a later
 * line.
 */
function splitByVillage(members: readonly number[], doors: readonly PlacedDoor[]): (readonly number[])[] {
  const byPlace = Map.groupBy(members, (index) => doors[index]?.place?.key ?? '');
  if (byPlace.size === 1) return [members];
  const villages: Village[] = [];
  for (const [place, there] of byPlace) {
    const village: Village = {
      members: there,
      places: new Set([place]),
      postcodes: new Set(there.flatMap((index) => doors[index]?.postcode.replace(/\s/g, '') || [])),
      lines: new Set(there.flatMap((index) => doors[index]?.lines.map(({ name }) => name.key) ?? [])),
    };
    for (const same of villages.filter((other) => areOneStreet(village, other))) {
      village.members = [...same.members, ...village.members];
      village.places = village.places.union(same.places);
      village.postcodes = village.postcodes.union(same.postcodes);
      village.lines = village.lines.union(same.lines);
      villages.splice(villages.indexOf(same), 1);
    }
    villages.push(village);
  }
  return villages.map((village) => village.members);
}

function areOneStreet(one: Village, other: Village): boolean {
  if (one.places.has('') || other.places.has('')) return true;
  if (!one.postcodes.isDisjointFrom(other.postcodes)) return true;
  return !one.lines.isDisjointFrom(other.places) || !other.lines.isDisjointFrom(one.places);
}

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
