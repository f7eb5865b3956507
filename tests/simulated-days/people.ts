import type { Random } from './random.ts';

/*
 * The promises of a simulated day: when each means to vote, and when they are at home. Several kinds of people, so
 * that who opens the door, who has voted and who gives a number hang together as they may in truth, in a different way
 * each day.
 */

export type Person = {
  station: number;
  street: number;
  household: number;
  kind: Kind;
  /** In minutes since 07:00; Infinity for never. */
  votesAt: number;
  /** How gladly they give their number, in logarithms of odds. */
  readiness: number;
};

type Kind = {
  votes: readonly number[];
  home: readonly number[];
  share: number;
  turnout: number;
  readiness: number;
};

/** Polls are open so long, in minutes and in hours. */
export const DAY = 900;
const HOURS = 15;

/** Weights of the hours from 07:00 in which they vote, and how likely they are at home in each. */
const KINDS = [
  {
    share: 0.45,
    turnout: 0.68,
    votes: [16, 14, 5, 2, 2, 3, 3, 2, 2, 4, 12, 14, 12, 7, 2],
    home: [0.6, 0.35, 0.15, 0.12, 0.12, 0.15, 0.15, 0.12, 0.15, 0.25, 0.5, 0.65, 0.75, 0.8, 0.85],
  },
  {
    share: 0.27,
    turnout: 0.78,
    votes: [3, 6, 12, 16, 15, 10, 8, 9, 8, 6, 3, 2, 1, 0.5, 0.2],
    home: [0.9, 0.85, 0.75, 0.65, 0.65, 0.7, 0.7, 0.65, 0.7, 0.8, 0.85, 0.9, 0.9, 0.9, 0.9],
  },
  {
    share: 0.18,
    turnout: 0.62,
    votes: [3, 5, 8, 8, 7, 6, 6, 7, 10, 9, 7, 6, 5, 4, 2],
    home: [0.7, 0.5, 0.45, 0.5, 0.5, 0.5, 0.5, 0.45, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85],
  },
  {
    share: 0.1,
    turnout: 0.45,
    votes: [1, 1, 1, 2, 3, 4, 4, 4, 5, 5, 6, 8, 11, 13, 8],
    home: [0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.4, 0.4, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7],
  },
];

/** The kinds of people as they are on one day: the weather, trains and football move their hours. */
function kindsOf(random: Random): Kind[] {
  const weather = Array.from({ length: HOURS }, () => Math.exp(random.normal(0.25)));
  const mood = random.normal(0.35);
  const openness = Math.exp(random.normal(0.15));
  return KINDS.map(({ share, turnout, votes, home }) => ({
    share: share * Math.exp(random.normal(0.25)),
    turnout: logistic(logit(turnout) + mood + random.normal(0.2)),
    votes: votes.map((weight, hour) => weight * (weather[hour] ?? 1) * Math.exp(random.normal(0.3))),
    home: home.map((chance) => Math.min(0.95, chance * openness * Math.exp(random.normal(0.1)))),
    readiness: random.normal(0.3),
  }));
}

/** The promises of the stations; streets and households have numbers of their own through all stations. */
export function promisesOf(random: Random, stations: number): Person[] {
  const kinds = kindsOf(random);
  const people: Person[] = [];
  const together = random.between(0.5, 0.9);
  // Promises give theirs more readily than other voters: they know the rosette.
  const ours = random.between(0, 0.9);
  let [street, household] = [0, 0];
  for (let station = 0; station < stations; station++) {
    const area = random.normal(0.25);
    const shares = kinds.map(({ share }) => share * Math.exp(random.normal(0.3)));
    for (let streets = random.whole(8, 25); streets > 0; streets--, street++) {
      const here = area + random.normal(0.25);
      for (let doors = random.whole(6, 22); doors > 0; doors--, household++) {
        const size = 1 + random.oneOf([50, 40, 10]);
        const first = person(random, kinds, shares, here);
        for (let member = 0; member < size; member++) {
          const own = member === 0 ? first : person(random, kinds, shares, here);
          const goesAlong = member > 0 && random.isTrue(together);
          people.push({
            station,
            street,
            household,
            kind: goesAlong && random.isTrue(0.6) ? first.kind : own.kind,
            votesAt: goesAlong ? first.votesAt : own.votesAt,
            readiness: own.kind.readiness + ours + random.normal(0.8),
          });
        }
      }
    }
  }
  return people;
}

function person(random: Random, kinds: Kind[], shares: number[], area: number) {
  const kind = kinds[random.oneOf(shares)]!;
  const votes = random.isTrue(logistic(logit(kind.turnout) + area));
  return {
    kind,
    votesAt: votes ? (random.oneOf(kind.votes) + random.next()) * 60 : Number.POSITIVE_INFINITY,
  };
}

/** Whether somebody is at home. Who is at the polling station is not, and mostly not at once afterwards. */
export function isAtHome(random: Random, { kind, votesAt }: Person, at: number): boolean {
  if (at > votesAt - 20 && at < votesAt + 25 && random.isTrue(0.9)) return false;
  return random.isTrue(kind.home[Math.min(HOURS - 1, Math.floor(at / 60))] ?? 0);
}

export function logit(share: number): number {
  return Math.log(share / (1 - share));
}

export function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
