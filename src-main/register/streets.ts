import {
  type AddressLine,
  isBlockLike,
  isOnlyHouse,
  readAddressLine,
  streetLikeness,
} from './address-line.ts';
import { tidy } from './elector-name.ts';
import { properCase } from './proper-case.ts';

/** The address cells of one elector as the file gives them. */
export type AddressCells = {
  district: string;
  /** Address lines in order, without the postcode. */
  lines: readonly string[];
  /** From columns of their own, '' where the layout has none. */
  flat: string;
  house: string;
  street: string;
  postcode: string;
};

/** Where an elector lives, as the runner needs it. */
export type Door = {
  /** '' when the file names none. */
  street: string;
  house: string;
  flat: string;
  /** The whole address on one line, without the postcode; '' when the file gives none. */
  address: string;
  postcode: string;
};

const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i;

/** One elector's address between the two readings. */
type Taken = { cells: AddressCells; lines: AddressLine[]; address: string; postcode: string };
type Chosen = { key: string; spelling: string; house: string; flat: string; place: string };

/**
 * Finds the street of each address. The street stands in no fixed line, so all addresses are read once before the
 * first is decided: the street is the line that many electors of a district share behind different house
 * numbers, not the block, the village or the town (REGISTERS.md, "Addresses drift").
 */
export class StreetFinder {
  /** Doors behind a house number in a line, by district and key of the line. */
  #numbered = new Map<string, Map<string, number>>();
  #lineCache = new Map<string, AddressLine>();

  #taken: Taken[] = [];

  /**
   * First reading: takes an elector's address apart and counts who shares its lines. Gives the door's place in the
   * result of `decide`; electors of one household, who follow one another in a register, share it.
   */
  take(cells: AddressCells): number {
    const last = this.#taken.at(-1);
    if (!last || !sameCells(last.cells, cells)) this.#taken.push(this.#takeApart(cells));
    return this.#taken.length - 1;
  }

  #takeApart(cells: AddressCells): Taken {
    const lines: AddressLine[] = [];
    let { postcode } = cells;
    let waitingHouse = '';
    for (const cell of cells.lines) {
      for (const part of cell.includes(',') ? cell.split(',') : [cell]) {
        const text = tidy(part);
        if (text === '') continue;
        if (POSTCODE.test(text)) {
          if (postcode === '') postcode = text.toUpperCase();
          continue;
        }
        if (isOnlyHouse(text)) {
          if (waitingHouse !== '') lines.push(this.#read(waitingHouse));
          waitingHouse = text;
          continue;
        }
        const line = this.#read(text);
        if (waitingHouse === '') lines.push(line);
        else if (line.house === '' && line.flat === '') lines.push(this.#read(`${waitingHouse} ${text}`));
        else lines.push(this.#read(waitingHouse), line);
        waitingHouse = '';
      }
    }
    if (waitingHouse !== '') lines.push(this.#read(waitingHouse));
    const last = lines.findLast((line) => line.house !== '' && line.rest !== '');
    if (last) this.#count(cells.district, last.key);
    return { cells, lines, address: wholeAddress(cells, lines), postcode };
  }

  #read(text: string): AddressLine {
    const known = this.#lineCache.get(text);
    if (known) return known;
    const line = readAddressLine(text);
    this.#lineCache.set(text, line);
    return line;
  }

  #count(district: string, key: string): void {
    let counts = this.#numbered.get(district);
    if (!counts) {
      counts = new Map();
      this.#numbered.set(district, counts);
    }
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  /** Second reading, once all addresses are taken: decides every street and its spelling. */
  decide(): Door[] {
    const taken = this.#taken;
    const chosen = taken.map((each) => this.#choose(each));
    const names = nameStreets(taken, chosen);
    return taken.map(({ address, postcode }, index) => {
      const { house, flat } = chosen[index] ?? NOWHERE;
      return { street: names[index] ?? '', house, flat: properCase(flat), address, postcode };
    });
  }

  #choose({ cells, lines }: Taken): Chosen {
    if (tidy(cells.street) !== '') return fromColumns(cells, lines);
    if (lines.length === 0) return NOWHERE;
    const at = this.#streetLine(cells.district, lines);
    const line = lines[at];
    if (!line) return NOWHERE;
    const before = lines.slice(0, at).map(({ text }) => text);
    const own = withColumns(cells, line.house);
    return {
      key: line.key,
      spelling: line.rest,
      house: own.house,
      flat: [own.flat, ...before, line.flat].filter(Boolean).join(', '),
      place: lines[at + 1]?.key ?? '',
    };
  }

  /** Which line of the address the runner walks. */
  #streetLine(district: string, lines: readonly AddressLine[]): number {
    const shared = this.#numbered.get(district);
    const support = (line: AddressLine | undefined) => (line ? (shared?.get(line.key) ?? 0) : 0);
    const numbered = lines.findLastIndex((line) => line.house !== '' && line.rest !== '');
    if (numbered >= 0) {
      const line = lines[numbered];
      const next = lines[numbered + 1];
      // `12 Mill Court` before `High Street`: the number counts flats in a block that stands on a street.
      const blockOnStreet = line && next && isBlockLike(line.key) && streetLikeness(next.key) === 2;
      return blockOnStreet ? numbered + 1 : numbered;
    }
    // A door with a name: `Rose Cottage`, `Church Lane`, `Little Wittering`.
    const named = lines.map((line, index) => ({ line, index })).filter(({ line }) => line.rest !== '');
    const sure = named.find(({ line }) => streetLikeness(line.key) === 2);
    if (sure) return sure.index;
    const later = named.slice(1);
    const known =
      later.find(({ line }) => support(line) > 0) ??
      named.find(({ line }) => support(line) > 0 && !isBlockLike(line.key));
    if (known) return known.index;
    const likely = later.find(({ line }) => streetLikeness(line.key) === 1);
    return (likely ?? later[0] ?? named[0])?.index ?? -1;
  }
}

function sameCells(one: AddressCells, other: AddressCells): boolean {
  return (
    one.district === other.district &&
    one.flat === other.flat &&
    one.house === other.house &&
    one.street === other.street &&
    one.postcode === other.postcode &&
    one.lines.every((line, index) => line === other.lines[index])
  );
}

const NOWHERE: Chosen = { key: '', spelling: '', house: '', flat: '', place: '' };

/** The layout names the street in a column; address lines before it name the door. */
function fromColumns(cells: AddressCells, lines: readonly AddressLine[]): Chosen {
  const street = readAddressLine(cells.street);
  const at = lines.findIndex((line) => line.key === street.key);
  // Where the address lines leave the street out, those that name a door or a building still count.
  const door = at >= 0 ? lines.slice(0, at) : lines.slice(0, countLeading(lines, namesDoor));
  const before = door.map(({ text }) => text);
  const own = withColumns(cells, street.house || (lines[at]?.house ?? ''));
  const doorWords = [own.flat, ...before, lines[at]?.flat ?? ''].filter(Boolean);
  return {
    key: street.key,
    spelling: street.rest,
    house: own.house,
    flat: [...new Set(doorWords)].join(', '),
    place: (at >= 0 ? lines[at + 1] : lines[0])?.key ?? '',
  };
}

function countLeading<Value>(values: readonly Value[], holds: (value: Value) => boolean): number {
  const first = values.findIndex((value) => !holds(value));
  return first < 0 ? values.length : first;
}

function namesDoor(line: AddressLine): boolean {
  return line.flat !== '' || line.house !== '' || isBlockLike(line.key);
}

/** House and flat from columns of their own, where the address line has no number. */
function withColumns(cells: AddressCells, house: string): { house: string; flat: string } {
  const flatCell = tidy(cells.flat);
  const flat = /^\d+[a-z]?$/i.test(flatCell) ? `Flat ${flatCell}` : flatCell;
  const houseCell = tidy(cells.house);
  if (house !== '' || houseCell === '') return { house, flat };
  const column = readAddressLine(houseCell);
  if (column.house !== '' && column.rest === '') {
    return { house: column.house, flat: [flat, column.flat].filter(Boolean).join(', ') };
  }
  return { house: '', flat: [flat, houseCell].filter(Boolean).join(', ') };
}

function wholeAddress(cells: AddressCells, lines: readonly AddressLine[]): string {
  const written = lines.map(({ text }) => text);
  const street = tidy(cells.street);
  if (street !== '' && !written.some((text) => text.toUpperCase().includes(street.toUpperCase()))) {
    const door = [tidy(cells.flat), [tidy(cells.house), street].filter(Boolean).join(' ')].filter(Boolean);
    written.unshift(...door);
  }
  return written.join(', ');
}

/**
 * Gives each address its street's name, spelt as most electors of the street have it. Streets of one name in
 * different villages of a district are told apart by the village.
 */
function nameStreets(taken: readonly Taken[], chosen: readonly Chosen[]): string[] {
  const groups = new Map<string, number[]>();
  for (const [index, { key }] of chosen.entries()) {
    const group = `${taken[index]?.cells.district}\n${key}`;
    const members = groups.get(group);
    if (members) members.push(index);
    else groups.set(group, [index]);
  }
  const names = new Array<string>(chosen.length).fill('');
  for (const members of groups.values()) {
    if (chosen[members[0] ?? -1]?.key === '') continue;
    const name = properCase(mostFrequent(members.map((index) => chosen[index]?.spelling ?? '')));
    const villages = splitByVillage(members, taken, chosen);
    for (const village of villages) {
      const label =
        villages.length > 1 ? `${name}, ${properCase(placeSpelling(village, taken, chosen))}` : name;
      for (const index of village) names[index] = label;
    }
  }
  return names;
}

/**
 * One name, several places: two streets when the places and the postcodes both differ. Lines drift, so addresses
 * that share a postcode, or whose place another address of the street names further down, are one street.
 */
function splitByVillage(
  members: readonly number[],
  taken: readonly Taken[],
  chosen: readonly Chosen[],
): number[][] {
  const byPlace = new Map<string, number[]>();
  for (const index of members) {
    const place = chosen[index]?.place ?? '';
    const there = byPlace.get(place);
    if (there) there.push(index);
    else byPlace.set(place, [index]);
  }
  if (byPlace.size === 1) return [[...members]];
  const merged: { indices: number[]; postcodes: Set<string>; lines: Set<string>; places: Set<string> }[] = [];
  for (const [place, indices] of byPlace) {
    const one = {
      indices,
      places: new Set([place]),
      postcodes: new Set(
        indices.map((index) => taken[index]?.postcode.replace(/\s/g, '') ?? '').filter(Boolean),
      ),
      lines: new Set(indices.flatMap((index) => taken[index]?.lines.map(({ key }) => key) ?? [])),
    };
    for (let other = merged.length - 1; other >= 0; other -= 1) {
      const candidate = merged[other];
      if (!candidate || !sameStreet(one, candidate)) continue;
      one.indices = [...candidate.indices, ...one.indices];
      for (const set of ['places', 'postcodes', 'lines'] as const)
        for (const value of candidate[set]) one[set].add(value);
      merged.splice(other, 1);
    }
    merged.push(one);
  }
  return merged.map(({ indices }) => indices);
}

type Side = { postcodes: Set<string>; lines: Set<string>; places: Set<string> };

function sameStreet(one: Side, other: Side): boolean {
  if (one.places.has('') || other.places.has('')) return true;
  if (!one.postcodes.isDisjointFrom(other.postcodes)) return true;
  return !one.lines.isDisjointFrom(other.places) || !other.lines.isDisjointFrom(one.places);
}

function placeSpelling(
  village: readonly number[],
  taken: readonly Taken[],
  chosen: readonly Chosen[],
): string {
  const spellings = village.flatMap((index) => {
    const place = chosen[index]?.place;
    const line = taken[index]?.lines.find(({ key }) => key === place);
    return line ? [line.text] : [];
  });
  return mostFrequent(spellings);
}

/** Ties go to the longer spelling, so that `High Street` wins over `High St`. */
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
