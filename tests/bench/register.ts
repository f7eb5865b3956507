import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { type Place, report } from './harness.ts';

export const REGISTER = 'register.csv';
export const ROOM = 'bench.room';

export function openFile(file: string): Room {
  return openRoom(file, { create: false, program: 'npm run bench' });
}

/** The room that `import` leaves for the things measured after it. */
export function openBenchRoom({ folder }: Place): Room {
  return openFile(join(folder, ROOM));
}

/** Marks off this many electors. */
export function markOff(room: Room, most: number): void {
  const slips = room.db
    .prepare<[number], { district: string; numbers: string }>(
      `SELECT district, group_concat(number || iif(suffix = '', '', '/' || suffix), char(10)) AS numbers
         FROM (SELECT * FROM elector ORDER BY id * 7919 % 1000003 LIMIT ?) GROUP BY district`,
    )
    .all(most);
  for (const { district, numbers } of slips) markNumbers(room, { text: numbers, district, by: 'bench' });
}

/** The register for all measurements, made in its own process so that no other process uses its memory. */
if (import.meta.main) {
  await report(async ({ electors, folder }) => {
    writeFileSync(join(folder, REGISTER), sampleRegister({ electors, seed: 1 }));
    return [];
  });
}
