import type { Measurement } from './harness.ts';

/** Everything measured at one size; `peaks` is bytes of memory by the thing measured. */
export type SizeResult = { electors: number; measurements: Measurement[]; peaks: Record<string, number> };

/** A measurement and its result. */
export type Judged = Measurement & { ratio: number; ok: boolean | null };

/** How a thing’s time grew from the smallest size to another, as factors; `each` is the time for one of its unit. */
export type Growth = {
  what: string;
  from: number;
  to: number;
  amount: number;
  time: number;
  each: number;
  ok: boolean;
};

/** Caches hold a smaller part of a large room, so some growth per elector comes from the machine. */
const LINEAR = 1.25;

export function judge(measurement: Measurement): Judged {
  const ratio = measurement.ours / measurement.anchor;
  return { ...measurement, ratio, ok: measurement.target === null ? null : ratio <= measurement.target };
}

/** The growth of each thing with a target, from the first size to every other. */
export function growth([first, ...others]: readonly SizeResult[]): Growth[] {
  return (first?.measurements ?? [])
    .filter(({ target }) => target !== null)
    .flatMap((small) =>
      others.flatMap(({ measurements }) => {
        const large = measurements.find(({ what }) => what === small.what);
        if (!large) return [];
        const amount = large.amount / small.amount;
        const time = large.ours / small.ours;
        const each = time / amount;
        return {
          what: small.what,
          from: small.amount,
          to: large.amount,
          amount,
          time,
          each,
          ok: each <= LINEAR,
        };
      }),
    );
}

/** All of it as plain tables. */
export function tables(results: readonly SizeResult[]): string {
  return [
    'Times, ours beside the anchor’s',
    measured(results),
    '',
    'Growth: no worse than linear means that the time for each elector, or line, stays',
    grown(growth(results)),
    '',
    'Most memory of the process that did it, in MB',
    memory(results),
  ].join('\n');
}

function measured(results: readonly SizeResult[]): string {
  const rows = results.flatMap(({ measurements }) =>
    measurements
      .map(judge)
      .map((each) => [
        each.what,
        `${each.amount.toLocaleString('en-GB')} ${each.unit}`,
        milliseconds(each.ours),
        milliseconds(each.anchor),
        each.ratio.toFixed(each.ratio < 0.1 ? 3 : 2),
        each.target === null ? '' : `≤ ${each.target}`,
        verdict(each.ok, 'OVER TARGET'),
      ]),
  );
  return table([['what', 'size', 'ours', 'anchor', 'ratio', 'target', ''], ...rows]);
}

function grown(lines: readonly Growth[]): string {
  if (lines.length === 0) return '  (only one size was measured)';
  const rows = lines.map(({ what, from, to, amount, time, each, ok }) => [
    what,
    `${from.toLocaleString('en-GB')} to ${to.toLocaleString('en-GB')}`,
    `× ${amount.toFixed(1)}`,
    `× ${time.toFixed(2)}`,
    `× ${each.toFixed(2)}`,
    verdict(ok, 'WORSE THAN LINEAR'),
  ]);
  return table([['what', 'size', 'size', 'time', 'time each', ''], ...rows]);
}

function memory(results: readonly SizeResult[]): string {
  const things = Object.keys(results[0]?.peaks ?? {});
  return table([
    ['electors', ...things],
    ...results.map(({ electors, peaks }) => [
      electors.toLocaleString('en-GB'),
      ...things.map((thing) => ((peaks[thing] ?? 0) / 1e6).toFixed(0)),
    ]),
  ]);
}

function verdict(ok: boolean | null, over: string): string {
  if (ok === null) return '';
  return ok ? 'ok' : over;
}

function milliseconds(time: number): string {
  if (time >= 10_000) return `${(time / 1000).toFixed(1)} s`;
  return `${time.toFixed(time < 10 ? 3 : 0)} ms`;
}

/** The first column is aligned left, the others right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          const isLast = column === row.length - 1;
          return column === 0 || isLast ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}
