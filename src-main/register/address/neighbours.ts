import type { AddressLine } from './address-line.ts';
import type { PlaceName } from './place-name.ts';

/** Doors with a number on a name, in one district. */
type Numbered = { doors: number; house: string; several: boolean };

/** What a file shows of a name by the lines before it. */
type Behind = {
  /** How many doors of a street have it as their next line, and whether these are different doors, and streets. */
  streets: number;
  street: string;
  house: string;
  severalDoors: boolean;
  severalStreets: boolean;
  /** How many lines that name a building it follows, and whether these are different buildings. */
  blocks: number;
  block: string;
  severalBlocks: boolean;
};

/**
 * What the addresses of a file say about each other's names: which are streets, since their doors are numbered; which
 * are villages or towns, since they follow several streets; and which follow only buildings.
 */
export class Neighbours {
  readonly #numbered = new Map<string, Map<string, Numbered>>();
  readonly #behind = new Map<string, Behind>();

  /** First pass. */
  add(district: string, lines: readonly AddressLine[]): void {
    const last = lines[numberedLine(lines)];
    if (last) this.#count(district, last);
    for (let at = 1; at < lines.length; at += 1) {
      const [before, line] = [lines[at - 1], lines[at]];
      if (before && line && line.house === '' && line.name.key !== '') this.#follow(before, line.name);
    }
  }

  /** How many doors of the district have a number on this name. */
  numbers(district: string, { key }: PlaceName): number {
    return this.#numbered.get(district)?.get(key)?.doors ?? 0;
  }

  /** Whether several doors of the district have a number on this name. */
  isShared(district: string, key: string): boolean {
    return this.#numbered.get(district)?.get(key)?.several ?? false;
  }

  /** A village, a town, or anything else that follows streets. */
  isPlace(district: string, name: PlaceName): boolean {
    const behind = this.#behind.get(name.key);
    if (!behind || behind.streets === 0 || behind.streets * 4 < behind.blocks) return false;
    if (name.isBlock && !behind.severalDoors) return false;
    const numbers = this.numbers(district, name);
    // `Forest Row` may be a village.
    if (name.likeness === 2) return behind.severalStreets && behind.streets > 4 * (numbers + behind.blocks);
    return behind.streets > numbers;
  }

  /** Whether different doors have it as the line after their street. */
  followsStreets(name: PlaceName): boolean {
    return this.#behind.get(name.key)?.severalDoors ?? false;
  }

  /** Whether only buildings are on it: a street or an estate without numbers of its own. */
  followsBlocks(name: PlaceName): boolean {
    const behind = this.#behind.get(name.key);
    return behind?.severalBlocks === true && behind.streets * 4 < behind.blocks;
  }

  #count(district: string, { house, name: { key } }: AddressLine): void {
    const known = of(this.#numbered, district);
    const found = known.get(key);
    if (!found) known.set(key, { doors: 1, house, several: false });
    else {
      found.doors += 1;
      found.several ||= found.house !== house;
    }
  }

  #follow(before: AddressLine, { key }: PlaceName): void {
    const { likeness, isBlock } = before.name;
    const isStreet = before.house !== '' && (likeness === 2 || (likeness === 1 && !isBlock));
    if (!isStreet && !isBlock) return;
    const found = this.#behind.get(key) ?? nothingBehind();
    this.#behind.set(key, found);
    if (isStreet) {
      found.severalStreets ||= found.streets > 0 && found.street !== before.name.key;
      found.severalDoors ||= found.severalStreets || (found.streets > 0 && found.house !== before.house);
      found.streets += 1;
      found.street = before.name.key;
      found.house = before.house;
    } else {
      found.severalBlocks ||= found.blocks > 0 && found.block !== before.name.key;
      found.blocks += 1;
      found.block = before.name.key;
    }
  }
}

/** The line with a house number that names the street, as far as its words tell; -1 for none. */
export function numberedLine(lines: readonly AddressLine[]): number {
  const isNumbered = ({ house, name }: AddressLine) => house !== '' && name.key !== '';
  const last = lines.findLastIndex(isNumbered);
  // The common case first: one number, on a street.
  if (last <= 0 || lines[last]?.name.likeness === 2) return last;
  const sure = lines.findLastIndex((line) => isNumbered(line) && line.name.likeness === 2);
  if (sure >= 0) return sure;
  const notBlock = lines.findLastIndex((line) => isNumbered(line) && !line.name.isBlock);
  return notBlock >= 0 ? notBlock : last;
}

function nothingBehind(): Behind {
  return {
    streets: 0,
    street: '',
    house: '',
    severalDoors: false,
    severalStreets: false,
    blocks: 0,
    block: '',
    severalBlocks: false,
  };
}

/** The map kept under a key, made when first asked for. */
function of<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let found = maps.get(key);
  if (!found) {
    found = new Map();
    maps.set(key, found);
  }
  return found;
}
