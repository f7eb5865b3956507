import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNumber } from '../../src-main/register/elector/elector-number.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { median, report, timed } from './harness.ts';
import { openFile, ROOM } from './register.ts';

const ROUNDS = 5;
const A_ROUND = 300;

/** One number entered in a room with a passphrase. The anchor is the same room without one. */
await report(async ({ electors, folder }) => {
  const rooms = { ours: copyOf(folder, 'encrypted.room'), anchor: copyOf(folder, 'plain.room') };
  rooms.ours.setPassphrase('a passphrase of the bench');
  const numbers = unmarked(rooms.anchor, (ROUNDS + 1) * A_ROUND);
  const medians = { ours: [] as number[], anchor: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times = { ours: [] as number[], anchor: [] as number[] };
    for (const text of numbers.slice(round * A_ROUND, (round + 1) * A_ROUND)) {
      for (const which of ['ours', 'anchor'] as const) {
        times[which].push(await timed(() => markNumbers(rooms[which], { text, by: 'bench' })));
      }
    }
    // The first warms up.
    if (round > 0) for (const which of ['ours', 'anchor'] as const) medians[which].push(median(times[which]));
  }
  rooms.ours.close();
  rooms.anchor.close();
  return [
    {
      what: 'mark, with a passphrase',
      amount: electors,
      unit: 'electors',
      ours: median(medians.ours),
      anchor: median(medians.anchor),
      target: 1.3,
    },
  ];
});

function copyOf(folder: string, name: string): Room {
  const file = join(folder, name);
  copyFileSync(join(folder, ROOM), file);
  return openFile(file);
}

function unmarked(room: Room, most: number): string[] {
  return room.db
    .prepare<[number], { district: string; number: number; suffix: string }>(
      'SELECT district, number, suffix FROM elector WHERE voted_at IS NULL AND removed_at IS NULL ORDER BY id * 7919 % 1000003 LIMIT ?',
    )
    .all(most)
    .map(formatNumber);
}
