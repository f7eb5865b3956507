import { openRoom } from '../../src-main/store/open-room.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText } from '../unit/temporary-room.ts';

const DISTRICTS = {
  KA: [
    'High Terrace',
    'Oak Crescent',
    'Cedar Crescent',
    'Alma Road',
    'Beech Lane',
    'Castle Street',
    'Dock Road',
    'Elm Grove',
    'Ferry Road',
  ],
  KB: ['Garden Lane', 'Hill Street', 'Ivy Close'],
};

/** In each street, each at a door of their own. */
const ELECTORS = 6;

/**
 * Puts a room with twelve streets of promises in two districts at a file: for `startApp`, if the size of the sample
 * register makes no difference to the test. Most of a window’s time is drawing rows.
 */
export function smallRoom(file: string): void {
  const room = openRoom(file, { create: true, program: 'the end-to-end tests' });
  const lines = Object.entries(DISTRICTS).flatMap(([district, streets]) =>
    streets.flatMap((street, place) =>
      Array.from({ length: ELECTORS }, (_, door) => {
        const number = place * ELECTORS + door + 1;
        const address = `${door + 1} ${street}`;
        return elector(String(number), 'Evans', 'Ann', { district, address, vi: 'P' });
      }),
    ),
  );
  importText(room, register(...lines), { promises: ['P'] });
  room.close();
}
