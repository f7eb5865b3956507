import { doorWords, floorOf, isNumberWord, isStairFlat, isUnitWord } from './door-words.ts';

/** Where a door is inside a house: `Flat 3, Elm House` is the unit `3` of the building `Elm House`. */
export type InsideHouse = {
  /** '' if it has no name. */
  building: string;
  /** Without `Flat` before a number: `3 Elm House` comes after `Flat 2, Elm House`. */
  unit: string;
  /** 0 is the ground floor. Flats with only a number come between the lower floors and the top. */
  floor: number;
};

/** Reads what an address has besides a street and a house number. */
export function insideHouse(flat: string): InsideHouse {
  const buildings: string[] = [];
  const units: string[] = [];
  for (const part of flat.split(', ')) {
    const { building, unit } = apart(part);
    if (building !== '') buildings.unshift(building);
    if (unit !== '') units.push(unit);
  }
  const unit = units.join(', ');
  return { building: buildings.join(', '), unit, floor: floorOf(unit.split(/[ ,]+/)) };
}

function apart(part: string): { building: string; unit: string } {
  const words = part.split(' ');
  const door = isStairFlat(words[0] ?? '') ? 1 : doorWords(words);
  if (door > 0) {
    const start = isUnitWord(words[0]) && isNumberWord(words[1]) ? 1 : 0;
    return { unit: words.slice(start, door).join(' '), building: words.slice(door).join(' ') };
  }
  const [first, last] = [words[0], words.at(-1)];
  if (isNumberWord(first)) return { unit: first ?? '', building: words.slice(1).join(' ') };
  if (isNumberWord(last)) return { unit: last ?? '', building: words.slice(0, -1).join(' ') };
  return { unit: '', building: part };
}
