import { type Message, say } from '../../src-shared/message.ts';
import { nameInList, nameInSentence } from '../register/elector/elector-name.ts';
import { type ElectorNumber, formatNumber, readWrittenNumber } from '../register/elector/elector-number.ts';
import type { ToldBy } from '../store/journal/journal.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import { districtsWithElectors, isDistrict } from './districts.ts';
import type { EnteredElector, NearElector } from './types.ts';

/** An elector found by number, with what marking them off needs. */
export type NumberedElector = ElectorNumber & {
  id: number;
  surname: string;
  forename: string;
  address: string;
  markers: string;
  street_id: number;
  promise: number;
  postal: number;
  kept_off: string;
  at_door: number;
  voted_at: number | null;
  removed_at: number | null;
};

const ELECTOR = `SELECT id, district, number, suffix, surname, forename, address, markers, street_id, promise, postal,
                       kept_off, at_door, voted_at, removed_at FROM elector`;

const sql = prepared((db) => ({
  byNumber: db.prepare<[string, number, string], NumberedElector>(
    `${ELECTOR} WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NULL`,
  ),
  anySuffix: db.prepare<[string, number], NumberedElector>(
    `${ELECTOR} WHERE district = ? AND number = ? AND removed_at IS NULL ORDER BY suffix LIMIT 5`,
  ),
  byId: db.prepare<[number], NumberedElector>(`${ELECTOR} WHERE id = ?`),
  removed: db.prepare<[string, number, string], NumberedElector>(
    `${ELECTOR} WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NOT NULL LIMIT 1`,
  ),
}));

/** Why a number as entered is not one elector. */
export type NotFound = {
  elector?: undefined;
  status: 'unknown' | 'ambiguous' | 'unreadable';
  message: Message;
  /** It is a name or a door, and not a number. */
  toldBy?: ToldBy;
  /** Nobody fits it there: these are of other districts, or are called almost so. */
  fits?: 'elsewhere' | 'almost';
  /** Electors who may be meant instead. */
  near: NumberedElector[];
};

/**
 * The elector with a number as entered. `inFull` if its district is also known, from the entry or from where it was
 * recorded.
 */
export type Found = { elector: NumberedElector; inFull: boolean; message?: undefined } | NotFound;

/** The elector with a number; undefined if it is not on the register. */
export function electorWith(
  room: Room,
  { district, number, suffix }: ElectorNumber,
): NumberedElector | undefined {
  return sql(room.db).byNumber.get(district, number, suffix);
}

/** The electors with these numbers. */
export function electorsWith(room: Room, numbers: readonly ElectorNumber[]): NumberedElector[] {
  return numbers.flatMap((number) => electorWith(room, number) ?? []);
}

/** The electors with the same numbers and any suffix. */
export function electorsBeside(room: Room, numbers: readonly ElectorNumber[]): NumberedElector[] {
  return numbers.flatMap(({ district, number }) => sql(room.db).anySuffix.all(district, number));
}

/** Whether an elector of any district has this number. */
export function isUsedNumber(room: Room, number: number): boolean {
  return districtsWithElectors(room).some((district) => sql(room.db).anySuffix.get(district, number));
}

/** The elector with an id, as named in the journal. */
export function electorById(room: Room, id: number): NumberedElector | undefined {
  return sql(room.db).byId.get(id);
}

/** What an entry shows about an elector. */
export function enteredElector(elector: NumberedElector): EnteredElector {
  return {
    number: formatNumber(elector),
    name: nameInList(elector),
    address: elector.address,
    promise: elector.promise === 1,
  };
}

/** What is shown of somebody who may be meant. */
export function nearElector(elector: NumberedElector): NearElector {
  return { ...enteredElector(elector), markedOff: elector.voted_at !== null };
}

/** One number may mean several electors. */
export function severalMeant(electors: readonly NumberedElector[]): NotFound {
  return {
    status: 'ambiguous',
    message: say('Which one? {{others}}. Enter it with its polling district.', {
      others: described(electors),
    }),
    near: [...electors],
  };
}

/** A range that is more likely a typing mistake. */
export function tooManyAtOnce(entered: string, count: number, most: number): NotFound {
  return {
    status: 'unreadable',
    message: say(
      '{{entered}} is {{number}} numbers at once: at most {{most}}. Check the range, or enter it in parts.',
      { entered, number: count, most },
    ),
    near: [],
  };
}

/** One of more names and doors than a few slips have. */
export function tooManyNames(text: string): NotFound {
  return {
    status: 'unreadable',
    message: say(
      '"{{entered}}" was not looked for: there are too many names and doors at once. Enter it again with fewer.',
      { entered: shortened(text) },
    ),
    near: [],
  };
}

/** A text that is not understood as a whole, so none of it is used. `meant` are the electors that it may be about. */
export function notUnderstood(room: Room, text: string, meant: readonly NumberedElector[]): NotFound {
  const entered = shortened(text);
  if (meant.length > 0) {
    const near = meant.slice(0, OFFERED);
    return {
      status: 'ambiguous',
      message: say(
        '"{{entered}}" can be read in more than one way: {{others}}. Enter the numbers one by one, each as it is printed.',
        { entered, others: described(near) },
      ),
      near,
    };
  }
  const district = districtElsewhere(room, text);
  if (district === null) {
    const odd = oddWords(room, text);
    if (odd.length > 0)
      return {
        status: 'unreadable',
        message: say(
          'Nobody was marked off, because of "{{words}}". Correct it or leave it out, and enter the numbers again.',
          { words: shortened(odd.join('", "')) },
        ),
        near: [],
      };
    return {
      status: 'unreadable',
      message: say(
        'Not all of "{{entered}}" is understood, so nobody was marked off. Enter its numbers one by one, such as KA-123.',
        { entered },
      ),
      near: [],
    };
  }
  const numbers = readWrittenNumber(text).flatMap((each) =>
    each.district === district ? { ...each, district } : [],
  );
  if (numbers.length > 0) return notFound(room, text, numbers);
  return { status: 'unknown', message: noSuchDistrict(district), near: [] };
}

/** Few words among many numbers, which whoever typed a whole slip has to find; none if the text is not a slip. */
function oddWords(room: Room, text: string): string[] {
  const written = text.split(/[\s,;]+/).filter((word) => !/^\d{1,6}(?:[-/.]\w{1,6})?$/.test(word));
  const odd = written.filter((word) => word !== '' && !isDistrict(room, word));
  const numbers = text.split(/[\s,;]+/).length - written.length;
  return odd.length <= MOST_ODD && numbers >= odd.length * NUMBERS_EACH ? odd : [];
}

const MOST_ODD = 3;
const NUMBERS_EACH = 4;

/** The district at the start of a text, if the room does not have it: `BN3 21-23`. */
function districtElsewhere(room: Room, text: string): string | null {
  const [, written = ''] = /^\W*([\w/-]*[a-z][\w/-]*?)[\s:-]+\d/i.exec(text.slice(0, 80)) ?? [];
  return written === '' || isDistrict(room, written) ? null : written.toUpperCase();
}

function noSuchDistrict(district: string): Message {
  return say('There is no polling district {{district}} in this room. Check the number on the slip.', {
    district,
  });
}

/** Enough of a text to find it again on the paper. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A number that no elector in the room has. `numbers` are the possible readings. */
export function notFound(room: Room, entered: string, numbers: readonly ElectorNumber[]): NotFound {
  const near = electorsBeside(room, numbers);
  const written = numbers[0];
  if (!written)
    return {
      status: 'unknown',
      message: say('This room has no register yet. Import a register first.'),
      near: [],
    };
  const name =
    numbers.length === 1 ? formatNumber(written) : formatNumber(written).slice(written.district.length + 1);
  if (near.length > 0) {
    return {
      status: 'ambiguous',
      message: say('{{number}} is not on the register, but {{others}}. Enter the one that you mean.', {
        number: name,
        others: described(near),
      }),
      near,
    };
  }
  const removed = numbers
    .map(({ district, number, suffix }) => sql(room.db).removed.get(district, number, suffix))
    .find(Boolean);
  if (removed) {
    return {
      status: 'unknown',
      message: say(
        '{{number}} was {{name}}, who is no longer on the register. Check the number on the slip.',
        { number: name, name: nameInSentence(removed) },
      ),
      near: likely(room, numbers),
    };
  }
  const nowhere = numbers.length === 1 && !isDistrict(room, written.district);
  return {
    status: 'unknown',
    message: nowhere
      ? (likeLetters(entered) ?? noSuchDistrict(written.district))
      : say('{{number}} is not on the register. Check the number on the slip; it is kept in the list.', {
          number: name,
        }),
    near: likely(room, numbers),
  };
}

/** Most electors that are offered instead of one. */
const OFFERED = 5;

/**
 * Who may be meant by numbers that are not on the register: two digits swapped, a 1 read for a 7 or a 0 for a 6, a
 * digit written twice or left out at the end, or the same number in another district.
 */
function likely(room: Room, numbers: readonly ElectorNumber[]): NumberedElector[] {
  const written = numbers.slice(0, OFFERED);
  const others = districtsWithElectors(room).filter(
    (district) => !written.some((number) => number.district === district),
  );
  const tries = [
    ...written.flatMap(({ district, number, suffix }) =>
      misheard(String(number)).map((digits) => ({ district, number: Number(digits), suffix })),
    ),
    ...written.flatMap(({ number, suffix }) => others.map((district) => ({ district, number, suffix }))),
  ];
  const found = new Map<number, NumberedElector>();
  for (const { district, number, suffix } of tries) {
    if (found.size === OFFERED) break;
    const elector = sql(room.db).byNumber.get(district, number, suffix);
    if (elector) found.set(elector.id, elector);
  }
  return [...found.values()];
}

const READ_FOR: Record<string, string> = {
  '1': '7',
  '7': '1',
  '0': '6',
  '6': '0',
  '3': '8',
  '8': '3',
  '5': '6',
};

/** How a number may have been misheard or misread, likeliest first. */
function misheard(digits: string): string[] {
  const places = [...digits].map((digit, place) => ({ digit, place }));
  const swapped = places
    .slice(1)
    .map(
      ({ place }) =>
        `${digits.slice(0, place - 1)}${digits[place]}${digits[place - 1]}${digits.slice(place + 1)}`,
    );
  const misread = places.flatMap(({ digit, place }) => {
    const other = READ_FOR[digit];
    return other === undefined ? [] : [`${digits.slice(0, place)}${other}${digits.slice(place + 1)}`];
  });
  const doubled = places
    .slice(1)
    .flatMap(({ digit, place }) =>
      digit === digits[place - 1] ? [digits.slice(0, place) + digits.slice(place + 1)] : [],
    );
  const shortened = digits.length > 2 ? [digits.slice(0, -1)] : [];
  return [...new Set([...swapped, ...misread, ...doubled, ...shortened])].filter(
    (each) => each !== digits && Number(each) > 0,
  );
}

function described(electors: readonly NumberedElector[]): Message[] {
  return electors.map((elector) => {
    const { number, name } = enteredElector(elector);
    return say('{{number}} is {{name}}', { number, name });
  });
}

/** An entry that is not a number, or has an O, an l or a gap in it. */
export function unreadable(room: Room, entered: string): NotFound {
  const readings = isDistrict(room, entered) ? [] : readWrittenNumber(entered);
  const numbers = readings.flatMap((each) =>
    each.district === null ? [] : { ...each, district: each.district },
  );
  return numbers.length > 0
    ? notFound(room, entered, numbers)
    : { status: 'unreadable', message: adviceOnUnreadable(shortened(entered)), near: [] };
}

function adviceOnUnreadable(entered: string): Message {
  const letters = likeLetters(entered);
  if (letters) return letters;
  if (entered.includes('?'))
    return say('"{{entered}}" is not complete. Ask the teller, and enter it when you know it.', { entered });
  return say(
    '"{{entered}}" is not an elector number. Enter it like KA-123, or 123 with the district chosen.',
    {
      entered,
    },
  );
}

/** Suggests 0 for O and 1 for l, which are often misread; null if that does not make a number. */
function likeLetters(entered: string): Message | null {
  const [, district = '', number = ''] = /^(\D*?)([\dOoIl]+(?:\/[\dOoIl]+)?)$/.exec(entered) ?? [];
  const mended = `${district}${number.replace(/O/gi, '0').replace(/[Il]/g, '1')}`;
  const helps = mended !== entered && /\d/.test(district === '' ? mended : number);
  return helps
    ? say('"{{entered}}" is not a number. If the slip says {{mended}}, enter that.', { entered, mended })
    : null;
}
