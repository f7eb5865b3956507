import { describe, expect, it } from 'vitest';
import { dayCurve, toldBy } from '../../src-main/turnout/trust/day-curve.ts';
import { estimateTrust } from '../../src-main/turnout/trust/estimate.ts';
import type { Answer, StationEvidence } from '../../src-main/turnout/trust/evidence.ts';
import { wilson } from '../../src-main/turnout/trust/wilson.ts';
import { roundedRange } from '../../src-renderer/board/rounded-range.ts';
import { coverageOf } from '../simulated-days/coverage.ts';
import { knockedDays } from '../simulated-days/few-numbers.ts';

const NOON = 300;

/** A station without tellers: 200 promises, asked at noon, one at a door, and so many of them said they have voted. */
function station(voted: number, notVoted: number, more: Partial<StationEvidence> = {}): StationEvidence {
  const answer = (saidVoted: boolean, index: number): Answer => ({
    at: NOON,
    saidVoted,
    door: `${saidVoted} ${index}`,
    toldAt: null,
  });
  return {
    name: 'The hall',
    promises: 200,
    told: [],
    official: [],
    answers: [
      ...Array.from({ length: voted }, (_, index) => answer(true, index)),
      ...Array.from({ length: notVoted }, (_, index) => answer(false, index)),
    ],
    out: 0,
    notAsked: 200 - voted - notVoted,
    saidNot: Array.from({ length: notVoted }, () => NOON),
    ...more,
  };
}

describe('Wilson’s interval', () => {
  it.each([
    // share, answers, low and high by hand: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.6449
    [0.4, 60, 0.303, 0.506],
    [0.5, 100, 0.419, 0.581],
  ])('of %d from %d answers is from %d to %d', (share, answers, low, high) => {
    const found = wilson(share, (share * (1 - share)) / answers);
    expect(found.low).toBeCloseTo(low, 2);
    expect(found.high).toBeCloseTo(high, 2);
  });

  it('of nobody is not of no width, and never leaves 0 to 1', () => {
    expect(wilson(0, 0.001).low).toBe(0);
    expect(wilson(0, 0.001).high).toBeGreaterThan(0);
    expect(wilson(1, 0.3)).toMatchObject({ high: 1 });
  });
});

describe('the outstanding who have not voted', () => {
  it('are as many as answers say, where all who were called on answered and no time has gone by', () => {
    // 24 of 60 had voted, so 40 per cent of the 140 not asked; the 36 who said so have not.
    const { room } = estimateTrust([station(24, 36)], NOON);
    expect(room.outstanding).toBe(176);
    expect(room.notVoted?.about).toBeCloseTo(140 * 0.6 + 36, 5);
    // By hand: the 140 vary by 140² × 0.24/60 since 60 were asked, and by 140 × 0.24 as each may: 10.6 people, 0.0602 of
    // 176. Wilson with z² × 0.0602² / (0.682 × 0.318) = 0.0452 about 0.682 is 0.674 ± 0.097.
    expect(room.notVoted?.low).toBeCloseTo(176 * (0.674 - 0.097), 0);
    expect(room.notVoted?.high).toBeCloseTo(176 * (0.674 + 0.097), 0);
  });

  it('are not guessed from fewer than 30 answers', () => {
    const { room, stations } = estimateTrust([station(12, 17)], NOON);
    expect(room).toMatchObject({ outstanding: 188, answers: 29, notVoted: null, ifOut: null, pooled: [] });
    expect(stations).toMatchObject([{ name: 'The hall', notVoted: null }]);
  });

  it('are known without error where everybody has been asked at once', () => {
    const { low, about, high } = estimateTrust([station(80, 120)], NOON).room.notVoted!;
    for (const figure of [low, about, high]) expect(figure).toBeCloseTo(120, 5);
  });

  it('are fewer later on, and those who said they had not voted may have', () => {
    const then = estimateTrust([station(24, 36)], NOON).room.notVoted!;
    const later = estimateTrust([station(24, 36)], NOON + 300).room.notVoted!;
    // By the usual day 32 per cent of all voters have come by noon, 59 by 17:00: 40 per cent have become 74.
    expect(later.about).toBeCloseTo(
      140 * (1 - 0.4 * (59 / 32)) + 36 * (1 - (0.4 * (59 / 32) - 0.4) / 0.6),
      5,
    );
    expect(later.high - later.low).toBeGreaterThan(then.high - then.low);
  });

  it('are asked of those not told only: an answer of somebody told before says nothing', () => {
    const told = station(24, 36).answers.map((answer) => ({ ...answer, toldAt: NOON - 5 }));
    const { room } = estimateTrust([station(24, 36, { answers: told })], NOON);
    expect(room).toMatchObject({ answers: 0, notVoted: null });
  });

  it('leave out who had voted when asked and whose slip has a time after it', () => {
    const told = station(24, 36).answers.map((answer) => ({ ...answer, toldAt: NOON + 30 }));
    const { room } = estimateTrust([station(24, 36, { answers: told })], NOON + 60);
    // The 36 had not voted when they said so.
    expect(room.answers).toBe(36);
  });

  it('are in a wider range if the people of one door answered together', () => {
    const pairs = station(24, 36).answers.map((answer, index) => ({ ...answer, door: String(index >> 1) }));
    const width = (evidence: StationEvidence) => {
      const { low, high } = estimateTrust([evidence], NOON).room.notVoted!;
      return high - low;
    };
    const ratio = width(station(24, 36, { answers: pairs })) / width(station(24, 36));
    expect(ratio).toBeCloseTo(Math.sqrt(1.7), 1);
  });

  it('are in a wider range if many were out, with both ends said', () => {
    const all = estimateTrust([station(24, 36)], NOON).room.notVoted!;
    const { notVoted, ifOut } = estimateTrust([station(24, 36, { out: 60 })], NOON).room;
    expect(notVoted!.high - notVoted!.low).toBeGreaterThan(all.high - all.low);
    expect(ifOut!.noneVoted - ifOut!.allVoted).toBeCloseTo(60, 5);
    expect(ifOut!.allVoted).toBeLessThan(notVoted!.about);
  });

  it('never are more than ballot papers leave', () => {
    // Tellers had 40 of 80 voters, so no more than 80 of our 200 promises either, whatever 60 doors say.
    const told = [{ at: NOON, promises: 40 }];
    const official = [{ at: NOON, ballots: 80, numbers: 40 }];
    const evidence = station(50, 10, { told, notAsked: 90, official });
    const without = estimateTrust([station(50, 10, { told, notAsked: 90 })], NOON).room.notVoted!;
    const bounded = estimateTrust([evidence], NOON).room.notVoted!;
    expect(without.about).toBeLessThan(90 * 0.75);
    expect(bounded.low).toBeCloseTo(90 * (1 - 40 / 160) + 10, 5);
  });

  it('are pooled where a station has too few answers, and the room says where', () => {
    const few = { ...station(4, 6), name: 'The school' };
    const { room, stations } = estimateTrust([station(24, 36), few], NOON);
    expect(room.pooled).toEqual(['The school']);
    expect(stations.map(({ notVoted }) => notVoted === null)).toEqual([false, true]);
    const twoLarge = estimateTrust([station(24, 36), { ...station(24, 36), name: 'The school' }], NOON).room;
    const width = (range: { low: number; high: number } | null) => range!.high - range!.low;
    expect(width(room.notVoted) / room.outstanding).toBeGreaterThan(
      width(twoLarge.notVoted) / twoLarge.outstanding,
    );
  });

  it('are none of nobody', () => {
    expect(estimateTrust([], NOON).room).toMatchObject({ outstanding: 0, notVoted: null, pooled: [] });
    expect(estimateTrust([station(60, 0, { notAsked: 0 })], NOON).room.notVoted).toBeNull();
    expect(estimateTrust([station(0, 60)], 0).room.answers).toBe(0);
  });

  it('are never fewer than nobody nor more than all, whatever comes in', () => {
    for (const now of [1, 60, NOON, 900])
      for (const [voted, notVoted] of [
        [60, 0],
        [0, 60],
        [200, 0],
        [100, 100],
      ] as const)
        for (const told of [[], [{ at: 30, promises: 150 }], [{ at: 2000, promises: 3 }]]) {
          const answers = station(voted, notVoted).answers.map((answer) => ({ ...answer, at: now }));
          const { room } = estimateTrust([station(voted, notVoted, { answers, told, notAsked: 50 })], now);
          const { low, about, high } = room.notVoted!;
          expect(low).toBeGreaterThanOrEqual(0);
          expect(about).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(about);
          expect(high).toBeLessThanOrEqual(room.outstanding);
        }
  });
});

describe('a range on the board', () => {
  it('is in fives, if it is wide, and never of more than there are', () => {
    expect(roundedRange({ low: 98.2, about: 131.4, high: 162.6 }, 212)).toEqual({
      low: 100,
      about: 130,
      high: 165,
    });
    expect(roundedRange({ low: 20.4, about: 49, high: 53 }, 53)).toEqual({ low: 20, about: 50, high: 53 });
    expect(roundedRange({ low: 12.4, about: 17.5, high: 21.8 }, 30)).toEqual({
      low: 12,
      about: 18,
      high: 22,
    });
  });
});

describe('how the vote grows', () => {
  it('goes by the usual day without tellers', () => {
    const curve = dayCurve([station(0, 0)]);
    expect(curve(300) / curve(900)).toBeCloseTo(0.32, 5);
  });

  it('goes by the numbers of hours with tellers, and a silent hour is not one without voters', () => {
    // 100 an hour until noon from one station, and only until 10:00 from another.
    const every = (hours: number, of: number) =>
      Array.from({ length: hours }, (_, hour) => ({ at: (hour + 1) * 60, promises: of }));
    const both = dayCurve([station(0, 0, { told: every(5, 1000) }), station(0, 0, { told: every(3, 500) })]);
    const one = dayCurve([station(0, 0, { told: every(5, 1000) })]);
    expect(both(180) / both(300)).toBeCloseTo(0.6, 1);
    expect(both(180) / both(300)).toBeCloseTo(one(180) / one(300), 2);
  });

  it('spreads a slip over the time since the one before it, an hour at most', () => {
    const by = toldBy([
      { at: 100, promises: 10 },
      { at: 130, promises: 30 },
      { at: 400, promises: 60 },
    ]);
    expect([40, 70, 100, 115, 130, 340, 370, 400, 900].map(by).map(Math.round)).toEqual([
      0, 5, 10, 25, 40, 40, 70, 100, 100,
    ]);
  });
});

/** The whole, 2,000 days, is `npm run simulate`. */
describe('on simulated days', () => {
  it('the range has the true figure in it about as often as it says', () => {
    const [afternoon, evening] = coverageOf(60, 70_000, [600, 810]);
    for (const { room } of [afternoon!, evening!]) {
      expect(room.said).toBeGreaterThan(45);
      // Of 60 days with 85 to 95 per cent, 43 have it with all but one chance in ten thousand.
      expect(room.within / room.said).toBeGreaterThan(0.72);
    }
  });

  it('names and where next spare knocks where few voters give a number, and few more are missed', () => {
    const days = (names: boolean, weighs: boolean) => {
      const { doors, wasted, missed, promises } = knockedDays(25, 80_000, { names, weighs });
      return { wasted: wasted / doors, missed: missed / promises };
    };
    const [numbers, names, both] = [days(false, false), days(true, false), days(true, true)];
    expect(names.wasted).toBeLessThan(numbers.wasted - 0.015);
    expect(both.wasted).toBeLessThan(names.wasted - 0.005);
    expect(both.missed).toBeLessThan(numbers.missed + 0.01);
  });
});
