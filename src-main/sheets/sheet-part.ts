import { type Message, say } from '../../src-shared/message.ts';

/** Which part of a street or walk a sheet is. */
export function partOf(place: number, of: number, ends: readonly [string, string] | null): Message {
  if (!ends) return say('part {{place}} of {{of}}', { place, of });
  const [from, to] = ends;
  return say('part {{place}} of {{of}}: {{from}} to {{to}}', { place, of, from, to });
}

/** The same of a sheet that was printed ahead for the whole day. */
export const RESERVE = say('reserve: strike out who is struck out in the grid');
