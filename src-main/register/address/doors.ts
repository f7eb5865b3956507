import { remembered } from '../elector/cell-words.ts';
import { PackedColumn } from '../packed.ts';
import { properCase } from './proper-case.ts';
import type { PlacedDoor } from './street-names.ts';
import type { TakenAddress, TakenAddresses } from './taken-addresses.ts';

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

/** An elector without an address. */
export const NO_DOOR: Door = { street: '', house: '', flat: '', place: '', address: '', postcode: '' };

/** The doors of a file, packed, by the index that `StreetFinder.take` gave. */
export class Doors {
  readonly #taken: TakenAddresses;
  readonly #streets = new PackedColumn<string>();
  readonly #houses = new PackedColumn<string>();
  readonly #flats = new PackedColumn<string>();
  readonly #places = new PackedColumn<string>();
  readonly #postcodes = new PackedColumn<string>();

  constructor(taken: TakenAddresses) {
    this.#taken = taken;
  }

  /** Decides a door. */
  set(index: number, street: string, { house, flat, place, postcode }: PlacedDoor): void {
    this.#streets.set(index, street);
    this.#houses.set(index, house);
    this.#flats.set(index, flat === '' ? '' : properFlat(flat));
    this.#places.set(index, place === null ? '' : properPlace(place.spelling));
    this.#postcodes.set(index, postcode);
  }

  get length(): number {
    return this.#taken.length;
  }

  at(index: number): Door {
    return {
      street: this.#streets.at(index),
      house: this.#houses.at(index),
      flat: this.#flats.at(index),
      place: this.#places.at(index),
      address: properCase(wholeAddress(this.#taken.at(index))),
      postcode: this.#postcodes.at(index),
    };
  }

  *[Symbol.iterator](): Generator<Door> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }

  streetAt(index: number): string {
    return this.#streets.at(index);
  }
}

const properPlace = remembered(properCase);
const properFlat = remembered((flat: string) =>
  flat.includes(', ') ? flat.split(', ').map(properCase).join(', ') : properCase(flat),
);

function wholeAddress({ street, flat, house, building, lines }: TakenAddress): string {
  const written = lines.map(({ text }) => text);
  if (street === '' || written.some((text) => text.toUpperCase().includes(street.toUpperCase()))) {
    return joined(written);
  }
  return joined([flat, building, house === '' ? street : `${house} ${street}`, ...written]);
}

/** The parts that are not empty, on one line. */
export function joined(parts: readonly string[]): string {
  let line = '';
  for (const part of parts) if (part !== '') line = line === '' ? part : `${line}, ${part}`;
  return line;
}
