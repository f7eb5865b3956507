import { sum } from './day-curve.ts';
import { inUnit, type Station, type Turnout } from './station-turnout.ts';

/** The turnout of promises differs between stations by at least this part of it (a standard deviation). */
const STATIONS_DIFFER = 0.08;

/**
 * The turnouts for the figure of the room: each station's own is drawn towards that of all, the more the less certain
 * it is, and one without answers has that of all. How much stations differ is estimated as DerSimonian and Laird
 * (1986) do, and is never less than the least. Turnout is what is pooled: stations differ in it far less than in how
 * many of their voters give a number.
 */
export function poolTurnouts(
  stations: readonly Station[],
  own: readonly (Turnout | null)[],
): (Turnout | null)[] {
  const found = own.flatMap((turnout, index) => {
    const station = stations[index];
    return turnout && station ? { turnout, weight: station.answers.length } : [];
  });
  if (found.length === 0) return own.map(() => null);
  const answers = sum(found, ({ weight }) => weight);
  const mean = (of: (turnout: Turnout) => number) =>
    sum(found, ({ turnout, weight }) => weight * of(turnout)) / answers;
  const all = mean(({ share }) => share);
  const between = Math.max((STATIONS_DIFFER * all) ** 2, differenceOf(found.map(({ turnout }) => turnout)));
  return stations.map(({ evidence, toldNow, ...station }, index) => {
    const turnout = own[index];
    const ofOwn = turnout ? between / (between + turnout.chance ** 2) : 0;
    const share = ofOwn * (turnout?.share ?? 0) + (1 - ofOwn) * all;
    return {
      share: inUnit(Math.max(share, toldNow / Math.max(1, evidence.promises))),
      chance: turnout?.chance ?? 0,
      out: turnout?.out ?? mean(({ out }) => out),
      growth: turnout?.growth ?? mean(({ growth }) => growth),
      own: ofOwn,
      lends: station.answers.length / answers,
      between: Math.sqrt(between),
    };
  });
}

/** The variance of turnout between stations. */
function differenceOf(turnouts: readonly Turnout[]): number {
  const weights = turnouts.map(({ chance }) => 1 / chance ** 2);
  const total = sum(weights, (weight) => weight);
  const weighted = (of: (turnout: Turnout) => number) =>
    sum(turnouts, (turnout, index) => (weights[index] ?? 0) * of(turnout));
  const mean = weighted(({ share }) => share) / total;
  const spread = weighted(({ share }) => (share - mean) ** 2) - (turnouts.length - 1);
  const scale = total - sum(weights, (weight) => weight ** 2) / total;
  return scale > 0 ? spread / scale : 0;
}
