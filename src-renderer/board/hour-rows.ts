import type { StationCoverage } from '../../src-main/turnout/figures/coverage.ts';
import { usuallyBy } from '../../src-shared/usual-hours.ts';

/** Per cent by the end of an hour. */
export type HourRow = {
  hour: number;
  hasBegun: boolean;
  promises: number;
  electors: number;
  /** With the voters who gave nothing; null if no slip has any. */
  seen: number | null;
  expected: number | null;
};

/** The hours of the day; `usual` is the usual turnout, null if it is not known. */
export function hourRows(places: readonly StationCoverage[], usual: number | null): HourRow[] {
  const promises = places.reduce((total, each) => total + each.promises, 0);
  const electors = places.reduce((total, each) => total + each.electors, 0);
  const hasStrokes = places.some(({ hours }) => hours.some(({ gaveNothing }) => gaveNothing > 0));
  let [promisesVoted, voted, strokes] = [0, 0, 0];
  const now = new Date().getHours();
  const lastHour = Math.max(
    now,
    ...places.flatMap(({ hours }) =>
      hours.filter(({ told, gaveNothing }) => told + gaveNothing > 0).map(({ hour }) => hour),
    ),
  );
  return (places[0]?.hours ?? []).map(({ hour }, index) => {
    for (const { hours } of places) {
      promisesVoted += hours[index]?.promisesVoted ?? 0;
      voted += hours[index]?.voted ?? 0;
      strokes += hours[index]?.gaveNothing ?? 0;
    }
    return {
      hour,
      hasBegun: hour <= lastHour,
      promises: promises === 0 ? 0 : (promisesVoted / promises) * 100,
      electors: electors === 0 ? 0 : (voted / electors) * 100,
      seen: electors === 0 || !hasStrokes ? null : ((voted + strokes) / electors) * 100,
      expected: usual === null ? null : (usual * usuallyBy(hour)) / 100,
    };
  });
}

/** Per cent of past polls at which the electors of these stations voted; null if it is not known. */
export function usualTurnout(
  places: readonly Pick<StationCoverage, 'pastPolls' | 'pastVotes'>[],
): number | null {
  const polls = places.reduce((sum, each) => sum + each.pastPolls, 0);
  const votes = places.reduce((sum, each) => sum + each.pastVotes, 0);
  return polls === 0 ? null : (votes / polls) * 100;
}
