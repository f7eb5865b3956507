import { tidy } from '../elector/elector-name.ts';
import { type AddressLine, AddressLineReader, isOnlyHouse, loneNumber, UNKNOWN } from './address-line.ts';
import { keepBlocksTogether } from './blocks.ts';
import { isNumberWord, isUnitWord } from './door-words.ts';
import { Doors, joined } from './doors.ts';
import { HouseLists, joinNumbers } from './house-lists.ts';
import { KnownStreets } from './known-streets.ts';
import { Neighbours, numberedLine } from './neighbours.ts';
import { saysNoAddress } from './no-address.ts';
import type { PlaceName } from './place-name.ts';
import { readPostcode } from './postcode.ts';
import { nameStreets, type PlacedDoor } from './street-names.ts';
import { type TakenAddress, TakenAddresses } from './taken-addresses.ts';
import { tellApartByPostcode } from './two-postcodes.ts';

/** The address cells of one elector, as in the file. */
export type AddressCells = {
  district: string;
  /** Address lines in order, without the postcode. */
  lines: readonly string[];
  /** From their own columns; '' if the layout has none. */
  flat: string;
  house: string;
  /** The name of a house or a block. */
  building: string;
  street: string;
  postcode: string;
};

const IS_DIVIDED = /[,;|\r\n\v\u2028]/;
/** What divides the lines of an address in one cell, outside brackets, and not the end of an HTML entity (`King&#39;s`). */
const DIVIDER = /(?:[,|\r\n\v\u2028]|(?<!&#?\w{1,31});)+(?![^([]*[)\]])/;
/** Alone, or behind a town: `Anytown ZZ1 1AA`. */
const POSTCODE = /(?:^|\s)([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})$/i;

/**
 * Finds the street of each address. The street is not always on the same line, so all addresses are read before the
 * first is decided: the street is the line that many electors of a district share with different house numbers,
 * rather than the block, the village or the town (REGISTERS.md, "Addresses drift").
 */
export class StreetFinder {
  readonly #reader = new AddressLineReader();
  readonly #neighbours = new Neighbours();
  readonly #cuts = new KnownStreets(this.#reader, this.#neighbours);
  readonly #taken = new TakenAddresses(this.#reader);
  /** How often a house number on its own line stands after its street, and how often before it. */
  readonly #loneNumbers = { after: 0, before: 0 };
  readonly #lists = new HouseLists();
  /** Addresses whose numbers the rest of the file explains, and whether the last is one. */
  readonly #unclear: { at: number; cells: AddressCells }[] = [];
  #isUnclear = false;
  #isSecondPass = false;

  /**
   * First pass: splits an address and counts how many electors share its lines. Returns its index in the result of
   * `decide`.
   */
  take(cells: AddressCells): number {
    return this.#taken.add(this.#takeApart(cells));
  }

  #takeApart(cells: AddressCells): TakenAddress {
    const hasNoAddress = saysNoAddress(cells.street) || cells.lines.some(saysNoAddress);
    const { lines, postcode } = hasNoAddress
      ? { lines: [], postcode: cells.postcode }
      : this.#readLines(cells);
    if (this.#isUnclear) this.#unclear.push({ at: this.#taken.length, cells });
    else this.#neighbours.add(cells.district, lines);
    return {
      district: cells.district,
      lines,
      postcode,
      flat: tidy(cells.flat),
      house: tidy(cells.house),
      building: tidy(cells.building),
      street: hasNoAddress ? '' : tidy(cells.street),
    };
  }

  /** The lines without gaps, split at commas and line breaks, with a lone house number joined to its street. */
  #readLines(cells: AddressCells): { lines: AddressLine[]; postcode: string } {
    const lines: AddressLine[] = [];
    let { postcode } = cells;
    let waitingHouse = '';
    this.#isUnclear = false;
    for (const cell of cells.lines) {
      if (cell === '') continue;
      for (const part of IS_DIVIDED.test(cell) ? this.#divided(cells.district, cell) : [cell]) {
        let text = tidy(part);
        if (endsLikePostcode(text)) {
          const found = POSTCODE.exec(text)?.[1];
          if (found !== undefined) {
            postcode ||= readPostcode(found).postcode;
            text = text.slice(0, -found.length).trimEnd();
          }
        }
        if (text === '') continue;
        const bare = loneNumber(text);
        if (bare !== '') {
          if (waitingHouse !== '') this.#putHouse(waitingHouse, lines, undefined);
          waitingHouse = bare;
          continue;
        }
        const line = this.#reader.read(text);
        if (isSameLine(lines.at(-1), text)) continue;
        if (lines.length === 0 && isOnlyDoor(line) && (waitingHouse === '') !== (line.house === '')) {
          // `29`, `Flat 2`, `Station Road`, or `29 (Flat 2)`: the number waits for its street.
          lines.push(this.#reader.read(line.flat));
          waitingHouse ||= line.house;
          continue;
        }
        if (waitingHouse !== '') this.#putHouse(waitingHouse, lines, line);
        else lines.push(line);
        waitingHouse = '';
      }
    }
    if (waitingHouse !== '') this.#putHouse(waitingHouse, lines, undefined);
    return { lines: lines.length === 1 ? this.#reader.dividedByWords(lines) : lines, postcode };
  }

  #divided(district: string, cell: string): string[] {
    if (this.#isSecondPass) return this.#lists.joined(district, cell).split(DIVIDER);
    this.#isUnclear ||= this.#lists.mayList(district, cell);
    return cell.split(DIVIDER);
  }

  /** A lone house number belongs to the line after it, or to the street before it (`High Street`, `12`). */
  #putHouse(house: string, lines: AddressLine[], after: AddressLine | undefined): void {
    const before = lines.at(-1);
    const isNumbered = before !== undefined && before.house !== '' && before.name.likeness === 2;
    const isPlainBefore = before !== undefined && before.house === '' && before.flat === '';
    const isPlainAfter = after !== undefined && after.house === '' && after.flat === '';
    const isStreetAfter = after?.name.likeness === 2;
    if (isNumbered && !isStreetAfter && !after?.name.isBlock) {
      // `12 High Street`, `3`, `Littleton`: the number of a flat.
      lines.push(this.#reader.read(house));
      if (after) lines.push(after);
    } else if (isPlainBefore && !isStreetAfter && this.#isAfterStreet(before, after)) {
      lines[lines.length - 1] = this.#reader.read(`${house} ${before.text}`);
      if (after) lines.push(after);
    } else if (isPlainAfter) {
      if (isStreetAfter) this.#loneNumbers.before += 1;
      lines.push(this.#reader.read(`${house} ${after.text}`));
    } else {
      lines.push(this.#reader.read(house));
      if (after) lines.push(after);
    }
  }

  /** Whether a lone number belongs to the line before it; the next is certainly not a street. */
  #isAfterStreet({ name }: AddressLine, after: AddressLine | undefined): boolean {
    if (name.likeness === 2) {
      this.#loneNumbers.after += 1;
      return after === undefined || after.house === '';
    }
    if (after === undefined || after.house !== '' || after.flat !== '') return after === undefined;
    this.#isUnclear = true;
    return this.#loneNumbers.after > this.#loneNumbers.before;
  }

  /** Second pass, after all addresses are read: decides every street and its spelling, one district after another. */
  decide(): Doors {
    this.#settleUnclear();
    const doors = new Doors(this.#taken);
    for (const district of this.#taken.byDistrict()) {
      const placed = district.map((index) => this.#place(this.#taken.at(index)));
      keepBlocksTogether(placed);
      const names = new Array<string>(placed.length).fill('');
      for (const street of nameStreets(placed)) {
        for (const index of street.doors) names[index] = street.name;
        tellApartByPostcode(street.doors.flatMap((index) => placed[index] ?? []));
      }
      for (const [place, door] of placed.entries()) doors.set(district[place] ?? 0, names[place] ?? '', door);
    }
    return doors;
  }

  /** Where numbers stand in the rest of the file is known by now. */
  #settleUnclear(): void {
    this.#isSecondPass = true;
    for (const { at, cells } of this.#unclear) {
      const { lines } = this.#readLines(cells);
      this.#taken.replaceLines(at, lines);
      this.#neighbours.add(cells.district, lines);
    }
  }

  #place(taken: TakenAddress): PlacedDoor {
    const { district, postcode } = taken;
    if (taken.street !== '') return this.#placeByColumn(taken);
    const { lines, street } = this.#cuts.inLines(district, taken.lines);
    const numbered = numberedLine(lines);
    const at =
      numbered >= 0
        ? this.#onStreet(district, lines, numbered)
        : street >= 0 && !lines[street]?.name.isBlock
          ? street
          : this.#namedLine(district, lines);
    const line = lines[at];
    if (!line) return { street: null, house: '', flat: '', place: null, lines, postcode, block: null };
    const own = this.#ownColumns(taken, line.house);
    const { parts, end } = this.#behind(district, lines, at + 1);
    // Some lines repeat the number: `Brae Court`, `30`, `30 Brae Street`.
    const isRepeated = ({ text }: AddressLine, index: number) => index > 0 && text === line.house;
    const before =
      at === 0
        ? NONE
        : lines.slice(0, at).map((each, index) => (isRepeated(each, index) ? '' : doorName(each.text)));
    const flat = joined([own.flat, own.building, ...before, doorName(line.flat), ...parts]);
    return {
      street: line.name,
      house: own.house,
      flat,
      place: lines[end]?.name ?? null,
      lines,
      postcode,
      block: at < numbered ? null : blockOf(lines, numbered, at === numbered ? parts : []),
    };
  }

  /** `12 Mill Court` before `High Street`: the number is that of a flat in a block on a street. */
  #onStreet(district: string, lines: readonly AddressLine[], numbered: number): number {
    const block = lines[numbered]?.name;
    const next = lines[numbered + 1]?.name;
    if (!block || !next || block.likeness === 2) return numbered;
    const beyond = lines.findIndex(
      ({ name }, index) => index > numbered && (name.likeness === 2 || this.#isPlace(district, name)),
    );
    const found = lines[beyond]?.name;
    if (found && found.likeness === 2 && !this.#isPlace(district, found)) return beyond;
    if (!block.isBlock || this.#isPlace(district, next)) return numbered;
    if (this.#neighbours.numbers(district, next) > this.#neighbours.numbers(district, block))
      return numbered + 1;
    const after = lines[numbered + 2]?.name;
    const isBeforePlace = after !== undefined && this.#neighbours.followsStreets(after);
    return isBeforePlace || this.#neighbours.followsBlocks(next) ? numbered + 1 : numbered;
  }

  /** The street of a door with a name: `Rose Cottage`, `Church Lane`, `Little Wittering`; -1 for none. */
  #namedLine(district: string, lines: readonly AddressLine[]): number {
    const isShared = (name: PlaceName) => this.#neighbours.numbers(district, name) > 0;
    const all = lines.flatMap(({ name }, index) => (name.key === '' ? [] : [{ name, index }]));
    const firstPlace = all.findIndex(({ name }, index) => index > 0 && this.#isPlace(district, name));
    const named = firstPlace > 1 ? all.slice(0, firstPlace) : all;
    const later = named.slice(1);
    const found =
      // Before a street is the name of a house, even if it sounds like a street.
      later.find(({ name }) => name.likeness === 2) ??
      named.find(({ name }) => name.likeness === 2) ??
      later.find(({ name }) => isShared(name) && !name.isBlock) ??
      later.find(({ name }) => isShared(name)) ??
      named.find(({ name }) => isShared(name) && !name.isBlock) ??
      later.find(({ name }) => name.likeness === 1) ??
      (firstPlace > 1 ? later.findLast(({ name }) => !name.isBlock) : undefined) ??
      // `Flat 6`, `Elm Court`, `Littleton`: a building with flats in a village of streets is as good as one.
      (firstPlace === 1
        ? named.find(({ name, index }) => name.isBlock && hasFlat(lines, index))
        : undefined) ??
      later[0] ??
      named[0];
    return found?.index ?? -1;
  }

  /** Lines after the street that still name the door (`64 High Street`, `Flat 4`), and the first that does not. */
  #behind(
    district: string,
    lines: readonly AddressLine[],
    from: number,
  ): { parts: readonly string[]; end: number } {
    const first = lines[from];
    if (!first || (first.name.likeness === 2 && first.house === '' && first.flat === ''))
      return { parts: NONE, end: from };
    const parts: string[] = [];
    for (let at = from; at < lines.length; at += 1) {
      const { text, flat, house, name } = lines[at] ?? NO_LINE;
      const isDoor = flat !== '' || house !== '';
      if (isDoor && this.#isPlace(district, name)) {
        parts.push(doorName(joined([flat, house])));
        return { parts, end: at };
      }
      if (!isDoor && !this.#isBehind(lines, at)) return { parts, end: at };
      parts.push(doorName(text));
    }
    return { parts, end: lines.length };
  }

  /** The name of a house behind its street, rather than that of a village. */
  #isBehind(lines: readonly AddressLine[], at: number): boolean {
    const [name, next] = [lines[at]?.name, lines[at + 1]?.name];
    if (!name || name.likeness === 2 || this.#neighbours.followsStreets(name)) return false;
    return name.isBlock || (next !== undefined && this.#neighbours.followsStreets(next));
  }

  #isPlace(district: string, name: PlaceName): boolean {
    return this.#neighbours.isPlace(district, name);
  }

  /** The street has its own column; address lines before it name the door. */
  #placeByColumn(taken: TakenAddress): PlacedDoor {
    const { lines, postcode } = taken;
    const street = this.#reader.read(taken.street);
    const at = lines.findIndex((line) => line.name.key === street.name.key);
    // If the address lines leave the street out, those that name a door or a building still count.
    const other = at >= 0 ? at : lines.findIndex((line) => !namesDoor(line));
    const before = lines.slice(0, other < 0 ? lines.length : other).map(({ text }) => text);
    const own = this.#ownColumns(taken, street.house || (lines[at]?.house ?? ''));
    const flat = joined([...new Set([own.flat, own.building, ...before, lines[at]?.flat ?? ''])]);
    const place = (at >= 0 ? lines[at + 1] : lines[0])?.name ?? null;
    return { street: street.name, house: own.house, flat, place, lines, postcode, block: null };
  }

  /** House, flat and house name from their own columns; a house only if the address line has no number. */
  #ownColumns(taken: TakenAddress, inLine: string): { house: string; flat: string; building: string } {
    const { flat: flatCell, house: houseCell, building: buildingCell } = taken;
    if (flatCell === '' && houseCell === '' && buildingCell === '')
      return { house: inLine, flat: '', building: '' };
    const flat = isOnlyHouse(flatCell) ? `Flat ${flatCell}` : doorName(flatCell);
    let house = inLine;
    const names: string[] = [];
    // Either column may have a number, or a name.
    for (const cell of [buildingCell, houseCell]) {
      if (cell === '') continue;
      const { house: number, name } = this.#reader.read(joinNumbers(cell));
      if (number !== '' && name.key === '') house ||= number;
      else if (cell === buildingCell || inLine === '') names.push(cell);
    }
    const building = joined(names);
    const written = this.#reader.name(building);
    const isInLines = taken.lines.some(({ text, name }) => name.key === written.key || text === building);
    return { house, flat, building: isInLines ? '' : building };
  }
}

/** Some files repeat a line. */
function isSameLine(line: AddressLine | undefined, text: string): boolean {
  return line?.text.length === text.length && line.text.toUpperCase() === text.toUpperCase();
}

/** A digit and two letters. Called for every line, so without a pattern. */
function endsLikePostcode(text: string): boolean {
  const digit = text.charCodeAt(text.length - 3);
  if (!(digit >= ZERO && digit <= NINE)) return false;
  return text.charCodeAt(text.length - 1) > NINE && text.charCodeAt(text.length - 2) > NINE;
}

const ZERO = 48;
const NINE = 57;

/** A flat of which the file gives only a letter or a number. */
function doorName(text: string): string {
  if (text === '') return '';
  return text.length <= LONGEST_BARE && BARE_DOOR.test(text) ? `Flat ${text}` : text;
}

/** A line with a number that may name a building or a street, with its door's name in either case. */
function blockOf(lines: readonly AddressLine[], at: number, behind: readonly string[]): PlacedDoor['block'] {
  const line = lines[at];
  if (!line || line.name.likeness === 2) return null;
  if (at === 0 && line.flat === '' && behind.length === 0)
    return { name: line.name, house: line.house, alone: '', inside: line.text };
  const before = lines.slice(0, at).map(({ text }) => doorName(text));
  const alone = joined([...before, doorName(line.flat), ...behind]);
  return { name: line.name, house: line.house, alone, inside: joined([...before, line.text, ...behind]) };
}

const LONGEST_BARE = 4;
const BARE_DOOR = /^(?:\d{1,3}[a-z]?|[a-z])$/i;
const NONE: readonly string[] = [];
const NO_LINE: AddressLine = {
  text: '',
  flat: '',
  house: '',
  name: { spelling: '', key: '', likeness: 0, isBlock: false },
  known: UNKNOWN,
};

/** Whether a line has the flat in front of its building, or the line before it is that of a flat. */
function hasFlat(lines: readonly AddressLine[], at: number): boolean {
  return lines.slice(Math.max(0, at - 1), at + 1).some(({ flat }) => flat !== '');
}

/** `Flat 2`, `29 (Flat 2)`: no name, and a flat with a number. */
function isOnlyDoor({ flat, name }: AddressLine): boolean {
  if (flat === '' || name.key !== '') return false;
  const [unit, number, ...others] = flat.split(' ');
  return isUnitWord(unit) && isNumberWord(number) && others.length === 0;
}

function namesDoor({ flat, house, name }: AddressLine): boolean {
  return flat !== '' || house !== '' || name.isBlock;
}
