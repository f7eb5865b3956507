import { issuedSheets } from '../sheets/issued.ts';
import type { Room } from '../store/room.ts';
import { words } from './words.ts';

/**
 * For the person who closes the program: the sheets made after `since` (milliseconds since 1970) of which nobody has
 * said whether they are on paper. In a sentence, or none; older ones have been asked about before.
 */
export function unprintedSheets(room: Room | null, since: number): string[] {
  if (!room) return [];
  const codes = issuedSheets(room)
    .filter(({ state, madeAt }) => state === 'made' && madeAt >= since)
    .map(({ code }) => code);
  if (codes.length === 0) return [];
  return [
    codes.length === 1
      ? words.t('Sheet {{code}} was made, but nobody has said that it is on paper.', { code: codes.join() })
      : words.t('Sheets were made of which nobody has said that they are on paper: {{number}}.', {
          number: codes.length,
        }),
  ];
}
