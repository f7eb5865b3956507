/** Runs one case in its own process: `node run-case.ts NAME TIMES SEED FOLDER`. Exit code 1: something is lost. */
import { mkdirSync, rmSync } from 'node:fs';
import { seeded } from '../../src-main/register/sample.ts';
import { summaryOf } from './case.ts';
import { CASES } from './cases.ts';

const REPORT_EVERY_MS = 60_000;

const [name = '', times = '', seed = '', folder = ''] = process.argv.slice(2);
const found = CASES.find((each) => each.name === name);
if (!found || folder === '') throw new Error(`There is no case ${name}.`);

mkdirSync(folder, { recursive: true });
const began = performance.now();
let lastReport = began;
const onProgress = (done: number) => {
  if (performance.now() - lastReport < REPORT_EVERY_MS) return;
  lastReport = performance.now();
  console.log(`${name}: ${done} of ${times} so far, nothing lost.`);
};
try {
  const summary = summaryOf(found, await found.run(folder, Number(times), seeded(Number(seed)), onProgress));
  console.log(`${summary} ${Math.round((performance.now() - began) / 1000)} s.`);
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  console.log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  console.log(`Its files are in ${folder}.`);
  process.exitCode = 1;
}
