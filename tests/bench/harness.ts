import { parseArgs } from 'node:util';

/** Where one thing at one size is measured. Things of one size share the folder, in the order of `THINGS`. */
export type Place = { electors: number; folder: string };

/** One thing measured beside its anchor, in milliseconds. */
export type Measurement = {
  what: string;
  /** How much there was of it, and of what: the time must not grow faster. */
  amount: number;
  unit: 'electors' | 'lines' | 'entries';
  ours: number;
  anchor: number;
  /** The most that ours may take, as a multiple of the anchor; null if it is only reported. */
  target: number | null;
};

/** What a measuring process reports: its figures, and the most memory it ever had, in bytes. */
export type Report = { measurements: Measurement[]; peak: number };

/** Times `ours` and `anchor` alternately, so that other work on the machine affects both. Returns the medians. */
export async function alternate(run: {
  ours(): unknown;
  anchor(): unknown;
  /** Not timed; runs before each. */
  before?(): void;
  warmUp: number;
  rounds: number;
}): Promise<{ ours: number; anchor: number }> {
  const times = { ours: [] as number[], anchor: [] as number[] };
  for (let round = -run.warmUp; round < run.rounds; round += 1) {
    for (const which of ['anchor', 'ours'] as const) {
      run.before?.();
      const time = await timed(run[which]);
      if (round >= 0) times[which].push(time);
    }
  }
  return { ours: median(times.ours), anchor: median(times.anchor) };
}

/** Fewer rounds if each is long. */
export function roundsFor({ electors }: Place): number {
  return electors >= 500_000 ? 3 : 5;
}

export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that this percentage of the values do not exceed. */
export function percentile(values: readonly number[], perCent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * perCent) / 100) - 1)] ?? Number.NaN;
}

/** The main part of a measuring process: writes what it measured to standard output as JSON. */
export async function report(measure: (place: Place) => Promise<Measurement[]>): Promise<void> {
  const [electors, folder] = parseArgs({ allowPositionals: true }).positionals;
  if (!electors || !folder) throw new Error('Run by `npm run bench`.');
  const measurements = await measure({ electors: Number(electors), folder });
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(JSON.stringify({ measurements, peak } satisfies Report));
}
