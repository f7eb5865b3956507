/** `npm run bench [-- SIZES…] [--json]`: each thing beside its anchor in the same run, at each size of register. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SizeResult } from './bench-size.ts';
import type { Measured } from './measure.ts';

const SIZES = [7500, 75_000, 750_000];

process.exitCode = main(process.argv.slice(2));

function main(args: string[]): number {
  const asJson = args.includes('--json');
  const sizes = args.filter((arg) => /^\d+$/.test(arg)).map(Number);
  if (!hasSqliteShell()) {
    process.stderr.write(
      'The bench needs the sqlite3 shell: install it (Debian and Ubuntu: sudo apt-get install sqlite3).\n',
    );
    return 1;
  }
  const results: SizeResult[] = [];
  for (const electors of sizes.length > 0 ? sizes : SIZES) {
    process.stderr.write(`${electors.toLocaleString('en-GB')} electors…\n`);
    const result = benchSize(electors);
    if (!result) return 1;
    results.push(result);
  }
  process.stdout.write(`${asJson ? JSON.stringify(results) : report(results)}\n`);
  return 0;
}

function benchSize(electors: number): SizeResult | null {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--max-old-space-size=8192', join(import.meta.dirname, 'bench-size.ts'), String(electors)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 },
  );
  return status === 0 ? (JSON.parse(stdout) as SizeResult) : null;
}

/** The anchor of the import; got by itself where that needs no asking (Debian and its kin, as root). */
function hasSqliteShell(): boolean {
  const found = () => spawnSync('sqlite3', ['--version']).status === 0;
  if (found()) return true;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return false;
  const run = (...args: string[]) =>
    spawnSync('apt-get', args, { stdio: ['ignore', process.stderr, process.stderr] }).status === 0;
  return run('update') && run('install', '-y', '--no-install-recommends', 'sqlite3') && found();
}

function report(results: readonly SizeResult[]): string {
  const all = results.flatMap(({ measured }) => measured);
  return [
    table([
      ['what', 'electors', 'ours, ms', 'anchor, ms', 'ratio', 'at most', '', 'anchor'],
      ...all.map((row) => [
        row.what,
        row.electors.toLocaleString('en-GB'),
        figure(row.ours),
        figure(row.anchor),
        row.ratio.toFixed(row.ratio < 1 ? 3 : 2),
        row.target.toString(),
        row.ratio <= row.target ? 'ok' : 'OVER',
        row.anchorName,
      ]),
    ]),
    '',
    'Growth of ours from size to size (1.00 is linear in the electors; less is better):',
    ...growth(all),
    '',
    ...results.map(
      ({ electors, importPeakMiB }) =>
        `Highest memory of the import at ${electors.toLocaleString('en-GB')} electors: ${importPeakMiB} MiB (several imports in one process)`,
    ),
  ].join('\n');
}

function growth(all: readonly Measured[]): string[] {
  return [...Map.groupBy(all, ({ what }) => what)].flatMap(([what, rows]) =>
    rows.slice(1).map((row, index) => {
      const before = rows[index];
      const factor = before ? row.ours / before.ours / (row.electors / before.electors) : Number.NaN;
      return `  ${what.padEnd(22)} ${before?.electors.toLocaleString('en-GB')} to ${row.electors.toLocaleString('en-GB')}: ${factor.toFixed(2)}`;
    }),
  );
}

function figure(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 3 : 0);
}

function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
