import { IntList, Pool } from '../packed.ts';
import { type AddressLine, type AddressLineReader, UNKNOWN } from './address-line.ts';
import type { PlaceName } from './place-name.ts';

/** One address that was read, before its street is decided. */
export type TakenAddress = {
  district: string;
  lines: readonly AddressLine[];
  postcode: string;
  /** Cells from their own columns, tidied. */
  flat: string;
  house: string;
  building: string;
  street: string;
};

/** Whole numbers of an address before those of its lines. */
const HEAD = 3;
const OWN_COLUMNS = 4;

/**
 * All addresses of a file, packed: a county has half a million of them, and what their lines say repeats. Each is its
 * district, its postcode, the number of its lines, what is in columns of their own, and then the lines.
 */
export class TakenAddresses {
  readonly #reader: AddressLineReader;
  readonly #texts = new Pool<string>();
  /** Where each begins. */
  readonly #starts = new IntList();
  readonly #packed = new IntList();
  /** Of lines that the reader cannot make again. */
  readonly #names = new Pool<PlaceName>();

  constructor(reader: AddressLineReader) {
    this.#reader = reader;
  }

  get length(): number {
    return this.#starts.length;
  }

  /** Returns its index. */
  add(address: TakenAddress): number {
    this.#starts.push(this.#packed.length);
    this.#pack(address);
    return this.#starts.length - 1;
  }

  at(index: number): TakenAddress {
    const start = this.#starts.at(index);
    const { count, hasColumns } = this.#shapeAt(start);
    const lines: AddressLine[] = new Array(count);
    let at = start + HEAD + (hasColumns ? OWN_COLUMNS : 0);
    for (let line = 0; line < count; line += 1) {
      const known = this.#packed.at(at);
      if (known >= 0) lines[line] = this.#reader.again(known, '');
      else if (known !== UNKNOWN) lines[line] = this.#reader.again(known, this.#text(at + 1));
      else lines[line] = this.#oddLine(at + 1);
      at += known >= 0 ? 1 : known !== UNKNOWN ? 2 : 5;
    }
    const column = (place: number) => (hasColumns ? this.#text(start + HEAD + place) : '');
    return {
      district: this.#text(start),
      lines,
      postcode: this.#text(start + 1),
      flat: column(0),
      house: column(1),
      building: column(2),
      street: column(3),
    };
  }

  replaceLines(index: number, lines: readonly AddressLine[]): void {
    const address = this.at(index);
    this.#starts.set(index, this.#packed.length);
    this.#pack({ ...address, lines });
  }

  /** The indices of each district's addresses. */
  byDistrict(): Iterable<readonly number[]> {
    const districts = new Map<number, number[]>();
    for (let index = 0; index < this.length; index += 1) {
      const district = this.#packed.at(this.#starts.at(index));
      const members = districts.get(district);
      if (members) members.push(index);
      else districts.set(district, [index]);
    }
    return districts.values();
  }

  #pack({ district, lines, postcode, flat, house, building, street }: TakenAddress): void {
    const packed = this.#packed;
    const hasColumns = flat !== '' || house !== '' || building !== '' || street !== '';
    packed.push(this.#texts.put(district));
    packed.push(this.#texts.put(postcode));
    packed.push(lines.length * 2 + (hasColumns ? 1 : 0));
    if (hasColumns) for (const cell of [flat, house, building, street]) packed.push(this.#texts.put(cell));
    for (const line of lines) {
      packed.push(line.known);
      if (line.known === UNKNOWN) this.#packOdd(line);
      else if (line.known < 0) packed.push(this.#texts.put(line.house));
    }
  }

  #packOdd({ text, flat, house, name }: AddressLine): void {
    for (const part of [text, flat, house]) this.#packed.push(this.#texts.put(part));
    this.#packed.push(this.#names.put(name));
  }

  #oddLine(at: number): AddressLine {
    return {
      text: this.#text(at),
      flat: this.#text(at + 1),
      house: this.#text(at + 2),
      name: this.#names.at(this.#packed.at(at + 3)),
      known: UNKNOWN,
    };
  }

  #shapeAt(start: number): { count: number; hasColumns: boolean } {
    const shape = this.#packed.at(start + 2);
    return { count: shape >> 1, hasColumns: (shape & 1) === 1 };
  }

  #text(at: number): string {
    return this.#texts.at(this.#packed.at(at));
  }
}
