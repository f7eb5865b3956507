import { isAtHome, type Person } from './people.ts';
import type { Random } from './random.ts';

/*
 * The doors of a simulated day: sheets are printed from what the room knows then, carried for up to an hour, knocked,
 * brought back and entered, some of them late.
 */

export type Said = 'voted' | 'will vote' | 'out' | 'refused';
/** What came back on a sheet. */
export type DoorAnswer = {
  person: Person;
  said: Said;
  /** Nobody writes this one down. */
  askedAt: number;
  printedAt: number;
  backAt: number;
  enteredAt: number;
};

/** How people behave at the door this day. */
type Manners = {
  refuses: number;
  /** Of those who have not voted, who says so to be left alone, and the other way round. */
  claims: number;
  denies: number;
  /** How likely they open if they will never vote, against others. */
  shy: number;
  reminded: number;
  late: number;
};

export class Doors {
  #random: Random;
  #manners: Manners;

  constructor(random: Random) {
    this.#random = random;
    this.#manners = {
      refuses: random.between(0.01, 0.08),
      claims: random.between(0, 0.04),
      denies: random.between(0, 0.02),
      shy: random.between(0.75, 1),
      reminded: random.between(0, 0.4),
      late: random.between(0, 0.2),
    };
  }

  /** One sheet for one street. Those who are reminded may vote who would not have. */
  knock(people: readonly Person[], printedAt: number): DoorAnswer[] {
    const random = this.#random;
    const outAt = printedAt + random.between(0, 35);
    let clock = outAt + random.between(3, 20);
    const asked: Omit<DoorAnswer, 'backAt' | 'enteredAt'>[] = [];
    for (const household of Map.groupBy(people, (person) => person.household).values()) {
      clock += random.between(1, 5);
      for (const [person, said] of this.#answers(household, clock))
        asked.push({ person, said, askedAt: clock, printedAt });
    }
    const backAt = clock + random.between(3, 20);
    const enteredAt =
      backAt + (random.isTrue(this.#manners.late) ? random.between(60, 180) : random.between(3, 40));
    return asked.map((answer) => ({ ...answer, backAt, enteredAt }));
  }

  #answers(household: readonly Person[], at: number): [Person, Said][] {
    const random = this.#random;
    const { refuses, shy } = this.#manners;
    const opens = household.some(
      (person) =>
        isAtHome(random, person, at) &&
        random.isTrue(0.9 * (person.votesAt === Number.POSITIVE_INFINITY ? shy : 1)),
    );
    if (!opens) return household.map((person) => [person, 'out']);
    if (random.isTrue(refuses)) return household.map((person) => [person, 'refused']);
    return household.map((person) => [person, this.#answer(person, at)]);
  }

  #answer(person: Person, at: number): Said {
    const random = this.#random;
    const { claims, denies, reminded } = this.#manners;
    const hasVoted = person.votesAt <= at;
    const said = random.isTrue(hasVoted ? 1 - denies : claims);
    if (!hasVoted && person.votesAt === Number.POSITIVE_INFINITY && random.isTrue(reminded))
      person.votesAt = at + 15 - 90 * Math.log(1 - random.next());
    // Now and then the wrong box is typed.
    return said !== random.isTrue(0.01) ? 'voted' : 'will vote';
  }
}
