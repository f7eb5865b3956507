import { tidy } from '../elector/elector-name.ts';
import {
  type AddressLine,
  AddressLineReader,
  isOnlyHouse,
  type PlaceName,
  startsWithNo,
} from './address-line.ts';
import { properCase } from './proper-case.ts';
import { nameStreets, type PlacedDoor } from './street-names.ts';

/** The address cells of one elector, as in the file. */
export type AddressCells = {
  district: string;
  /** Address lines in order, without the postcode. */
  lines: readonly string[];
  /** From their own columns; '' if the layout has none. */
  flat: string;
  house: string;
  street: string;
  postcode: string;
};

/** Where an elector lives, as the runner needs it. */
export type Door = {
  /** '' if the file names none. */
  street: string;
  house: string;
  flat: string;
  /** The village or town after the street; '' if the file names none. */
  place: string;
  /** The whole address on one line, without the postcode; '' if the file has none. */
  address: string;
  postcode: string;
};

const LONGEST_POSTCODE = 'SW1A  1AA'.length;
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i;

/** One address between the two passes. */
type Taken = {
  district: string;
  lines: AddressLine[];
  postcode: string;
  /** Cells from their own columns, tidied. */
  flat: string;
  house: string;
  street: string;
};

/**
 * Finds the street of each address. The street is not always on the same line, so all addresses are read before the
 * first is decided: the street is the line that many electors of a district share with different house numbers,
 * rather than the block, the village or the town (REGISTERS.md, "Addresses drift").
 */
export class StreetFinder {
  readonly #reader = new AddressLineReader();
  /** Doors with a house number on a line, by district and key of the line. */
  readonly #numbered = new Map<string, Map<string, number>>();
  readonly #taken: Taken[] = [];

  /**
   * First pass: splits an address and counts how many electors share its lines. Returns its index in the result of
   * `decide`.
   */
  take(cells: AddressCells): number {
    return this.#taken.push(this.#takeApart(cells)) - 1;
  }

  #takeApart(cells: AddressCells): Taken {
    const hasNoAddress = isOtherElectors(cells.street) || cells.lines.some(isOtherElectors);
    const { lines, postcode } = hasNoAddress
      ? { lines: [], postcode: cells.postcode }
      : this.#readLines(cells);
    const last = lines.findLast((line) => line.house !== '' && line.name.key !== '');
    if (last) this.#count(cells.district, last.name.key);
    return {
      district: cells.district,
      lines,
      postcode,
      flat: tidy(cells.flat),
      house: tidy(cells.house),
      street: hasNoAddress ? '' : tidy(cells.street),
    };
  }

  /** The lines without gaps, split at commas, with a lone house number joined to its street. */
  #readLines(cells: AddressCells): { lines: AddressLine[]; postcode: string } {
    const lines: AddressLine[] = [];
    let { postcode } = cells;
    let waitingHouse = '';
    for (const cell of cells.lines) {
      if (cell === '') continue;
      for (const part of cell.includes(',') ? cell.split(',') : [cell]) {
        const text = tidy(part);
        if (text === '') continue;
        if (text.length <= LONGEST_POSTCODE && POSTCODE.test(text)) {
          postcode ||= text.toUpperCase();
          continue;
        }
        const bare = isOnlyHouse(text) ? text : loneNumber(text);
        if (bare !== '') {
          if (waitingHouse !== '') lines.push(this.#reader.read(waitingHouse));
          waitingHouse = bare;
          continue;
        }
        const line = this.#reader.read(text);
        if (isSameLine(lines.at(-1), text)) continue;
        if (waitingHouse !== '') this.#putHouse(waitingHouse, lines, line);
        else lines.push(line);
        waitingHouse = '';
      }
    }
    if (waitingHouse !== '') this.#putHouse(waitingHouse, lines, undefined);
    return { lines, postcode };
  }

  /** A lone house number belongs to the line after it, or to the street before it (`High Street`, `12`). */
  #putHouse(house: string, lines: AddressLine[], after: AddressLine | undefined): void {
    const before = lines.at(-1);
    const isBefore =
      before?.house === '' && before.flat === '' && before.name.likeness === 2 && after?.name.likeness !== 2;
    if (isBefore && after?.house !== '' && after !== undefined) {
      lines.push(this.#reader.read(house), after);
    } else if (isBefore && before) {
      lines[lines.length - 1] = this.#reader.read(`${house} ${before.text}`);
      if (after) lines.push(after);
    } else if (after?.house === '' && after.flat === '') {
      lines.push(this.#reader.read(`${house} ${after.text}`));
    } else {
      lines.push(this.#reader.read(house));
      if (after) lines.push(after);
    }
  }

  #count(district: string, key: string): void {
    let counts = this.#numbered.get(district);
    if (!counts) {
      counts = new Map();
      this.#numbered.set(district, counts);
    }
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  /** Second pass, after all addresses are read: decides every street and its spelling. */
  decide(): Door[] {
    const placed = this.#taken.map((taken) => this.#place(taken));
    const names = nameStreets(placed);
    return placed.map(({ house, flat, place, postcode }, index) => ({
      street: names[index] ?? '',
      house,
      flat: properCase(flat),
      place: properCase(place?.spelling ?? ''),
      address: properCase(wholeAddress(this.#taken[index])),
      postcode,
    }));
  }

  #place(taken: Taken): PlacedDoor {
    const { district, lines, postcode } = taken;
    if (taken.street !== '') return this.#placeByColumn(taken);
    const at = this.#streetLine(district, lines);
    const line = lines[at];
    if (!line) return { district, street: null, house: '', flat: '', place: null, lines, postcode };
    const own = this.#ownColumns(taken, line.house);
    const flat = joined([own.flat, ...lines.slice(0, at).map(({ text }) => text), line.flat]);
    return {
      district,
      street: line.name,
      house: own.house,
      flat,
      place: lines[at + 1]?.name ?? null,
      lines,
      postcode,
    };
  }

  /** The index of the line with the street; -1 for none. */
  #streetLine(district: string, lines: readonly AddressLine[]): number {
    const numbered = lines.findLastIndex((line) => line.house !== '' && line.name.key !== '');
    if (numbered >= 0) {
      // `12 Mill Court` before `High Street`: the number is that of a flat in a block on a street.
      const [block, next] = [lines[numbered]?.name, lines[numbered + 1]?.name];
      const numbers = (name: PlaceName) => this.#numbered.get(district)?.get(name.key) ?? 0;
      const onStreet = block?.isBlock && next && (next.likeness === 2 || numbers(next) > numbers(block));
      return onStreet ? numbered + 1 : numbered;
    }
    // A door with a name: `Rose Cottage`, `Church Lane`, `Little Wittering`.
    const shared = this.#numbered.get(district);
    const isShared = ({ key }: PlaceName) => (shared?.get(key) ?? 0) > 0;
    const named = lines.flatMap(({ name }, index) => (name.key === '' ? [] : [{ name, index }]));
    const later = named.slice(1);
    const found =
      // Before a street is the name of a house, even if it sounds like a street.
      later.find(({ name }) => name.likeness === 2) ??
      named.find(({ name }) => name.likeness === 2) ??
      later.find(({ name }) => isShared(name)) ??
      named.find(({ name }) => isShared(name) && !name.isBlock) ??
      later.find(({ name }) => name.likeness === 1) ??
      later[0] ??
      named[0];
    return found?.index ?? -1;
  }

  /** The street has its own column; address lines before it name the door. */
  #placeByColumn(taken: Taken): PlacedDoor {
    const { district, lines, postcode } = taken;
    const street = this.#reader.read(taken.street);
    const at = lines.findIndex((line) => line.name.key === street.name.key);
    // If the address lines leave the street out, those that name a door or a building still count.
    const other = at >= 0 ? at : lines.findIndex((line) => !namesDoor(line));
    const before = lines.slice(0, other < 0 ? lines.length : other).map(({ text }) => text);
    const own = this.#ownColumns(taken, street.house || (lines[at]?.house ?? ''));
    const flat = joined([...new Set([own.flat, ...before, lines[at]?.flat ?? ''])]);
    const place = (at >= 0 ? lines[at + 1] : lines[0])?.name ?? null;
    return { district, street: street.name, house: own.house, flat, place, lines, postcode };
  }

  /** House and flat from their own columns, if the address line has no number. */
  #ownColumns({ flat: flatCell, house: houseCell }: Taken, house: string): { house: string; flat: string } {
    if (flatCell === '' && houseCell === '') return { house, flat: '' };
    const flat = isOnlyHouse(flatCell) ? `Flat ${flatCell}` : flatCell;
    if (house !== '' || houseCell === '') return { house, flat };
    const column = this.#reader.read(houseCell);
    return column.house !== '' && column.name.key === ''
      ? { house: column.house, flat: joined([flat, column.flat]) }
      : { house: '', flat: joined([flat, houseCell]) };
  }
}

/** The heading for electors without an address, at the end of a district: not a street. */
function isOtherElectors(text: string): boolean {
  return text.length >= OTHER_ELECTORS.length && text.trim().toUpperCase() === OTHER_ELECTORS;
}

const OTHER_ELECTORS = 'OTHER ELECTORS';

/** Some files repeat a line. */
function isSameLine(line: AddressLine | undefined, text: string): boolean {
  return line?.text.length === text.length && line.text.toUpperCase() === text.toUpperCase();
}

/** `No. 12` on its own line; '' if the line is something else. */
function loneNumber(text: string): string {
  if (!startsWithNo(text)) return '';
  const number = /^no\.?\s*(\d.*)$/i.exec(text)?.[1] ?? '';
  return isOnlyHouse(number) ? number : '';
}

function namesDoor({ flat, house, name }: AddressLine): boolean {
  return flat !== '' || house !== '' || name.isBlock;
}

/** The parts that are not empty, on one line. */
function joined(parts: readonly string[]): string {
  let line = '';
  for (const part of parts) if (part !== '') line = line === '' ? part : `${line}, ${part}`;
  return line;
}

function wholeAddress(taken: Taken | undefined): string {
  if (!taken) return '';
  const { street, flat, house, lines } = taken;
  const written = lines.map(({ text }) => text);
  if (street === '' || written.some((text) => text.toUpperCase().includes(street.toUpperCase()))) {
    return joined(written);
  }
  return joined([flat, house === '' ? street : `${house} ${street}`, ...written]);
}
