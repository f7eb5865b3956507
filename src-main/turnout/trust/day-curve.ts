import { USUAL_BY_HOUR } from '../../../src-shared/usual-hours.ts';
import type { Minutes, StationEvidence, Told } from './evidence.ts';

const HOUR = 60;
const HOURS = USUAL_BY_HOUR.length;

/** Polls are open so long. */
export const DAY: Minutes = HOURS * HOUR;

/** A slip covers the time since the one before it, and at most this: a longer silence is one of the teller. */
const COVERED: Minutes = HOUR;

/** How many numbers an hour needs to weigh as much as the rule of thumb. */
const USUAL_WEIGHT = 20;

/** How much of the usual vote each hour has. */
const USUAL = USUAL_BY_HOUR.map((upTo, index) => (upTo - (USUAL_BY_HOUR[index - 1] ?? 0)) / 100);

/** A stretch of time that a slip covers. */
type Stretch = { from: Minutes; to: Minutes; promises: number };

/** Something that grows through the day. */
export type Curve = (at: Minutes) => number;

/**
 * What the slips of each minute cover, in order of time. One that was begun before polls opened or after they closed
 * counts as of that moment.
 */
function stretches(told: readonly Told[]): Stretch[] {
  const byMinute = new Map<Minutes, number>();
  for (const { at, promises } of told) {
    const minute = Math.min(DAY, Math.max(1, Math.round(at)));
    byMinute.set(minute, (byMinute.get(minute) ?? 0) + promises);
  }
  let before = 0;
  return [...byMinute]
    .sort(([a], [b]) => a - b)
    .map(([to, promises]) => {
      const from = Math.max(before, to - COVERED);
      before = to;
      return { from, to, promises };
    });
}

/** How many had been told by each minute of the day, as if those of one slip had come one after another. */
export function toldBy(told: readonly Told[]): Curve {
  const each = new Float64Array(DAY + 1);
  for (const { from, to, promises } of stretches(told)) each.fill(promises / (to - from), from + 1, to + 1);
  return grownTo(each);
}

/** The sum of what came in each minute, up to a time. */
function grownTo(each: Float64Array): Curve {
  let total = 0;
  const by = each.map((came) => {
    total += came;
    return total;
  });
  return (at) => by[Math.min(DAY, Math.max(0, Math.round(at)))] ?? 0;
}

/**
 * How the vote of the day has grown, from all stations together: only the ratio of two times means anything. Each
 * station is taken to hear its own share of the voters, and all of them to come in the same hours: an hour's numbers
 * are the product of the two, and both are found in turn (iterative proportional fitting; Deming and Stephan 1940).
 * Only hours that a station's slips cover are compared, so that a silent hour is not one without voters. The usual
 * day counts for some numbers beside those that came in, and alone where none did.
 */
export function dayCurve(stations: readonly StationEvidence[]): Curve {
  const told = stations.map((station) => byHour(station.told));
  const busy = USUAL.map(() => 1);
  for (let round = 0; round < 8; round++) {
    const heard = told.map((hours) => {
      const expected = sum(hours, ({ covered }, hour) => covered * inHour(hour));
      return expected === 0 ? 0 : sum(hours, ({ promises }) => promises) / expected;
    });
    USUAL.forEach((usual, hour) => {
      const came = sum(told, (hours) => hours[hour]?.promises ?? 0);
      const expected = sum(
        told,
        (hours, station) => (hours[hour]?.covered ?? 0) * (heard[station] ?? 0) * usual,
      );
      busy[hour] = (came + USUAL_WEIGHT) / (expected + USUAL_WEIGHT);
    });
  }
  function inHour(hour: number): number {
    return (USUAL[hour] ?? 0) * (busy[hour] ?? 1);
  }
  const hours = USUAL.map((_, hour) => inHour(hour) / HOUR);
  return grownTo(
    Float64Array.from({ length: DAY + 1 }, (_, minute) => hours[Math.ceil(minute / HOUR) - 1] ?? 0),
  );
}

function byHour(told: readonly Told[]): { covered: number; promises: number }[] {
  const hours = Array.from({ length: HOURS }, () => ({ covered: 0, promises: 0 }));
  for (const { from, to, promises } of stretches(told)) {
    // A slip covers an hour at most, so it is in one or two.
    for (const hour of new Set([Math.floor(from / HOUR), Math.ceil(to / HOUR) - 1])) {
      const within = Math.min(to, (hour + 1) * HOUR) - Math.max(from, hour * HOUR);
      const row = hours[hour];
      if (!row) continue;
      row.covered += within / HOUR;
      row.promises += (promises * within) / (to - from);
    }
  }
  return hours;
}

/** The sum of something over all of a list. */
export function sum<Of>(of: readonly Of[], what: (each: Of, index: number) => number): number {
  return of.reduce((total, each, index) => total + what(each, index), 0);
}
