import { isUnitWord } from '../../register/address/door-words.ts';
import { isOnlyType, longForm } from '../../register/address/place-name.ts';
import { areAlike } from './alike.ts';
import { isDigits, isFiller } from './written-words.ts';

/** The words of where somebody lives. */
export type DoorWords = {
  house: readonly string[];
  flat: readonly string[];
  street: readonly string[];
  /** Of the address, without those above: a village, a town, what the register calls the street. */
  place: readonly string[];
  postcode: readonly string[];
  district: string;
  /** The elector number in its district: `12`, `12/1`. */
  number: string;
};

/** Which words were used up, as bits, and how. */
type State = {
  at: number;
  house: number;
  flat: number;
  place: number;
  postcode: number;
  /** The next word of the street that may follow. */
  street: number;
  isStreet: boolean;
  /** A number was taken for a flat without a word that says so. */
  isLooseFlat: boolean;
  isUnit: boolean;
  isNumber: boolean;
  isDistrict: boolean;
  penalty: number;
};

/** How words fit a door: the smaller the penalty, the better. */
export type DoorFitting = { penalty: number; hasHouse: boolean; isNumber: boolean };

const START: State = {
  at: 0,
  house: 0,
  flat: 0,
  place: 0,
  postcode: 0,
  street: 0,
  isStreet: false,
  isLooseFlat: false,
  isUnit: false,
  isNumber: false,
  isDistrict: false,
  penalty: 0,
};

/**
 * Whether words say where somebody lives: `14 high`, `14 High St`, `flat 2 14 high`, `2/1 64 high`, a house's name. Every
 * word must be part of the address, a street's or a building's name by its beginning, and numbers exactly. With a name
 * beside them, the words may be only a house number or the elector's own number.
 * @returns null if they do not.
 */
export function doorFit(
  words: readonly string[],
  door: DoorWords,
  hasName: boolean,
  isNear: boolean,
): DoorFitting | null {
  return new DoorFit(words, door, hasName, isNear).best(START);
}

const FEW_WORDS = 4;

class DoorFit {
  readonly #words: readonly string[];
  readonly #door: DoorWords;
  readonly #hasName: boolean;
  readonly #isNear: boolean;
  /** Many words lead to the same state in many ways. */
  readonly #known = new Map<string, DoorFitting | null>();

  constructor(words: readonly string[], door: DoorWords, hasName: boolean, isNear: boolean) {
    this.#words = words;
    this.#door = door;
    this.#hasName = hasName;
    this.#isNear = isNear;
  }

  best(state: State): DoorFitting | null {
    const word = this.#words[state.at];
    if (word === undefined) return this.#end(state);
    if (this.#words.length <= FEW_WORDS) return this.#bestAfter(word, state);
    const key = Object.values(state).join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const best = this.#bestAfter(word, state);
    this.#known.set(key, best);
    return best;
  }

  #bestAfter(word: string, state: State): DoorFitting | null {
    let best: DoorFitting | null = null;
    for (const next of this.#steps(word, state)) {
      const fitting = this.best(next);
      if (fitting && (!best || fitting.penalty < best.penalty)) best = fitting;
      if (best?.penalty === state.penalty) return best;
    }
    return best;
  }

  #end(state: State): DoorFitting | null {
    const { house, flat, isStreet, place, postcode, isLooseFlat, isUnit, isNumber, isDistrict, penalty } =
      state;
    const isBuilding = this.#door.flat.some((word, at) => flat & (1 << at) && !isDigits(word));
    // `3 high` is house 3, and not flat 3 of every house.
    if (isLooseFlat && house === 0 && this.#door.house.length > 0 && !isBuilding) return null;
    const isPlaced = isStreet || isBuilding || isUnit || place > 0 || postcode > 0;
    // `KA 45 Evans` is a number, and `45 Evans` may be a house.
    const isEnough = isPlaced || (this.#hasName && (isNumber || (house > 0 && !isDistrict)));
    if (!isEnough) return null;
    return { penalty, hasHouse: house > 0 || flat > 0, isNumber };
  }

  *#steps(word: string, state: State): Generator<State> {
    const { flat, place, postcode } = this.#door;
    const next = { ...state, at: state.at + 1 };
    const [following] = this.#words.slice(state.at + 1);
    if (isUnitWord(word) && following !== undefined) {
      const at = unused(flat, state.flat, (each) => each === following);
      if (at >= 0)
        yield { ...state, at: state.at + 2, flat: state.flat | this.#unitBits() | (1 << at), isUnit: true };
    }
    yield* this.#asHouse(word, state);
    const unit = unused(flat, state.flat, (each) => isBegun(word, each));
    if (unit >= 0)
      yield { ...next, flat: state.flat | (1 << unit), isLooseFlat: state.isLooseFlat || isDigits(word) };
    yield* this.#asStreet(word, state);
    const code = unused(postcode, state.postcode, (each) => each === word);
    if (code >= 0) yield { ...next, postcode: state.postcode | (1 << code) };
    if (word.length > 4 && postcode.join('') === word) yield { ...next, postcode: -1 };
    yield* this.#asNumber(word, state);
    if (isFiller(word)) yield next;
    const there = unused(place, state.place, (each) => isBegun(word, each));
    if (there >= 0) yield { ...next, place: state.place | (1 << there), penalty: state.penalty + 1 };
  }

  /** The words of the flat that only say that it is one. */
  #unitBits(): number {
    return this.#door.flat.reduce((bits, word, at) => (isUnitWord(word) ? bits | (1 << at) : bits), 0);
  }

  *#asHouse(word: string, state: State): Generator<State> {
    const { house } = this.#door;
    const [following = ''] = this.#words.slice(state.at + 1);
    const next = { ...state, at: state.at + 1 };
    const at = unused(house, state.house, (each) => each === word);
    if (at >= 0) yield { ...next, house: state.house | (1 << at) };
    // `14 a high street`.
    if (
      house.length === 1 &&
      state.house === 0 &&
      house[0] === `${word}${following}` &&
      following.length === 1
    )
      yield { ...state, at: state.at + 2, house: 1 };
    if (isDigits(word) && state.house === 0 && house.length === 1 && isSameNumber(word, house[0] ?? ''))
      yield { ...next, house: 1, penalty: state.penalty + 1 };
  }

  *#asStreet(word: string, state: State): Generator<State> {
    const { street } = this.#door;
    for (let at = state.street; at < street.length; at += 1) {
      const each = street[at] ?? '';
      const isWritten = isBegun(word, each) || longForm(word) === each || (isSaint(word) && isSaint(each));
      // `14 High Road`, where there is only a High Street.
      const isType = at > 0 && isOnlyType(word) && isOnlyType(each);
      if (!isWritten && !(this.#isNear && (isType || areAlike(word, each)))) continue;
      const isFirst = state.isStreet || at === 0 || (at === 1 && street[0] === 'the');
      const penalty = state.penalty + (isFirst ? 0 : 1) + (isWritten ? 0 : 1);
      yield { ...state, at: state.at + 1, street: at + 1, isStreet: true, penalty };
    }
  }

  *#asNumber(word: string, state: State): Generator<State> {
    const { district, number } = this.#door;
    const next = { ...state, at: state.at + 1 };
    if (state.at === 0 && word === district) yield { ...next, isDistrict: true };
    // `kd 2/2` is two words.
    if (state.at === 0 && `${word}${this.#words[1] ?? ''}` === district)
      yield { ...state, at: 2, isDistrict: true };
    if (!this.#hasName || state.isNumber) return;
    if (word === number || word === `${district}${number}`) yield { ...next, isNumber: true };
  }
}

function isSaint(word: string): boolean {
  return word === 'st' || word === 'saint';
}

/** A number is whole, and a word may be a beginning. */
function isBegun(word: string, each: string): boolean {
  return word === each || (!isDigits(word) && word.length > 1 && each.startsWith(word));
}

function unused(words: readonly string[], used: number, isMeant: (word: string) => boolean): number {
  return words.findIndex((word, at) => (used & (1 << at)) === 0 && isMeant(word));
}

/** `14` and `14a`. */
function isSameNumber(word: string, house: string): boolean {
  if (!/^\d+[a-z]?$/.test(word) || !/^\d+[a-z]?$/.test(house)) return false;
  return (
    Number.parseInt(word, 10) === Number.parseInt(house, 10) && /^\d+$/.test(word) !== /^\d+$/.test(house)
  );
}
