/*
 * The words that name a door inside a building: `Flat 3`, `Ground Floor Front`, `2/1`, `1F2`, `Rear of`.
 */

const UNITS = setOf(
  'FLAT FLT FFLAT APARTMENT APT UNIT ROOM ROOMS RM RMS SUITE STUDIO MAISONETTE MAIS BEDSIT CHALET CARAVAN PLOT PITCH BERTH MOORING BLOCK LOFT',
);
/** Doors that rarely have a number: what follows is the house's. */
const WITHOUT_NUMBER = setOf('ANNEXE ANNEX BASEMENT PENTHOUSE BUNGALOW');
const POSITIONS = setOf(
  'BASEMENT BST BSMT GARDEN GROUND GRD GRND GND FIRST SECOND THIRD FOURTH FIFTH SIXTH TOP UPPER LOWER MIDDLE ATTIC FRONT REAR BACK LEFT RIGHT LHS RHS',
);
const FLOORS = setOf('FLOOR FLOORS FL FLR FLRS LEVEL');
const JOINS = setOf('& AND / +');
/** Where a door is without a name of its own: `Above 60 High Street`. */
const BESIDE = setOf('ABOVE ABV OVER BELOW BEHIND R/O C/O REAR');

const NUMBER = /^\d+[a-z]?(?:[-/]\d+[a-z]?)?$/i;
const LETTER = /^[a-z]$/i;
const ORDINAL = /^\d+(?:st|nd|rd|th)$/i;
const TWO_NUMBERS = /^\d+\/\d/;
/** `2/1`, `G/1`, `0/2`, `3/L`. */
const SLASHED = /^(?:\d{1,2}|[bg]|lg|ug|gf|bf|t|tf|p|pf)\/(?:\d{1,2}[a-z]?|[a-z])$/i;
/** `1F1`, `PF2`, `BF`, `2FR`, `GFL`. */
const STAIR = /^(?:(?:\d{1,2}|b|g|t|lg|ug)f(?:\d{1,2}[a-z]?|[lrfm])|(?:p|b)f\d{0,2}|\d{1,2}f)$/i;

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

function plain(word: string | undefined): string {
  return (word ?? '').toUpperCase().replace(/[.,:;]+$/, '');
}

/** `2/1`, `1F1`, `PF2`: a flat by its stair, as in Scotland. */
export function isStairFlat(word: string): boolean {
  return SLASHED.test(word) || STAIR.test(word);
}

/** `Flat`, `Room`. */
export function isUnitWord(word: string | undefined): boolean {
  return UNITS.has(plain(word));
}

/** `12`, `12A`, `12-14`, `12/3`. */
export function isNumberWord(word: string | undefined): boolean {
  return NUMBER.test(plain(word));
}

/**
 * How many of the words from `start` on name a door: all of `Flat 3`, three of `Flat 2nd Floor 19 High Street`, none
 * of `Garden Flats Lane` or `Upper Fleet Street`, which are names.
 */
export function doorWords(words: readonly string[], start = 0): number {
  let at = start;
  if (plain(words[at]) === 'THE' && WITHOUT_NUMBER.has(plain(words[at + 1]))) at += 1;
  let isDoor = false;
  let hasUnit = false;
  let hasPosition = false;
  for (let word = plain(words[at]); word !== ''; word = plain(words[at])) {
    const next = plain(words[at + 1]);
    if (WITHOUT_NUMBER.has(word)) {
      isDoor ||= words.length === at + 1 || at > start || NUMBER.test(next) || isAt(next) || next === 'FLAT';
      hasPosition = true;
      if (NUMBER.test(next) && words.length === at + 2) at += 1;
    } else if (UNITS.has(word)) {
      const skipped = next === 'NO' ? 1 : 0;
      const number = plain(words[at + 1 + skipped]);
      // `Studio Flat 24 High Street`: the flat is named already.
      hasPosition ||= hasUnit && !isDoor;
      hasUnit = true;
      if (takesNumber(words, at + 1 + skipped, number, hasPosition)) {
        isDoor = true;
        at += 1 + skipped;
      } else isDoor ||= hasPosition;
    } else if (POSITIONS.has(word) || ORDINAL.test(word)) hasPosition = true;
    else if (FLOORS.has(word) && (hasPosition || hasUnit)) isDoor = true;
    // `12/3 High Street` is a house number, `2/1 64 High Street` a flat.
    else if (isStairFlat(word) && next !== '' && (NUMBER.test(next) || !TWO_NUMBERS.test(word)))
      isDoor = true;
    else if (!JOINS.has(word) || !hasPosition || !(POSITIONS.has(next) || ORDINAL.test(next))) break;
    at += 1;
  }
  // `Flat Basement Front`, `Caravan`, `Rear of`: nothing but a number may follow.
  const isBeforeNumber = NUMBER.test(plain(words[isAt(plain(words[at])) ? at + 1 : at]));
  if (!isDoor && at > start && isBeforeNumber) isDoor = hasUnit || hasPosition;
  if (!isDoor && at > start && at === words.length) isDoor = hasUnit;
  if (!isDoor && at === start && BESIDE.has(plain(words[at])) && NUMBER.test(plain(words[at + 1]))) return 1;
  return isDoor ? at - start : 0;
}

/** Whether a word joins a door to its house: `Flat 3 at 14 High Street`. */
export function isAt(word: string | undefined): boolean {
  return /^(?:at|of|-)$/i.test(word ?? '');
}

/** `Flat 3`, but not `First Floor Flat 26 High Street`. */
function takesNumber(words: readonly string[], at: number, number: string, hasPosition: boolean): boolean {
  const isCode = isStairFlat(number);
  if (!isCode && !NUMBER.test(number) && !LETTER.test(number) && !/^[a-z]{1,2}\d+[a-z]?$/i.test(number))
    return false;
  if (!hasPosition || isCode) return true;
  return at + 1 === words.length || words.slice(at + 1).some((word) => NUMBER.test(plain(word)));
}

const ORDINALS = 'GROUND FIRST SECOND THIRD FOURTH FIFTH SIXTH'.split(' ');
const FLOOR_NUMBERS = new Map<string, number>([
  ...'BASEMENT BST BSMT B LG LGF BF'.split(' ').map((word) => [word, -1] as const),
  ...'GND GRD GRND G GF GARDEN GR'.split(' ').map((word) => [word, 0] as const),
  ...ORDINALS.map((word, floor) => [word, floor] as const),
  ...'TOP ATTIC PENTHOUSE T TF'.split(' ').map((word) => [word, 99] as const),
]);
/** `2/1`, `2F1`, `2nd`. */
const FLOOR_FIRST = /^(\d{1,2}|LG|UG|GF|[BGT])(?:\/.+|F\w*|ST|ND|RD|TH)$/i;
const WITHOUT_FLOOR = 50;

/** The floor that the words of a door name: -1 for the basement, 0 for the ground floor. */
export function floorOf(words: readonly string[]): number {
  for (const [at, written] of words.entries()) {
    const word = plain(written);
    const first = FLOOR_FIRST.exec(word)?.[1]?.toUpperCase();
    if (first !== undefined && /^\d/.test(first)) return Number(first);
    if (word === 'LOWER' && plain(words[at + 1]) === 'GROUND') return -1;
    // `Flat B` is not in the basement.
    const floor = LETTER.test(word) ? undefined : FLOOR_NUMBERS.get(first ?? word);
    if (floor !== undefined) return floor;
  }
  return WITHOUT_FLOOR;
}
