import { detached } from '../packed.ts';
import { doorWords, isAt, isNumberWord, isStairFlat } from './door-words.ts';
import { endsInBlock, isDirection, isOnlyType, type PlaceName, PlaceNames } from './place-name.ts';

/** The parts of one address line. */
export type AddressLine = {
  /** As written, tidied. */
  text: string;
  /** `Flat 3`, `Ground Floor`: the name of a door, never a street. */
  flat: string;
  /** `14`, `4A`, `4-6`, if the line has a house number. */
  house: string;
  /** The rest. */
  name: PlaceName;
  /** By which `AddressLineReader.again` makes it again; `UNKNOWN` if it cannot. */
  known: number;
};

export const UNKNOWN = -1;

type Parts = Omit<AddressLine, 'text' | 'known'>;
/** What follows a house number; `line` is the `known` of a line with a house number, a space and this. */
type Rest = Parts & { written: string; line: number };

/** A house number: digits, perhaps a letter, perhaps a range or several joined. Not `1st Avenue`, nor the `Y` of `12 Y Berllan`. */
const HOUSE =
  /^(\d+(?:[a-z]|[½¼¾]|\s+1\/2|\s[a-h](?=[\s,])|-[a-z](?!\p{L}))?(?:\s*(?:[-–/&+]|\b(?:to|and)\b)\s*(?:\d+[a-z]?|(?<=\d[a-z]\W*)[b-h](?!\p{L})))?(?:(?:-|\s*(?:[/&+]|\band\b)\s*)\d+[a-z]?)*)(?![\d\p{L}/])[\s,.:-]*(.*)$/iu;
/** `24/3F2`: a flat by its stair behind the house. */
const HOUSE_AND_STAIR = /^(\d+[a-z]?)\/((?:\d{1,2}|[bgt])f\w{0,2}|[bp]f\d{0,2})\b\s*(.*)$/i;
/** `A/24 High Street`, `"24" High Street`. */
const LETTER_BEFORE = /^([a-z])\/(?=\d)/i;
const QUOTED_NUMBER = /^["“'](\d+[a-z]?)["”']/i;
/** `20High Street`: the space is missing. */
const JOINED_HOUSE = /^(\d+)(?!(?:st|nd|rd|th)\b)(\p{L}{3}.*)$/iu;
const RANGE = /\s*([-–/&+]|\b(?:to|and)\b)\s*/gi;

/** `No. 12 High Street`, `#12`. */
const NUMBER_WORD = /^(?:numbers?|nos?|nr)[.:]?\s*(?=\d)|^#\s*(?=\d)/i;
/** `Rose Cottage 12 High Street`: a number in the middle of a line, before a street. */
const NUMBER_INSIDE = /^(.*[^\s,])[\s,]+(\d+[a-z]?(?:\s*[-–]\s*\d+[a-z]?)?)[\s,]+(\D+)$/i;
/** `High Street 12`: the number follows the street. */
const NUMBER_BEHIND = /^(\D*?[^\d\s,])[\s,]+(?:no\.?\s*)?(\d+[a-z]?(?:\s*[-–/]\s*\d+[a-z]?)?)$/i;
/** `12 High Street Annexe`: the name of the door follows the street. */
const BEHIND = /^(.+\s\S+)\s+((?:the\s+)?(?:annexe?|basement|rear|flat))$/i;
const BRACKETS = /\s*[([]([^()[\]]*)[)\]]\s*/g;

const BRACKET = /[([]/;

const STARTS_WITH_DIGIT = /^\d/;
const ORDINAL = /^\d+(?:st|nd|rd|th)\b/i;
const ONLY_HOUSE = /^\d+(?:\s?[a-z]|-[a-z]|[½¼¾]|\s+1\/2)?(?:\s*(?:[-–/&+]|\b(?:to|and)\b)\s*\d+[a-z]?)*$/i;

/** Reads address lines, each distinct line and name once. */
export class AddressLineReader {
  readonly #names = new PlaceNames();
  readonly #lines = new Map<string, AddressLine>();
  readonly #all: AddressLine[] = [];
  readonly #rests = new Map<string, Rest>();
  readonly #allRests: Rest[] = [];

  /** Splits one line of an address; `text` is tidied. */
  read(text: string): AddressLine {
    const first = text.charCodeAt(0);
    if (first >= ZERO && first <= NINE) return this.#afterNumber(text) ?? this.#whole(text);
    return this.#whole(text);
  }

  /** A line that was read, by its `known` and its house number. */
  again(known: number, house: string): AddressLine {
    const line = this.#all[known];
    if (line) return line;
    const rest = this.#allRests[FIRST_REST - known];
    if (!rest) throw new Error('No such line was read.');
    return { text: `${house} ${rest.written}`, flat: rest.flat, house, name: rest.name, known };
  }

  name(spelling: string): PlaceName {
    return this.#names.read(spelling);
  }

  /** An address that is all on one line without commas: `12 High Street Littleton Anytown`. */
  dividedByWords(lines: AddressLine[]): AddressLine[] {
    const [line] = lines;
    if (!line || line.house === '' || line.name.likeness === 2) return lines;
    const words = line.name.spelling.split(' ');
    for (let end = 2; end < words.length; end += 1) {
      const street = this.#names.read(words.slice(0, end).join(' '));
      if (street.likeness !== 2 || isDirection(words[end])) continue;
      const rest = this.#names.read(words.slice(end).join(' '));
      if (rest.isBlock || isOnlyType(rest.spelling) || doorWords(words, end) > 0) return lines;
      const place = { text: rest.spelling, flat: '', house: '', name: rest, known: UNKNOWN };
      return [{ ...line, name: street, known: UNKNOWN }, place];
    }
    return lines;
  }

  #whole(text: string): AddressLine {
    let line = this.#lines.get(text);
    if (!line) {
      const kept = detached(text);
      const { flat, house, name } = this.#takeApart(kept);
      line = { text: kept, flat, house, name, known: this.#all.length };
      this.#all.push(line);
      this.#lines.set(kept, line);
    }
    return line;
  }

  /** A line with a house number belongs to one door, so only what follows the number is repeated. */
  #afterNumber(text: string): AddressLine | null {
    const plain = plainHouse(text);
    const numbered = plain ?? anyHouse(text);
    if (!numbered) return null;
    const [house, written] = numbered;
    const rest = this.#rests.get(written) ?? this.#keepRest(detached(written));
    const { flat, name } = rest;
    if (rest.house === '') return { text, flat, house, name, known: plain ? rest.line : UNKNOWN };
    // `1 Mill Court 12 High Street`: the first number is that of a door in a building.
    return { text, flat: `${house} ${flat}`.trim(), house: rest.house, name, known: UNKNOWN };
  }

  #keepRest(written: string): Rest {
    const { flat, house, name } = this.#restOf(written);
    const rest = { flat, house, name, written, line: FIRST_REST - this.#allRests.length };
    this.#allRests.push(rest);
    this.#rests.set(written, rest);
    return rest;
  }

  /** What follows a house number; it has a house only if that number was not the house's. */
  #restOf(rest: string): Parts {
    if (BRACKET.test(rest)) return this.#withoutBrackets(rest, (text) => this.#restOf(text), true);
    if (STARTS_WITH_DIGIT.test(rest) && !isStairFlat(firstWord(rest))) return this.read(rest);
    const words = rest.split(' ');
    const isStair = words.length > 1 && isStairFlat(words[0] ?? '');
    const door = isStair ? 1 : this.#doorIn(words);
    if (door > 0) return { ...this.#plain(afterDoor(words, door)), flat: doorText(words, door) };
    const [, name = '', flat = ''] = NUMBER_BEHIND.exec(rest) ?? [];
    if (flat !== '' && this.#names.read(name).likeness > 0) return { ...this.#plain(name), flat };
    return this.#inside(rest) ?? this.#behind(rest) ?? this.#plain(rest);
  }

  #takeApart(text: string): Parts {
    if (NUMBER_WORD.test(text)) return this.read(text.replace(NUMBER_WORD, ''));
    if (QUOTED_NUMBER.test(text)) return this.read(text.replace(QUOTED_NUMBER, '$1'));
    if (LETTER_BEFORE.test(text) && !isStairFlat(firstWord(text)))
      return this.read(text.replace(LETTER_BEFORE, 'Flat $1 '));
    if (BRACKET.test(text)) return this.#withoutBrackets(text, (rest) => this.read(rest));
    if (isStairFlat(text)) return { ...this.#plain(''), flat: text };
    const words = text.split(' ');
    const door = this.#doorIn(words);
    if (door > 0) {
      const rest = this.read(afterDoor(words, door));
      return { ...rest, flat: [doorText(words, door), rest.flat].filter(Boolean).join(', ') };
    }
    return this.#inside(text) ?? this.#behind(text) ?? this.#plain(text);
  }

  /** How many words name a door, if a name may follow them: `The Bungalow Lane` is one name. */
  #doorIn(words: readonly string[]): number {
    const door = doorWords(words);
    const [next, ...more] = words.slice(door);
    return door > 0 && next !== undefined && more.length === 0 && isOnlyType(next) ? 0 : door;
  }

  /** `44 (Flat 2) High Street`, `(38) High Street`; behind a house number, `(5)` is a flat. */
  #withoutBrackets(text: string, read: (rest: string) => Parts, hasHouse = false): Parts {
    const inside = [...text.matchAll(BRACKETS)].flatMap(([, part = '']) => part.trim() || []);
    const rest = text
      .replace(BRACKETS, ' ')
      .replace(/[()[\]]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const [number] = inside;
    if (!hasHouse && number !== undefined && inside.length === 1 && isOnlyHouse(number) && !/\d/.test(rest))
      return read(`${number} ${rest}`);
    const parts = read(rest);
    return { ...parts, flat: [...inside, parts.flat].filter(Boolean).join(', ') };
  }

  /** A number before a street, with the name of a building or a door before it. */
  #inside(text: string): Parts | null {
    const [, before = '', number = '', street = ''] = NUMBER_INSIDE.exec(text) ?? [];
    const isAfterDoor = /\sat$/i.test(before) || endsInBlock(this.#names.read(before));
    if (street !== '' && (this.#names.read(street).likeness === 2 || isAfterDoor)) {
      const flat = before.replace(/\s+(?:at|-)$/i, '');
      return { flat, house: houseNumber(number), name: this.#names.read(street) };
    }
    const [, name = '', last = ''] = NUMBER_BEHIND.exec(text) ?? [];
    const named = this.#names.read(name);
    if (name === '' || (named.likeness === 0 && !named.isBlock)) return null;
    return { flat: '', house: houseNumber(last), name: named };
  }

  /** The name of a door behind a street: `High Street Annexe`, `High Street Flat 7`. */
  #behind(text: string): Parts | null {
    const [, before = '', annexe = ''] = BEHIND.exec(text) ?? [];
    if (before !== '' && this.#names.read(before).likeness === 2)
      return { flat: annexe, house: '', name: this.#names.read(before) };
    const words = text.split(' ');
    for (let at = 2; at < words.length; at += 1) {
      const street = this.#names.read(words.slice(0, at).join(' '));
      const isDoor =
        doorWords(words, at) === words.length - at ||
        (at === words.length - 1 && isStairFlat(words[at] ?? ''));
      if (street.likeness > 0 && isDoor) return { flat: words.slice(at).join(' '), house: '', name: street };
    }
    return null;
  }

  #plain(name: string): Parts {
    return { flat: '', house: '', name: this.#names.read(name) };
  }
}

/** The `known` of lines with a house number counts down from here. */
const FIRST_REST = UNKNOWN - 1;

const SPACE = 32;
const ZERO = 48;
const NINE = 57;
const SMALL_A = 97;
const SMALL_Z = 122;

/** `12 High Street`, as most lines are: digits, a space and a word. Called for every line, so without a pattern. */
function plainHouse(text: string): [house: string, rest: string] | null {
  let end = 1;
  while (text.charCodeAt(end) >= ZERO && text.charCodeAt(end) <= NINE) end += 1;
  if (text.charCodeAt(end) !== SPACE) return null;
  for (let at = end + 1; at <= end + 3; at += 1) {
    const letter = text.charCodeAt(at) | 32;
    if (!(letter >= SMALL_A && letter <= SMALL_Z)) return null;
  }
  // `28 and 30 High Street`.
  const later = text.charCodeAt(end + 5);
  if (text.charCodeAt(end + 4) === SPACE && later >= ZERO && later <= NINE) return null;
  return [text.slice(0, end), text.slice(end + 1)];
}

function anyHouse(text: string): [house: string, rest: string] | null {
  if (ORDINAL.test(text)) return null;
  const [, inStair = '', stair = '', street = ''] = HOUSE_AND_STAIR.exec(text) ?? [];
  if (stair !== '') return [inStair.toUpperCase(), `${stair} ${street}`.trim()];
  if (isStairFlat(firstWord(text)) && doorWords(text.split(' ')) > 0) return null;
  const numbered = HOUSE.exec(text) ?? JOINED_HOUSE.exec(text);
  return numbered ? [houseNumber(numbered[1] ?? ''), (numbered[2] ?? '').trim()] : null;
}

function firstWord(text: string): string {
  const space = text.indexOf(' ');
  return space < 0 ? text : text.slice(0, space);
}

function doorText(words: readonly string[], door: number): string {
  const end = /^of$/i.test(words[door] ?? '') && isNumberWord(words[door + 1]) ? door + 1 : door;
  return words.slice(0, end).join(' ').replace(/,$/, '');
}

function afterDoor(words: readonly string[], door: number): string {
  return words.slice(isAt(words[door]) ? door + 1 : door).join(' ');
}

/** `4- 6` as `4-6`, `13 1/2` as `13½`. */
function houseNumber(written: string): string {
  return written
    .replace(/\s+1\/2$/, '½')
    .replace(/(?<=\d)-(?=[a-z]$)/i, '')
    .replace(RANGE, (_all, sign: string) =>
      /[/&+]/.test(sign) ? sign.replace('+', '&') : /and/i.test(sign) ? '&' : '-',
    )
    .replace(/\s+/g, '')
    .toUpperCase();
}

/** Whether a line has only a house number: the street is on the next line. */
export function isOnlyHouse(text: string): boolean {
  return text.length <= LONGEST_HOUSE && STARTS_WITH_DIGIT.test(text) && ONLY_HOUSE.test(text);
}

const LONGEST_HOUSE = '1000A & 1000B & 1000C & 1000D'.length;

/** `No. 12` or `(12)` on its own line; '' if the line is something else. */
export function loneNumber(text: string): string {
  const first = text.charCodeAt(0);
  if (first >= ZERO && first <= NINE) return isOnlyHouse(text) ? text : '';
  // Called for every line: few begin like this.
  if (!'nN#('.includes(text.charAt(0))) return '';
  const number = text.replace(NUMBER_WORD, '').replace(/^\(([^()]*)\)$/, '$1');
  return number !== text && isOnlyHouse(number) ? number : '';
}
