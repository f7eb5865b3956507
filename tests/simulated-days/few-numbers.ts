import { minutesFor, USUAL_WEIGHTS, votesGainedPerHour } from '../../src-main/turnout/figures/where-next.ts';
import { estimateTrust } from '../../src-main/turnout/trust/estimate.ts';
import { Day, type Habits } from './day.ts';
import { DAY, type Person } from './people.ts';
import { Random } from './random.ts';

/*
 * Days on which 30 per cent of voters give tellers a number, 30 per cent a name or a door, and 40 per cent nothing: how
 * much of the knocking is for nothing, and how many are missed, with and without what the program makes of it.
 */

/** What a room does on such a day. */
type Way = {
  /** Names and doors are entered, of which one in ten cannot be told apart; otherwise only numbers are. */
  names: boolean;
  /** Where next leaves out who has probably voted unseen. */
  weighs: boolean;
};

/** What a day came to. */
type Knocking = {
  /** Doors that were knocked, and those of them at which everybody on the sheet had voted. */
  doors: number;
  wasted: number;
  /** Promises who never voted, and nobody had called on them all day. */
  missed: number;
  promises: number;
  /** Promises who voted. */
  voted: number;
};

const NUMBERS = 0.3;
const NAMES = 0.3;
const FOUND = 0.9;
const MINUTE = 60_000;

/** What several days came to, all together. */
export function knockedDays(days: number, seed: number, way: Way): Knocking {
  const total: Knocking = { doors: 0, wasted: 0, missed: 0, promises: 0, voted: 0 };
  for (let day = 0; day < days; day++) {
    const knocked = knockedDay(seed + day, way);
    for (const figure of ['doors', 'wasted', 'missed', 'promises', 'voted'] as const)
      total[figure] += knocked[figure];
  }
  return total;
}

/** The same day, as it goes in one way. */
function knockedDay(seed: number, way: Way): Knocking {
  const day = new Day(new Random(seed), habitsOf(seed, way));
  const answers = day.answersUntil(DAY);
  const doors = [...Map.groupBy(answers, ({ person, askedAt }) => `${person.household} ${askedAt}`).values()];
  const asked = new Set(answers.map(({ person }) => person));
  return {
    doors: doors.length,
    wasted: doors.filter((door) => door.every(({ person, askedAt }) => person.votesAt <= askedAt)).length,
    missed: day.people.filter((person) => person.votesAt > DAY && !asked.has(person)).length,
    promises: day.people.length,
    voted: day.people.filter(({ votesAt }) => votesAt <= DAY).length,
  };
}

function habitsOf(seed: number, { names, weighs }: Way): Habits {
  const random = new Random(seed + 1_000_000_007);
  const knockedAt = new Map<number, number>();
  return {
    slipOf: (person, tellers) => {
      const [gives, found] = [random.next(), random.next()];
      const isTold = gives < NUMBERS || (names && gives < NUMBERS + NAMES && found < FOUND);
      return isTold ? tellers.slipAt(person) : null;
    },
    choose: (streets, at, day) => {
      const stations = weighs ? estimateTrust(day.evidenceAt(at), at).stations : [];
      const ranked = streets
        .map((people) => {
          const doors = doorsOf(people);
          const { street, station } = people[0]!;
          const last = knockedAt.get(street);
          const knockable = {
            outstanding: people.length,
            doors,
            pastRate: null,
            lastKnockedAt: last === undefined ? null : last * MINUTE,
            probablyVoted: stations[station]?.probablyVoted ?? 0,
          };
          return {
            people,
            street,
            minutes: minutesFor(doors, USUAL_WEIGHTS),
            worth: votesGainedPerHour([knockable], USUAL_WEIGHTS, at * MINUTE),
          };
        })
        .sort((a, b) => b.worth - a.worth);
      // So many people for so long, whatever is known.
      let left = day.reach * minutesOfAll(day.people);
      const chosen = ranked.filter(({ minutes }) => {
        if (minutes > left) return false;
        left -= minutes;
        return true;
      });
      for (const { street } of chosen) knockedAt.set(street, at);
      return chosen.map(({ people }) => people);
    },
  };
}

function minutesOfAll(people: readonly Person[]): number {
  const streets = [...Map.groupBy(people, ({ street }) => street).values()];
  return streets.reduce((sum, street) => sum + minutesFor(doorsOf(street), USUAL_WEIGHTS), 0);
}

function doorsOf(people: readonly Person[]): number {
  return new Set(people.map(({ household }) => household)).size;
}
