import { type Message, say } from '../../../src-shared/message.ts';
import { POSTCODE } from './columns/column-content.ts';
import type { Layout } from './columns/layouts.ts';
import { type CsvRow, peekRows } from './text/csv.ts';

/** Lines that show how wide a file is. */
const LINES = 200;

/** Tells which lines of a file have their cells in the wrong columns. */
export class LineShape {
  readonly #layout: Layout;
  /** As many columns as the headings have; null if most lines have more, so that a column has no heading. */
  readonly #most: number | null;

  /** Without the beginning of its text, no line of a file may be wider than its headings. */
  constructor(layout: Layout, start = '') {
    this.#layout = layout;
    const { headings, headingLine, delimiter } = layout;
    const rows = peekRows(start, delimiter, headingLine + LINES).filter(({ line }) => line > headingLine);
    const wide = rows.filter(({ cells }) => hasBeyond(cells, headings.length)).length;
    this.#most = wide * 2 > rows.length ? null : headings.length;
  }

  /** What is wrong with a line; null if nothing is. */
  faultOf({ cells, fault }: Pick<CsvRow, 'cells' | 'fault'>): Message | null {
    if (fault) return fault;
    const { headings } = this.#layout;
    if (cells.length < headings.length && this.#lacksCell(cells))
      return say(
        'It has {{columns}} columns where the headings have {{headings}}, and a cell is missing before its last one, so its columns are shifted. Put an empty cell in its place.',
        { columns: cells.length, headings: headings.length },
      );
    if (this.#most === null || !hasBeyond(cells, this.#most)) return null;
    return say(
      'It has {{columns}} columns where the headings have {{headings}}, so its columns are shifted. Put quotation marks round a value with a comma in it.',
      { columns: cells.length, headings: headings.length },
    );
  }

  /** Blanks at the end may be left out; but an address in the place of a name, or a postcode before its place, is shifted. */
  #lacksCell(cells: readonly string[]): boolean {
    const { at } = this.#layout.columns;
    const hasDigit = [at.surname, at.forename, at.fullName].some(
      (column) => column !== undefined && /\d/.test(cells[column] ?? ''),
    );
    const { postcode } = at;
    if (hasDigit || postcode === undefined || postcode === 0) return hasDigit;
    const [before = '', there = ''] = [cells[postcode - 1], cells[postcode]].map((cell) => cell?.trim());
    return POSTCODE.test(before) && !POSTCODE.test(there);
  }
}

function hasBeyond(cells: readonly string[], width: number): boolean {
  return cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '');
}
