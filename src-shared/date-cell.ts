/** Whether the day or the month comes first in a column's dates. */
export const DATE_ORDERS = ['day first', 'month first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A date cell as read. */
export type DateReading = {
  /** ISO date, with the day first if nothing in the cell says otherwise. */
  iso: string;
  /** The order that the cell proves, by a day above 12. */
  proves: DateOrder | null;
  /** ISO date with the month first, if the cell may also be that. */
  monthFirst: string | null;
};

/**
 * Reads a date in all the ways in which files have them: `31/12/2008`, `31.12.08`, `31-Dec-2008`, `Dec 31 2008`,
 * `Wednesday 31st December 2008`, `31 Rhagfyr 2008`, `2008-12-31T00:00:00Z`, `20081231`, `39813` as spreadsheets count
 * days, and `31-Dec`, which is in `year`.
 * @param year a year for dates that have none, and by which those with two digits are read; 0 if it is not known
 * @returns null if it is not a date, or may be several (`Dec-26`, `2008`).
 */
export function readDateCell(cell: string, year: number): DateReading | null {
  const plain = PLAIN.exec(cell);
  if (plain) return inEitherOrder(Number(plain[1]), Number(plain[3]), Number(plain[4]));
  const iso = ISO.exec(cell);
  if (iso) return sure(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  return readLooseDate(bareDate(cell), year);
}

/** Nearly every date of nearly every file. */
const PLAIN = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

const MONTH_NAMES = [
  'jan january ion ionawr',
  'feb february chw chwe chwef chwefror',
  'mar march maw mawrth fawrth',
  'apr april ebr ebrill',
  'may mai fai',
  'jun june meh mehefin fehefin',
  'jul july gor gorff gorffennaf orffennaf',
  'aug august aws awst',
  'sep sept september med medi fedi',
  'oct october hyd hydref',
  'nov november tac tach tachwedd dachwedd',
  'dec december rha rhag rhagfyr ragfyr',
];
const MONTHS = new Map(
  MONTH_NAMES.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

const WEEKDAY =
  /(?<!\p{L})(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:dydd )?(?:llun|mercher|iau|gwener|sadwrn|sul)|dydd mawrth)\.?(?!\p{L}),?/gu;
const TIME =
  /(?:(?<=\d)t|[\s,]+(?:at )?)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|z|utc|gmt|bst|[+-]\d{2}:?\d{2})?$/;
/** What else people write beside a date of attainment: `18 on 25/12/2026`, `25/12/2026 (16)`. */
const AGE =
  /\((?:aged? )?1[4-8]\)|\b(?:(?:turns|attains|is|aged?|reaches) )?1[4-8](?:th birthday)? (?:on|from)\b/g;
const AROUND =
  /(?<!\p{L})(?:dob|born|on|from|of|the|date|birth|attains|attainment|birthday|o)(?!\p{L})[:.]?/gu;
/** English and Welsh: 25th, 25ain. */
const ORDINAL = /(?<=\d)(?:st|nd|rd|th|af|il|ydd|fed|ed|eg|ain)(?!\p{L})/gu;

/** The date itself in small letters, its parts separated by a slash, a dot, a hyphen or a space. */
function bareDate(cell: string): string {
  return cell
    .slice(0, 100)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\\/g, '/')
    .replace(/['’"=]/g, ' ')
    .trim()
    .replace(TIME, '')
    .replace(WEEKDAY, ' ')
    .replace(AGE, ' ')
    .replace(AROUND, ' ')
    .replace(ORDINAL, '')
    .replace(/[,;:_|]/g, ' ')
    .replace(/\s*([/.-])\s*/g, '$1')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^[.-]+|[.-]+$/g, '');
}

function readLooseDate(text: string, year: number): DateReading | null {
  if (/^\d+(?:\.\d+)?$/.test(text)) return readDigits(text);
  const [first = '', second = '', third, more] = text.match(/\d+|\p{L}+/gu) ?? [];
  if (second === '' || more !== undefined || /[^\p{L}\d/.\- ]/u.test(text)) return null;
  const months = [first, second, third].map((part) => MONTHS.get(part ?? ''));
  if (third === undefined) {
    // `25-Dec` is a day, and `Dec-25` may be a month.
    if (year === 0 || !/^\d{1,2}$/.test(first)) return null;
    if (months[1] !== undefined) return sure(year, months[1], Number(first));
    return /^\d{1,2}[/-]\d{1,2}$/.test(text) ? inEitherOrder(Number(first), Number(second), year) : null;
  }
  if (months[1] !== undefined && isDay(first)) return sure(fullYear(third, year), months[1], Number(first));
  if (months[0] !== undefined && isDay(second)) return sure(fullYear(third, year), months[0], Number(second));
  if (months[1] !== undefined && first.length === 4 && isDay(third))
    return sure(fullYear(first, year), months[1], Number(third));
  if (months.some((month) => month !== undefined) || !/^\d+$/.test(first + second + third)) return null;
  if (first.length === 4 && isDay(second) && isDay(third))
    return sure(Number(first), Number(second), Number(third));
  if (!isDay(first) || !isDay(second) || mayBeginWithYear(text, year)) return null;
  return inEitherOrder(Number(first), Number(second), fullYear(third, year));
}

/** `26-12-25` may be in 2025 or in 2026. */
function mayBeginWithYear(text: string, year: number): boolean {
  const [first] = /^\d\d(?=-\d\d-\d\d$)/.exec(text) ?? [];
  return first !== undefined && Number(first) > 12 && Math.abs(Number(first) - (year % 100)) <= 5;
}

function isDay(part: string): boolean {
  return /^\d{1,2}$/.test(part);
}

/** `20081231`, `31122008`, or a spreadsheet's count of days since 1900; five digits are nothing else. */
function readDigits(text: string): DateReading | null {
  const parts = /^(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (parts) {
    const [a, b, c, d] = parts.slice(1).map(Number) as [number, number, number, number];
    return a === 19 || a === 20
      ? (sure(a * 100 + b, c, d) ?? inEitherOrder(a, b, c * 100 + d))
      : inEitherOrder(a, b, c * 100 + d);
  }
  const days = Math.floor(Number(text));
  if (days < FIRST_SERIAL || days > LAST_SERIAL) return null;
  const at = new Date(Date.UTC(1899, 11, 30 + days));
  return sure(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

/** Below are years, and days of 1906; the last is in 2119. */
const FIRST_SERIAL = 2200;
const LAST_SERIAL = 80_000;

/** Two digits: attainers come of age within a few years of the poll, and others were born before. NaN if not a year. */
function fullYear(written: string, year: number): number {
  if (/^\d{4}$/.test(written)) return Number(written);
  if (!/^\d{2}$/.test(written)) return Number.NaN;
  const short = Number(written);
  return short <= (year === 0 ? 39 : (year % 100) + 5) ? 2000 + short : 1900 + short;
}

function inEitherOrder(a: number, b: number, year: number): DateReading | null {
  const iso = checkedDate(year, b, a);
  const monthFirst = checkedDate(year, a, b);
  if (iso !== null) {
    const isSure = monthFirst === null;
    return { iso, proves: isSure ? 'day first' : null, monthFirst: isSure || a === b ? null : monthFirst };
  }
  return monthFirst === null ? null : { iso: monthFirst, proves: 'month first', monthFirst: null };
}

function sure(year: number, month: number, day: number): DateReading | null {
  const iso = checkedDate(year, month, day);
  return iso === null ? null : { iso, proves: null, monthFirst: null };
}

/** ISO date; null if there is no such day, or not in the life of anybody. */
function checkedDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1880 && year < 2200;
  return isReal ? isoDate(year, month, day) : null;
}

export function isoDate(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
