/** Fuzzes one target in its own process: `node run-target.ts NAME MILLISECONDS SEED`. Exit code 1: found something. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Found, fuzz } from './target.ts';
import { TARGETS } from './targets.ts';

const HANGS_AFTER_MS = 60_000;

const [name = '', milliseconds = '', seed = ''] = process.argv.slice(2);
const target = TARGETS.find((each) => each.name === name);
if (!target) throw new Error(`There is no target ${name}.`);

const shared = new SharedArrayBuffer(12);
const progress = new Int32Array(shared);
const watch = new Worker(new URL('watch.ts', import.meta.url), {
  workerData: { shared, name, most: HANGS_AFTER_MS },
});
const folder = mkdtempSync(join(tmpdir(), `committee-room-fuzz-${name}-`));
try {
  const { inputs, lastSeed } = await fuzz(target, folder, {
    seed: Number(seed),
    milliseconds: Number(milliseconds),
    onRun(now, run) {
      Atomics.add(progress, 0, 1);
      Atomics.store(progress, 1, now);
      Atomics.store(progress, 2, run);
    },
  });
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${name}: nothing found in ${inputs} inputs, seeds ${seed} to ${lastSeed}, at most ${peak} MB.`,
  );
} catch (error) {
  if (!(error instanceof Found)) throw error;
  console.log(error.message);
  process.exitCode = 1;
} finally {
  await watch.terminate();
  rmSync(folder, { recursive: true, force: true });
}
