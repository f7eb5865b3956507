/** The voting age is 18, but 16 at Scottish devolved and local polls (REGISTERS.md, "Attainers and dates"). */
export type VotingAge = 16 | 18;

/** The meaning of the register's date column for an elector: ISO dates, null if not given. */
export type ElectorDates = { bornOn: string | null; attainsOn: string | null };

/**
 * Reads the register's date cell, which has a birth date or the date of attainment, depending on the council's
 * system. A date fourteen or more years before polling day is a birth; anything later is attainment.
 * @param pollingDay ISO date
 */
export function readElectorDate(cell: string, pollingDay: string): ElectorDates {
  const date = readDate(cell);
  if (date === null) return NO_DATES;
  return date <= addYears(pollingDay, -14)
    ? { bornOn: date, attainsOn: null }
    : { bornOn: null, attainsOn: date };
}

/** Reads Scotland's DO18, the eighteenth birthday. At devolved and local polls the voting age is 16. */
export function readEighteenthBirthday(cell: string): ElectorDates {
  const date = readDate(cell);
  return date === null ? NO_DATES : { bornOn: addYears(date, -18), attainsOn: null };
}

export const NO_DATES: ElectorDates = { bornOn: null, attainsOn: null };

/** The next Thursday (or today): UK polls are held on Thursdays. ISO date in local time. */
export function comingThursday(from: Date): string {
  const THURSDAY = 4;
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate());
  day.setDate(day.getDate() + ((THURSDAY - day.getDay() + 7) % 7));
  return isoDay(day);
}

/** The ISO date of a moment, in local time. */
export function isoDay(at: Date): string {
  return isoDate(at.getFullYear(), at.getMonth() + 1, at.getDate());
}

/**
 * A date in the formats of UK files: `31/12/2008`, `31.12.08`, `31-Dec-2008`, `2008-12-31` (with or without a time).
 * @returns ISO date; null if it is not a date.
 */
export function readDate(cell: string): string | null {
  const text = cell.trim();
  if (text === '') return null;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text);
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const british = /^(\d{1,2})[/.\- ](\d{1,2}|[a-z]{3,9})[/.\- ](\d{4}|\d{2})(?!\d)/i.exec(text);
  if (!british) return null;
  const [, day, month = '', year = ''] = british;
  const monthNumber = /^\d+$/.test(month)
    ? Number(month)
    : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return checked(fullYear(year), monthNumber, Number(day));
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Two digits: electors were born from the 1930s on, and attain at most a few years ahead. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year);
  return Number(year) < 40 ? 2000 + Number(year) : 1900 + Number(year);
}

function checked(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1880 && year < 2200;
  return real ? isoDate(year, month, day) : null;
}

/** The same day in another year. */
export function addYears(iso: string, years: number): string {
  return `${Number(iso.slice(0, 4)) + years}${iso.slice(4)}`;
}

function isoDate(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
