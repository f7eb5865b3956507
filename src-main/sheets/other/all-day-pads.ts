import { byName } from '../../../src-shared/by-name.ts';
import type { PaperChoice, SheetLook } from '../../../src-shared/paper-look.ts';
import { lookOf } from '../../../src-shared/paper-look.ts';
import { RESERVE } from '../../../src-shared/sheet-words.ts';
import { PAGE } from '../../paper/page-form.ts';
import { Paper } from '../../paper/pdf.ts';
import { confidential } from '../../paper/table-paper.ts';
import { wordsOf } from '../../paper/words.ts';
import { prepared } from '../../store/prepared.ts';
import type { Room } from '../../store/room.ts';
import { chosenPromiseStreets } from '../choose-streets.ts';
import { codeForRound, reserveWholeDay } from '../codes.ts';
import { doorsOf } from '../doors.ts';
import { committeeRoom, drawSheet, Places, styleOf } from '../paper.ts';
import { factsFor, type PlannedSheet, planSheet } from '../plan-sheets.ts';
import { ROUNDS_OF_A_DAY, roundTimes } from '../rounds.ts';

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
 * Everything needed if the laptop is dead all day: for each polling district a grid of the numbers of its promises,
 * to strike out as slips come in, and every street's sheet once for each round, as on carbon pads (DOMAIN.md,
 * "Forerunners on paper"). The room is read once, at the start, even if numbers are entered meanwhile. The sheets do
 * not count as made: they are a reserve, and their codes find them when they come back.
 */
export async function drawAllDay(
  room: Room,
  { district, rounds = ROUNDS_OF_A_DAY.length, paper: choice = {}, by = '' }: AllDayChoice,
  now = new Date(),
): Promise<Uint8Array> {
  const numbers = Map.groupBy(sql(room.db).numbers.iterate(), (each) => each.district);
  const sheets = reserveSheets(room, district, rounds, lookOf(choice), { by, at: now });
  const byDistrict = [...Map.groupBy(sheets, ({ record }) => record.district)].sort(([a], [b]) =>
    byName(a, b),
  );
  const times = roundTimes(room);
  const style = styleOf(choice, committeeRoom(room));
  const words = await wordsOf(style.language);
  const paper = await Paper.open(words.t('Sheets for the whole day'), now, words);
  for (const [code, there] of byDistrict) {
    await drawGrid(paper, code, numbers.get(code) ?? [], now);
    for (const { sheet } of there) {
      const places = new Places(paper, style.form);
      for (let round = 1; round <= rounds; round += 1) {
        const own = { code: codeForRound(sheet.code, round), round, roundTime: times[round] ?? '' };
        await paper.letOthersIn();
        drawSheet(paper, places, { ...sheet, ...own }, style);
      }
    }
  }
  if (paper.pages === 0) {
    paper.newPage(PAGE);
    const text = words.t('Nobody is worth a knock.');
    paper.write({ text, face: 'bold', size: 20, x: PAGE.left, y: PAGE.top + 20 });
  }
  return paper.finish();
}

/** A sheet for each street with promises, marked off or not, district by district. */
function reserveSheets(
  room: Room,
  district: string | undefined,
  rounds: number,
  look: SheetLook,
  who: { by: string; at: Date },
): PlannedSheet[] {
  const streets = chosenPromiseStreets(room, district);
  const ids = streets.map(({ id }) => id);
  const doors = doorsOf(room, ids, { doors: 'walk', sides: 'through' }, 'promises');
  const there = streets
    .flatMap((street) => {
      const list = doors.get(street.id);
      return list ? [{ street, district: street.district, doors: list.length, list }] : [];
    })
    .sort((a, b) => byName(a.district, b.district));
  const facts = factsFor(room, { round: 1 }, who.at);
  return reserveWholeDay(room, there.length, rounds, who, (codes) =>
    there.map((street, index) => {
      const part = { title: street.street.name, note: '', runner: '', part: RESERVE, streets: [street] };
      return planSheet(part, codes[index] ?? '', facts, look);
    }),
  );
}

const GRID = { across: 10, height: 21, top: 106 } as const;

/** The numbers of a district's promises in order, each in a box, with the street's name where it begins. */
async function drawGrid(
  paper: Paper,
  district: string,
  numbers: readonly Numbered[],
  now: Date,
): Promise<void> {
  const width = (PAGE.right - PAGE.left) / GRID.across;
  const down = Math.floor((PAGE.bottom - 20 - GRID.top) / GRID.height);
  const perPage = down * GRID.across;
  const pages = Math.ceil(numbers.length / perPage);
  for (let page = 0; page < pages; page += 1) {
    await paper.letOthersIn();
    paper.newPage(PAGE);
    const { t, counted, dayAndTime } = paper.words;
    const title = `${t('Number grid')} · ${t('Polling district {{districts}}', { districts: district })}`;
    paper.writeFitted({ text: title, face: 'bold', size: 20, x: PAGE.left, y: PAGE.top + 18 }, 420, 12);
    paper.writeTo(PAGE.right, {
      text: t('Page {{page}} of {{pages}}', { page: page + 1, pages }),
      face: 'bold',
      size: 11,
      y: PAGE.top + 18,
    });
    const lines = [
      t('{{promises}} worth a knock. Strike out each number as the tellers send it in.', {
        promises: counted(numbers.length, 'promise'),
      }),
      t('Before a round goes out, strike the same numbers out of its sheets. Printed {{when}}.', {
        when: dayAndTime(now),
      }),
    ];
    lines.forEach((text, index) => {
      const y = PAGE.top + 36 + index * 15;
      paper.writeFitted({ text, face: 'regular', size: 11, x: PAGE.left, y }, PAGE.right - PAGE.left, 8);
    });
    const here = numbers.slice(page * perPage, (page + 1) * perPage);
    for (let row = 0; row * GRID.across < here.length; row += 1) {
      const cells = here.slice(row * GRID.across, (row + 1) * GRID.across);
      const top = GRID.top + row * GRID.height;
      paper.frames(
        cells.map((_, column) => [PAGE.left + column * width, width] as const),
        top,
        GRID.height,
        0.5,
      );
      cells.forEach((cell, column) => {
        drawCell(paper, cell, here[row * GRID.across + column - 1], PAGE.left + column * width, top, width);
      });
    }
    const foot = {
      text: confidential(paper.words),
      face: 'bold',
      size: 9.5,
      x: PAGE.left,
      y: PAGE.bottom,
    } as const;
    paper.writeFitted(foot, PAGE.right - PAGE.left, 6);
  }
}

function drawCell(
  paper: Paper,
  { number, suffix, street, voted_at }: Numbered,
  before: Numbered | undefined,
  left: number,
  top: number,
  width: number,
): void {
  const text = suffix === '' ? String(number) : `${number}/${suffix}`;
  const isNew = before?.street !== street;
  const y = top + (isNew ? 18 : 15);
  paper.writeFitted({ text, face: 'bold', size: isNew ? 10 : 11, x: left + 4, y }, width - 8, 7);
  if (voted_at !== null) paper.rule(left + 3, left + 34, y - 3.5, 1.4);
  if (isNew)
    paper.writeFitted(
      { text: street, face: 'regular', size: 6.5, x: left + 3, y: top + 7.5 },
      width - 5,
      4.5,
    );
}
