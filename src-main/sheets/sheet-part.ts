import { type Message, say } from '../../src-shared/message.ts';

/** Which part of a street or walk a sheet is. */
export function partOf(place: number, of: number, ends: readonly [string, string] | null): Message {
  if (!ends) return say('part {{place}} of {{of}}', { place, of });
  const [from, to] = ends;
  return say('part {{place}} of {{of}}: {{from}} to {{to}}', { place, of, from, to });
}

/** The same for a sheet of the all-day pads, printed in advance. */
export const RESERVE = say('reserve: strike out anyone struck out on the grid');
