import { plainLetters } from '../../register/elector/plain-letters.ts';

/**
 * The words of a name or an address, in small letters without accents: `O'Brien` is `obrien`, `St. Mary's` is `st`
 * and `marys`, and `2/1` is one word.
 */
export function plainWords(text: string): string[] {
  return text === '' ? [] : (plainLetters(text).replace(MARKS, '').replace(STROKE, '/').match(WORD) ?? []);
}

const MARKS = /['’‘ʼ`´]/g;
const STROKE = /\s*\/\s*/g;
const WORD = /[\p{L}\p{N}]+(?:\/[\p{L}\p{N}]+)*/gu;

/** What a teller writes before a name, which says nothing about who it is. */
const TITLES = new Set('mr mrs miss ms mx dr rev revd prof cllr sir'.split(' '));
/** Words around a door that say nothing about which it is. */
const FILLERS = new Set('no nr number at of in on the and'.split(' '));

/** More words than a name and an address have. */
const MOST_WORDS = 12;
const MOST_LETTERS = 120;
/** A person and their street may have one name, but no more. */
const MOST_TIMES = 3;

/**
 * The words of a text that may name a person or a door, without titles; null if it cannot. With `isApart`, a stroke
 * separates two words: `14/3 High Street`.
 */
export function wordsTold(written: string, isApart = false): string[] | null {
  if (written.length > MOST_LETTERS || !/\p{L}/u.test(written) || /[?@+]/.test(written)) return null;
  const all = plainWords(isApart ? written.replaceAll('/', ' ') : written);
  const untitled = all.filter((word) => !TITLES.has(word));
  const words = untitled.some((word) => /\p{L}/u.test(word)) ? untitled : all;
  const isTold =
    words.length <= MOST_WORDS && words.some((word) => /\p{L}{2}/u.test(word)) && !areRepeated(words);
  return isTold ? words : null;
}

function areRepeated(words: readonly string[]): boolean {
  return words.some(
    (word, at) => words.indexOf(word) < at && words.filter((each) => each === word).length > MOST_TIMES,
  );
}

export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}

export function isDigits(word: string): boolean {
  return /^\d/.test(word);
}
