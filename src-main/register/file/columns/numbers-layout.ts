import { isMessage, say } from '../../../../src-shared/message.ts';
import { isAbsentWord } from '../../elector/absent-vote.ts';
import { readNumberCells } from '../../elector/elector-number.ts';
import { unwrapped } from '../clean-cells.ts';
import { type CsvRow, DELIMITERS, type Delimiter, peekRows } from '../text/csv.ts';
import { type ColumnRole, columnsOf } from './headings.ts';
import type { Layout } from './layouts.ts';

/** Lines that show what a column has. */
const LINES = 200;
/** So many of them have an elector number. */
const MOST = 0.8;

/**
 * The layout of a list of which only the elector numbers are known, and what beside them must be names: `KA-5,John
 * Smith`. Null if no column has numbers.
 */
export function numbersLayout(text: string): Layout | null {
  for (const delimiter of DELIMITERS) {
    const rows = peekRows(text, delimiter, LINES).filter(({ cells }) => cells.some(isFilled));
    const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
    if (width < 2) continue;
    for (let column = 0; column < width; column += 1) {
      const roles = rolesFrom(column, rows);
      if (roles) {
        const names = namesFrom(column + roles.length, rows);
        return layoutOf(delimiter, rows, column, [...roles, ...names], width);
      }
    }
  }
  return null;
}

/** Whole numbers in one column, or the district in one and the number in the next. */
function rolesFrom(column: number, rows: readonly CsvRow[]): ColumnRole[] | null {
  const [, ...others] = rows;
  const share = (isNumber: (row: CsvRow) => boolean) =>
    others.length > 0 && others.filter(isNumber).length >= MOST * others.length;
  if (share((row) => isWhole(row, column))) return ['fullNumber'];
  return share((row) => isInTwo(row, column)) ? ['district', 'number'] : null;
}

/** Names, whole or in two columns, perhaps behind one of titles. */
function namesFrom(column: number, rows: readonly CsvRow[]): (ColumnRole | null)[] {
  if (areTitles(column, rows)) return [null, ...namesFrom(column + 1, rows)];
  if (!areNames(column, rows)) return [];
  return areNames(column + 1, rows) ? ['fullName', 'forename'] : ['fullName'];
}

function cellsOf(column: number, [, ...rows]: readonly CsvRow[]): string[] {
  return rows.map(({ cells }) => (cells[column] ?? '').trim()).filter(isFilled);
}

function areTitles(column: number, rows: readonly CsvRow[]): boolean {
  const cells = cellsOf(column, rows);
  return cells.length > 0 && cells.every((cell) => /^(?:mr|mrs|miss|ms|mx|dr|rev)\.?$/i.test(cell));
}

/** Words in letters only, nearly each of them another one: `Permanent` on every line is no name. */
function areNames(column: number, rows: readonly CsvRow[]): boolean {
  const cells = cellsOf(column, rows);
  const names = cells.filter((cell) => /^\p{L}[\p{L}\p{M}'’., -]*$/u.test(cell) && !isAbsentWord(cell));
  return (
    names.length > 1 &&
    names.length >= MOST * (rows.length - 1) &&
    new Set(names.map((name) => name.toLowerCase())).size > names.length / 2
  );
}

function isWhole({ cells }: CsvRow, column: number): boolean {
  const cell = unwrapped(cells[column] ?? '');
  return /\p{L}/u.test(cell) && !isMessage(readNumberCells('', cell, ''));
}

function isInTwo({ cells }: CsvRow, column: number): boolean {
  const [district = '', number = ''] = [cells[column], cells[column + 1]];
  return (
    /^\s*\p{L}{1,4}\d{0,3}\s*$/u.test(district) &&
    /^\s*\d/.test(number) &&
    !isMessage(readNumberCells(district, number, ''))
  );
}

function layoutOf(
  delimiter: Delimiter,
  rows: readonly CsvRow[],
  column: number,
  roles: readonly (ColumnRole | null)[],
  width: number,
): Layout {
  const has = (row: CsvRow) => isWhole(row, column) || isInTwo(row, column);
  const first = rows.findIndex(has);
  const before = rows[first - 1];
  // A title is one cell.
  const headed = before && before.cells.filter(isFilled).length > 1 ? before : undefined;
  const headings = Array.from({ length: width }, (_, at) => headed?.cells[at]?.trim() || `Column ${at + 1}`);
  return {
    name: say('Elector numbers only'),
    delimiter,
    headings,
    headingLine: Math.max(0, (rows[first]?.line ?? 1) - 1),
    columns: columnsOf(
      headings,
      headings.map((_, at) => roles[at - column] ?? null),
    ),
    isGuessed: headed === undefined,
  };
}

function isFilled(cell: string): boolean {
  return cell.trim() !== '';
}
