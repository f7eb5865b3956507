/** Votes at 18, but at 16 in Scottish devolved and local polls (REGISTERS.md, "Attainers and dates"). */
export type VotingAge = 16 | 18;

/**
 * Reads the register's date cell, which holds a birth date or the date of attainment, depending on the council's
 * system: fourteen or more years before polling day is a birth, anything later is attainment.
 * @param pollingDay ISO date
 * @returns ISO date from which the elector may vote, or null when the cell is empty or no date.
 */
export function readAttainment(cell: string, pollingDay: string, votingAge: VotingAge): string | null {
  const date = readDate(cell);
  if (date === null) return null;
  const bornBefore = addYears(pollingDay, -14);
  return date <= bornBefore ? addYears(date, votingAge) : date;
}

/** The coming Thursday (that day itself included): UK polls are held on Thursdays. ISO date in local time. */
export function comingThursday(from: Date): string {
  const THURSDAY = 4;
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate());
  day.setDate(day.getDate() + ((THURSDAY - day.getDay() + 7) % 7));
  return isoDate(day.getFullYear(), day.getMonth() + 1, day.getDate());
}

/**
 * A date as UK files write it: `31/12/2008`, `31.12.08`, `31-Dec-2008`, `2008-12-31` (with a time after it or
 * without).
 * @returns ISO date, or null when it is no date.
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

/** Two digits: electors are born from the 1930s on and attain at most a few years ahead. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year);
  return Number(year) < 40 ? 2000 + Number(year) : 1900 + Number(year);
}

function checked(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1880 && year < 2200;
  return real ? isoDate(year, month, day) : null;
}

function addYears(iso: string, years: number): string {
  return `${Number(iso.slice(0, 4)) + years}${iso.slice(4)}`;
}

function isoDate(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
