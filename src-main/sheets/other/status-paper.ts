import { count } from '../../../src-shared/counted.ts';
import { timeOfDay } from '../../../src-shared/time-of-day.ts';
import { LEAST_PRINT, PAGE } from '../../paper/page-form.ts';
import type { OpenPaper, Paper } from '../../paper/pdf.ts';
import type { Words } from '../../paper/words.ts';
import type { Room } from '../../store/room.ts';
import { readBoard } from '../../turnout/board.ts';
import { readCoverage } from '../../turnout/coverage.ts';
import type { BoardFigures } from '../../turnout/types.ts';

const ROW = 17;
const FIRST_ROW = PAGE.top + 118;
/** Rows that fit on one page, with the note below them. */
const MOST_ROWS = Math.floor((PAGE.bottom - 30 - FIRST_ROW) / ROW);

/** Right edges of the columns and the width of their titles, in points. */
const COLUMNS: readonly {
  title: string;
  right: number;
  width: number;
  of: (row: BoardFigures) => string;
}[] = [
  { title: 'Electors', right: 186, width: 50, of: ({ electors }) => count(electors) },
  { title: 'Voted', right: 259, width: 70, of: ({ voted }) => count(voted) },
  { title: 'Promises', right: 314, width: 52, of: ({ promises }) => count(promises) },
  { title: 'voted', right: 352, width: 34, of: ({ promisesVoted }) => count(promisesVoted) },
  { title: 'Outstanding', right: 425, width: 69, of: ({ outstanding }) => count(outstanding) },
  { title: 'Per cent', right: 480, width: 51, of: ({ turnout }) => turnout.toFixed(1) },
];

/** The status on one page: the room, each polling district, and when its numbers last came in. */
export async function drawStatus(
  room: Room,
  words: Words,
  open: OpenPaper,
  now = new Date(),
): Promise<Uint8Array> {
  const paper = await open(words.t('Status'), now, words);
  paper.newPage(PAGE);
  const { rows, ...total } = readBoard(room, 'district');
  const coverage = readCoverage(room, now);
  head(paper, total, now);
  titles(paper);
  const shown = rows.slice(0, MOST_ROWS);
  shown.forEach((row, index) => {
    const place = coverage.find(({ districts }) => districts.includes(row.district ?? ''));
    const last = place?.lastAt == null ? words.t('none yet') : timeOfDay(place.lastAt);
    line(paper, row.district ?? '', row, last, FIRST_ROW + index * ROW);
  });
  const below = FIRST_ROW + shown.length * ROW + 8;
  if (rows.length > shown.length) {
    const text = words.t('and {{number}} more polling districts, counted above', {
      number: rows.length - shown.length,
    });
    paper.write({ text, face: 'regular', size: 10, x: PAGE.left, y: below });
  }
  foot(paper);
  return paper.finish();
}

function head(paper: Paper, total: BoardFigures, now: Date): void {
  const { t, counted, dayAndTime } = paper.words;
  const promises = (number: number) => counted(number, 'promise');
  const lines = [
    t('{{promises}} outstanding', { promises: promises(total.outstanding) }),
    t('{{voted}} of {{promises}} voted, {{turnout}} per cent of those in person; by post: {{postal}}', {
      voted: count(total.promisesVoted),
      promises: promises(total.promises),
      turnout: total.turnout.toFixed(1),
      postal: promises(total.postalPromises),
    }),
    t('{{voted}} of {{electors}} marked off', {
      voted: count(total.voted),
      electors: counted(total.electors, 'elector'),
    }),
  ];
  const title = t('Status, {{when}}', { when: dayAndTime(now) });
  const width = PAGE.right - PAGE.left;
  paper.writeFitted({ text: title, face: 'bold', size: 20, x: PAGE.left, y: PAGE.top + 18 }, width, 12);
  lines.forEach((text, index) => {
    const face = index === 0 ? 'bold' : 'regular';
    paper.writeFitted({ text, face, size: 13, x: PAGE.left, y: PAGE.top + 44 + index * 18 }, width, 9);
  });
}

function titles(paper: Paper): void {
  const y = FIRST_ROW - 16;
  const { t } = paper.words;
  const title = (text: string, right: number, width: number) => {
    const size = paper.fittedSize(text, 'regular', 9.5, LEAST_PRINT, width);
    paper.writeTo(right, { text, face: 'regular', size, y });
  };
  paper.write({ text: t('Polling district'), face: 'regular', size: 9.5, x: PAGE.left, y });
  for (const column of COLUMNS) title(t(column.title), column.right, column.width);
  title(t('Numbers up to'), PAGE.right, 81);
  paper.rule(PAGE.left, PAGE.right, y + 4, 1.2);
}

function line(paper: Paper, name: string, row: BoardFigures, last: string, y: number): void {
  paper.writeFitted({ text: name, face: 'bold', size: 11, x: PAGE.left, y }, 100, LEAST_PRINT);
  const figure = (text: string, right: number) =>
    paper.writeTo(right, { text, face: 'regular', size: 11, y });
  for (const { right, of } of COLUMNS) figure(of(row), right);
  figure(last, PAGE.right);
  paper.rule(PAGE.left, PAGE.right, y + 4, 0.4);
}

function foot(paper: Paper): void {
  const text = paper.words.t(
    'Not marked off does not mean has not voted: tellers miss some. Confidential: stays in the committee room.',
  );
  const width = PAGE.right - PAGE.left;
  paper.writeFitted({ text, face: 'regular', size: 9.5, x: PAGE.left, y: PAGE.bottom }, width, LEAST_PRINT);
}
