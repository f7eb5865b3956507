import { estimateTrust, type Trust } from '../../src-main/turnout/trust/estimate.ts';
import { simulateDay } from './day.ts';

/** How often the range had the true figure in it, of the times that there was one, and how wide it was. */
export type Coverage = {
  days: number;
  said: number;
  within: number;
  /** The true figure was below the range, or above it. */
  below: number;
  above: number;
  /** Width of the range, and distance of the likeliest figure from the true one, each as a share of the outstanding. */
  widths: number[];
  errors: number[];
};

export type TimeCoverage = { room: Coverage; stations: Coverage };

/** Simulates days from a seed on, and compares the estimate at some times with the truth. */
export function coverageOf(days: number, seed: number, times: readonly number[]): TimeCoverage[] {
  const counts = times.map(() => ({ room: nothing(), stations: nothing() }));
  for (let day = 0; day < days; day++) {
    simulateDay(seed + day, times).forEach(({ evidence, notVoted }, index) => {
      const time = times[index]!;
      const { room, stations } = estimateTrust(evidence, time);
      const count = counts[index]!;
      compare(
        count.room,
        room,
        notVoted.reduce((sum, each) => sum + each, 0),
      );
      for (const [place, station] of stations.entries()) compare(count.stations, station, notVoted[place]!);
    });
  }
  return counts;
}

function nothing(): Coverage {
  return { days: 0, said: 0, within: 0, below: 0, above: 0, widths: [], errors: [] };
}

function compare(count: Coverage, { notVoted, outstanding }: Trust, truth: number): void {
  count.days++;
  if (!notVoted) return;
  count.said++;
  // The board shows whole people.
  const [low, high] = [Math.floor(notVoted.low), Math.ceil(notVoted.high)];
  if (truth < low) count.below++;
  else if (truth > high) count.above++;
  else count.within++;
  count.widths.push((high - low) / outstanding);
  count.errors.push((notVoted.about - truth) / outstanding);
}
