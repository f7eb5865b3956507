import { editDistance } from '../../register/edit-distance.ts';

/** Words so short differ too easily. */
const SHORTEST = 4;
/** From this length on, two letters may differ. */
const LONG = 8;

/**
 * Whether two words may be one word spelled in two ways: a letter more, less or another, or two letters the other way
 * round. In a long word, two of these.
 */
export function areAlike(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (shorter < SHORTEST || /\d/.test(one + other)) return false;
  const most = shorter >= LONG ? 2 : 1;
  return Math.abs(one.length - other.length) <= most && editDistance(one, other, { swaps: true }) <= most;
}
