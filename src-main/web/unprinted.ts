import { issuedSheets } from '../sheets/issued.ts';
import type { Room } from '../store/room.ts';

/** A sentence in English, to be looked up where it is shown, and what goes into its gaps. */
export type Sentence = { text: string; things: Record<string, string | number> };

/**
 * For the person who closes the program: the sheets made after `since` (milliseconds since 1970) of which nobody has
 * said whether they are on paper. One sentence at most; older ones have been asked about before.
 */
export function unprintedSheets(room: Room | null, since: number): Sentence[] {
  if (!room) return [];
  const codes = issuedSheets(room)
    .filter(({ state, madeAt }) => state === 'made' && madeAt >= since)
    .map(({ code }) => code);
  if (codes.length === 0) return [];
  return [
    codes.length === 1
      ? {
          text: 'Sheet {{code}} was made, but nobody has said that it is on paper.',
          things: { code: codes.join() },
        }
      : {
          text: 'Sheets were made of which nobody has said that they are on paper: {{number}}.',
          things: { number: codes.length },
        },
  ];
}
