import { moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsInSteps } from '../../src-main/sheets/make-sheets.ts';
import { readWalks } from '../../src-main/sheets/walks.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';

/** Enters numbers into a room, makes sheets of its first streets and prints two. */
export async function begunDay(room: Room, streets = 20, by = 'Gwen'): Promise<void> {
  const numbers = Array.from({ length: 30 }, (_, place) => 2 + place * 7);
  markNumbers(room, { text: numbers.join(' '), district: 'KA', by });
  const streetIds = readWalks(room)
    .free.slice(0, streets)
    .map(({ id }) => id);
  const order = { streetIds, round: 1, order: 'walk', sheetsBy: 'street' } as const;
  for await (const _ of makeSheetsInSteps(room, order, by, undefined));
  moveSheets(room, ['1-01', '1-02'], 'sheet printed', { by });
}
