import { detached } from '../packed.ts';

/** Longer words of a cell are cut, in what is noted about them and in what a person says they mean. */
export const LONGEST_CELL = 80;

/** A cell on one line, and not too long to be shown. */
export function shortCell(cell: string): string {
  return cell
    .slice(0, 4 * LONGEST_CELL)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_CELL);
}

/** By which the room knows what a person said that a cell means. Case and spaces do not matter. */
export function cellKey(cell: string): string {
  return shortCell(cell).toUpperCase();
}

/**
 * The words and numbers of a cell, in small letters and without their apostrophes: `Didn’t vote` is didnt, vote. A code
 * that was a number in a spreadsheet, `1.0`, is 1.
 */
export function cellWords(cell: string): string[] {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*(\d+)\.0+\s*$/, '$1')
    .replace(/['’`]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whether a filled cell says that there is nothing: a dash, `N/A`, `none`. */
export function saysNothing(cell: string): boolean {
  return /^(?:[-–—‑−_.\s]+|n\.?\/?a\.?|none|nil|no|dim|not applicable|0(?:\.0+)?)$/i.test(cell.trim());
}

/** Remembers what was read, since most columns have few different cells. */
export function remembered<Value>(read: (cell: string) => Value): (cell: string) => Value {
  const known = new Map<string, Value>();
  return (cell) => {
    const value = known.get(cell);
    if (value !== undefined) return value;
    const now = read(cell);
    if (known.size < MOST) known.set(detached(cell), now);
    return now;
  };
}

const MOST = 1000;

/** Whether a filled cell says that there is no date: `00/00/0000`, `n/a`. */
export function saysNoDate(cell: string): boolean {
  return saysNothing(cell) || /^0{1,4}([/.-])0{1,2}\1(?:0{1,4})(?:[ T][0:.]+)?$/.test(cell.trim());
}
