import { isUnitWord } from '../../register/address/door-words.ts';
import { isOnlyType, longForm } from '../../register/address/place-name.ts';
import { remembered } from '../../register/elector/cell-words.ts';
import { searchWords } from '../../register/search.ts';
import type { ToldBy } from '../../store/journal/journal.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import type { NumberedElector } from '../find-elector.ts';
import { type PersonFitting, type PersonWords, personFit, type Strictness } from './person-fit.ts';
import { isDigits, isFiller, plainWords, wordsTold } from './written-words.ts';

/** Who may be meant by a name or a door. */
export type People = {
  /** In the order in which to show them: promises, others, those marked off. */
  electors: NumberedElector[];
  toldBy: ToldBy;
  /** There are more: only so many were looked at. */
  isCut: boolean;
  /** The text has a name. */
  isNamed: boolean;
  /** The text has no number of a house or a flat. */
  isWithoutHouse: boolean;
  /** One of them lives in a flat. */
  hasFlats: boolean;
};

type Candidate = NumberedElector & { house: string; flat: string; postcode: string; street: string };
type Fit = { elector: Candidate; fitting: PersonFitting };

/** Looked at, at most: the room answers nobody else meanwhile. */
const MOST_CANDIDATES = 1000;
/** Of more, those whose names are written out are enough. */
const FEW = 9;

const CANDIDATE = `elector.id, elector.district, number, suffix, surname, forename, address, markers, street_id, elector.promise,
            elector.postal, kept_off, at_door, elector.voted_at, removed_at, house, flat, postcode, street.name AS street`;

const sql = prepared((db) => ({
  found: db.prepare<[{ query: string; among: string | null; most: number }], Candidate>(
    `SELECT ${CANDIDATE}
       FROM elector_search
            CROSS JOIN elector ON elector.id = elector_search.rowid
            CROSS JOIN street ON street.id = street_id
      WHERE elector_search MATCH $query AND removed_at IS NULL AND kept_off <> 'anonymous'
        AND ($among IS NULL OR elector.district IN (SELECT value FROM json_each($among)))
      LIMIT $most`,
  ),
  byId: db.prepare<[number], Candidate>(
    `SELECT ${CANDIDATE} FROM elector JOIN street ON street.id = street_id WHERE elector.id = ?`,
  ),
}));

/** Whether an elector is one of those whom a text may mean. */
export function mayMean(room: Room, written: string, electorId: number): boolean {
  const elector = sql(room.db).byId.get(electorId);
  if (!elector) return false;
  const person = new Person(elector);
  return readingsOf(written).some((words) =>
    STRICTNESSES.some((strictness) => personFit(words, person, strictness) !== null),
  );
}

const STRICTNESSES = ['exact', 'near', 'half'] as const;

function readingsOf(written: string): string[][] {
  return [wordsTold(written), written.includes('/') ? wordsTold(written, true) : null].flatMap((words) =>
    words ? [words] : [],
  );
}

/**
 * The electors whom a text names by name, by door or by both, of these districts (null for all). The search index only
 * gives candidates: each is compared with the words, so that one that is out of date can miss somebody, but names
 * nobody wrong.
 */
export function findPeople(
  room: Room,
  written: string,
  districts: readonly string[] | null,
  strictness: Strictness,
): People | null {
  for (const words of readingsOf(written)) {
    const people = peopleNamed(room, words, districts, strictness);
    if (people) return people;
  }
  return null;
}

function peopleNamed(
  room: Room,
  words: readonly string[],
  districts: readonly string[] | null,
  strictness: Strictness,
): People | null {
  const query = QUERIES[strictness](words);
  if (query === '') return null;
  const among = districts && JSON.stringify(districts);
  const candidates = sql(room.db).found.all({ query, among, most: MOST_CANDIDATES });
  const fits = best(
    candidates.flatMap((elector) => {
      const fitting = personFit(words, new Person(elector), strictness);
      return fitting ? [{ elector, fitting }] : [];
    }),
  );
  if (fits.length === 0) return null;
  return {
    electors: fits.map(({ elector }) => elector).toSorted(inOrder),
    toldBy: fits.some(({ fitting }) => !fitting.isDoor) ? 'name' : 'door',
    isCut: candidates.length === MOST_CANDIDATES,
    isNamed: fits.some(({ fitting }) => fitting.isNamed),
    isWithoutHouse: !words.some(isDigits),
    hasFlats: fits.some(({ elector }) => elector.flat !== ''),
  };
}

/** Those that fit best; of many, those whose whole name is written, if there are any. */
function best(fits: readonly Fit[]): readonly Fit[] {
  const least = fits.reduce((smallest, { fitting }) => Math.min(smallest, fitting.penalty), Infinity);
  const those = fits.filter(({ fitting }) => fitting.penalty === least);
  const whole = those.length > FEW ? those.filter(({ fitting }) => fitting.isWhole) : [];
  return whole.length > 0 ? whole : those;
}

function inOrder(one: Candidate, other: Candidate): number {
  return (
    Number(one.voted_at !== null) - Number(other.voted_at !== null) ||
    other.promise - one.promise ||
    compared(one.district, other.district) ||
    one.number - other.number ||
    compared(one.suffix, other.suffix)
  );
}

function compared(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** What to look for in the index, so that everybody who fits is among those found, and few others. */
const QUERIES: Record<Strictness, (words: readonly string[]) => string> = {
  exact: (words) => all(telling(words).map(begun)),
  near: (words) => all(telling(words).map(begunAlike)),
  /** Without one or several of the words that may be the name. */
  half: (words) => {
    const looked = telling(words);
    const digits = looked.filter(isDigits);
    const others = looked.filter((word) => !isDigits(word));
    if (digits.length === 0 || others.length < 2) return '';
    const halves = others.flatMap((word, at) => [
      all([...digits, word].map(begun)),
      at === 0 ? '' : all(others.slice(at - 1, at + 1).map(begun)),
    ]);
    return halves.filter(Boolean).join(' OR ');
  },
};

/** Words that few electors share; if there are none, those that there are. */
function telling(written: readonly string[]): string[] {
  const words = withMac(written);
  const rare = words.filter(
    (word, at) => !isCommon(word) && !isLetterOfHouse(words, at) && !isLetterOfHouse(words, at + 1),
  );
  const hasName = (some: readonly string[]) => some.some((word) => word.length > 1 && !isDigits(word));
  const types = words.filter((word) => !isFiller(word) && !isUnitWord(word));
  return [rare, types].find(hasName) ?? words;
}

function isCommon(word: string): boolean {
  return isOnlyType(word) || word === 'saint' || isFiller(word) || isUnitWord(word);
}

/** `14 a` is `14a` in the index. */
function isLetterOfHouse(words: readonly string[], at: number): boolean {
  return words[at]?.length === 1 && isDigits(words[at - 1] ?? '');
}

/** `mac donald` and `o brien` as one word. */
function withMac(words: readonly string[]): string[] {
  const isMac = (at: number) =>
    /^(?:ma?c|o|d)$/.test(words[at] ?? '') && /^\p{L}{3}/u.test(words[at + 1] ?? '');
  return words.flatMap((word, at) => (isMac(at) ? [] : isMac(at - 1) ? `${words[at - 1]}${word}` : word));
}

/** A word as the index may have it: `marys` for Mary's, `macdonald` for McDonald or Mac Donald, `jp` for two names. */
function begun(word: string): string {
  const ways = [prefix(withoutS(word))];
  const [, mac = '', after = ''] = /^(ma?c|o|d)(\p{L}{3,})$/u.exec(word) ?? [];
  const spellings = mac.startsWith('m') ? ['mac', 'mc'] : [mac];
  if (after !== '') {
    for (const each of spellings)
      ways.push(prefix(withoutS(`${each}${after}`)), all([prefix(each), prefix(withoutS(after))]));
  }
  const long = longForm(word);
  if (long !== undefined) ways.push(prefix(long));
  if (/^\p{L}{2}$/u.test(word)) ways.push(all([...word].map(prefix)));
  return ways.length > 1 ? `(${ways.join(' OR ')})` : (ways[0] ?? '');
}

function withoutS(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}

/** Words that are spelled differently still begin alike. */
function begunAlike(word: string): string {
  return isDigits(word) ? begun(word) : prefix(word.slice(0, /^ma?c/.test(word) ? 1 : 2));
}

function prefix(word: string): string {
  const words = searchWords(word).map((each) => `"${each}"*`);
  return words.length > 1 ? `(${words.join(' AND ')})` : words.join('');
}

function all(parts: readonly string[]): string {
  const [only, ...more] = parts.filter(Boolean);
  return only === undefined ? '' : more.length === 0 ? only : `(${[only, ...more].join(' AND ')})`;
}

/** An elector's words, each read only if it is asked for. */
class Person implements PersonWords {
  readonly #elector: Candidate;
  #place: string[] | undefined;

  constructor(elector: Candidate) {
    this.#elector = elector;
  }

  get surname(): string[] {
    return wordsOfName(this.#elector.surname);
  }

  get forename(): string[] {
    return wordsOfName(this.#elector.forename);
  }

  get house(): string[] {
    return wordsOfDoor(this.#elector.house);
  }

  get flat(): string[] {
    return wordsOfDoor(this.#elector.flat);
  }

  get street(): string[] {
    return wordsOfStreet(this.#elector.street);
  }

  get place(): string[] {
    if (!this.#place) {
      const known = new Set([...this.house, ...this.flat, ...this.street]);
      this.#place = plainWords(this.#elector.address).filter((word) => !known.has(word));
    }
    return this.#place;
  }

  get postcode(): string[] {
    return plainWords(this.#elector.postcode);
  }

  get district(): string {
    return wordsOfDoor(this.#elector.district).join('');
  }

  get number(): string {
    const { number, suffix } = this.#elector;
    return suffix === '' ? String(number) : `${number}/${suffix.toLowerCase()}`;
  }
}

const wordsOfName = remembered(plainWords);
const wordsOfDoor = remembered(plainWords);
const wordsOfStreet = remembered(plainWords);
