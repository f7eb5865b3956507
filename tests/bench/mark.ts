import { join } from 'node:path';
import { formatNumber } from '../../src-main/register/elector/elector-number.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { openBare } from './bare.ts';
import { type Measurement, median, percentile, report, timed } from './harness.ts';
import { openBenchRoom } from './register.ts';

const ROUNDS = 5;
const WARM_UP = 200;
const MOST_A_ROUND = 1000;

/** One number entered, until it is safe on the disk. The anchor is one bare row until that is safe. */
await report(async (place) => {
  const room = openBenchRoom(place);
  const bare = openBare(join(place.folder, 'bare.db'));
  const insert = bare.prepare('INSERT INTO mark (number) VALUES (?)');
  const mark = (number: string) => {
    const { marked } = markNumbers(room, { text: number, by: 'bench' });
    if (marked !== 1) throw new Error(`${number} was not marked off.`);
  };
  const numbers = unmarked(room, WARM_UP + ROUNDS * MOST_A_ROUND);
  for (const number of numbers.splice(0, WARM_UP)) {
    mark(number);
    insert.run(number);
  }

  const medians = { ours: [] as number[], anchor: [] as number[] };
  const slowest = { ours: [] as number[], anchor: [] as number[] };
  const aRound = Math.floor(numbers.length / ROUNDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const times = { ours: [] as number[], anchor: [] as number[] };
    for (const number of numbers.slice(round * aRound, (round + 1) * aRound)) {
      times.ours.push(await timed(() => mark(number)));
      times.anchor.push(await timed(() => insert.run(number)));
    }
    for (const which of ['ours', 'anchor'] as const) {
      medians[which].push(median(times[which]));
      slowest[which].push(percentile(times[which], 99));
    }
  }
  room.close();
  bare.close();

  const row = (what: string, times: typeof medians): Measurement => ({
    what,
    amount: place.electors,
    unit: 'electors',
    ours: median(times.ours),
    anchor: median(times.anchor),
    target: what.includes('99') ? 3 : null,
  });
  return [row('mark, median', medians), row('mark, 99th percentile', slowest)];
});

/** Numbers not marked off yet, from all over the room. */
function unmarked(room: Room, most: number): string[] {
  return room.db
    .prepare<[number], { district: string; number: number; suffix: string }>(
      'SELECT district, number, suffix FROM elector WHERE voted_at IS NULL ORDER BY id * 7919 % 1000003 LIMIT ?',
    )
    .all(most)
    .map(formatNumber);
}
