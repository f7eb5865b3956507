import { type ElectorNumber, readWrittenNumber, suffixOf } from '../register/elector/elector-number.ts';
import type { EntryPlace } from '../store/journal/journal.ts';
import type { Room } from '../store/room.ts';
import { findPeople, type People } from './by-name/find-people.ts';
import { doorsBeside } from './by-name/next-door.ts';
import { piecesOfLine } from './by-name/people-on-line.ts';
import { proposePeople } from './by-name/propose.ts';
import { isFiller } from './by-name/written-words.ts';
import { aboutThousands, linesOf, mayBeOneNumber, mayBeTime, mayTakeAway, wordsOf } from './cut-text.ts';
import { districtsWithElectors, isDistrict } from './districts.ts';
import { districtsAt } from './entry-place.ts';
import {
  electorsBeside,
  electorsWith,
  electorWith,
  type Found,
  isUsedNumber,
  type NumberedElector,
  notFound,
  notUnderstood,
  severalMeant,
  tooManyAtOnce,
  tooManyNames,
  unreadable,
} from './find-elector.ts';
import { isAsPrinted, WrittenNumbers } from './written-numbers.ts';

/** One number of a text as written, and who has it, which is looked up on demand. */
export type ReadEntry = { entered: string; find: () => Found };

/** A larger range is more likely a typing mistake. */
const LONGEST_RANGE = 100;

/** A number without its district, with or without a suffix. */
const BARE = /^(\d{1,6})(?:[/.](\w{1,4}))?$/;
const RANGE = /^(\d{1,6})-(\d{1,6})$/;
/** A number with an O, an l or a gap in it. */
const ILLEGIBLE = /^(?=.*[\d?])[\dOoIl?]+(?:[/.][\w?]+)?$/;
/** District and range in one word: `KA-5-6`. */
const JOINED_RANGE = /^(.+)-(\d{1,6}-\d{1,6})$/;
const LARGEST = 999_999;
/** More parts on a line than a slip has boxes. */
const MOST_PIECES = 60;
/** So often people are looked for in one text: each takes a few milliseconds, and marks wait for them. */
const MOST_LOOKS = 300;

/** The district for numbers without one that follow on the same line. */
type Carried = { district: string; isKnown: boolean } | null;

/** The meaning of some words, if all of them are understood. `carried` is the district of the last number. */
type Understood = { entries: ReadEntry[]; carried: Carried };

/**
 * Reads a typed or pasted text as numbers. Each part is either understood completely, or kept as one entry that marks
 * nobody off: never only half of it is used. If two readings lead to different electors, the answer is a question. A
 * district counts for the numbers after it on its line; alone on a line, it counts for the lines below.
 */
export function readEntries(room: Room, text: string, place: EntryPlace): ReadEntry[] {
  return new Reader(room, place).read(text);
}

/**
 * Who has a single number. A text with several numbers, or one that is not understood, gets a question as its answer.
 */
export function findOne(room: Room, text: string, place: EntryPlace): Found {
  const entries = readEntries(room, text, place);
  const [only] = entries;
  return only && entries.length === 1 ? only.find() : notUnderstood(room, text.trim(), []);
}

/**
 * The words of a command as lines. Each word is an entry, but a word that is not a number alone is joined to the
 * number after it (`KA 123`).
 */
export function linesOfWords(room: Room, words: readonly string[]): string {
  const written = new WrittenNumbers(room);
  const isHead = (word: string) =>
    written.only(word) !== null ||
    (/[a-z]/i.test(word) && !ILLEGIBLE.test(word) && written.inFull(word).length === 0);
  const isNumber = (word: string) => BARE.test(word) || RANGE.test(word);
  return words
    .map((word, place) => {
      const next = words[place + 1] ?? '';
      const isOne =
        (isHead(word) && isNumber(next)) ||
        mayBeOneNumber(word, next, (number) => isUsedNumber(room, number));
      return `${word}${isOne ? ' ' : '\n'}`;
    })
    .join('');
}

class Reader {
  readonly #room: Room;
  readonly #district: string | null;
  /** The districts to search for a number without one; null for all. */
  readonly #among: readonly string[] | null;
  readonly #written: WrittenNumbers;
  #withElectors: readonly string[] | undefined;
  #looks = 0;

  constructor(room: Room, place: EntryPlace) {
    this.#room = room;
    this.#written = new WrittenNumbers(room);
    this.#district = place.district;
    this.#among = districtsAt(room, place);
  }

  read(text: string): ReadEntry[] {
    const lines = linesOf(text, (number) => isUsedNumber(this.#room, number));
    let heading: Carried = null;
    let door: People | null = null;
    return lines.flatMap(({ written, parts }, place) => {
      const isLast = place === lines.length - 1;
      const head = isLast ? null : this.#heading(parts);
      if (head) {
        heading = head;
        door = null;
        return [];
      }
      const understood = this.#line(written, parts, heading);
      const entries = understood
        ? this.#besideDoors(understood.entries, parts, door ? [door] : [])
        : this.#withPeople(written, parts, heading);
      if (parts.some((part) => !isBareList(part)))
        door = isBareList(lines[place + 1]?.parts[0] ?? '') ? this.#door(written, heading) : null;
      heading = this.#headOfAnother(written, place === 0) ?? heading;
      return entries;
    });
  }

  /**
   * A line that is not only numbers: names and doors, which mark nobody off, with the numbers between them; or one
   * question about all of it.
   */
  #withPeople(written: string, parts: readonly string[], heading: Carried): ReadEntry[] {
    const districts = this.#districtsOf(heading);
    const isNumbers = (part: string) => this.#part(part, null, false) !== null;
    // Who chose one of almost the name would lose the numbers.
    const hasNumbers = parts.length > 1 && parts.some(isNumbers);
    const asked = [this.#asked(written, districts, hasNumbers)];
    if (parts.length === 1 || parts.length > MOST_PIECES) return asked;
    const find = (text: string) => this.#people(text, districts);
    if (find(written)) return asked;
    let carried = heading;
    const entries: ReadEntry[] = [];
    const pieces = piecesOfLine(parts, { isNumbers, find }) ?? [];
    const people = pieces.flatMap((piece) => ('people' in piece ? piece.meant : []));
    // `45, Rees` may be one voter.
    if (pieces.length === 2 && people.length === 1 && people[0]?.toldBy === 'name') return asked;
    for (const [place, piece] of pieces.entries()) {
      if ('people' in piece) entries.push(this.#asked(piece.people, districts));
      else {
        const understood = this.#part(piece.numbers, carried, false);
        if (!understood || (place > 0 && mayTakeAway(piece.numbers, parts[0] ?? ''))) return asked;
        entries.push(...this.#besideDoors(understood.entries, [piece.numbers], people));
        carried = understood.carried;
      }
    }
    return entries.length > 0 ? entries : asked;
  }

  #people(text: string, districts: readonly string[] | null): People | null {
    if (this.#isOfCodes(text)) return null;
    this.#looks += 1;
    return this.#looks > MOST_LOOKS ? null : findPeople(this.#room, text, districts, 'exact');
  }

  /** A door alone on its line: the bare numbers on the lines below may be houses in its street. */
  #door(written: string, heading: Carried): People | null {
    const people = this.#people(written, this.#districtsOf(heading));
    return people?.toldBy === 'door' ? people : null;
  }

  /** Numbers without a district, beside doors: of those that are houses in the same streets, each is a question. */
  #besideDoors(entries: ReadEntry[], parts: readonly string[], people: readonly People[]): ReadEntry[] {
    if (people.length === 0 || !parts.every(isBareList)) return entries;
    const atHouse = doorsBeside(this.#room, people);
    return entries.map(({ entered, find }) => {
      const there = atHouse(BARE.exec(entered)?.[1] ?? '');
      if (there.length === 0) return { entered, find };
      const ask = () => {
        const found = find();
        const meant = found.elector ? [found.elector, ...there] : [...there, ...found.near];
        return notUnderstood(this.#room, entered, distinct(meant));
      };
      return { entered, find: ask };
    });
  }

  /** Where to look for people on a line: in the district written before it, or where the text was recorded. */
  #districtsOf(carried: Carried): readonly string[] | null {
    return carried?.isKnown ? [carried.district] : this.#among;
  }

  /** A district alone on its line, with or without a colon: it counts for the lines below. */
  #heading([word = '', ...more]: readonly string[]): Carried {
    if (more.length > 0) return null;
    const code = word.replace(/\s*:$/, '');
    if (this.#given(code)) return null;
    const district = this.#written.only(code);
    if (district !== null) return { district, isKnown: true };
    return code !== word && /^[\w /-]{1,12}$/.test(code) ? { district: code, isKnown: false } : null;
  }

  /** `BN3`, `1B`, `KC`: a word alone on its line that may be the head of a slip from a district which the room does not have. */
  #headOfAnother(word: string, isFirst: boolean): Carried {
    const looksSo =
      (isFirst ? /^(?=.*\d)(?=.*[A-Z])\w{2,8}$/i : /^[A-Z]+\d+$/i).test(word) ||
      /^(?:[A-Z]{4}|[A-Za-z]{1,3})$/.test(word);
    if (!looksSo || ILLEGIBLE.test(word) || this.#written.inFull(word).length > 0) return null;
    return { district: word.toUpperCase(), isKnown: false };
  }

  /** If the district is given, digits alone are a number, even if they are also the code of a district. */
  #given(code: string): boolean {
    return this.#district !== null && !/\D/.test(code);
  }

  #line(written: string, parts: readonly string[], heading: Carried): Understood | null {
    const exact = this.#exactly(written);
    if (exact) return exact;
    let carried = heading;
    const entries: ReadEntry[] = [];
    let before = '';
    for (const [place, part] of parts.entries()) {
      if (place > 0 && mayTakeAway(part, parts[0] ?? '')) return null;
      // A district alone in a cell or part belongs to the next one.
      if (place < parts.length - 1 && this.#heading([part])) {
        before = `${part} `;
        continue;
      }
      const understood = this.#part(`${before}${part}`, carried, parts.length === 1);
      if (!understood) return null;
      for (const entry of understood.entries) entries.push(entry);
      carried = (place === 0 && this.#headOfAnother(part, true)) || understood.carried;
      before = '';
    }
    return { entries, carried };
  }

  #part(part: string, carried: Carried, isWholeLine: boolean): Understood | null {
    const thousands = aboutThousands(part);
    if (thousands) return { entries: [this.#askThousands(thousands, carried)], carried };
    const exact = this.#exactly(part);
    if (exact) return exact;
    const words = wordsOf(part, (code) => this.#written.only(code) !== null);
    if (!words) return null;
    const [only = '', ...more] = words;
    if (only === '') return { entries: [this.#unreadable(part)], carried };
    const entries: ReadEntry[] = [];
    let at = carried;
    const isRangeOfDistrict = /:\s*\d+\s*[-–]/.test(part);
    for (const stretch of this.#stretches(words)) {
      const understood = this.#stretch(stretch, at, isRangeOfDistrict);
      // A single word is always an entry of its own, unless it belongs to a line of prose.
      if (!understood && more.length === 0 && (isWholeLine || /[\d?]/.test(only))) {
        return {
          entries: [isWholeLine ? this.#asked(only, this.#districtsOf(carried)) : this.#unreadable(only)],
          carried,
        };
      }
      if (!understood) return null;
      // `45 BN3` may be number 45 of a district that the room does not have.
      if (entries.length > 0 && at === null && understood.carried?.isKnown === false) return null;
      for (const entry of understood.entries) entries.push(entry);
      at = understood.carried;
    }
    return { entries, carried: at };
  }

  /** A number exactly as the register prints it: it can mean nothing else. */
  #exactly(written: string): Understood | null {
    const number = this.#written.asPrinted(written);
    return number && electorWith(this.#room, number) ? this.#number(written, [number]) : null;
  }

  /**
   * Groups words. Each group begins with words that are not numbers alone (`KA`, `KD 2/2-289`), followed by the bare
   * numbers after them.
   */
  #stretches(words: readonly string[]): string[][] {
    const stretches: string[][] = [];
    let hasDigits = false;
    for (const [place, word] of words.entries()) {
      const current = stretches.at(-1);
      const goesOn: boolean =
        current !== undefined &&
        ((this.#isNumberAlone(word) && !this.#isHeadOfDigits(word, words[place + 1])) ||
          !hasDigits ||
          this.#isPartOfCode(current, word));
      if (current && goesOn) current.push(word);
      else stretches.push([word]);
      hasDigits = (goesOn && hasDigits) || /\d/.test(word);
    }
    return stretches;
  }

  #isNumberAlone(word: string): boolean {
    return (
      BARE.test(word) || RANGE.test(word) || (ILLEGIBLE.test(word) && this.#written.inFull(word).length === 0)
    );
  }

  /** `KD-2 2-289`: the word before is not a number yet, but the start of a district's code. */
  #isPartOfCode(before: readonly string[], word: string): boolean {
    return this.#written.inFull([...before, word].join(' ')).length > 0;
  }

  /** A district of digits alone (`1 5`), if no district is given. */
  #isHeadOfDigits(word: string, next: string | undefined): boolean {
    return (
      next !== undefined &&
      this.#district === null &&
      !/\D/.test(word) &&
      isDistrict(this.#room, word) &&
      this.#isNumberAlone(next)
    );
  }

  #stretch(words: readonly string[], carried: Carried, isRangeOfDistrict: boolean): Understood | null {
    const [first = ''] = words;
    const isHeadless = this.#isNumberAlone(first) && !this.#isHeadOfDigits(first, words[1]);
    if (isHeadless) return this.#bare(words, carried);
    const text = words.join(' ');
    const whole = this.#written.inFull(text);
    const lists = this.#lists(words, isRangeOfDistrict ? [] : whole);
    return this.#decided(text, whole, lists) ?? this.#elsewhere(words);
  }

  /** The meaning of a group, from its readings as one number and as several; null if it has none. */
  #decided(text: string, whole: readonly ElectorNumber[], lists: readonly Understood[]): Understood | null {
    const electors = electorsWith(this.#room, whole);
    const [list, ...otherLists] = lists;
    if (!list) return whole.length === 0 ? null : this.#number(text, whole);
    const inLists = lists.flatMap(({ entries }) => electorsIn(entries));
    if (electors.length > 0 && inLists.length === 0) return this.#number(text, whole, false);
    const isOtherDistrict = whole.some(({ district }) => district !== list.carried?.district);
    if (electors.length === 0 && otherLists.length === 0 && !isOtherDistrict) return list;
    const meant = distinct([...electors, ...inLists]);
    return {
      entries: [{ entered: text, find: () => notUnderstood(this.#room, text, meant) }],
      carried: list.carried,
    };
  }

  /** One complete number: its readings differ only in where the district ends. */
  #number(
    text: string,
    readings: readonly ElectorNumber[],
    isOnlyReading = readings.length === 1,
  ): Understood {
    const find = (): Found => {
      const electors = electorsWith(this.#room, readings);
      const [elector, ...others] = electors;
      if (mayBeTime(text)) return notUnderstood(this.#room, text, electors);
      if (!elector) return notFound(this.#room, text, readings);
      if (others.length > 0) return severalMeant(electors);
      // Written for somebody who is not on the register, so that somebody else is a guess.
      const written = this.#written.clearest(text);
      if (written.length > 0 && electorsWith(this.#room, written).length === 0)
        return notUnderstood(this.#room, text, [elector, ...electorsBeside(this.#room, written)]);
      return { elector, inFull: isOnlyReading || isAsPrinted(text, [elector]) };
    };
    const [first, ...more] = readings;
    const carried = first && more.length === 0 ? { district: first.district, isKnown: true } : null;
    return { entries: [{ entered: text, find }], carried };
  }

  /**
   * All readings of words as a district with several numbers, or with a range. One that is printed like a number of
   * `printed` (`KA 1-4`) is that.
   */
  #lists(words: readonly string[], printed: readonly ElectorNumber[]): Understood[] {
    const [only = ''] = words;
    if (words.length === 1) {
      const [, code = '', range = ''] = JOINED_RANGE.exec(only) ?? [];
      const district = code === '' ? null : this.#written.only(code);
      if (district === null || isAsPrinted(only, printed)) return [];
      return [{ entries: this.#range(range, district), carried: { district, isKnown: true } }];
    }
    const lists: Understood[] = [];
    const numbersFrom = words.findLastIndex((word) => !this.#isNumberAlone(word)) + 1;
    for (let place = Math.max(1, numbersFrom); place < words.length; place += 1) {
      const head = words.slice(0, place).join(' ');
      if (this.#written.isTooLong(head)) break;
      const rest = words.slice(place);
      const district = this.#written.only(head);
      if (district !== null) lists.push(...this.#listOf(district, rest, printed, words.join(' ')));
      const started = this.#exactly(head) ?? this.#numberAtHead(head);
      if (started) {
        const after = this.#bare(rest, started.carried);
        lists.push({ entries: [...started.entries, ...after.entries], carried: started.carried });
      }
    }
    return lists;
  }

  /** `KA12`, or `KA-99` if nobody has it: a number with its district in one word also starts a list. */
  #numberAtHead(head: string): Understood | null {
    const readings = /-\d|^\S+$/.test(head) ? this.#written.inFull(head) : [];
    return readings.length === 0 ? null : this.#number(head, readings);
  }

  #listOf(
    district: string,
    [first = '', ...more]: readonly string[],
    printed: readonly ElectorNumber[],
    text: string,
  ): Understood[] {
    const carried = { district, isKnown: true };
    // One number after its district is already read as one.
    if (BARE.test(first) && more.length === 0) return [];
    if (RANGE.test(first)) {
      if (more.length === 0 && isAsPrinted(text, printed)) return [];
      return [{ entries: [...this.#range(first, district), ...this.#bare(more, carried).entries], carried }];
    }
    const entered = `${district} ${first}`;
    const begun = BARE.test(first)
      ? this.#number(
          entered,
          this.#written.inFull(entered).filter((each) => each.district === district),
        )
      : { entries: [this.#unreadable(entered)], carried };
    return [{ entries: [...begun.entries, ...this.#bare(more, carried).entries], carried }];
  }

  /** A range in the district written before it, or otherwise in the places where bare numbers are searched. */
  #range(text: string, district: string | null, carried: Carried = null): ReadEntry[] {
    const [, first = '', last = ''] = RANGE.exec(text) ?? [];
    const [from, to] = [Number(first), Number(last)];
    const entered = district === null ? text : `${district} ${text}`;
    const count = to - from + 1;
    // `12-1` may also be 12/1.
    const withSuffix = this.#withSuffix(from, suffixOf(last), district, carried);
    if (withSuffix.length > 0)
      return [{ entered, find: () => notUnderstood(this.#room, entered, withSuffix) }];
    if (count > LONGEST_RANGE) return [{ entered, find: () => tooManyAtOnce(entered, count, LONGEST_RANGE) }];
    if (count < 2 || from === 0) return [this.#unreadable(entered)];
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    return numbers.flatMap((number) =>
      district === null
        ? this.#oneBare(String(number), carried)
        : this.#number(`${district} ${number}`, [{ district, number, suffix: '' }]).entries,
    );
  }

  #withSuffix(number: number, suffix: string, district: string | null, carried: Carried): NumberedElector[] {
    if (suffix === '') return [];
    const numbers =
      district === null ? this.#mayBelong(number, suffix, carried) : [{ district, number, suffix }];
    return electorsWith(this.#room, numbers);
  }

  /** Numbers without a district. `carried` is the district written before them on their line. */
  #bare(words: readonly string[], carried: Carried): Understood {
    const entries: ReadEntry[] = [];
    const isNumber = (number: number) =>
      electorsWith(this.#room, this.#mayBelong(number, '', carried)).length > 0;
    for (let place = 0; place < words.length; place += 1) {
      const [word = '', next = ''] = words.slice(place, place + 2);
      if (mayBeOneNumber(word, next, isNumber)) {
        const numbers = [Number(word + next), Number(word), Number(next)];
        entries.push(this.#askThousands({ written: `${word} ${next}`, numbers }, carried));
        place += 1;
      } else {
        for (const entry of this.#bareWord(word, carried)) entries.push(entry);
      }
    }
    return { entries, carried };
  }

  #bareWord(word: string, carried: Carried): ReadEntry[] {
    if (!RANGE.test(word)) return this.#oneBare(word, carried);
    // A district's code may look like the start of a range.
    const readings = this.#written.inFull(word);
    if (readings.length > 0) return this.#number(word, readings).entries;
    return this.#range(word, null, carried);
  }

  #oneBare(word: string, carried: Carried): ReadEntry[] {
    const [, digits = '', suffix = ''] = BARE.exec(word) ?? [];
    const number = Number(digits);
    if (digits === '') return [this.#unreadable(word)];
    if (number === 0 || number > LARGEST) return [this.#unreadable(word)];
    const find = () =>
      mayBeTime(word)
        ? notUnderstood(
            this.#room,
            word,
            electorsWith(this.#room, this.#mayBelong(number, suffixOf(suffix), carried)),
          )
        : this.#findBare(word, number, suffixOf(suffix), carried);
    return [{ entered: word, find }];
  }

  #findBare(word: string, number: number, suffix: string, carried: Carried): Found {
    const here = this.#placed(number, suffix);
    // `1/5` is also number 5 of a district 1, unless a district is given.
    const mayHaveDistrict = this.#district === null && word.includes('/');
    const inDistrict = mayHaveDistrict ? electorsWith(this.#room, this.#written.inFull(word)) : [];
    if (inDistrict.length > 0) {
      const bare = electorsWith(this.#room, this.#mayBelong(number, suffix, carried));
      return notUnderstood(this.#room, word, distinct([...inDistrict, ...bare]));
    }
    if (carried === null || (here.length === 1 && here[0]?.district === carried.district)) {
      const electors = electorsWith(this.#room, here);
      const [elector, ...others] = electors;
      if (elector && others.length === 0) return { elector, inFull: this.#district !== null };
      return elector ? severalMeant(electors) : notFound(this.#room, word, here);
    }
    // Written after a number of another district: it is only clear if both readings lead to the same elector.
    const there = carried.isKnown ? [{ district: carried.district, number, suffix }] : [];
    const electors = distinct(electorsWith(this.#room, [...there, ...here]));
    const [elector, ...others] = electors;
    const mayBeThere = this.#among === null || this.#among.includes(carried.district);
    if (elector && others.length === 0 && elector.district === carried.district && mayBeThere)
      return { elector, inFull: false };
    if (elector) return severalMeant(electors);
    const elsewhere = [{ district: carried.district, number, suffix }];
    return { ...notFound(this.#room, `${carried.district} ${word}`, elsewhere), status: 'ambiguous' };
  }

  /** The districts to search for a number without one: where it was recorded, or all. */
  #placed(number: number, suffix: string): ElectorNumber[] {
    this.#withElectors ??= this.#among ?? districtsWithElectors(this.#room);
    return this.#withElectors.map((district) => ({ district, number, suffix }));
  }

  /** The same, and the district written before it on its line. */
  #mayBelong(number: number, suffix: string, carried: Carried): ElectorNumber[] {
    const here = this.#placed(number, suffix);
    const isOtherPlace = carried?.isKnown && !here.some(({ district }) => district === carried.district);
    return isOtherPlace ? [{ district: carried.district, number, suffix }, ...here] : here;
  }

  /** One word that is a number of a district which the room does not have. */
  #elsewhere(words: readonly string[]): Understood | null {
    const [word = '', ...more] = words;
    const isDistrictAlone = this.#written.only(word) !== null;
    const readings = more.length > 0 || isDistrictAlone ? [] : readWrittenNumber(word);
    const [written] = readings;
    if (!written || written.district === null) return null;
    const district = written.district;
    const numbers = readings.flatMap((each) =>
      each.district === null ? [] : { ...each, district: each.district },
    );
    return {
      entries: [{ entered: word, find: () => notFound(this.#room, word, numbers) }],
      carried: { district, isKnown: false },
    };
  }

  #askThousands(
    { written, numbers }: { written: string; numbers: readonly number[] },
    carried: Carried,
  ): ReadEntry {
    const find = () => {
      const meant = numbers.flatMap((number) =>
        electorsWith(this.#room, this.#mayBelong(number, '', carried)),
      );
      return notUnderstood(this.#room, written, distinct(meant));
    };
    return { entered: written, find };
  }

  /** A text that is not completely understood as numbers: it may be a name or a door. */
  #asked(written: string, districts: readonly string[] | null, isExact = false): ReadEntry {
    const notNumbers = () =>
      /[\s,]/.test(written) ? notUnderstood(this.#room, written, []) : unreadable(this.#room, written);
    const find = () => {
      if (this.#isOfCodes(written)) return notNumbers();
      this.#looks += 1;
      if (this.#looks > MOST_LOOKS) return tooManyNames(written);
      return proposePeople(this.#room, written, districts, isExact) ?? notNumbers();
    };
    return { entered: written, find };
  }

  /** `KA, no. ka`: districts, and nobody's name. */
  #isOfCodes(text: string): boolean {
    const words = text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
    return words.every((word) => isFiller(word) || this.#written.only(word) !== null);
  }

  #unreadable(word: string): ReadEntry {
    return { entered: word, find: () => unreadable(this.#room, word) };
  }
}

/** Digits without a district: `14`, `no 16`, `14-18`. */
function isBareList(part: string): boolean {
  return /^[^\p{L}]*(?:nos?\.?\s*)?\d[\d\s/.–-]*$/iu.test(part);
}

function electorsIn(entries: readonly ReadEntry[]): NumberedElector[] {
  return entries.flatMap(({ find }) => find().elector ?? []);
}

function distinct(electors: readonly NumberedElector[]): NumberedElector[] {
  return [...new Map(electors.map((elector) => [elector.id, elector])).values()];
}
