import { dayCurve, sum } from './day-curve.ts';
import type { Minutes, StationEvidence } from './evidence.ts';
import { poolTurnouts } from './pool.ts';
import { atTime, highestTurnout, inUnit, type Station, type Turnout, turnoutOf } from './station-turnout.ts';
import { wilson } from './wilson.ts';

/*
 * How many of the outstanding have not voted. The method, its sources and what it takes for granted are on one page,
 * docs/trust.md; the simulated days in tests/simulated-days check it and share none of this.
 */

/** A range that has the true figure in it on about 90 days of 100, and the likeliest figure. */
export type Range = { low: number; about: number; high: number };

export type Trust = {
  outstanding: number;
  /** How many people's answers it rests on. */
  answers: number;
  /** Of the outstanding, how many have not voted. Null if too few have answered to say. */
  notVoted: Range | null;
  /** The likeliest figure if everybody who was out has voted, and if nobody of them has. */
  ifOut: { allVoted: number; noneVoted: number } | null;
};

export type StationTrust = Trust & {
  name: string;
  /**
   * Of its outstanding, the likeliest share who have voted, from 0 to 1: by its own answers, or by those of all stations
   * where it has too few. 0 if nothing is known. It is for ranking places, and says nothing certain of any of them.
   */
  probablyVoted: number;
};

/** `pooled` are the stations with too few answers: in the room's figure each is taken to be like the others. */
export type RoomTrust = Trust & { pooled: string[] };

/** With fewer answers nothing is said. */
const LEAST_ANSWERS = 30;

/** How much of the variance of those who were out is the same at all stations that day; the rest is of the place. */
const OF_THE_DAY = 0.5;

/**
 * How many of the outstanding have not voted, for each station by its own answers alone, and for the room. `now` and
 * all times are in minutes since polls opened.
 */
export function estimateTrust(
  all: readonly StationEvidence[],
  now: Minutes,
): { room: RoomTrust; stations: StationTrust[] } {
  const curve = dayCurve(all);
  const stations = all.map((evidence) => atTime(evidence, curve, now));
  const own = stations.map(turnoutOf);
  const pooled = poolTurnouts(stations, own);
  const room = trustOf(stations, pooled);
  const few = stations.filter(
    ({ answers, outstanding }) => answers.length < LEAST_ANSWERS && outstanding > 0,
  );
  return {
    room: { ...room, pooled: room.notVoted ? few.map(({ evidence }) => evidence.name) : [] },
    stations: stations.map((station, index) => {
      const trust = trustOf([station], own.slice(index, index + 1));
      const turnout = room.notVoted ? pooled[index] : null;
      return {
        name: station.evidence.name,
        ...trust,
        probablyVoted: turnout ? votedShare(station, trust.notVoted?.about, turnout) : 0,
      };
    }),
  };
}

/** Of a station's outstanding, the likeliest share who have voted. `own` is how many have not, by its own answers. */
function votedShare(station: Station, own: number | undefined, { share }: Turnout): number {
  if (station.outstanding === 0) return 0;
  const notVoted = own ?? notVotedAt(station, Math.min(share, highestTurnout(station)));
  return inUnit(1 - notVoted / station.outstanding);
}

/** Of several stations together. */
function trustOf(stations: readonly Station[], turnouts: readonly (Turnout | null)[]): Trust {
  const outstanding = sum(stations, (station) => station.outstanding);
  const answers = sum(stations, (station) => station.answers.length);
  const known = stations.flatMap((station, index) => {
    const turnout = turnouts[index];
    return turnout ? { station, turnout, ...effectOf(station, turnout) } : [];
  });
  const nothing = { outstanding, answers, notVoted: null, ifOut: null };
  if (answers < LEAST_ANSWERS || outstanding === 0 || known.length < stations.length) return nothing;
  // Chance, and how stations differ, are another matter at each; the growth of the vote is wrong at all at once.
  const borrowed = sum(known, ({ turnout, slope }) => slope * (1 - turnout.own));
  const variance =
    sum(known, ({ turnout, slope }) => {
      const used = slope * turnout.own + borrowed * turnout.lends;
      return (used * turnout.chance) ** 2 + ((used - slope) * turnout.between) ** 2;
    }) +
    OF_THE_DAY * sum(known, ({ turnout, slope }) => slope * turnout.out) ** 2 +
    (1 - OF_THE_DAY) * sum(known, ({ turnout, slope }) => (slope * turnout.out) ** 2) +
    sum(known, ({ turnout, slope }) => slope * turnout.growth) ** 2 +
    sum(known, ({ byChance }) => byChance);
  const likeliest = sum(known, ({ notVoted }) => notVoted);
  const least = sum(known, ({ station }) => notVotedAt(station, highestTurnout(station)));
  const { low, high } = wilson(likeliest / outstanding, variance / outstanding ** 2);
  const about = Math.max(least, likeliest);
  return {
    outstanding,
    answers,
    notVoted: {
      low: Math.min(about, Math.max(least, low * outstanding)),
      about,
      high: Math.max(about, high * outstanding),
    },
    ifOut: {
      allVoted: about - sum(known, ({ outNotVoted }) => outNotVoted),
      noneVoted: about + sum(known, ({ outVoted }) => outVoted),
    },
  };
}

/** What a station's turnout means for its outstanding, and how much a little more of it would change that. */
function effectOf(station: Station, { share }: Turnout) {
  const { evidence, clustering } = station;
  const step = 0.01;
  const slope = (notVotedAt(station, share + step) - notVotedAt(station, share - step)) / (2 * step);
  const voted = votedShares(station, share);
  const out = Math.min(evidence.out, evidence.notAsked);
  return {
    notVoted: notVotedAt(station, share),
    slope,
    // Whatever the turnout is, each of them may have voted or not, and those of one door together.
    byChance:
      clustering *
      (evidence.notAsked * voted.ofNotAsked * (1 - voted.ofNotAsked) +
        sum(voted.ofSaidNot, (each) => each * (1 - each))),
    outVoted: out * voted.ofNotAsked,
    outNotVoted: out * (1 - voted.ofNotAsked),
  };
}

/** The outstanding of one station who have not voted, at a turnout of its promises. */
function notVotedAt(station: Station, share: number): number {
  const { ofNotAsked, ofSaidNot } = votedShares(station, share);
  return station.evidence.notAsked * (1 - ofNotAsked) + sum(ofSaidNot, (voted) => 1 - voted);
}

/**
 * At a turnout of a station's promises, how likely those not told have voted by now: those never asked, and each who
 * said that they had not, since then.
 */
function votedShares(
  { evidence, told, toldNow, hadVoted }: Station,
  share: number,
): { ofNotAsked: number; ofSaidNot: number[] } {
  const { promises, saidNot } = evidence;
  const voters = share * promises;
  return {
    ofNotAsked: inUnit((voters - toldNow) / Math.max(1, promises - toldNow)),
    ofSaidNot: saidNot.map((at) => {
      const toldSince = toldNow - told(at);
      const untoldSince = voters * (1 - hadVoted(at)) - toldSince;
      return inUnit(untoldSince / Math.max(1, promises - voters * hadVoted(at) - toldSince));
    }),
  };
}
