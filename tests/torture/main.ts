import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '../../src-main/register/sample.ts';
import { killOften } from './kill.ts';
import { losePower } from './power-loss.ts';

/** `npm run torture -- --times 500 --cuts 300 --seed 1`: kills the program and fails the power, and looks what is lost. */
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '500' },
    cuts: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'committee-room-torture-'));
console.log(`Seed ${values.seed}, in ${folder}`);
try {
  const random = seeded(Number(values.seed));
  const lost = losePower(join(folder, 'power'), Number(values.cuts), random);
  console.log(
    `Power failed ${lost.cuts} times: every room sound, ${lost.marks} flushed marks looked for, none lost.`,
  );
  const { kills, byJob, marks, backups } = await killOften(folder, Number(values.times), random);
  const jobs = Object.entries(byJob).map(([job, times]) => `${times} during ${job}`);
  console.log(
    `Killed ${kills} times (${jobs.join(', ')}): every room sound, no mark lost (${marks} on the last day),`,
  );
  console.log(
    `no import, migration, passphrase, restore or destruction half done, ${backups} looks at backups all whole.`,
  );
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`What is left lies in ${folder}.`);
  process.exitCode = 1;
}
