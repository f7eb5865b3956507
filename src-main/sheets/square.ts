import { createHash } from 'node:crypto';
import { say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { roomIds } from '../store/room-ids.ts';

/*
 * What the square on a sheet says, which a scanner types wherever the cursor is: `SHEETB3-07:` and nine letters for
 * the day. In capitals and without other characters a square is coarse enough to be read in bad light, and on the Tally
 * screen it marks nobody off. Squares of older versions have the code only: `sheet3-07`.
 */

/** No vowels, which could make words. */
const LETTERS = 'BCDFGHJKLMNPQRSTVXYZ';
const DAY_LETTERS = 9;

/** The day of the room, the same on every laptop: two of a thousand rooms have the same once in a million elections. */
export function dayOnSquare(room: Room): string {
  const bytes = createHash('sha256')
    .update(`sheet\t${roomIds(room).day}`)
    .digest();
  return [...bytes.subarray(0, DAY_LETTERS)].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
}

/** `day` is '' for a sheet of no room, as in a test. */
export function textOnSquare(code: string, day: string): string {
  return day === '' ? `sheet${code}` : `SHEET${code}:${day}`.toUpperCase();
}

/**
 * The code in what was typed or scanned.
 * @throws Refusal for the square of a sheet of another room.
 */
export function codeIn(room: Room, text: string): string {
  const [, code = '', day = ''] = /^\s*(?:sheet)?\s*(.*?)\s*(?::\s*([a-z]{9})\s*)?$/is.exec(text) ?? [];
  if (day !== '' && day.toUpperCase() !== dayOnSquare(room)) {
    throw new Refusal(
      say(
        'This sheet is of another room: sheet {{code}} was not made here. It may be from a practice, or belong to the committee room named at its foot.',
        { code },
      ),
    );
  }
  return code;
}
