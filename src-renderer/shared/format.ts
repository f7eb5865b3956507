import { count, countedBy } from '../../src-shared/counted.ts';
import { dayAndMonth } from '../../src-shared/days.ts';
import { timeOfDay } from '../../src-shared/time-of-day.ts';
import { lookUp } from './words.ts';

export { count };

const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `1 sheet`, `2,500 sheets`; with the plural if adding an s is wrong. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return countedBy(lookUp, value, one, many, count(value));
}

/** `41.5%` */
export function perCent(value: number): string {
  return `${oneDecimal.format(value)}%`;
}

/** `7 May 2026`, of a date as it is stored. */
export function date(iso: string): string {
  const day = new Date(`${iso}T12:00`);
  return `${dayAndMonth(lookUp, day)} ${day.getFullYear()}`;
}

/** `14:05` today, `6 May, 14:05` on another day. */
export function time(at: number): string {
  const when = new Date(at);
  const isToday = when.toDateString() === new Date().toDateString();
  return isToday ? timeOfDay(when) : `${dayAndMonth(lookUp, when)}, ${timeOfDay(when)}`;
}
