import { type Curve, DAY, sum, toldBy } from './day-curve.ts';
import type { Answer, Minutes, StationEvidence } from './evidence.ts';

/*
 * What share of a station's promises has voted, from the answers at its doors. docs/trust.md explains the formulas.
 */

/**
 * How different those are for whom nobody opens, in logarithms of the odds of having voted. People who are hard to
 * reach are taken to vote less often, which is one reason why surveys find too high a turnout; but somebody may be out
 * because they are voting. In 90 days of 100 their odds are between 2.3 times lower and 1.4 times higher.
 */
const OUT_DIFFERS = { mean: -0.25, deviation: 0.35 };

/** How alike people of one door are: of two, one has mostly voted if the other has. */
const ALIKE = 0.7;

/** How far the numbers may mislead about the growth of the vote since the answers: so much of its logarithm. */
const GROWTH_ERROR = 0.15;

/** An answer from when the vote was smaller by this, in logarithms, weighs half. */
const HALF_WEIGHT_AT = 0.5;

/** It may take this long from a vote until the teller's slip has a time on it. */
const SLIP_TIME: Minutes = 60;

/** The growth of the vote is not looked at before this: it begins with nothing. */
const LEAST_TIME: Minutes = 30;

/** A count of ballot papers is compared with so many numbers or more. */
const LEAST_NUMBERS = 30;

/** A station, with what the estimate needs to know of it. */
export type Station = {
  evidence: StationEvidence;
  now: Minutes;
  /** Promises told up to a time. */
  told: Curve;
  toldNow: number;
  /** How many of those who have voted by now had voted at a time, as a share. */
  hadVoted: Curve;
  /** Those that say something about people who were not told. */
  answers: readonly Answer[];
  outstanding: number;
  /** How many times more the answers vary than those of as many people who do not live together (Kish 1965). */
  clustering: number;
  /** The share of people called on for whom nobody opened. */
  outShare: number;
};

/** The share of a station's promises who have voted by now, with its standard deviations by their cause. */
export type Turnout = {
  share: number;
  /** Of the share that its own answers give. */
  chance: number;
  /** Those who were out may differ. */
  out: number;
  /** The vote may have grown otherwise. */
  growth: number;
  /** Weight of its own answers in the share; the rest is the turnout of all stations. */
  own: number;
  /** Its weight in the turnout of all stations. */
  lends: number;
  /** How much stations differ (a standard deviation), if it borrows. */
  between: number;
};

/** A station as it is at a time. `curve` is how the vote of the day has grown. */
export function atTime(evidence: StationEvidence, curve: Curve, now: Minutes): Station {
  const told = toldBy(evidence.told);
  const grown = (at: Minutes) => curve(Math.max(at, LEAST_TIME));
  const answers = evidence.answers.filter((answer) => answer.at <= now && !isToldByThen(answer));
  const doors = new Set(answers.map(({ door }) => door)).size;
  return {
    evidence,
    now,
    told,
    toldNow: told(DAY),
    hadVoted: (at) => Math.min(1, grown(at) / grown(now)),
    answers,
    outstanding: evidence.notAsked + evidence.saidNot.length,
    clustering: doors === 0 ? 1 : 1 + (answers.length / doors - 1) * ALIKE,
    outShare: evidence.out / Math.max(1, evidence.out + answers.length),
  };
}

/** A teller had this one, so the answer says nothing about those who were not told. */
function isToldByThen({ at, saidVoted, toldAt }: Answer): boolean {
  return toldAt !== null && toldAt <= at + (saidVoted ? SLIP_TIME : 0);
}

/**
 * The turnout of promises at one station, from the answers at its doors; null without any. Of those not told when
 * they answered, (turnout then − told) of (all − told) had voted; the turnout then is that of now × how much of it
 * had come. One turnout fits the sum of all answers.
 */
export function turnoutOf(station: Station): Turnout | null {
  const { promises } = station.evidence;
  const { answers, told, toldNow, hadVoted, clustering, outShare } = station;
  if (answers.length === 0 || promises === 0) return null;
  const rows = answers.map(({ at, saidVoted }) => {
    const untold = Math.max(1, promises - told(at));
    const growth = -Math.log(hadVoted(at));
    return {
      voted: Number(saidVoted),
      told: told(at) / untold,
      perTurnout: (promises * hadVoted(at)) / untold,
      growth,
      weight: 1 / (1 + (growth / HALF_WEIGHT_AT) ** 2),
    };
  });
  const perTurnout = sum(rows, (row) => row.weight * row.perTurnout);
  const fits = sum(rows, ({ weight, voted, told: ofTold }) => weight * (voted + ofTold)) / perTurnout;
  // That all answered the same is not certainty: Jeffreys counts half an answer of each kind more.
  const edge = 0.5 / (answers.length + 1);
  const spread = rows.map((row) => {
    const expected = Math.min(1 - edge, Math.max(edge, fits * row.perTurnout - row.told));
    return { weight: row.weight, variance: expected * (1 - expected) };
  });
  // Those who did not open are a part of all, and their share who have voted moves with its odds.
  const ofOut = (outShare * sum(spread, ({ weight, variance }) => weight * variance)) / perTurnout;
  const share = Math.min(1, Math.max(toldNow / promises, fits + OUT_DIFFERS.mean * ofOut));
  return {
    share,
    chance:
      Math.sqrt(clustering * sum(spread, ({ weight, variance }) => weight ** 2 * variance)) / perTurnout,
    out: OUT_DIFFERS.deviation * ofOut,
    growth:
      (share * GROWTH_ERROR * sum(rows, ({ weight, growth }) => weight * growth)) /
      sum(rows, ({ weight }) => weight),
    own: 1,
    lends: 0,
    between: 0,
  };
}

/**
 * The most that can have voted by the official counts, 1 without one: tellers got a number from so many of all voters,
 * and promises give theirs at least as readily as others.
 */
export function highestTurnout({ evidence, told, hadVoted, now }: Station): number {
  const bounds = evidence.official.map(({ at, ballots, numbers }) => {
    if (at > now || numbers < LEAST_NUMBERS || numbers > ballots) return 1;
    return (told(at) * ballots) / (evidence.promises * numbers * hadVoted(at));
  });
  return Math.min(1, ...bounds);
}

/** Not less than 0 and not more than 1. */
export function inUnit(share: number): number {
  return Math.min(1, Math.max(0, share));
}
