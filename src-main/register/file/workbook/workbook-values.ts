/** How a cell's number is shown, as far as it matters for its meaning. */
export type NumberStyle = 'date' | 'time' | { digits: number; decimals: number } | null;

/** Excel's own formats by number; those from 164 on are defined in the workbook. */
const DATES = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);
const TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47]);
const TWO_DECIMALS = 2;

/** The meaning of a workbook's number format; `code` is null for Excel's own. */
export function numberStyle(id: number, code: string | null): NumberStyle {
  if (code === null) {
    if (DATES.has(id)) return 'date';
    if (TIMES.has(id)) return 'time';
    return id === TWO_DECIMALS ? { digits: 1, decimals: 2 } : null;
  }
  // Text in quotation marks, in brackets or after a backslash is literal.
  const bare = code.replace(/"[^"]*"|\[(?![hms]+\])[^\]]*\]|\\./gi, '').split(';')[0] ?? '';
  if (/general/i.test(bare)) return null;
  if (/[dy]/i.test(bare) || /m/i.test(bare.replace(/[hs].*m|m.*s/i, ''))) return 'date';
  if (/[hs]/i.test(bare)) return 'time';
  // `00000` keeps leading zeros, `0.000` the zeros of a suffix after a point.
  const zeros = /^(0+)(?:\.(0+))?$/.exec(bare.trim());
  return zeros ? { digits: zeros[1]?.length ?? 1, decimals: zeros[2]?.length ?? 0 } : null;
}

/** A number as a person reads it: no exponent, no noise of binary fractions, dates as ISO dates. */
export function numberText(written: string, style: NumberStyle, from1904: boolean): string {
  if (style === null && /^-?\d+$/.test(written)) return written;
  const number = Number(written);
  if (written.trim() === '' || Number.isNaN(number)) return written;
  if (style === 'date' || style === 'time') return dateText(number, style, from1904) ?? plainNumber(number);
  if (style === null) return plainNumber(number);
  const sign = number < 0 ? '-' : '';
  const [whole = '', decimals] = Math.abs(number).toFixed(Math.min(style.decimals, MOST_DECIMALS)).split('.');
  return `${sign}${whole.padStart(style.digits, '0')}${decimals === undefined ? '' : `.${decimals}`}`;
}

/** Excel keeps fifteen digits; what comes after them is noise. */
function plainNumber(number: number): string {
  const exact = Number(number.toPrecision(15));
  if (Number.isInteger(exact)) return exact.toFixed(0);
  const text = String(exact);
  return text.includes('e') ? exact.toFixed(15).replace(/\.?0+$/, '') : text;
}

/** The longest that a number can be written. */
const MOST_DECIMALS = 100;

const DAY = 86_400_000;
/** The last date of Excel. */
const LAST_DAY = 2_958_465;

/** `2008-12-31`, with the time if there is one; null if Excel has no such date. */
function dateText(serial: number, style: 'date' | 'time', from1904: boolean): string | null {
  if (serial < 0 || serial > LAST_DAY) return null;
  // Excel counts 29 February 1900, which did not exist.
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const moment = new Date(start + Math.round(serial * (DAY / 1000)) * 1000);
  const [date = '', rest = ''] = moment.toISOString().split('T');
  const time = rest.slice(0, 5);
  if (style === 'time' && serial < 1) return time;
  return time === '00:00' ? date : `${date} ${time}`;
}
