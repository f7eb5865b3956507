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
  if (cell.length < SHORTEST || cell.length > LONGEST || !mayBeginWithDate(cell)) return null;
  const [, day = '', month = '', typed = ''] = DAY_MONTH.exec(cell) ?? [];
  if (monthOf(month) > 0) return numbers([Number(day), monthOf(month)], Number(typed), sign);
  const [, first = '', second = ''] = MONTH_DAY.exec(cell) ?? [];
  if (monthOf(first) > 0) return numbers([monthOf(first), Number(second)], 0, sign);
  const [, one = '', other = '', year = ''] = NUMBERS.exec(cell) ?? [];
  if (one !== '') return numbers([Number(one), Number(other)], Number(year), sign);
  if (SERIAL.test(cell)) {
    const date = new Date(SERIAL_ZERO + Number(cell) * DAY);
    return numbers([date.getUTCDate(), date.getUTCMonth() + 1], 0, sign);
  }
  const [, isoYear = '', isoMonth = '', isoDay = ''] = ISO.exec(cell) ?? [];
  return isoYear === '' ? null : numbers([Number(isoDay), Number(isoMonth)], Number(isoYear), sign);
}

/** The same as a number, of 2000 to 2050: `44228` was `1/2`. No house has such a number. */
const SERIAL = /^(?:3[7-9]|4\d|5[0-4])\d{3}$/;
const SERIAL_LENGTH = 5;
const SERIAL_ZERO = Date.UTC(1899, 11, 30);
const DAY = 24 * 60 * 60_000;

const SHORTEST = 'Mar-4'.length;
const LONGEST = '2026-02-01T00:00:00.000Z'.length;

/**
 * Whether a cell begins like a date: `01-Feb`, `1 Feb`, `Mar-04`, but not `12 High Street`. Called for every cell of an
 * address, so without a pattern.
 */
export function mayBeginWithDate(cell: string): boolean {
  let at = 0;
  while (isDigit(cell.charCodeAt(at))) at += 1;
  if (at > LONGEST_YEAR) return at === SERIAL_LENGTH && cell.length === SERIAL_LENGTH;
  if (at === 0) return isSign(cell.charCodeAt(MONTH)) && isDigit(cell.charCodeAt(MONTH + 1));
  const sign = cell.charCodeAt(at);
  // The name of a month has three letters.
  return isSign(sign) && !(sign === SPACE && isLetter(cell.charCodeAt(at + 1 + MONTH)));
}

const LONGEST_YEAR = 4;
const MONTH = 3;
const SPACE = 32;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** `-`, `/` or a space. */
function isSign(code: number): boolean {
  return code === 45 || code === 47 || code === SPACE;
}

function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.toUpperCase()) + 1;
}

function numbers(parts: readonly number[], year: number, sign: '/' | '-'): string {
  const third = year >= FIRST_CENTURY && year < FIRST_YEAR_OF_TYPING ? [year % 100] : [];
  return [...parts, ...third].join(sign);
}

const FIRST_CENTURY = 1900;
