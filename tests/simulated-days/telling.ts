import { DAY, logistic, logit, type Person } from './people.ts';
import type { Random } from './random.ts';

/*
 * The tellers of a simulated day: when there is one at each station, to how many voters they get to, and when their
 * slips are carried in and entered.
 */

/** A slip: the time on it, and when it was entered. */
export type Slip = { time: number; enteredAt: number };

type Teller = {
  /** Odds that a voter gives the number, in logarithms, by quarter of an hour; null while nobody is there. */
  gets: (number | null)[];
  slips: (Slip & { collected: number })[];
};

export class Tellers {
  #random: Random;
  #stations: Teller[];

  constructor(random: Random, stations: number) {
    this.#random = random;
    const absence = random.between(0.1, 0.5);
    const usual = random.between(0.3, 0.75);
    const late = random.between(0, 0.25);
    // Some write the time at which they began the slip.
    const beginsWithTime = random.isTrue(0.15);
    this.#stations = Array.from({ length: stations }, () => ({
      gets: shiftsOf(random, absence, usual),
      slips: slipsOf(random, late, beginsWithTime),
    }));
  }

  /** The slip that a voter is on; null if their number was not given or not heard. */
  slipOf({ station, votesAt, readiness }: Person): Slip | null {
    const { gets, slips } = this.#stations[station]!;
    const odds = gets[Math.floor(votesAt / 15)] ?? null;
    if (odds === null || !this.#random.isTrue(logistic(odds + readiness))) return null;
    return slips.find(({ collected }) => collected >= votesAt) ?? null;
  }

  /** The slip that was being written while somebody voted; null if no teller was there. */
  slipAt({ station, votesAt }: Person): Slip | null {
    const { gets, slips } = this.#stations[station]!;
    const isThere = (gets[Math.floor(votesAt / 15)] ?? null) !== null;
    return isThere ? (slips.find(({ collected }) => collected >= votesAt) ?? null) : null;
  }

  /** Whether another voter, who is no promise, gave a number. */
  slipOfOther(station: number, votesAt: number): Slip | null {
    return this.slipOf({ station, votesAt, readiness: this.#random.normal(0.8) } as Person);
  }
}

function shiftsOf(random: Random, absence: number, usual: number): (number | null)[] {
  // One in ten stations has no tellers at all.
  if (random.isTrue(0.1)) return Array.from({ length: DAY / 15 }, () => null);
  const own = logit(usual) + random.normal(0.7);
  let isThere = random.isTrue(1 - absence / 2);
  let shift = own + random.normal(0.5);
  return Array.from({ length: DAY / 15 }, (_, quarter) => {
    if (quarter % 8 === 0) {
      isThere = random.isTrue(1 - absence);
      shift = own + random.normal(0.5);
    }
    // A crowd at the door: the teller misses some.
    const crowd = quarter < 8 || (quarter > 40 && quarter < 50) ? -0.3 : 0;
    return isThere ? shift + crowd + random.normal(0.3) : null;
  });
}

function slipsOf(random: Random, late: number, beginsWithTime: boolean): (Slip & { collected: number })[] {
  const slips = [];
  let began = 0;
  while (began < DAY) {
    const collected = began + random.between(20, 75);
    const delay = random.isTrue(late) ? random.between(60, 240) : random.between(5, 40);
    slips.push({ collected, time: beginsWithTime ? began : collected, enteredAt: collected + delay });
    began = collected;
  }
  return slips;
}
