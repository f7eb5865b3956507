/**
 * `npm run load [-- --minutes 10 --electors 75000 --windows 10 --rate 20 --browser --imports 0]`: the real server with
 * a room of that size, this many windows that follow it and query again after each change, and this many numbers a
 * second entered over HTTP. With `--browser`, the windows are pages of one real browser, which share its connections
 * and its stream, and the numbers are entered through them. With `--imports 2`, the whole register is imported twice
 * meanwhile, one after another. Exit code 1 if an acknowledged mark is missing at the end, the room is not sound, or
 * anything failed.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { checkRoom } from '../../src-main/journal/check.ts';
import { formatNumber } from '../../src-main/register/elector/elector-number.ts';
import { readRegisterFile } from '../../src-main/register/file/read-file.ts';
import { importRegister } from '../../src-main/register/import/import.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import type { EntryResult } from '../../src-main/turnout/types.ts';
import { percentile } from '../bench/harness.ts';
import { type MarkInput, openPages } from './pages.ts';
import { openWindow } from './window-client.ts';
import { showScreen } from './windows.ts';

const ROOT = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    electors: { type: 'string', default: '75000' },
    windows: { type: 'string', default: '10' },
    rate: { type: 'string', default: '20' },
    browser: { type: 'boolean', default: false },
    imports: { type: 'string', default: '0' },
  },
});
const [minutes, electors, windows, rate] = [values.minutes, values.electors, values.windows, values.rate].map(
  Number,
) as [number, number, number, number];
const imports = Number(values.imports);
if (
  ![minutes, electors, windows, rate].every((each) => each > 0) ||
  !(Number.isInteger(imports) && imports >= 0)
) {
  console.error(
    'Usage: npm run load [-- --minutes 10 --electors 75000 --windows 10 --rate 20 --browser --imports 0]',
  );
  process.exit(2);
}

/** Marks slower than this are listed with the time of their answer. */
const SLOW_MS = 1000;

// On the disk of the project: a system’s temporary folder may be in memory, where nothing is durable.
mkdirSync(join(ROOT, 'out'), { recursive: true });
const folder = mkdtempSync(join(ROOT, 'out', 'load-'));
try {
  process.exitCode = await run(join(folder, 'load.room'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function run(file: string): Promise<number> {
  const numbers = makeRoom(file);
  const server = spawn(
    process.execPath,
    ['--max-semi-space-size=16', join(ROOT, 'src-main/cli/main.js'), 'serve', '--room', file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const faults: string[] = [];
  const onFault = (error: unknown) => faults.push(String(error));
  const [address] = (await once(createInterface(server.stdout), 'line')) as [string];
  const shown = await Promise.all(
    Array.from({ length: values.browser ? 0 : windows }, (_, place) => showScreen(address, place, onFault)),
  );
  const pages = values.browser ? await openPages(address, windows) : null;
  await pause(2000);

  const total = Math.min(Math.round(minutes * 60 * rate), numbers.length);
  console.log(`${electors} electors, ${windows} windows, ${total} numbers at ${rate} a second.`);
  const memory = { start: memoryOf(server.pid), middle: 0, end: 0 };
  const enterer = openWindow(address);
  const acknowledged = new Set<string>();
  const times: number[] = [];
  /** When slow answers came, in seconds from the beginning. A pause of the server appears as many at once. */
  const slowAt: number[] = [];
  let sentAgain = 0;
  const underWay = new Set<Promise<void>>();
  const markByHand = async (input: MarkInput) => {
    const start = performance.now();
    // As a browser does if a kept connection ends just then; the id prevents a second entry.
    const again = (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
      sentAgain += 1;
      return enterer.mutate('turnout.mark', input);
    };
    const result = (await enterer.mutate('turnout.mark', input).catch(again)) as EntryResult;
    return { result, time: performance.now() - start };
  };
  const began = performance.now();
  const enter = async (number: string) => {
    const input = { text: number, by: 'the load test', commandId: randomUUID() };
    const { result, time } = await (pages ? pages.mark(input) : markByHand(input));
    times.push(time);
    if (time > SLOW_MS) slowAt.push(Math.round((performance.now() - began) / 1000));
    if (result.marked === 1) acknowledged.add(number);
    else onFault(`${number} was answered ${JSON.stringify(result.entries)}`);
  };
  const importing = importBeside(address).catch(onFault);
  for (let sent = 0; sent < total; sent += 1) {
    // By the clock, not by the answers: a slow server must appear as slow answers, not as fewer numbers.
    const wait = began + (sent * 1000) / rate - performance.now();
    if (wait > 0) await pause(wait);
    const entering = enter(numbers[sent] ?? '')
      .catch(onFault)
      .then(() => void underWay.delete(entering));
    underWay.add(entering);
    if (sent === Math.floor(total / 2)) memory.middle = memoryOf(server.pid);
  }
  await Promise.all(underWay);
  await importing;
  const seconds = (performance.now() - began) / 1000;
  memory.end = memoryOf(server.pid);
  await pause(1000);
  for (const window of shown) window.close();
  await pages?.close();
  enterer.close();
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');

  console.log(
    `${acknowledged.size} of ${total} numbers acknowledged in ${Math.round(seconds)} s, ${sentAgain} of them sent again over a new connection.`,
  );
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  console.log(
    `A mark until it is answered: median ${ms(percentile(times, 50))}, 99th percentile ${ms(percentile(times, 99))}, longest ${ms(Math.max(...times))}.`,
  );
  console.log(
    `The server's memory: ${memory.start} MB at the start, ${memory.middle} MB in the middle, ${memory.end} MB at the end.`,
  );
  const slow = [...Map.groupBy(slowAt, (second) => second)].map(
    ([second, all]) => `${all.length} at ${second} s`,
  );
  console.log(
    `Marks that took over a second: ${slowAt.length}${slow.length > 0 ? `, answered ${slow.slice(0, 20).join(', ')}` : ''}.`,
  );
  for (const [place, { refreshed, slowest }] of shown.entries()) {
    console.log(`Window ${place + 1}: got every answer ${refreshed} times, longest ${ms(slowest)}.`);
  }
  // A run that did nothing has shown nothing.
  if (total === 0 || acknowledged.size === 0) onFault('No number was entered.');
  for (const [place, { refreshed }] of shown.entries())
    if (refreshed === 0) onFault(`Window ${place + 1} never got every answer.`);
  const problems = [
    ...faults.slice(0, 10),
    ...problemsOf(file, acknowledged),
    ...(code === 0 ? [] : [`The server ended with ${code}.`]),
  ];
  if (faults.length > 0) problems.push(`${faults.length} faults in total.`);
  console.log(
    problems.length === 0
      ? 'Every acknowledged mark is in the room, and the room is sound.'
      : problems.join('\n'),
  );
  writeFileSync(
    join(ROOT, 'out', 'load.json'),
    JSON.stringify({ electors, windows, rate, seconds, times: times.toSorted((a, b) => a - b), memory }),
  );
  return problems.length === 0 ? 0 : 1;
}

/** Makes the room. Returns the numbers of its electors, in no particular order. */
function makeRoom(file: string): string[] {
  const room = openRoom(file, { create: true, program: 'the load test' });
  importRegister(room, {
    ...readRegisterFile(Buffer.from(sampleRegister({ electors, seed: 1 })), '2026-05-07'),
    promises: ['P', 'L'],
    poll: { pollingDay: '2026-05-07' },
    acceptRefused: false,
    by: 'the load test',
  });
  const rows = room.db
    .prepare<[], { district: string; number: number; suffix: string }>(
      'SELECT district, number, suffix FROM elector ORDER BY (id * 7919) % 75013',
    )
    .all();
  room.close();
  return rows.map(formatNumber);
}

/** Imports the whole register again, as a window does, this many times one after another. */
async function importBeside(address: string): Promise<void> {
  if (imports === 0) return;
  const asker = openWindow(address);
  const csv = Buffer.from(sampleRegister({ electors, seed: 1 })).toString('base64');
  for (let nth = 1; nth <= imports; nth += 1) {
    const began = performance.now();
    const staged = (await asker.mutate('register.stage', { name: 'again.csv', base64: csv })) as {
      fileId: string;
    };
    await asker.run('register.import', {
      fileId: staged.fileId,
      meanings: { P: 'promise', L: 'promise' },
      acceptRefused: false,
      removeMissing: false,
      by: 'the load test',
    });
    console.log(`Import ${nth} finished after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  }
  asker.close();
}

/** What is wrong with the room, once nobody has it open. */
function problemsOf(file: string, acknowledged: ReadonlySet<string>): string[] {
  const room = openRoom(file, { create: false, program: 'the load test' });
  const { problems } = checkRoom(room);
  const journaled = room.db
    .prepare<[], { district: string; number: number; suffix: string }>(
      "SELECT elector.district, number, suffix FROM journal JOIN elector ON elector.id = elector_id WHERE journal.status = 'marked'",
    )
    .all()
    .map(formatNumber);
  const { voted } = readBoard(room, 'district');
  room.close();
  const lost = [...acknowledged.difference(new Set(journaled))];
  if (lost.length > 0)
    problems.push(
      `${lost.length} acknowledged marks are not in the journal: ${lost.slice(0, 5).join(', ')}.`,
    );
  if (voted !== acknowledged.size)
    problems.push(`The board says ${voted}, ${acknowledged.size} were acknowledged.`);
  return problems;
}

/** A process’s resident memory in megabytes; NaN if the system does not say. */
function memoryOf(pid: number | undefined): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    return Number.NaN;
  }
}
