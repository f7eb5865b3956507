import type { StationEvidence } from '../../src-main/turnout/trust/evidence.ts';
import { type DoorAnswer, Doors } from './knocking.ts';
import { DAY, type Person, promisesOf } from './people.ts';
import { Random } from './random.ts';
import { type Slip, Tellers } from './telling.ts';

/*
 * A simulated day: what happens, and what the room knows of it at a time. It shares nothing with the estimate: people
 * vote, tell, open and answer as they are, and the room sees only slips and sheets that were entered.
 */

/** What the room knows at a time, and what is true. */
export type Seen = { evidence: StationEvidence[]; notVoted: number[] };

/** What may be otherwise on a day: who is on a slip, and where people are sent. */
export type Habits = {
  /** The slip that somebody who has voted is on, if any; as tellers get numbers if left out. */
  slipOf?: (person: Person, tellers: Tellers) => Slip | null;
  /** Of streets with somebody outstanding, those that one round goes to; those with most of them if left out. */
  choose?: (streets: Person[][], at: number, day: Day) => Person[][];
};

/** The rounds begin about then, in minutes since 07:00. */
const ROUNDS = [240, 400, 540, 660, 780];

/** Simulates a day up to each of some times, and gives what is seen at each. */
export function simulateDay(seed: number, times: readonly number[]): Seen[] {
  const day = new Day(new Random(seed));
  return times.map((time) => day.seenAt(time));
}

/** A day, which goes on to the times that are asked for, one after another. */
export class Day {
  readonly people: Person[];
  /** How much of the streets there are people for in a round, as a share. */
  readonly reach: number;
  #random: Random;
  #habits: Habits;
  #stations: number;
  #tellers: Tellers;
  #doors: Doors;
  #told = new Map<Person, Slip>();
  #settled = new Set<Person>();
  /** Of each person, in order of the rounds. */
  #answers = new Map<Person, DoorAnswer[]>();
  #rounds: number[];
  #others: { station: number; votesAt: number; slip: Slip | null }[] = [];
  #isOfficial: boolean;

  constructor(random: Random, habits: Habits = {}) {
    this.#random = random;
    this.#habits = habits;
    this.#stations = random.whole(2, 9);
    this.people = promisesOf(random, this.#stations);
    this.#tellers = new Tellers(random, this.#stations);
    this.#doors = new Doors(random);
    this.#rounds = ROUNDS.map((at) => at + random.between(-20, 20)).filter(() => random.isTrue(0.8));
    this.reach = random.between(0.15, 0.6);
    this.#isOfficial = random.isTrue(0.3);
    if (this.#isOfficial) this.#letOthersVote(random.between(1, 3));
  }

  seenAt(time: number): Seen {
    this.#goOnTo(time);
    return {
      evidence: this.evidenceAt(time),
      notVoted: this.#byStation(
        (people) => people.filter((each) => this.#isOutstanding(each, time) && each.votesAt > time).length,
      ),
    };
  }

  /** What the room knows of each station at the time to which the day has come. */
  evidenceAt(time: number): StationEvidence[] {
    return this.#byStation((people, station) => this.#evidenceOf(station, people, time));
  }

  /** What was said at the doors until a time. */
  answersUntil(time: number): DoorAnswer[] {
    this.#goOnTo(time);
    return [...this.#answers.values()].flat();
  }

  #goOnTo(time: number): void {
    while (this.#rounds[0] !== undefined && this.#rounds[0] <= time) this.#round(this.#rounds.shift()!);
    this.#settle(time);
  }

  #byStation<Of>(what: (people: Person[], station: number) => Of): Of[] {
    const people = Map.groupBy(this.people, ({ station }) => station);
    return Array.from({ length: this.#stations }, (_, station) => what(people.get(station) ?? [], station));
  }

  #round(at: number): void {
    this.#settle(at);
    const streets = [
      ...Map.groupBy(
        this.people.filter((person) => this.#isOutstanding(person, at)),
        ({ street }) => street,
      ).values(),
    ];
    const chosen = this.#habits.choose?.(streets, at, this) ?? this.#chooseFullest(streets);
    for (const people of chosen) this.#keep(this.#doors.knock(people, at - this.#random.between(0, 25)));
  }

  /** Those with most outstanding first, more or less. */
  #chooseFullest(streets: readonly Person[][]): Person[][] {
    const reach = this.reach * this.#random.between(0.6, 1.4);
    return streets
      .map((people) => ({ people, worth: people.length * this.#random.between(0.5, 1.5) }))
      .sort((a, b) => b.worth - a.worth)
      .slice(0, Math.ceil(streets.length * reach))
      .map(({ people }) => people);
  }

  /** Puts who has voted by then on slips. */
  #settle(time: number): void {
    for (const person of this.people) {
      if (person.votesAt > time || this.#settled.has(person)) continue;
      this.#settled.add(person);
      const slip = this.#habits.slipOf
        ? this.#habits.slipOf(person, this.#tellers)
        : this.#tellers.slipOf(person);
      if (slip) this.#told.set(person, slip);
    }
  }

  #isOutstanding(person: Person, time: number): boolean {
    if ((this.#told.get(person)?.enteredAt ?? Number.POSITIVE_INFINITY) <= time) return false;
    const last = this.#answersBy(person, time).at(-1);
    return last?.said !== 'voted' && last?.said !== 'refused';
  }

  #evidenceOf(station: number, people: readonly Person[], time: number): StationEvidence {
    const told = people.flatMap((person) => this.#slipBy(person, time) ?? []);
    const others = this.#others.filter(
      ({ slip, ...each }) => each.station === station && slip && slip.enteredAt <= time,
    );
    const times = new Set([...told, ...others.flatMap(({ slip }) => slip ?? [])].map((slip) => slip.time));
    const outstanding = people.filter((person) => this.#isOutstanding(person, time));
    const lastNot = (person: Person) =>
      this.#answersBy(person, time).findLast(({ said }) => said === 'will vote');
    return {
      name: `Station ${station + 1}`,
      promises: people.length,
      told: [...times].map((at) => ({ at, promises: told.filter((slip) => slip.time === at).length })),
      answers: people.flatMap((person) => {
        const first = this.#answersBy(person, time).find(
          ({ said }) => said === 'voted' || said === 'will vote',
        );
        if (!first) return [];
        return {
          at: guessedTime(first),
          saidVoted: first.said === 'voted',
          door: String(person.household),
          toldAt: this.#slipBy(person, time)?.time ?? null,
        };
      }),
      out: people.filter((person) => this.#isAlwaysOut(person, time)).length,
      notAsked: outstanding.filter((person) => !lastNot(person)).length,
      saidNot: outstanding.flatMap((person) => {
        const last = lastNot(person);
        return last ? guessedTime(last) : [];
      }),
      official: this.#isOfficial ? this.#officialCounts(station, people, time) : [],
    };
  }

  #keep(answers: readonly DoorAnswer[]): void {
    for (const answer of answers) {
      const before = this.#answers.get(answer.person);
      if (before) before.push(answer);
      else this.#answers.set(answer.person, [answer]);
    }
  }

  #answersBy(person: Person, time: number): DoorAnswer[] {
    return this.#answers.get(person)?.filter(({ enteredAt }) => enteredAt <= time) ?? [];
  }

  #isAlwaysOut(person: Person, time: number): boolean {
    const answers = this.#answersBy(person, time);
    return answers.length > 0 && answers.every(({ said }) => said === 'out');
  }

  #slipBy(person: Person, time: number): Slip | null {
    const slip = this.#told.get(person);
    return slip && slip.enteredAt <= time ? slip : null;
  }

  #letOthersVote(perPromise: number): void {
    this.#others = this.people.flatMap(({ station, kind }) =>
      Array.from({ length: Math.round(perPromise) }, () => {
        const votesAt = (this.#random.oneOf(kind.votes) + this.#random.next()) * 60;
        const isVoter = this.#random.isTrue(kind.turnout * 0.85);
        return {
          station,
          votesAt: isVoter ? votesAt : DAY,
          slip: isVoter ? this.#tellers.slipOfOther(station, votesAt) : null,
        };
      }),
    );
  }

  /** The station posts how many ballot papers it has issued, every three hours. */
  #officialCounts(station: number, people: readonly Person[], time: number) {
    const others = this.#others.filter((other) => other.station === station);
    const isKnown = (slip: Slip | null, at: number) =>
      slip !== null && slip.time <= at && slip.enteredAt <= time;
    return [180, 360, 540, 720]
      .filter((at) => at <= time)
      .map((at) => ({
        at,
        ballots: [...people, ...others].filter(({ votesAt }) => votesAt <= at).length,
        numbers:
          people.filter((person) => isKnown(this.#told.get(person) ?? null, at)).length +
          others.filter(({ slip }) => isKnown(slip, at)).length,
      }));
  }
}

/** What the room takes for the time of the answers on a sheet: half an hour after it was printed, or half-way back. */
function guessedTime({ printedAt, backAt }: DoorAnswer): number {
  return Math.min((printedAt + backAt) / 2, printedAt + 45);
}
