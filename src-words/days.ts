import type { LookUp } from './look-up.ts';

// Not by Intl: not every build of Electron or Node has been given the days of every language.
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];

/** `Thu 7 May 2026` */
export function dayOf(t: LookUp, date: Date): string {
  const day = DAYS[date.getDay()] ?? '';
  const month = MONTHS[date.getMonth()] ?? '';
  return `${t(day)} ${date.getDate()} ${t(month)} ${date.getFullYear()}`;
}
