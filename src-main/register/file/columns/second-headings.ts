import { say } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';
import type { LineNote } from '../../types.ts';
import type { CsvRow } from '../text/csv.ts';
import { type ColumnMap, type ColumnRole, headingKey, matchHeadings } from './headings.ts';
import type { Layout } from './layouts.ts';

/**
 * Two files under one another: from a second line of headings on, the cells are put in the order of the first ones.
 */
export class SecondHeadings {
  readonly #layout: Layout;
  readonly #warn: (note: LineNote) => void;
  readonly #number: number | undefined;
  /** Where each column of the first headings now is; null as long as it is in its own place. */
  #places: readonly number[] | null = null;

  constructor(layout: Layout, warn: (note: LineNote) => void) {
    this.#layout = layout;
    this.#warn = warn;
    const { at } = layout.columns;
    this.#number = at.number ?? at.fullNumber;
  }

  /**
   * Puts a line's cells in the order of the first headings.
   * @returns false if the line is one of headings.
   * @throws Refusal if it has headings that do not mean the same columns.
   */
  arrange(row: CsvRow): boolean {
    if (this.#mayBeHeadings(row.cells)) {
      const columns = matchHeadings(row.cells);
      if (isHeadings(row.cells, columns)) {
        this.#places = this.#placesIn(row, columns);
        return false;
      }
    }
    if (this.#places) {
      const { cells } = row;
      const extra = cells.slice(Math.max(this.#places.length, ...this.#places.map((place) => place + 1)));
      row.cells = [...this.#places.map((place) => cells[place] ?? ''), ...extra];
    }
    return true;
  }

  /** Quickly: the words of a heading have no digits, except that of `Address1`. */
  #mayBeHeadings(cells: readonly string[]): boolean {
    if (this.#number === undefined) return false;
    const cell = cells[this.#places?.[this.#number] ?? this.#number] ?? '';
    const first = cell.charCodeAt(0);
    return !(first >= 48 && first <= 57) && !/\d./.test(cell);
  }

  #placesIn({ line, cells }: CsvRow, second: ColumnMap): readonly number[] | null {
    const { columns: first, headings, headingLine } = this.#layout;
    // The same headings on each page, perhaps without the last of them.
    if (second.keys.every((key, place) => key === '' || key === first.keys[place])) return null;
    const taken = new Set<number>();
    const take = (place: number | undefined) => {
      if (place === undefined || place < 0 || taken.has(place)) return -1;
      taken.add(place);
      return place;
    };
    const byKey = first.keys.map((key) =>
      take(key === '' ? -1 : second.keys.findIndex((other, place) => other === key && !taken.has(place))),
    );
    const places = byKey.map((place, column) => {
      const role = first.roles[column] ?? null;
      return place >= 0 || role === null ? place : take(placeOf(role, second, taken));
    });
    const isWhole = first.roles.every((role, column) => role === null || (places[column] ?? -1) >= 0);
    const isAll = second.roles.every((role, column) => role === null || taken.has(column));
    if (!isWhole || !isAll) {
      throw new Refusal(
        say(
          'Line {{line}} has headings again, with other columns than line {{first}}: {{headings}}. Save the lines from there on as a file of their own, and import each part by itself.',
          {
            line,
            first: headingLine,
            headings: cells.map((cell) => cell.trim()).filter((cell) => cell !== ''),
          },
        ),
      );
    }
    if (headings.every((_, column) => places[column] === column || places[column] === -1)) return null;
    this.#warn({
      line,
      reason: say(
        'It has headings again, in another order than line {{first}}. The lines below it are read by these headings.',
        { first: headingLine },
      ),
    });
    return places;
  }
}

/** The place of a role that several columns may have is the next one; a number may be whole or not. */
function placeOf(
  role: ColumnRole,
  { roles, address }: ColumnMap,
  taken: ReadonlySet<number>,
): number | undefined {
  if (role === 'address') return address.find((column) => !taken.has(column));
  if (role === 'pastVote' || role === 'pastIntention' || role === 'gone') return undefined;
  return roles.findIndex((each, column) => each === role && !taken.has(column));
}

/** A line of headings: nearly all of its cells are known ones, and among them a number and a name or an address. */
function isHeadings(cells: readonly string[], { roles, at, address }: ColumnMap): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const known = roles.filter((role) => role !== null).length;
  return (
    known > 2 &&
    known * 2 > filled.length &&
    (at.number !== undefined || at.fullNumber !== undefined) &&
    (at.surname !== undefined ||
      at.fullName !== undefined ||
      address.length > 0 ||
      at.street !== undefined) &&
    new Set(filled.map(headingKey)).size === filled.length
  );
}
