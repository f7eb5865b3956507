import { formatNumber } from '../register/elector/elector-number.ts';
import { seeded } from '../register/sample.ts';
import type { Room } from '../store/room.ts';

/** A teller's slip, as a runner brings it in. */
export type PracticeSlip = {
  id: number;
  district: string;
  station: string;
  teller: string;
  /** Times on the paper, such as `14:00`. */
  from: string;
  to: string;
  /** As they are written in the boxes, sometimes a bad one. */
  numbers: string[];
  /** When it is brought in, in milliseconds after the practice began. */
  dueAfter: number;
};

const TELLERS = ['Idris', 'Carys', 'Gwen', 'Tomos', 'Sandra', 'Piotr'];
const FIRST_HOUR = 12;
const HOURS = 6;
const LEAST = 12;
const MOST = 26;

/**
 * An afternoon of slips, one every `every` milliseconds: one an hour from each station, with electors as they happen
 * to vote.
 */
export function practiceSlips(room: Room, every: number, seed: number): PracticeSlip[] {
  const random = seeded(seed);
  const voters = Map.groupBy(
    room.db
      .prepare<[], { district: string; number: number; suffix: string }>(
        "SELECT district, number, suffix FROM elector WHERE NOT postal AND kept_off IN ('', 'postal') AND removed_at IS NULL",
      )
      .all()
      .map((voter) => ({ ...voter, turn: random() }))
      .sort((a, b) => a.turn - b.turn),
    ({ district }) => district,
  );
  const slips: PracticeSlip[] = [];
  for (let hour = FIRST_HOUR; hour < FIRST_HOUR + HOURS; hour += 1) {
    for (const [district, waiting] of voters) {
      const length = LEAST + Math.floor(random() * (MOST - LEAST));
      const numbers = waiting
        .splice(0, length)
        .map((voter) => formatNumber(voter).slice(district.length + 1));
      const id = slips.length + 1;
      slips.push({
        id,
        district,
        station: `Station of ${district}`,
        teller: TELLERS[Math.floor(random() * TELLERS.length)] ?? '',
        from: `${hour}:00`,
        to: `${hour + 1}:00`,
        numbers: withMistakes(numbers, id),
        dueAfter: slips.length * every,
      });
    }
  }
  return slips;
}

/** What goes wrong on a day: an illegible box, a number that is not on the register, and one given twice. */
function withMistakes(numbers: readonly string[], slip: number): string[] {
  const [first = '1', second = '2', ...others] = numbers;
  if (slip % 5 === 2) return [first, `${second}?`, ...others];
  if (slip % 5 === 3) return [first, second, '9876', ...others];
  if (slip % 5 === 4) return [first, second, first, ...others];
  return [...numbers];
}
