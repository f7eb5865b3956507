import { openRoom } from '../../src-main/store/open-room.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText } from '../unit/temporary-room.ts';

const NAMES = ['Alma', 'Beech', 'Castle', 'Dock', 'Elm', 'Ferry', 'Garden', 'Hill'];
const STREETS = ['Close', 'Crescent', 'Terrace'].flatMap((kind) => NAMES.map((name) => `${name} ${kind}`));

/** In each street, each at a door of their own. */
const ELECTORS = 10;

/**
 * Puts a room whose lists are all longer than a window, of 24 streets and 240 electors and without a polling day, at a
 * file: for `startApp`, if a test needs no more electors than that.
 */
export function longRoom(file: string): void {
  const room = openRoom(file, { create: true, program: 'the end-to-end tests' });
  const lines = STREETS.flatMap((street, place) =>
    Array.from({ length: ELECTORS }, (_, door) =>
      elector(String(place * ELECTORS + door + 1), 'Evans', 'Ann', {
        address: `${door + 1} ${street}`,
        vi: door % 3 === 0 ? 'C' : 'P',
      }),
    ),
  );
  // Polling day is to come: no reminder takes two rows.
  importText(room, register(...lines), { promises: ['P'], poll: { pollingDay: undefined } });
  room.close();
}
