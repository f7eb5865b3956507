import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { type Place, report } from './harness.ts';

export const REGISTER = 'register.csv';
export const ROOM = 'bench.room';

/** The room that `import` leaves for the things measured after it. */
export function openBenchRoom({ folder }: Place): Room {
  return openRoom(join(folder, ROOM), { create: false, program: 'npm run bench' });
}

/** The register for all measurements, made in its own process so that no other process uses its memory. */
if (import.meta.main) {
  await report(async ({ electors, folder }) => {
    writeFileSync(join(folder, REGISTER), sampleRegister({ electors, seed: 1 }));
    return [];
  });
}
