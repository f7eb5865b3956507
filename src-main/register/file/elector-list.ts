import { type Door, type Doors, NO_DOOR } from '../address/doors.ts';
import type { Alteration } from '../elector/alteration.ts';
import type { ElectorDates } from '../elector/elector-date.ts';
import type { ElectorName } from '../elector/elector-name.ts';
import type { ElectorNumber } from '../elector/elector-number.ts';
import { isAnonymous } from '../elector/markers.ts';
import { IntList, PackedColumn } from '../packed.ts';
import type { Canvass, EarlierAnswer } from './canvass-cells.ts';
import { NOTHING_EARLIER } from './canvass-cells.ts';

/** One elector, as in a register file. */
export type RegisterElector = ElectorNumber &
  ElectorName &
  ElectorDates &
  Canvass & {
    line: number;
    markers: string;
    /** The register has no name here, only a number. */
    anonymous: boolean;
    /** Past turnout: a letter for each of the reading's elections; `PastElections` decides the blanks. */
    past: string;
    door: Door;
    alteration: Alteration;
  };

/**
 * The electors of a register in the order of the file, packed, since a county has three quarters of a million: each is
 * made when it is asked for, and is another object each time.
 */
export class ElectorList implements Iterable<Readonly<RegisterElector>> {
  readonly #lines = new IntList();
  readonly #numbers = new IntList();
  /** Each elector's index among the doors. */
  readonly #places = new IntList();
  readonly #columns = {
    district: new PackedColumn<string>(),
    suffix: new PackedColumn<string>(),
    surname: new PackedColumn<string>(),
    forename: new PackedColumn<string>(),
    markers: new PackedColumn<string>(),
    bornOn: new PackedColumn<string | null>(),
    attainsOn: new PackedColumn<string | null>(),
    votingIntention: new PackedColumn<string | null>(),
    phone: new PackedColumn<string | null>(),
    note: new PackedColumn<string | null>(),
    lift: new PackedColumn<boolean | null>(),
    doNotKnock: new PackedColumn<boolean | string | null>(),
    answeredOn: new PackedColumn<string>(),
    past: new PackedColumn<string>(),
    alteration: new PackedColumn<Alteration>(),
  };
  /** JSON; '' for none. */
  readonly #earlier = new PackedColumn<string>();
  #doors: Doors | null = null;

  get length(): number {
    return this.#lines.length;
  }

  /** `place` is the index of the elector's door. */
  add(elector: RegisterElector, place: number): void {
    const row = this.length;
    this.#lines.push(elector.line);
    this.#numbers.push(elector.number);
    this.#places.push(place);
    this.#set(row, elector);
  }

  /** Called once, when the doors are decided. */
  settle(doors: Doors): void {
    this.#doors = doors;
  }

  /** Sets again what is known of an elector, if it is in the list. */
  update(elector: RegisterElector): void {
    const row = this.#rowOf(elector.line);
    if (row >= 0) this.#set(row, elector);
  }

  *[Symbol.iterator](): Generator<Readonly<RegisterElector>> {
    let place = -1;
    let door = NO_DOOR;
    for (let row = 0; row < this.length; row += 1) {
      // Electors at one door follow one another, and share it.
      if (this.#places.at(row) !== place) {
        place = this.#places.at(row);
        door = this.#doors?.at(place) ?? NO_DOOR;
      }
      yield this.#at(row, door);
    }
  }

  /** Those of a monthly update for whom it has one of these. */
  *altered(alterations: readonly Alteration[]): Generator<Readonly<RegisterElector>> {
    const { alteration } = this.#columns;
    for (let row = 0; row < this.length; row += 1)
      if (alterations.includes(alteration.at(row))) yield this.#at(row, this.#doorAt(row));
  }

  /** Those who should have an address and have no street. */
  *withoutStreet(): Generator<Readonly<RegisterElector>> {
    const { markers } = this.#columns;
    for (let row = 0; row < this.length; row += 1) {
      if (this.#streetAt(row) !== '' || isAnonymous(markers.at(row))) continue;
      yield this.#at(row, this.#doorAt(row));
    }
  }

  /** Whether it is a whole register, and not a monthly update. */
  get isWhole(): boolean {
    const counts = this.#columns.alteration.counts();
    return counts.size === (counts.has(null) ? 1 : 0);
  }

  /** How many electors have each value of a column, in the order in which the file has them. */
  counts(column: 'district' | 'markers'): Map<string, number>;
  counts(column: 'votingIntention'): Map<string | null, number>;
  counts(column: 'district' | 'markers' | 'votingIntention'): Map<string | null, number> {
    return this.#columns[column].counts();
  }

  /** How many electors live in each street, by its district and name: `KA High Street`. */
  streets(): Map<string, number> {
    const counts = new Map<string, number>();
    const { district } = this.#columns;
    for (let row = 0; row < this.length; row += 1) {
      const street = this.#streetAt(row);
      if (street === '') continue;
      const name = `${district.at(row)} ${street}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  }

  #streetAt(row: number): string {
    return this.#doors?.streetAt(this.#places.at(row)) ?? '';
  }

  #doorAt(row: number): Door {
    return this.#doors?.at(this.#places.at(row)) ?? NO_DOOR;
  }

  #at(row: number, door: Door): RegisterElector {
    const columns = this.#columns;
    const markers = columns.markers.at(row);
    // One literal, field by field: every elector then has the same shape.
    return {
      line: this.#lines.at(row),
      district: columns.district.at(row),
      number: this.#numbers.at(row),
      suffix: columns.suffix.at(row),
      surname: columns.surname.at(row),
      forename: columns.forename.at(row),
      markers,
      anonymous: isAnonymous(markers),
      bornOn: columns.bornOn.at(row),
      attainsOn: columns.attainsOn.at(row),
      votingIntention: columns.votingIntention.at(row),
      phone: columns.phone.at(row),
      note: columns.note.at(row),
      lift: columns.lift.at(row),
      doNotKnock: columns.doNotKnock.at(row),
      answeredOn: columns.answeredOn.at(row),
      earlier: earlierIn(this.#earlier.at(row)),
      past: columns.past.at(row),
      alteration: columns.alteration.at(row),
      door,
    };
  }

  #set(row: number, elector: RegisterElector): void {
    const columns = this.#columns;
    columns.district.set(row, elector.district);
    columns.suffix.set(row, elector.suffix);
    columns.surname.set(row, elector.surname);
    columns.forename.set(row, elector.forename);
    columns.markers.set(row, elector.markers);
    columns.bornOn.set(row, elector.bornOn);
    columns.attainsOn.set(row, elector.attainsOn);
    columns.votingIntention.set(row, elector.votingIntention);
    columns.phone.set(row, elector.phone);
    columns.note.set(row, elector.note);
    columns.lift.set(row, elector.lift);
    columns.doNotKnock.set(row, elector.doNotKnock);
    columns.answeredOn.set(row, elector.answeredOn);
    columns.past.set(row, elector.past);
    columns.alteration.set(row, elector.alteration);
    this.#earlier.set(row, elector.earlier.length === 0 ? '' : JSON.stringify(elector.earlier));
  }

  /** The row of a line, or -1. Lines rise from row to row. */
  #rowOf(line: number): number {
    let from = 0;
    let to = this.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#lines.at(middle) < line) from = middle + 1;
      else to = middle;
    }
    return this.#lines.at(from) === line ? from : -1;
  }
}

function earlierIn(json: string): readonly EarlierAnswer[] {
  return json === '' ? NOTHING_EARLIER : JSON.parse(json);
}
