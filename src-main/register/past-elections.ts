import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { NOTHING_KNOWN, pastOver } from './elector/past-votes.ts';

/** A past election for which the room has marked registers. */
export type PastElection = { id: number; name: string; year: number };

const sql = prepared((db) => ({
  all: db.prepare<[], PastElection>('SELECT id, name, year FROM election ORDER BY id'),
  add: db.prepare('INSERT INTO election (name, year) VALUES (?, ?)'),
}));

/** The elections in the order of the letters of `elector.past`. */
export function pastElections(room: Room): PastElection[] {
  return sql(room.db).all.all();
}

/** Adds what a file says about past elections to what the room knows. */
export class PastElections {
  /** The room's index of each of the file's elections. */
  readonly #places: number[];
  readonly #blanks: string;

  /** Adds the file's elections that the room does not have. Create it inside `room.change`. */
  constructor(room: Room, { elections, pastBlanks }: { elections: readonly string[]; pastBlanks: string }) {
    this.#blanks = pastBlanks;
    this.#places = elections.map((name) => {
      const known = pastElections(room).findIndex((each) => each.name.toUpperCase() === name.toUpperCase());
      if (known >= 0) return known;
      const year = Number(/\b(?:19|20)\d\d\b/.exec(name)?.[0] ?? 0);
      sql(room.db).add.run(name, year);
      return pastElections(room).length - 1;
    });
  }

  /** The elector's letters, with the file's over the room's; what the file does not know changes nothing. */
  of({ past }: { past: string }, stored: { past: string } | undefined): string {
    if (past === '') return stored?.past ?? '';
    const letters = [...(stored?.past ?? '')];
    for (const [index, place] of this.#places.entries()) {
      while (letters.length <= place) letters.push(NOTHING_KNOWN);
      const known = letters[place] ?? NOTHING_KNOWN;
      letters[place] = pastOver(past[index] ?? NOTHING_KNOWN, this.#blanks[index] ?? NOTHING_KNOWN, known);
    }
    return letters.join('');
  }
}
