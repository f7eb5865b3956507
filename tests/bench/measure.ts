/** One thing measured beside its anchor in the same run; times in milliseconds, medians unless the name says else. */
export type Measured = {
  what: string;
  electors: number;
  ours: number;
  anchor: number;
  anchorName: string;
  /** Ours divided by the anchor. */
  ratio: number;
  /** The ratio must not be over this. */
  target: number;
};

export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function percentile(times: readonly number[], share: number): number {
  const inOrder = times.toSorted((a, b) => a - b);
  return inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))] ?? Number.NaN;
}

export const median = (times: readonly number[]) => percentile(times, 0.5);

/**
 * Runs ours and the anchor in turn, so that whatever else the machine does hits both; the first round warms up and
 * does not count.
 */
export async function sideBySide(
  rounds: number,
  ours: () => unknown,
  anchor: () => unknown,
): Promise<{ ours: number; anchor: number }> {
  const times: { ours: number[]; anchor: number[] } = { ours: [], anchor: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const [a, b] = [await timed(anchor), await timed(ours)];
    if (round === 0) continue;
    times.anchor.push(a);
    times.ours.push(b);
  }
  return { ours: median(times.ours), anchor: median(times.anchor) };
}
