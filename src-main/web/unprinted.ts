import { type Message, say } from '../../src-shared/message.ts';
import { issuedSheets } from '../sheets/issued.ts';
import type { Room } from '../store/room.ts';

/**
 * For whoever closes the program: the sheets made after `since` (milliseconds since 1970) that nobody has confirmed
 * as printed. At most one sentence; older sheets have been asked about before.
 */
export function unprintedSheets(room: Room | null, since: number): Message[] {
  if (!room) return [];
  const codes = issuedSheets(room)
    .filter(({ state, madeAt }) => state === 'made' && madeAt >= since)
    .map(({ code }) => code);
  const [code] = codes;
  if (code === undefined) return [];
  return [
    codes.length === 1
      ? say('Sheet {{code}} was made, but nobody has confirmed that it was printed.', { code })
      : say('Sheets were made that nobody has confirmed as printed: {{number}}.', { number: codes.length }),
  ];
}
