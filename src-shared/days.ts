import type { LookUp } from './look-up.ts';

// Without Intl: some builds of Electron and Node lack the day names of some languages.
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];

/** `7 May` */
export function dayAndMonth(t: LookUp, date: Date): string {
  return `${date.getDate()} ${t(MONTHS[date.getMonth()] ?? '')}`;
}

/** `Thu 7 May 2026` */
export function dayOf(t: LookUp, date: Date): string {
  const day = DAYS[date.getDay()] ?? '';
  return `${t(day)} ${dayAndMonth(t, date)} ${date.getFullYear()}`;
}

/** The date here, as `2026-05-07`. */
export function isoDate(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
