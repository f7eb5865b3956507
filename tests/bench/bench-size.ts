/** Benches one size of register in a process of its own, so that its memory is its own; prints JSON. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { openRoom } from '../../src-main/store/room.ts';
import { benchImport, importFile } from './import-bench.ts';
import type { Measured } from './measure.ts';
import { benchSheets } from './sheets-bench.ts';
import { benchBoard, benchMark } from './turnout-bench.ts';

export type SizeResult = { electors: number; measured: Measured[]; importPeakMiB: number };

const electors = Number(process.argv[2]);
// On the project's own disk: a system's temporary folder may be memory, where nothing is durable.
const OUT = join(import.meta.dirname, '../../out');
mkdirSync(OUT, { recursive: true });
const folder = mkdtempSync(join(OUT, 'bench-'));
try {
  const register = join(folder, 'register.csv');
  writeFileSync(register, sampleRegister({ electors, seed: 1 }));
  const measured: Measured[] = [await benchImport(folder, register, electors)];
  // KiB; the highest the process has been, so taken before anything else is measured.
  const importPeakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  const file = join(folder, 'day.room');
  importFile(register, file);
  const room = openRoom(file, { create: false, program: 'a bench' });
  measured.push(await benchBoard(room, electors), ...(await benchMark(folder, room, electors)));
  for (const [lines, target] of [
    [2500, 1 / 5],
    [25_000, 1 / 10],
  ] as const) {
    const sheets = await benchSheets(room, electors, lines, target);
    if (sheets) measured.push(sheets);
  }
  room.close();
  const result: SizeResult = { electors, measured, importPeakMiB };
  process.stdout.write(JSON.stringify(result));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
