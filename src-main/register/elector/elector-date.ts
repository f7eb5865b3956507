import { isoDate, readDateCell } from '../../../src-shared/date-cell.ts';
import { cellKey, shortCell } from './cell-words.ts';

/** The voting age is 18, but 16 at Scottish devolved and local polls (REGISTERS.md, "Attainers and dates"). */
export type VotingAge = 16 | 18;

/** The meaning of the register's date column for an elector, null if not given. */
export type ElectorDates = {
  /** ISO date. */
  bornOn: string | null;
  /** ISO date; or the cell as written, after a question mark, if it was not understood. */
  attainsOn: string | null;
};

/**
 * The register's date is a birth date or the date of attainment, depending on the council's system. A date fourteen
 * or more years before polling day is a birth; anything later is attainment.
 * @param pollingDay ISO date
 */
export function electorDates(date: string, pollingDay: string): ElectorDates {
  return date <= addYears(pollingDay, -14)
    ? { bornOn: date, attainsOn: null }
    : { bornOn: null, attainsOn: date };
}

/** Scotland's DO18 is the eighteenth birthday. At devolved and local polls the voting age is 16. */
export function datesByEighteenth(date: string): ElectorDates {
  return { bornOn: addYears(date, -18), attainsOn: null };
}

const UNCLEAR = '?';

/** A date that was not understood: the elector is on no sheet until somebody says what it means. */
export function unclearDate(cell: string): ElectorDates {
  return { bornOn: null, attainsOn: `${UNCLEAR}${shortCell(cell)}` };
}

/** By which the room knows what a date that was not understood means; null if it was understood. */
export function unclearDateKey(attainsOn: string | null): string | null {
  return attainsOn?.startsWith(UNCLEAR) ? cellKey(attainsOn.slice(UNCLEAR.length)) : null;
}

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
 * A date by itself, with the day first; a mere number, which may be anything, is not one.
 * @returns ISO date; null if it is not a date.
 */
export function readDate(cell: string): string | null {
  return /^[\d.\s]*$/.test(cell) && !/\d[.\s]+\d+[.\s]+\d/.test(cell)
    ? null
    : (readDateCell(cell, 0)?.iso ?? null);
}

/** The same day in another year. */
export function addYears(iso: string, years: number): string {
  return `${Number(iso.slice(0, 4)) + years}${iso.slice(4)}`;
}
