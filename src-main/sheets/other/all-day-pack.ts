import { byName } from '../../../src-shared/by-name.ts';
import { count } from '../../../src-shared/counted.ts';
import type { PaperChoice } from '../../../src-shared/paper-look.ts';
import { lookOf } from '../../../src-shared/paper-look.ts';
import { RESERVE, ROUNDS_OF_A_DAY } from '../../../src-shared/sheet-words.ts';
import { widthOf } from '../../paper/font-files.ts';
import { LEAST_PRINT, PAGE } from '../../paper/page-form.ts';
import type { OpenPaper, Paper } from '../../paper/pdf.ts';
import { printable } from '../../paper/printable.ts';
import { confidential, drawTable } from '../../paper/table-paper.ts';
import { wordsOf } from '../../paper/words.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { chosenPromiseStreets } from '../choose-streets.ts';
import { reserveWholeDay } from '../codes.ts';
import { doorsOf } from '../doors.ts';
import { drawSheet, Places, styleIn } from '../paper.ts';
import {
  byPage,
  factsFor,
  type OnPaper,
  type PlannedSheet,
  planSheet,
  type SheetFacts,
} from '../plan-sheets.ts';
import { roundTimes } from '../rounds.ts';
import { countsOf } from '../sheet-head.ts';
import type { Part, StreetDoors } from '../sheet-parts.ts';
import type { Sheet } from '../types.ts';

export type AllDayChoice = {
  district?: string | undefined;
  rounds?: number | undefined;
  paper?: PaperChoice | undefined;
  /** Who prints it; '' if not known. */
  by?: string | undefined;
};

type Numbered = { district: string; number: number; suffix: string; street: string; voted_at: number | null };

const sql = prepared((db) => ({
  numbers: db.prepare<[], Numbered>(
    `SELECT elector.district, number, suffix, street.name AS street, voted_at FROM elector
       JOIN street ON street.id = street_id
      WHERE at_door AND removed_at IS NULL ORDER BY elector.district, number, suffix`,
  ),
}));

/**
 * Everything needed if the laptop is dead all day: a list to write down who has which sheet, for each polling district
 * a grid of the numbers of its promises, to strike out as slips come in, and sheets with a column for each round
 * (DOMAIN.md, "Forerunners on paper"). The room is read once, at the start, even if numbers are entered meanwhile. The
 * sheets do not count as made: they are a reserve, and their codes find them when they come back.
 */
export async function drawAllDay(
  room: Room,
  { district, rounds = ROUNDS_OF_A_DAY.length, paper: choice = {}, by = '' }: AllDayChoice,
  open: OpenPaper,
  now = new Date(),
): Promise<Uint8Array> {
  const times = roundTimes(room);
  const style = {
    ...styleIn(room, choice),
    rounds: Array.from({ length: rounds }, (_, round) => times[round + 1] ?? ''),
  };
  const words = await wordsOf(style.language);
  const numbers = Map.groupBy(sql(room.db).numbers.iterate(), (each) => each.district);
  const facts = factsFor(room, { round: 1 }, now);
  const parts = reserveParts(room, district, facts, { style, text: { measure: widthOf, words } });
  const paper = await open(words.t('Sheets for the whole day'), now, words);
  const look = lookOf(choice);
  const plan = (codes: readonly string[]) =>
    parts.map((part, index) => planSheet(part, codes[index] ?? '', facts, look));
  const sheets = paper.isSketch
    ? plan([])
    : reserveWholeDay(room, parts.length, rounds, { by, at: now }, plan);
  if (sheets.length > 0) await drawWhoHasWhat(paper, sheets, rounds, now);
  const places = new Places(paper, style.form);
  for (const [code, there] of Map.groupBy(sheets, ({ record }) => record.district)) {
    await drawGrid(paper, code, numbers.get(code) ?? [], codesByStreet(there), now);
    places.nextPage();
    for (const { sheet } of there) {
      await paper.letOthersIn();
      drawSheet(paper, places, sheet, style);
    }
  }
  if (paper.pages === 0) {
    paper.newPage(PAGE);
    const text = words.t('Nobody is worth a knock.');
    paper.write({ text, face: 'bold', size: 20, x: PAGE.left, y: PAGE.top + 20 });
  }
  return paper.finish();
}

/** Short streets together, each with its promises, marked off or not; district by district. */
function reserveParts(room: Room, district: string | undefined, facts: SheetFacts, onPaper: OnPaper): Part[] {
  const streets = chosenPromiseStreets(room, district);
  const ids = streets.map(({ id }) => id);
  const doors = doorsOf(room, ids, { doors: 'walk', sides: 'through' }, 'promises');
  const there = streets
    .flatMap((street): StreetDoors[] => {
      const list = doors.get(street.id);
      return list ? [{ street, district: street.district, doors: list.length, list }] : [];
    })
    .sort((a, b) => byName(a.district, b.district));
  return byPage(there, facts, onPaper).map((unit) => ({ ...unit, part: RESERVE }));
}

/** The code of each street's sheet. */
function codesByStreet(sheets: readonly PlannedSheet[]): Map<string, string> {
  return new Map(sheets.flatMap(({ sheet }) => sheet.streets.map(({ name }) => [name, sheet.code] as const)));
}

/** For the table: every sheet, with room for who takes it in each round. */
async function drawWhoHasWhat(
  paper: Paper,
  sheets: readonly PlannedSheet[],
  rounds: number,
  now: Date,
): Promise<void> {
  const { t, dayAndTime, counted } = paper.words;
  await drawTable<Sheet>(paper, {
    title: t('Who has which sheet'),
    lines: [
      t('{{sheets}}, each for every round. Printed {{when}}.', {
        sheets: counted(sheets.length, 'sheet'),
        when: dayAndTime(now),
      }),
      t('Write who takes a sheet, and tick the name when it is back: it goes out again in the next round.'),
    ],
    foot: [confidential(paper.words)],
    height: 24,
    columns: [
      { title: t('Sheet'), width: 50, bold: true, text: ({ code }) => code },
      {
        title: t('Streets'),
        // Somebody asks who has one of them.
        maxLines: 12,
        text: ({ streets }) => streets.map(({ name }) => name).join(', '),
      },
      { title: t('Doors'), width: 34, align: 'right', text: (sheet) => count(countsOf(sheet).doors) },
      ...Array.from({ length: rounds }, (_, round) => ({
        title: t('Round {{round}}', { round: round + 1 }),
        width: 66,
        isRuled: true,
        text: () => '',
      })),
    ],
    groups: [...Map.groupBy(sheets, ({ record }) => record.district)].map(([code, there]) => ({
      heading: t('Polling district {{districts}}', { districts: code }),
      rows: there.map(({ sheet }) => sheet),
    })),
  });
}

/** `name` is the least number of cells that the name of a street takes. */
const GRID = { across: 10, top: 96, bottom: PAGE.bottom - 16, name: 2, lowest: 19.5, highest: 24 } as const;

/** Points beside a name. */
const NAME_GAP = 5;

/** A cell with a number, or cells with the name of the street that begins, and its sheet. */
type Cell = { row: number; column: number } & ({ number: Numbered } | { street: string; across: number });

/**
 * Where numbers and names go, in turn, each name on one row. A register in order of names would have a name before
 * nearly every number: there they are of no help, and are left out. `acrossOf` is how many cells a name takes.
 */
function gridCells(numbers: readonly Numbered[], acrossOf: (street: string) => number): Cell[] {
  const begins = numbers.map(({ street }, index) => street !== numbers[index - 1]?.street);
  const isNamed = begins.filter(Boolean).length * 3 <= Math.max(numbers.length, 3);
  const cells: Cell[] = [];
  let place = 0;
  const put = (width: number) => {
    const left = GRID.across - (place % GRID.across);
    if (width > left) place += left;
    const at = { row: Math.floor(place / GRID.across), column: place % GRID.across };
    place += width;
    return at;
  };
  numbers.forEach((number, index) => {
    if (isNamed && begins[index]) {
      const across = acrossOf(number.street);
      cells.push({ ...put(across), street: number.street, across });
    }
    cells.push({ ...put(1), number });
  });
  return cells;
}

/** The numbers of a district's promises in order, each in a box, after the name of their street. */
async function drawGrid(
  paper: Paper,
  district: string,
  numbers: readonly Numbered[],
  codes: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const width = (PAGE.right - PAGE.left) / GRID.across;
  // A name is written whole, however long: a runner looks for it.
  const acrossOf = (street: string) => {
    const cells = Math.ceil((paper.measure(printable(street), 'bold', LEAST_PRINT) + NAME_GAP) / width);
    return Math.min(GRID.across, Math.max(GRID.name, cells));
  };
  const rows = Map.groupBy(gridCells(numbers, acrossOf), ({ row }) => row);
  const room = GRID.bottom - GRID.top;
  const pages = Math.ceil((rows.size * GRID.lowest) / room);
  const down = Math.ceil(rows.size / pages);
  const height = Math.min(GRID.highest, room / down);
  for (const [row, cells] of rows) {
    if (row % down === 0) {
      await paper.letOthersIn();
      paper.newPage(PAGE);
      drawGridHead(paper, { district, promises: numbers.length, page: row / down + 1, pages, now });
    }
    const top = GRID.top + (row % down) * height;
    const left = ({ column }: Cell) => PAGE.left + column * width;
    const boxed = cells.flatMap((cell) => ('number' in cell ? [[left(cell), width] as const] : []));
    paper.frames(boxed, top, height, 0.5);
    for (const cell of cells) {
      if ('number' in cell) drawNumber(paper, cell.number, left(cell), top, width);
      else drawStreet(paper, cell.street, codes.get(cell.street) ?? '', left(cell), top, width * cell.across);
    }
  }
}

function drawGridHead(
  paper: Paper,
  {
    district,
    promises,
    page,
    pages,
    now,
  }: { district: string; promises: number; page: number; pages: number; now: Date },
): void {
  const { t, counted, dayAndTime } = paper.words;
  const title = `${t('Number grid')} · ${t('Polling district {{districts}}', { districts: district })}`;
  paper.writeFitted({ text: title, face: 'bold', size: 20, x: PAGE.left, y: PAGE.top + 18 }, 420, 12);
  paper.writeTo(PAGE.right, {
    text: t('Page {{page}} of {{pages}}', { page, pages }),
    face: 'bold',
    size: 11,
    y: PAGE.top + 18,
  });
  const lines = [
    t('{{promises}} worth a knock. Strike out each number as the tellers send it in.', {
      promises: counted(promises, 'promise'),
    }),
    t('Before a round goes out, strike the same numbers out of its sheets. Printed {{when}}.', {
      when: dayAndTime(now),
    }),
  ];
  lines.forEach((text, index) => {
    const y = PAGE.top + 36 + index * 15;
    paper.writeFitted(
      { text, face: 'regular', size: 11, x: PAGE.left, y },
      PAGE.right - PAGE.left,
      LEAST_PRINT,
    );
  });
  const foot = {
    text: confidential(paper.words),
    face: 'bold',
    size: 9.5,
    x: PAGE.left,
    y: PAGE.bottom,
  } as const;
  paper.writeFitted(foot, PAGE.right - PAGE.left, LEAST_PRINT);
}

function drawNumber(
  paper: Paper,
  { number, suffix, voted_at }: Numbered,
  left: number,
  top: number,
  width: number,
): void {
  const text = suffix === '' ? String(number) : `${number}/${suffix}`;
  paper.writeFitted({ text, face: 'bold', size: 11, x: left + 4, y: top + 14 }, width - 6, LEAST_PRINT);
  if (voted_at !== null) paper.rule(left + 3, left + 34, top + 10.5, 1.4);
}

/** The name above, its sheet below. */
function drawStreet(
  paper: Paper,
  street: string,
  code: string,
  left: number,
  top: number,
  width: number,
): void {
  const line = { face: 'regular', size: LEAST_PRINT, x: left + 3 } as const;
  paper.writeFitted({ ...line, text: street, face: 'bold', y: top + 9 }, width - NAME_GAP, LEAST_PRINT);
  paper.write({ ...line, text: code, y: top + 18.2 });
}
