/**
 * `npm run simulate [-- --days 2000 --seed 1]`: simulates polling days and compares what the board says of the
 * outstanding who have not voted with the truth (docs/trust.md). Exit code 1 if the range has the true figure in it on
 * fewer than 85 or more than 95 per cent of the days. Then it says how much knocking is for nothing where few voters give
 * a number, with and without names and what where next knows.
 */
import { parseArgs } from 'node:util';
import { type Coverage, coverageOf } from './coverage.ts';
import { knockedDays } from './few-numbers.ts';

const { values } = parseArgs({
  options: { days: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const [days, seed] = [Number(values.days), Number(values.seed)];
if (![days, seed].every((value) => Number.isSafeInteger(value) && value > 0)) {
  console.error('Usage: npm run simulate [-- --days 2000 --seed 1].');
  process.exit(2);
}

const TIMES = { '12:00': 300, '17:00': 600, '20:30': 810 };
const counts = coverageOf(days, seed, Object.values(TIMES));
Object.keys(TIMES).forEach((time, index) => {
  for (const whose of ['room', 'stations'] as const) {
    const count = counts[index]![whose];
    console.log(`${time} ${whose}: ${inWords(count)}`);
    const share = count.within / count.said;
    if (whose === 'room' && (share < 0.85 || share > 0.95)) process.exitCode = 1;
  }
});

const WAYS = {
  'numbers alone': { names: false, weighs: false },
  'names and doors too': { names: true, weighs: false },
  'and where next leaves out who has probably voted': { names: true, weighs: true },
};
for (const [what, way] of Object.entries(WAYS)) {
  const { doors, wasted, missed, promises, voted } = knockedDays(days, seed, way);
  console.log(
    [
      `${what}: ${Math.round(doors / days)} doors a day, ${perCent(wasted, doors)} for nothing`,
      `${perCent(missed, promises)} of promises neither voted nor were called on`,
      `${perCent(voted, promises)} voted`,
    ].join('; '),
  );
}

function perCent(part: number, whole = 1): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function inWords({ days: all, said, within, below, above, widths, errors }: Coverage): string {
  const middle = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const mean = errors.reduce((sum, each) => sum + each, 0) / Math.max(1, errors.length);
  return [
    `a range on ${said} of ${all}`,
    `true figure within ${perCent(within, said)}, below ${perCent(below, said)}, above ${perCent(above, said)}`,
    `width ${perCent(middle(widths))} of the outstanding (median)`,
    `mean error ${perCent(mean)}`,
  ].join('; ');
}
