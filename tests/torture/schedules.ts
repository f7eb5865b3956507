import { join } from 'node:path';
import fc from 'fast-check';
import type { Case } from './case.ts';
import { type Counts, NOTHING } from './schedules/copies.ts';
import { firstRoom } from './schedules/first-room.ts';
import { play, schedule } from './schedules/schedule.ts';

/**
 * Copies of one room enter, undo, correct, crash, go back to an older file, are copied by hand, and exchange what they
 * have, whole or torn, in seeded schedules. Each is compared with a slow oracle.
 */
export const schedules: Case = {
  name: 'schedules',
  option: 'schedules',
  defaultTimes: 10_000,
  // Each check of a room keeps the memory of its copy until the process ends.
  perProcess: 250,
  finding: 'Copies with the same entries have one digest and say what the oracle says; nothing lost.',
  async run(folder, times, random, onProgress) {
    const first = await firstRoom(folder);
    let played = 0;
    const done: Counts = { ...NOTHING };
    let isShrinking = false;
    const property = fc.property(schedule, (each) => {
      let counts = NOTHING;
      try {
        counts = play(join(folder, 'copies'), first, each);
      } catch (error) {
        isShrinking = true;
        throw error;
      }
      for (const what of Object.keys(done) as (keyof Counts)[]) done[what] += counts[what];
      played += 1;
      if (!isShrinking) onProgress?.(played);
    });
    // The report has the seed, the path, the shortest schedule that fails and what is wrong with it.
    const seed = Math.floor(random() * 2 ** 31);
    fc.assert(property, { numRuns: times, seed, includeErrorInReport: true });
    return { counts: { schedules: played, ...done } };
  },
};
