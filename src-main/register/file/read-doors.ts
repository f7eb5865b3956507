import { type Door, StreetFinder } from '../address/streets.ts';
import { tidy } from '../elector/elector-name.ts';
import type { ColumnMap } from './headings.ts';

/** Reads addresses from the lines of a file. */
export class DoorReader {
  readonly #columns: ColumnMap;
  readonly #ofAddress: readonly number[];
  readonly #streets = new StreetFinder();
  #last: { district: string; cells: readonly string[]; place: number } | undefined;

  constructor(columns: ColumnMap) {
    this.#columns = columns;
    const { flat, house, street, postcode } = columns.at;
    const own = [flat, house, street, postcode].filter((column) => column !== undefined);
    this.#ofAddress = [...columns.address, ...own];
  }

  /**
   * Adds a line's address. Returns the door's index in the result of `decide`. Consecutive people of one household
   * share it.
   */
  take(district: string, cells: readonly string[]): number {
    const last = this.#last;
    if (
      last?.district === district &&
      this.#ofAddress.every((column) => cells[column] === last.cells[column])
    )
      return last.place;
    const { at, address } = this.#columns;
    const cell = (column: number | undefined) => (column === undefined ? '' : (cells[column] ?? ''));
    const place = this.#streets.take({
      district,
      lines: address.map(cell),
      flat: cell(at.flat),
      house: cell(at.house),
      street: cell(at.street),
      postcode: tidy(cell(at.postcode)).toUpperCase(),
    });
    this.#last = { district, cells, place };
    return place;
  }

  /** Decides every door, once all lines are read. */
  decide(): Door[] {
    return this.#streets.decide();
  }
}
