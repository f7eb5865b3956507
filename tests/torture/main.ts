/**
 * `npm run torture [-- --times 500 --cuts 300 --only NAME,NAME --seed 1]`: kills the program and cuts the power, and
 * checks what is lost. Each case has its own option for how many times; two cases run at once. Exit code 1 if anything
 * is lost, or a case has shown nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES } from './cases.ts';

const OPTIONS = CASES.map(
  ({ option, defaultTimes }) => [option, { type: 'string', default: String(defaultTimes) }] as const,
);
const { values } = parseArgs({
  options: {
    ...Object.fromEntries(OPTIONS),
    only: { type: 'string', default: CASES.map(({ name }) => name).join(',') },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const choices = new Map(Object.entries(values).map(([name, value]) => [name, String(value)]));
const only = (choices.get('only') ?? '').split(',');
const seed = Number(choices.get('seed'));
const queue = CASES.map((each) => ({ ...each, times: Number(choices.get(each.option)) })).filter(
  ({ name, times }) => only.includes(name) && times !== 0,
);
const isWhole = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isKnown = only.every((name) => CASES.some((each) => each.name === name));
if (queue.length === 0 || !isKnown || ![seed, ...queue.map(({ times }) => times)].every(isWhole)) {
  const options = CASES.map(({ option, defaultTimes }) => `--${option} ${defaultTimes}`).join(' ');
  console.error(`Usage: npm run torture [-- ${options} --only NAME,NAME --seed S].`);
  console.error(`The names are ${CASES.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

/** Long cases in parts, each in a process of its own with the next seed. */
const parts = queue.flatMap((each) => {
  const most = each.perProcess ?? each.times;
  const count = Math.ceil(each.times / most);
  return Array.from({ length: count }, (_, part) => ({
    ...each,
    times: Math.min(most, each.times - part * most),
    seed: seed + part,
  }));
});

const folder = mkdtempSync(join(tmpdir(), 'committee-room-torture-'));
console.log(`Seed ${seed}, in ${folder}`);
const lane = async () => {
  for (let next = parts.shift(); next; next = parts.shift()) {
    const { name, times, seed: own } = next;
    const args = [name, String(times), String(own), join(folder, `${name}-${own}`)];
    const child = spawn(process.execPath, [join(import.meta.dirname, 'run-case.ts'), ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = await once(child, 'exit');
    if (code === 0) continue;
    console.log(`To repeat it: npm run torture -- --only ${name} --${next.option} ${times} --seed ${own}`);
    process.exitCode = 1;
  }
};
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
if (process.exitCode === undefined) rmdirSync(folder);
