import { wholeDayCode } from '../../src-shared/sheet-words.ts';
import { addToJournal, type ReservedCodes, type SheetRecord } from '../store/journal/journal.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { paperLetter } from '../store/laptops/laptops.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';

/*
 * The one place that gives codes to sheets. A code is in the journal, with the people on its sheet, before it is
 * printed, and is never given again: a returned paper finds its own people, whether the work was finished, cancelled
 * or killed. `1-07` is the seventh sheet of round 1, `1-07b` a new sheet that replaces it, and `W2-07/3` the sheet
 * for round 3 of the seventh sheet in the second all-day pack.
 *
 * With several laptops, what a laptop gives has its letter in front: `B1-07`, `B1-07b`, `BW2-07/3`. `1-07B2` is a new
 * sheet for `1-07`, made on B though the sheet itself was not. No laptop has the letter W (store/laptops.ts).
 */

type Planned = { record: SheetRecord };
type Who = { by: string; at: Date };

const sql = prepared((db) => ({
  lastReserved: db
    .prepare<[string], number | null>(
      `SELECT MAX(detail ->> 'last') FROM journal
        WHERE kind = 'sheet codes' AND detail ->> 'series' = ? AND json_type(detail, '$.last') = 'integer'`,
    )
    .pluck(),
  // A journal that could only be restored in part may have lost a sheet but not what happened to it.
  named: db
    .prepare<[string], string>(
      `SELECT DISTINCT detail ->> 'code' FROM journal
        WHERE (kind LIKE 'sheet%' OR kind = 'doorstep') AND detail ->> 'code' LIKE ? || '%'`,
    )
    .pluck(),
  wholeDays: db
    .prepare<[string], string>(
      "SELECT DISTINCT detail ->> 'series' FROM journal WHERE kind = 'sheet codes' AND detail ->> 'series' LIKE ? || 'W%'",
    )
    .pluck(),
  reserved: db.prepare<[string], { record: string; at: number; rounds: number | null }>(
    `SELECT sheet.value AS record, at, CASE json_type(detail, '$.rounds') WHEN 'integer' THEN detail ->> 'rounds' END AS rounds
       FROM journal, json_each(journal.detail, '$.sheets') AS sheet
      WHERE kind = 'sheet codes' AND CASE sheet.type WHEN 'object' THEN sheet.value ->> 'code' END = ?`,
  ),
}));

/** Gives the next codes of a round to sheets that are about to be drawn. `plan` makes the sheets for the codes. */
export function reserveInRound<Sheet extends Planned>(
  room: Room,
  round: number,
  count: number,
  who: Who,
  plan: (codes: readonly string[]) => Sheet[],
): Sheet[] {
  return reserveNumbered(room, (letter) => `${letter}${round}`, count, who, plan);
}

/**
 * Gives a code to a new sheet that replaces another: `1-07b` after `1-07`, then `1-07c`; `1-07B2` on laptop B, if it did
 * not give `1-07` itself.
 */
export function reserveFresh(
  room: Room,
  replaced: string,
  who: Who,
  plan: (code: string) => SheetRecord,
): SheetRecord {
  const bare = bareCode(replaced);
  return room.change(() => {
    const letter = paperLetter(room, who.by);
    // The bare code counts as `a`.
    const place = Math.max(1, lastPlace(room, bare, bare, placeOfEnd)) + 1;
    const end = letter === laptopOf(bare) ? placeAsLetters(place) : `${letter}${place}`;
    const record = plan(`${bare}${end}`);
    keep(room, who, { series: bare, last: place, sheets: [record] });
    return record;
  });
}

/** Gives codes to the sheets of an all-day pack. The round is added to each: `W1-07/2`. */
export function reserveWholeDay<Sheet extends Planned>(
  room: Room,
  count: number,
  rounds: number,
  who: Who,
  plan: (codes: readonly string[]) => Sheet[],
): Sheet[] {
  const packs = (letter: string) =>
    [...sql(room.db).wholeDays.all(letter), ...sql(room.db).named.all(`${letter}W`)].map((code) =>
      Number(/^[A-Z]*W(\d+)/.exec(code)?.[1] ?? 0),
    );
  const pack = (letter: string) => `${letter}W${Math.max(0, ...packs(letter), ...packs('')) + 1}`;
  return reserveNumbered(room, pack, count, who, plan, rounds);
}

/** The code of one round of a sheet in an all-day pack. */
export function codeForRound(code: string, round: number): string {
  return `${code}/${round}`;
}

/** For how many rounds an all-day sheet is, if this is the code of one without a round; 0 otherwise. */
export function roundsOf(room: Room, code: string): number {
  return sql(room.db).reserved.get(code)?.rounds ?? 0;
}

/** The sheet that a code was reserved for; null if it never was. */
export function reservedSheet(room: Room, code: string): (SheetRecord & { madeAt: number }) | null {
  const [, street = '', round = ''] = /^([A-Z]*W\d+-\d+)\/(\d+)$/.exec(code) ?? [];
  const found = sql(room.db).reserved.get(street || code);
  if (!found || (street === '') !== (found.rounds === null)) return null;
  const record = storedDetail('sheet', found.record);
  if (street === '') return { ...record, madeAt: found.at };
  if (Number(round) < 1 || Number(round) > (found.rounds ?? 0)) return null;
  return { ...record, code, round: Number(round), madeAt: found.at };
}

/** 1 for `1-07`, 2 for `1-07b` and `1-07B2`. */
export function placeInFamily(code: string): number {
  return Math.max(1, placeOfEnd(code.slice(bareCode(code).length)));
}

/** `1-07` of `1-07b` and of `1-07B2`. */
export function bareCode(code: string): string {
  return code.replace(/(?<=\d)(?:[a-z]+|[A-Z]+\d+)$/, '');
}

/** The letter of the laptop that gave a code, as people type it; '' for a code without one. */
export function laptopOf(code: string): string {
  return /^([a-vxyz]{1,3})\s*w?\s*\d/i.exec(code.trim())?.[1]?.toUpperCase() ?? '';
}

const LAPTOP = '([a-vxyz]{0,3})';
const DASH = '\\s*[-–/. ]\\s*0*';
const END = '\\s*(?:([a-z]*)|([a-z]+)\\s*0*(\\d+))';
const ONE_ROUND = new RegExp(`^${LAPTOP}\\s*(\\d{1,2})${DASH}(\\d+)${END}$`, 'i');
const OF_A_DAY = new RegExp(`^${LAPTOP}\\s*w\\s*0*(\\d+)${DASH}(\\d+)${DASH}(\\d+)${END}$`, 'i');
const RUN_TOGETHER = new RegExp(`^${LAPTOP}\\s*(\\d{2,6})${END}$`, 'i');

/**
 * A code as people type it: `2 7`, `2/07`, `2-7` and `2-07` are the same, and so are `b 2 7` and `B2-07`. What is not
 * one is left as it is.
 */
export function asCode(text: string): string {
  const typed = text.trim().replace(/^sheet\s*/i, '');
  const day = OF_A_DAY.exec(typed);
  if (day) {
    const [, laptop = '', pack = '', place = '', round = '', ...end] = day;
    return `${codeForRound(numbered(`${laptop.toUpperCase()}W${pack}`, Number(place)), Number(round))}${endOf(end)}`;
  }
  const wholeDay = wholeDayCode(typed);
  if (wholeDay) return wholeDay;
  const [, laptop = '', round = '', place = '', ...end] = ONE_ROUND.exec(typed) ?? [];
  if (round === '') return text.trim();
  return `${numbered(`${laptop.toUpperCase()}${Number(round)}`, Number(place))}${endOf(end)}`;
}

/** The codes that digits without a separator may mean: `101` is 1-01 or 10-01. */
export function codesRunTogether(text: string): string[] {
  const typed = text.trim().replace(/^sheet\s*/i, '');
  const [, laptop = '', digits = '', ...end] = RUN_TOGETHER.exec(typed) ?? [];
  const codes = [1, 2].flatMap((cut) => {
    const [round, place] = [digits.slice(0, cut), digits.slice(cut)].map(Number);
    // Places are only padded with zeros to two digits.
    if (/^0\d\d/.test(digits.slice(cut))) return [];
    return round && place ? [`${numbered(`${laptop.toUpperCase()}${round}`, place)}${endOf(end)}`] : [];
  });
  return [...new Set(codes)];
}

/** The end of a code as it is printed: `b`, or `B2`. */
function endOf([letters = '', laptop, place]: readonly (string | undefined)[]): string {
  return laptop === undefined ? letters.toLowerCase() : `${laptop.toUpperCase()}${place}`;
}

function reserveNumbered<Sheet extends Planned>(
  room: Room,
  seriesOf: (letter: string) => string,
  count: number,
  who: Who,
  plan: (codes: readonly string[]) => Sheet[],
  rounds?: number,
): Sheet[] {
  if (count === 0) return [];
  return room.change(() => {
    const series = seriesOf(paperLetter(room, who.by));
    // Goes on from what was given without a letter: a code typed without its letter then means one sheet of a laptop.
    const last = [series, seriesOf('')].map((each) =>
      lastPlace(room, each, `${each}-`, (rest) => Number.parseInt(rest, 10) || 0),
    );
    const before = Math.max(...last);
    const sheets = plan(Array.from({ length: count }, (_, index) => numbered(series, before + index + 1)));
    keep(room, who, { series, last: before + count, rounds, sheets: sheets.map(({ record }) => record) });
    return sheets;
  });
}

/** Place of the last code in a series that the journal knows, 0 for none. `placeOf` reads what follows `start`. */
function lastPlace(room: Room, series: string, start: string, placeOf: (rest: string) => number): number {
  const named = sql(room.db)
    .named.all(start)
    .map((code) => placeOf(code.slice(start.length)));
  return named.reduce((last, place) => Math.max(last, place), sql(room.db).lastReserved.get(series) ?? 0);
}

function keep(room: Room, { by, at }: Who, detail: ReservedCodes): void {
  addToJournal(room, { kind: 'sheet codes', by, at: at.getTime(), detail });
}

function numbered(series: string, place: number): string {
  return `${series}-${String(place).padStart(2, '0')}`;
}

const A = 'a'.charCodeAt(0);
const ALPHABET = 26;

/** 2 is `b`, 26 `z`, 27 `aa`. */
function placeAsLetters(place: number): string {
  if (place === 0) return '';
  return (
    placeAsLetters(Math.floor((place - 1) / ALPHABET)) + String.fromCharCode(A + ((place - 1) % ALPHABET))
  );
}

/** The place in its family that the end of a code says; 0 if it is not one: `1-100` begins like `1-10`. */
function placeOfEnd(end: string): number {
  if (/^[A-Z]+\d+$/.test(end)) return Number(end.replace(/^[A-Z]+/, ''));
  if (!/^[a-z]+$/.test(end)) return 0;
  return [...end].reduce((place, letter) => place * ALPHABET + letter.charCodeAt(0) - A + 1, 0);
}
