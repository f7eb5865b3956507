/**
 * `npm run fuzz [-- --minutes N --only NAME --seed S]`: tries made-up and damaged inputs on everything that reads
 * inputs, each target for N minutes (1 by default), and reports what it found with the seed that repeats it. Exit code
 * 1 if it found anything.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TARGETS } from './targets.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes ?? 1);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const chosen = TARGETS.filter(
  ({ name }) => values.only === undefined || values.only.split(',').includes(name),
);
if (chosen.length === 0 || !(minutes > 0) || !Number.isInteger(seed)) {
  const names = TARGETS.map(({ name }) => name).join(', ');
  console.error(`Usage: npm run fuzz [-- --minutes N --only NAME,NAME --seed S]. The names are ${names}.`);
  process.exit(2);
}

for (const { name, holds } of chosen) {
  console.log(`${name}, ${minutes} minutes, from seed ${seed}: ${holds}.`);
  const child = spawn(
    process.execPath,
    [
      '--max-old-space-size=1500',
      join(import.meta.dirname, 'run-target.ts'),
      name,
      String(minutes * 60_000),
      String(seed),
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code, signal] = await once(child, 'exit');
  if (code === 0) continue;
  process.exitCode = 1;
  if (signal !== null) console.log(`${name}: the process was ended by ${signal}.`);
  console.log(`To repeat it: npm run fuzz -- --only ${name} --seed SEED, with the seed named above.`);
}
