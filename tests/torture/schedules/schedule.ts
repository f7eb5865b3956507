import fc from 'fast-check';
import { withChance } from './chance.ts';
import { Digests, expectAsSaid, expectEqual, expectSound, shownBy } from './compare.ts';
import { Copies, type Counts } from './copies.ts';
import type { FirstRoom } from './first-room.ts';
import { MOST_COPIES, type Step, WEIGHTS } from './step.ts';
import { PLAYS } from './steps.ts';

/** `seed` is that of all ids. */
export type Schedule = { seed: number; copies: number; steps: Step[] };

const some = fc.nat(99);
const step = fc.record({
  what: fc.oneof(
    ...(Object.entries(WEIGHTS) as [Step['what'], number][]).map(([what, weight]) => ({
      arbitrary: fc.constant(what),
      weight,
    })),
  ),
  on: fc.nat(MOST_COPIES - 1),
  a: some,
  b: some,
});

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(),
  copies: fc.oneof(
    { arbitrary: fc.integer({ min: 2, max: 4 }), weight: 5 },
    { arbitrary: fc.integer({ min: 5, max: MOST_COPIES }), weight: 1 },
  ),
  steps: fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }),
});

/** Steps after which the copy's whole room is compared. */
const COMPARED: ReadonlySet<Step['what']> = new Set([
  'arrive',
  'crash',
  'lose end',
  'restore',
  'copy by hand',
]);

/** @throws Error if anything is lost, counted twice, or is not what the oracle says. */
export function play(folder: string, first: FirstRoom, { seed, copies: count, steps }: Schedule): Counts {
  return withChance(seed, () => playThrough(folder, first, count, steps));
}

function playThrough(folder: string, first: FirstRoom, count: number, steps: readonly Step[]): Counts {
  const copies = new Copies(folder, first, count);
  const digests = new Digests();
  try {
    for (const step of steps) {
      const copy = copies.all[step.on % copies.all.length]!;
      PLAYS[step.what](copies, copy, step);
      if (COMPARED.has(step.what)) expectAsSaid(copies, copy, digests);
    }
    for (const copy of copies.all) expectSound(copies, copy, digests);
    copies.exchangeAll();
    const [one, ...others] = copies.all;
    expectSound(copies, one!, digests);
    const shown = shownBy(one!.room, first.sheets);
    for (const copy of others) {
      expectSound(copies, copy, digests);
      expectEqual(shownBy(copy.room, first.sheets), shown, `${copy.name} shows what ${one!.name} does not`);
    }
    return copies.done;
  } finally {
    copies.close();
  }
}
