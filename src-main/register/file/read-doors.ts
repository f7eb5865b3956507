import { type Message, say } from '../../../src-shared/message.ts';
import type { Doors } from '../address/doors.ts';
import { readPostcode } from '../address/postcode.ts';
import { mayBeginWithDate, numberBeforeDate } from '../address/put-back.ts';
import { StreetFinder } from '../address/streets.ts';
import type { ColumnMap } from './columns/headings.ts';
import type { CellNotes } from './not-understood.ts';

/** A cell of an address that is not used as it is written. */
type Odd = { column: number; cell: string; takenFor: Message };

/** Reads addresses from the lines of a file. */
export class DoorReader {
  readonly #columns: ColumnMap;
  readonly #notes: CellNotes;
  readonly #ofAddress: readonly number[];
  readonly #streets = new StreetFinder();
  #last: { district: string; cells: readonly string[]; place: number; odd: readonly Odd[] } | undefined;

  constructor(columns: ColumnMap, notes: CellNotes) {
    this.#columns = columns;
    this.#notes = notes;
    const { flat, house, building, street, postcode } = columns.at;
    const own = [flat, house, building, street, postcode].filter((column) => column !== undefined);
    this.#ofAddress = [...columns.address, ...own];
  }

  /**
   * Adds a line's address. Returns the door's index in the result of `decide`. Consecutive people of one household
   * share it.
   */
  take(district: string, cells: readonly string[], line: number): number {
    const last = this.#last;
    if (last?.district === district && this.#isSame(last.cells, cells)) {
      if (last.odd.length > 0) this.#note(last.odd, line);
      return last.place;
    }
    const { at, address } = this.#columns;
    const odd: Odd[] = [];
    const lines: string[] = [];
    for (let index = 0; index < address.length; index += 1) {
      const next = address[index + 1];
      const text = unspoilt(cells, address[index], next === undefined ? '' : (cells[next] ?? ''), odd);
      if (text !== '') lines.push(text);
    }
    const place = this.#streets.take({
      district,
      lines,
      flat: unspoilt(cells, at.flat, A_NUMBER, odd),
      house: unspoilt(cells, at.house, '', odd),
      building: unspoilt(cells, at.building, '', odd),
      street: at.street === undefined ? '' : (cells[at.street] ?? ''),
      postcode: postcodeIn(cells, at.postcode, odd),
    });
    this.#note(odd, line);
    this.#last = { district, cells, place, odd };
    return place;
  }

  #isSame(one: readonly string[], other: readonly string[]): boolean {
    for (const column of this.#ofAddress) if (one[column] !== other[column]) return false;
    return true;
  }

  #note(odd: readonly Odd[], line: number): void {
    for (const { column, cell, takenFor } of odd) this.#notes.note(column, line, cell, { takenFor });
  }

  /** Decides every door, once all lines are read. */
  decide(): Doors {
    return this.#streets.decide();
  }
}

/** The text of a cell; where a spreadsheet has turned it into a date, what stood in it. `next` is what follows it. */
function unspoilt(cells: readonly string[], column: number | undefined, next: string, odd: Odd[]): string {
  const cell = column === undefined ? '' : (cells[column] ?? '');
  if (cell === '' || column === undefined || !mayBeginWithDate(cell)) return cell;
  const put = putBack(cell, signBefore(next));
  if (put === null) return cell;
  const takenFor = say('{{number}}, which a spreadsheet turned into a date', { number: put.number });
  odd.push({ column, cell: put.from, takenFor });
  return `${put.number}${put.rest}`;
}

function postcodeIn(cells: readonly string[], column: number | undefined, odd: Odd[]): string {
  const cell = column === undefined ? '' : (cells[column] ?? '');
  if (cell === '' || column === undefined) return '';
  const { postcode, isUnderstood } = readPostcode(cell);
  if (!isUnderstood) {
    const takenFor = postcode === '' ? say('no postcode') : say('the postcode {{postcode}}', { postcode });
    odd.push({ column, cell, takenFor });
  }
  return postcode;
}

/** Before a number was a flat. */
const A_NUMBER = '1';

/** A cell that a spreadsheet has turned into a date, or that begins with one: `01-Feb, 24 High Street`. */
function putBack(cell: string, sign: '/' | '-'): { from: string; number: string; rest: string } | null {
  const whole = numberBeforeDate(cell, sign);
  if (whole !== null) return { from: cell, number: whole, rest: '' };
  const end = cell.charCodeAt(0) > SPACE ? cell.search(/[ ,]/) : -1;
  if (end < SHORTEST_DATE || end > LONGEST_DATE) return null;
  const rest = cell.slice(end);
  const number = numberBeforeDate(cell.slice(0, end), signBefore(rest.slice(1)));
  return number === null ? null : { from: cell.slice(0, end), number, rest };
}

const SPACE = 32;
const SHORTEST_DATE = 'Mar-4'.length;
const LONGEST_DATE = '01-Feb'.length;

/** Before a line with a number was a flat, `1/2`; else the number of a house, `1-3`. */
function signBefore(next: string): '/' | '-' {
  return /^\s*\d/.test(next) ? '/' : '-';
}
