import type { StationCoverage } from '../../src-main/turnout/coverage.ts';

/** A rule of thumb: about how many per cent of all who vote in person have voted by the end of each hour from 07:00. */
const USUAL_BY_HOUR = [6, 13, 20, 26, 32, 38, 43, 48, 53, 59, 67, 77, 87, 95, 100];

/** Per cent by the end of an hour. */
export type HourRow = {
  hour: number;
  hasBegun: boolean;
  promises: number;
  electors: number;
  expected: number | null;
};

/** The hours of the day; `usual` is the usual turnout, null if it is not known. */
export function hourRows(places: readonly StationCoverage[], usual: number | null): HourRow[] {
  const promises = places.reduce((total, each) => total + each.promises, 0);
  const electors = places.reduce((total, each) => total + each.electors, 0);
  let [promisesVoted, voted] = [0, 0];
  const now = new Date().getHours();
  const lastHour = Math.max(
    now,
    ...places.flatMap(({ hours }) => hours.filter(({ told }) => told > 0).map(({ hour }) => hour)),
  );
  return (places[0]?.hours ?? []).map(({ hour }, index) => {
    for (const { hours } of places) {
      promisesVoted += hours[index]?.promisesVoted ?? 0;
      voted += hours[index]?.voted ?? 0;
    }
    return {
      hour,
      hasBegun: hour <= lastHour,
      promises: promises === 0 ? 0 : (promisesVoted / promises) * 100,
      electors: electors === 0 ? 0 : (voted / electors) * 100,
      expected: usual === null ? null : (usual * (USUAL_BY_HOUR[index] ?? 100)) / 100,
    };
  });
}

/** Mean past turnout of the districts of these stations, weighted by electors; null if it is not known. */
export function usualTurnout(
  rows: readonly { district: string | null; pastTurnout: number | null; electors: number }[],
  places: readonly StationCoverage[],
): number | null {
  const shown = rows.filter(({ district }) =>
    places.some(({ districts }) => districts.includes(district ?? '')),
  );
  let [sum, electors] = [0, 0];
  for (const { pastTurnout, electors: there } of shown) {
    if (pastTurnout === null) continue;
    sum += pastTurnout * there;
    electors += there;
  }
  return electors === 0 ? null : sum / electors;
}
