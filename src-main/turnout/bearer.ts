import { displayName } from '../register/elector-name.ts';
import {
  districtCode,
  type ElectorNumber,
  formatNumber,
  readWrittenNumber,
  type WrittenNumber,
} from '../register/elector-number.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import type { EnteredElector } from './types.ts';

/** An elector who bears an entered number, with what marking them off needs. */
export type Bearer = ElectorNumber & {
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
};

const BEARER = `SELECT id, district, number, suffix, surname, forename, address, markers, street_id, promise, postal,
                       kept_off, at_door, voted_at FROM elector`;

const sql = prepared((db) => ({
  byNumber: db.prepare<[string, number, string], Bearer>(
    `${BEARER} WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NULL`,
  ),
  anySuffix: db.prepare<[string, number], Bearer>(
    `${BEARER} WHERE district = ? AND number = ? AND removed_at IS NULL ORDER BY suffix LIMIT 5`,
  ),
  byId: db.prepare<[number], Bearer>(`${BEARER} WHERE id = ?`),
  removed: db.prepare<[string, number, string], Bearer>(
    `${BEARER} WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NOT NULL LIMIT 1`,
  ),
  isDistrict: db.prepare<[string], { found: 1 }>('SELECT 1 AS found FROM street WHERE district = ? LIMIT 1'),
  // From one district to the next by the index: every number that nobody bears asks this, and streets are many.
  districts: db
    .prepare<[], string>(
      `WITH RECURSIVE held (district) AS (
         SELECT MIN(district) FROM street WHERE electors > 0
         UNION ALL
         SELECT (SELECT MIN(district) FROM street WHERE electors > 0 AND district > held.district)
           FROM held WHERE held.district IS NOT NULL)
       SELECT district FROM held WHERE district IS NOT NULL`,
    )
    .pluck(),
}));

/** Who bears a number as entered, or why that is not one elector. */
export type Found =
  | { bearer: Bearer; message?: undefined }
  | {
      bearer?: undefined;
      status: 'unknown' | 'ambiguous' | 'unreadable';
      message: string;
      /** Who may be meant instead. */
      near: Bearer[];
    };

/**
 * Finds who bears a number; `district` is that of numbers written without one, or several where they vote at one
 * station.
 */
export function findBearer(room: Room, entered: string, district: string | readonly string[] | null): Found {
  const readings = readWrittenNumber(entered);
  if (readings.length === 0) return { status: 'unreadable', message: adviceOnUnreadable(entered), near: [] };
  const inDistricts = readings.flatMap((reading) => placed(room, reading, district));
  const bearers = inDistricts.flatMap(
    (number) => sql(room.db).byNumber.get(number.district, number.number, number.suffix) ?? [],
  );
  const [bearer, ...others] = bearers;
  if (bearer && others.length === 0) return { bearer };
  if (bearer)
    return {
      status: 'ambiguous',
      message: `Which one? ${described(bearers)}. Enter it with its polling district.`,
      near: bearers,
    };
  return notFound(room, entered, inDistricts);
}

/** Who may be meant by a number that is not found; nobody when it is. */
export function nearElectors(room: Room, entered: string, district: string | null): EnteredElector[] {
  const found = findBearer(room, entered, district);
  return found.bearer ? [] : found.near.map(enteredElector);
}

/** The elector with an id, for what the journal names. */
export function bearerById(room: Room, id: number): Bearer | undefined {
  return sql(room.db).byId.get(id);
}

/** What an entry shows of an elector. */
export function enteredElector(bearer: Bearer): EnteredElector {
  const name = displayName(bearer);
  return {
    number: formatNumber(bearer),
    name: name === '' ? 'Anonymous elector' : name,
    address: bearer.address,
    promise: bearer.promise === 1,
  };
}

/**
 * The district of numbers written without one, as the room knows it; null when none was given.
 * @throws Refusal that names the room's districts when it is not one of them.
 */
export function checkedDistrict(room: Room, district: string | undefined): string | null {
  const code = districtCode(district ?? '');
  if (code === '' || sql(room.db).isDistrict.get(code)) return code || null;
  const known = sql(room.db).districts.all();
  throw new Refusal(
    known.length === 0
      ? 'This room has no register yet. Import a register first.'
      : `There is no polling district ${code} in this room. It has ${known.join(', ')}.`,
  );
}

/**
 * Cuts what was typed or pasted into single entries: at commas, semicolons and line ends, and at spaces except
 * after a district's code (`KA 123`); a range (`120-126`, `KA 120-126`) becomes its numbers. Where the district is
 * `given`, digits alone are a number, though a district may bear them too.
 */
export function splitEntries(room: Room, text: string, given: string | null = null): string[] {
  const isCode = (word: string) => (given === null || /\D/.test(word)) && isDistrict(room, word);
  return text.split(/[,;\n\r\t]+/).flatMap((part) => {
    const words = part
      .replace(/\s*([/‐-―−-])\s*/g, '$1')
      .split(/\s+/)
      .filter(Boolean);
    const entries: string[] = [];
    for (let at = 0; at < words.length; at += 1) {
      const [word = '', next] = [words[at], words[at + 1]];
      if (
        next !== undefined &&
        ((NUMBER_AFTER.test(next) && (/^[^\d]+$/.test(word) || isCode(word))) ||
          (ILLEGIBLE_AFTER.test(next) && isCode(word)))
      ) {
        entries.push(`${word} ${next}`);
        at += 1;
      } else {
        entries.push(word);
      }
    }
    return entries.flatMap((entry) => numbersOfRange(room, entry));
  });
}

/** What may follow a district that stands apart: a number, a range, or one with an O, an l or a gap in it. */
const NUMBER_AFTER = /^\d+(?:[/.]\w+|[‐-―−-]\d+)?$/;
const ILLEGIBLE_AFTER = /^(?=.*[\d?])[\dOoIl?]+(?:[/.][\w?]+)?$/;

/** More numbers than this are more likely a slip of the key than a teller's range. */
const LONGEST_RANGE = 100;

/** The numbers of a range; what is none comes back as it is. A district may look like the beginning of a range. */
function numbersOfRange(room: Room, entry: string): string[] {
  const [, district, first = '', last = ''] =
    /^(?:(.*?)[\s‐-―−-]+)?(\d{1,6})[‐-―−-](\d{1,6})$/.exec(entry) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === '' || to <= from || to - from >= LONGEST_RANGE) return [entry];
  if (isDistrict(room, district === undefined ? first : `${district}-${first}`)) return [entry];
  if (district !== undefined && !isDistrict(room, district)) return [entry];
  const before = district === undefined ? '' : `${district} `;
  return Array.from({ length: to - from + 1 }, (_, index) => `${before}${from + index}`);
}

function isDistrict(room: Room, word: string): boolean {
  return sql(room.db).isDistrict.get(districtCode(word)) !== undefined;
}

/** A reading without a district is looked for where it may belong: the district chosen, or else every one. */
function placed(
  room: Room,
  reading: WrittenNumber,
  district: string | readonly string[] | null,
): ElectorNumber[] {
  const { number, suffix } = reading;
  const own = reading.district ?? district ?? sql(room.db).districts.all();
  return (typeof own === 'string' ? [own] : own).map((each) => ({ district: each, number, suffix }));
}

function notFound(room: Room, entered: string, numbers: readonly ElectorNumber[]): Found {
  const near = numbers.flatMap(({ district, number }) => sql(room.db).anySuffix.all(district, number));
  const written = numbers[0];
  if (!written)
    return {
      status: 'unknown',
      message: 'This room has no register yet. Import a register first.',
      near: [],
    };
  const name =
    numbers.length === 1 ? formatNumber(written) : formatNumber(written).slice(written.district.length + 1);
  if (near.length > 0) {
    return {
      status: 'ambiguous',
      message: `${name} is not on the register, but ${described(near)}. Enter the one that is meant.`,
      near,
    };
  }
  const removed = numbers
    .map(({ district, number, suffix }) => sql(room.db).removed.get(district, number, suffix))
    .find(Boolean);
  if (removed) {
    return {
      status: 'unknown',
      message: `${name} was ${displayName(removed)}, who is no longer on the register. Check the number on the slip.`,
      near: likely(room, numbers),
    };
  }
  const nowhere = numbers.length === 1 && !sql(room.db).isDistrict.get(written.district);
  return {
    status: 'unknown',
    message: nowhere
      ? (likeLetters(entered) ??
        `There is no polling district ${written.district} in this room. Check the number on the slip.`)
      : `${name} is not on the register. Check the number on the slip; it is kept in the list.`,
    near: likely(room, numbers),
  };
}

/** Most numbers that are offered instead of one. */
const OFFERED = 5;

/**
 * Who may be meant by numbers that nobody bears: two digits the wrong way round, a 1 read for a 7 or a 0 for a 6, a
 * digit written twice or left out at the end, or the same number in another district.
 */
function likely(room: Room, numbers: readonly ElectorNumber[]): Bearer[] {
  const written = numbers.slice(0, OFFERED);
  const others = sql(room.db)
    .districts.all()
    .filter((district) => !written.some((number) => number.district === district));
  const tries = [
    ...written.flatMap(({ district, number, suffix }) =>
      misheard(String(number)).map((digits) => ({ district, number: Number(digits), suffix })),
    ),
    ...written.flatMap(({ number, suffix }) => others.map((district) => ({ district, number, suffix }))),
  ];
  const found = new Map<number, Bearer>();
  for (const { district, number, suffix } of tries) {
    if (found.size === OFFERED) break;
    const bearer = sql(room.db).byNumber.get(district, number, suffix);
    if (bearer) found.set(bearer.id, bearer);
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

/** The ways in which a number may have been written or read wrongly, likeliest first. */
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

function described(bearers: readonly Bearer[]): string {
  return bearers.map((bearer) => `${formatNumber(bearer)} is ${enteredElector(bearer).name}`).join(', ');
}

function adviceOnUnreadable(entered: string): string {
  const letters = likeLetters(entered);
  if (letters) return letters;
  if (entered.includes('?'))
    return `"${entered}" is not complete. Ask the teller, and enter it when you know it.`;
  return `"${entered}" is no elector number. Enter it like KA-123, or 123 with the district chosen.`;
}

/** O for 0 and l for 1, as slips are misread; null when that would not make a number of it. */
function likeLetters(entered: string): string | null {
  const [, district = '', number = ''] = /^(\D*?)([\dOoIl]+(?:\/[\dOoIl]+)?)$/.exec(entered) ?? [];
  const mended = `${district}${number.replace(/O/gi, '0').replace(/[Il]/g, '1')}`;
  const helps = mended !== entered && /\d/.test(district === '' ? mended : number);
  return helps ? `"${entered}" is no number. If the slip says ${mended}, enter that.` : null;
}
