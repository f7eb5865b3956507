const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
/** `01-Feb`, `01-Feb-26`: from `1/2` or `1-2`. */
const DAY_MONTH = /^(\d{1,2})[-/ ]([a-z]{3})(?:[-/ ](\d{2}|\d{4}))?$/i;
/** `Mar-04`: from `3/04`. */
const MONTH_DAY = /^([a-z]{3})[-/ ](\d{1,2})$/i;
const NUMBERS = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T]0?0:00(?::00)?(?:\.0+)?)?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]0?0:00(?::00)?(?:\.0+)?)?Z?$/;
/** A spreadsheet gives the year of typing to `1/2`, and this one to `1/2/3`. */
const FIRST_YEAR_OF_TYPING = 2010;

/**
 * The number that a spreadsheet has turned into a date, in a cell that can only have a flat or a house: `01-Feb` was
 * `1/2`. The parts are as typed in Britain, day first; `sign` stood between them. Null if the cell is not a date.
 */
export function numberBeforeDate(cell: string, sign: '/' | '-'): string | null {
  // Called for every cell of an address: dates are short and begin with a digit or a month.
  if (cell.length < SHORTEST || cell.length > LONGEST || !MAY_BE_DATE.test(cell)) return null;
  const [, day = '', month = '', typed = ''] = DAY_MONTH.exec(cell) ?? [];
  if (monthOf(month) > 0) return numbers([Number(day), monthOf(month)], Number(typed), sign);
  const [, first = '', second = ''] = MONTH_DAY.exec(cell) ?? [];
  if (monthOf(first) > 0) return numbers([monthOf(first), Number(second)], 0, sign);
  const [, one = '', other = '', year = ''] = NUMBERS.exec(cell) ?? [];
  if (one !== '') return numbers([Number(one), Number(other)], Number(year), sign);
  const [, isoYear = '', isoMonth = '', isoDay = ''] = ISO.exec(cell) ?? [];
  return isoYear === '' ? null : numbers([Number(isoDay), Number(isoMonth)], Number(isoYear), sign);
}

const SHORTEST = 'Mar-4'.length;
const LONGEST = '2026-02-01T00:00:00.000Z'.length;
const MAY_BE_DATE = /^(?:\d{1,4}[-/ ]|[a-z]{3}[-/ ]\d)/i;

function monthOf(name: string): number {
  return MONTHS.indexOf(name.toUpperCase()) + 1;
}

function numbers(parts: readonly number[], year: number, sign: '/' | '-'): string {
  const third = year >= FIRST_CENTURY && year < FIRST_YEAR_OF_TYPING ? [year % 100] : [];
  return [...parts, ...third].join(sign);
}

const FIRST_CENTURY = 1900;
