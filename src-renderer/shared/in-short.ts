import { count } from './format.ts';
import { words } from './words.ts';

/** So many of a list are read in a sentence. */
const NAMED = 3;

/** The first names of a list, and how many more there are: a sentence with twenty stations is read by nobody. */
export function inShort(names: readonly string[], between: string): string {
  // One more takes as little room as saying so.
  if (names.length <= NAMED + 1) return names.join(between);
  const more = words.t('and {{number}} more', { number: count(names.length - NAMED) });
  return [...names.slice(0, NAMED), more].join(between);
}
