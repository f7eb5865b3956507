import { areAlike } from './alike.ts';

/** How well words fit: the smaller, the better; `isWhole` if every word is written out. */
export type Fitting = { penalty: number; isWhole: boolean };

export type NameWords = { surname: readonly string[]; forename: readonly string[] };

/**
 * Whether words are the name of somebody, as people write names: `ann evans`, `a evans`, `evans a`, `evans`, `ann`.
 * Each word may be a beginning; forenames may be left out. With `isNear`, words may be spelled a little differently.
 * @returns null if they are not.
 */
export function nameFit(words: readonly string[], name: NameWords, isNear: boolean): Fitting | null {
  let best: Fitting | null = null;
  for (let cut = 0; cut <= words.length; cut += 1) {
    const [before, after] = [words.slice(0, cut), words.slice(cut)];
    best = better(best, together(forenameFit(before, name, isNear), surnameFit(after, name, isNear)));
    if (cut > 0 && cut < words.length)
      best = better(best, together(surnameFit(before, name, isNear), forenameFit(after, name, isNear)));
  }
  return best;
}

function better(one: Fitting | null, other: Fitting | null): Fitting | null {
  if (!one || !other) return one ?? other;
  const isBetter = other.penalty < one.penalty || (other.penalty === one.penalty && other.isWhole);
  return isBetter ? other : one;
}

function together(one: Fitting | null, other: Fitting | null): Fitting | null {
  if (!one || !other) return null;
  return { penalty: one.penalty + other.penalty, isWhole: one.isWhole && other.isWhole };
}

const WHOLE: Fitting = { penalty: 0, isWhole: true };
const SHORT: Fitting = { penalty: 0, isWhole: false };
/** Only offered if no surname is written out like this. */
const BEGUN: Fitting = { penalty: 1, isWhole: false };

/** `Vaughan Williams` by all of its words or some that follow each other, written together or apart. */
function surnameFit(words: readonly string[], { surname }: NameWords, isNear: boolean): Fitting | null {
  if (words.length === 0) return WHOLE;
  const written = folded(words.join(''));
  let best: Fitting | null = null;
  for (let from = 0; from < surname.length; from += 1) {
    for (let to = from + 1; to <= surname.length; to += 1) {
      const part = folded(surname.slice(from, to).join(''));
      if (part === written) return WHOLE;
      if (part.startsWith(written) || isPlainStart(words, surname.slice(from, to))) best = BEGUN;
      else if (isNear && areAlike(written, part)) best ??= BEGUN;
    }
  }
  return best;
}

/** `ma` is the start of MacDonald too, which is compared as `mcdonald`. */
function isPlainStart(words: readonly string[], surname: readonly string[]): boolean {
  return surname.join('').startsWith(words.join(''));
}

/** `MacDonald` and `McDonald`, `Saint John` and `St John` are one name. */
function folded(surname: string): string {
  return surname.replace(/^mac(?=.{2})/, 'mc').replace(/^saint(?=.{2})/, 'st');
}

/** Some of the forenames in their order, each by its beginning: `a`, `ann`, `a m`; or all by their initials: `am`. */
function forenameFit(words: readonly string[], { forename }: NameWords, isNear: boolean): Fitting | null {
  if (words.length === 0) return WHOLE;
  const written = words.join('');
  let isWhole = true;
  let at = 0;
  for (const word of words) {
    while (at < forename.length && !isForename(word, forename[at] ?? '', isNear)) {
      at += 1;
      isWhole = false;
    }
    if (at === forename.length) return joinedFit(written, forename);
    isWhole &&= word === forename[at];
    at += 1;
  }
  return isWhole ? WHOLE : SHORT;
}

function isForename(written: string, forename: string, isNear: boolean): boolean {
  if (forename.startsWith(written)) return true;
  if (!isNear) return false;
  // `Anne` for Ann, and a register with initials only.
  return written.startsWith(forename) || areAlike(written, forename);
}

/** `annmarie` for Ann-Marie. */
function joinedFit(written: string, forename: readonly string[]): Fitting | null {
  const initials = forename.map((word) => word.charAt(0)).join('');
  if (written.length === 2 && initials.startsWith(written)) return SHORT;
  if (written.length < 3) return null;
  const isJoined = forename.some((_, from) => forename.slice(from).join('').startsWith(written));
  return isJoined ? SHORT : null;
}
