import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import type { Report } from './harness.ts';
import { ensureShell } from './sqlite-shell.ts';
import { growth, judge, type SizeResult, tables } from './tables.ts';

const SIZES = [7_500, 75_000, 750_000];

/** In this order: each leaves what the next needs. `register` only makes the file. */
const THINGS = [
  'register',
  'import',
  'planned',
  'board',
  'sheets',
  'search',
  'passphrase',
  'mark',
  'merge',
  'join',
  'head-office',
  'first-page',
  'start',
] as const;

// On the disk of the project: a system’s temporary folder may be in memory, where nothing is durable.
const OUT = fileURLToPath(new URL('../../out/', import.meta.url));

process.exitCode = await main();

/** Returns the exit code: 0 measured, whatever the result; 1 something needed is missing or failed; 2 wrong usage. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const sizes = positionals.length === 0 ? SIZES : positionals.map(Number).sort((a, b) => a - b);
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1000 && size <= 2_000_000)) {
    complain('Sizes are whole numbers of electors from 1000 to 2000000: npm run bench -- 7500 75000');
    return 2;
  }
  const shell = ensureShell();
  if (shell === null) {
    complain(
      'The benchmark needs the sqlite3 command: install SQLite’s command-line shell (Debian and Ubuntu: sudo apt-get install sqlite3).',
    );
    return 1;
  }
  if (!hasBrowser()) return 1;

  const results = await measureAll(sizes);
  if (values.json) {
    const document = {
      machine: machine(shell),
      sizes: results.map((result) => ({ ...result, measurements: result.measurements.map(judge) })),
      growth: growth(results),
    };
    say(JSON.stringify(document, null, 2));
  } else {
    say(`${heading(shell)}\n\n${tables(results)}`);
  }
  return 0;
}

async function measureAll(sizes: readonly number[]): Promise<SizeResult[]> {
  mkdirSync(OUT, { recursive: true });
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const results: SizeResult[] = [];
  for (const electors of sizes) {
    const folder = mkdtempSync(join(OUT, 'bench-'));
    try {
      results.push(await measureSize(electors, folder, stop.signal));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return results;
}

async function measureSize(electors: number, folder: string, signal: AbortSignal): Promise<SizeResult> {
  const result: SizeResult = { electors, measurements: [], peaks: {} };
  for (const thing of THINGS) {
    complain(`${electors.toLocaleString('en-GB')} electors: ${thing} …`);
    const { measurements, peak } = await measureInOwnProcess(thing, electors, folder, signal);
    result.measurements.push(...measurements);
    if (thing !== 'register') result.peaks[thing] = peak;
  }
  return result;
}

/** Each in its own process, so that its memory is measured separately; with Node’s options from `npm run room`. */
async function measureInOwnProcess(
  thing: (typeof THINGS)[number],
  electors: number,
  folder: string,
  signal: AbortSignal,
): Promise<Report> {
  const script = fileURLToPath(new URL(`${thing}.ts`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, script, String(electors), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  const [output, [code]] = await Promise.all([readAll(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`Measuring ${thing} failed.`);
  return JSON.parse(output);
}

/** Finds a browser as the tests do. */
function hasBrowser(): boolean {
  const script = fileURLToPath(new URL('../browser/ensure-browser.ts', import.meta.url));
  return spawnSync(process.execPath, [script], { stdio: 'inherit' }).status === 0;
}

function machine(shell: string) {
  const db = new Sqlite(':memory:');
  const sqlite = db.prepare<[], string>('SELECT sqlite_version()').pluck().get();
  db.close();
  const [cpu] = cpus();
  return {
    node: process.version,
    sqlite,
    shell,
    platform: process.platform,
    cpu: cpu?.model.trim(),
    cores: cpus().length,
  };
}

function heading(shell: string): string {
  const { node, sqlite, platform, cpu, cores } = machine(shell);
  return [
    `Node ${node}, SQLite ${sqlite}, sqlite3 shell ${shell}, ${platform}, ${cores} cores (${cpu}).`,
    'Medians of several rounds, ours and the anchor in turns, after a warm-up of both. Anchors:',
    '  import  sqlite3 shell, .import --csv of the same file into a new database: 3 warm-ups, 7 rounds (5 of the largest)',
    '  apply   the same .import, for the time that a planned import holds the room: 3 to 5 rounds. With 100 changed',
    '          lines, a hundredth of it and two durable commits',
    '  mark beside  250 ms: what the 99th of a hundred marks waits beside imports, at 20 a second',
    '  preview our import of the same file: 3 warm-ups, 7 rounds (5 of the largest)',
    '  board   one GROUP BY of every elector: 10 warm-ups, 41 rounds',
    '  sheets  headless Chromium, already running, printing the same lines from HTML: 1 warm-up, 5 rounds (3 of the largest)',
    '  search  a scan of every elector for the same text, 66 texts as they are typed; at 75,000 it is to stay under 50 ms',
    '  mark    one durable INSERT (WAL, synchronous=FULL): 200 warm-ups, 5 rounds of up to 1,000, percentiles of each',
    '  merge   the same entries as bare rows in one durable transaction: 1 warm-up, 3 rounds',
    '  join    the same bare rows, for a day that is carried into another room, and for the preview of a shared file with',
    '          it: 1 warm-up, 3 rounds, up to 75,000 electors',
    '  head office  ten rooms with a tenth of the electors each, 75,000 at most: the same entries as bare rows, and a',
    '          GROUP BY of every elector in each room',
    '  open    SQLite’s quick_check of the same file: 2 warm-ups, 11 rounds',
  ].join('\n');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}
