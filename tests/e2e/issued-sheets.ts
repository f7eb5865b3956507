import { moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsInSteps } from '../../src-main/sheets/make-sheets.ts';
import { readWalks } from '../../src-main/sheets/walks.ts';
import type { Room } from '../../src-main/store/room.ts';

/** Makes sheets of the first streets of a room and prints them. */
export async function issuedSheets(room: Room, streets = 20, by = 'Gwen'): Promise<void> {
  const streetIds = readWalks(room)
    .free.slice(0, streets)
    .map(({ id }) => id);
  const order = { streetIds, round: 1, order: 'walk', sheetsBy: 'street' } as const;
  for await (const _ of makeSheetsInSteps(room, order, by, undefined));
  moveSheets(room, ['1-01', '1-02'], 'sheet printed', { by });
}
