import { byName } from '../../../src-shared/by-name.ts';
import { say } from '../../../src-shared/message.ts';
import { onTheHour, POLLING_HOURS } from '../../../src-shared/time-of-day.ts';
import { wrapText } from '../../paper/fit-text.ts';
import { LEAST_PRINT, PAGE } from '../../paper/page-form.ts';
import type { OpenPaper, Paper } from '../../paper/pdf.ts';
import type { Words } from '../../paper/words.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { stations } from '../../turnout/stations.ts';

/** Room to write. */
const BLANK = '______';

/** Lines on a page, as many as traditional pads have boxes: for a number, or for a house, street and name. */
const ACROSS = 2;
const DOWN = 22;
const LINE = { width: (PAGE.right - PAGE.left) / ACROSS, number: 84, height: 24, top: 182 } as const;

/** A stroke in a box for each voter who gave nothing. */
const STROKES = { across: 25, down: 2, height: 20, top: LINE.top + DOWN * LINE.height + 20 } as const;

/** The station of a pad, and the hour of a page; null to be filled in. */
type Pad = { district: string; station: string; hour: number | null };

const sql = prepared((db) => ({
  districts: db.prepare<[], string>('SELECT DISTINCT district FROM street WHERE electors > 0').pluck(),
}));

/**
 * Tellers' pads: each page has 44 lines for a number, or for a house, street and name, and boxes for strokes, with the
 * district and its polling station. Each district gets a page for every hour of the poll, or blank pages.
 * @throws Refusal if there is no register, and therefore no district.
 */
export async function drawTellersPads(
  room: Room,
  {
    district,
    hourly = true,
    pages = 10,
  }: { district?: string | undefined; hourly?: boolean | undefined; pages?: number | undefined },
  words: Words,
  open: OpenPaper,
  now = new Date(),
): Promise<Uint8Array> {
  const at = new Map(stations(room).flatMap((each) => each.districts.map((code) => [code, each] as const)));
  const districts = sql(room.db)
    .districts.all()
    .filter((code) => district === undefined || code === district)
    .sort(byName);
  if (districts.length === 0)
    throw new Refusal(say('There is no polling district to make pads for. Import the register first.'));
  const paper = await open(words.t('Tellers’ pads'), now, words);
  for (const code of districts) {
    const where = at.get(code);
    const station = where ? [where.name, where.place].filter(Boolean).join(', ') : '';
    const hours = hourly ? POLLING_HOURS : Array.from({ length: pages }, () => null);
    for (const hour of hours) {
      await paper.letOthersIn();
      drawPad(paper, { district: code, station, hour });
    }
  }
  return paper.finish();
}

function drawPad(paper: Paper, { district, station, hour }: Pad): void {
  paper.newPage(PAGE);
  const { t } = paper.words;
  const width = PAGE.right - PAGE.left;
  const head = `${t('Teller’s pad')} · ${t('Polling district {{districts}}', { districts: district })}`;
  paper.writeFitted({ text: head, face: 'bold', size: 20, x: PAGE.left, y: PAGE.top + 20 }, width, 12);
  const text = t('Polling station: {{stations}}', { stations: station || '_'.repeat(46) });
  paper.writeFitted({ text, face: 'regular', size: 12, x: PAGE.left, y: PAGE.top + 42 }, width, LEAST_PRINT);
  const [from, to] = hour === null ? [BLANK, BLANK] : [onTheHour(hour), onTheHour(hour + 1)];
  const line = [
    t('From {{from}} to {{to}}', { from, to }),
    `${t('Teller')} ${BLANK.repeat(4)}`,
    t('Page {{page}}', { page: BLANK }),
    `${t('How many numbers')} ${BLANK}`,
  ].join(' · ');
  paper.writeFitted(
    { text: line, face: 'regular', size: 12, x: PAGE.left, y: PAGE.top + 66 },
    width,
    LEAST_PRINT,
  );
  const ask = t(
    'Ask: “May I have your number, please?” Nobody has to give it. Write the number on the poll card, with the letters. No number at hand? Ask for house, street and name. Gave nothing? Put a stroke in a box below.',
  );
  const unsure = t(
    'Not sure of a number? Put ? after it. Give the page to the runner when it comes, full or not.',
  );
  const size = 10.5;
  const lines = [ask, unsure].flatMap((part) =>
    wrapText(part, { width, measure: (each) => paper.measure(each, 'regular', size) }),
  );
  lines.forEach((part, index) => {
    paper.write({ text: part, face: 'regular', size, x: PAGE.left, y: PAGE.top + 88 + index * 14 });
  });
  drawLines(paper);
  drawStrokes(paper);
  const foot = t(
    'Return to the committee room. A teller’s numbers are the party’s own record, not the polling station’s.',
  );
  paper.writeFitted(
    { text: foot, face: 'regular', size: LEAST_PRINT, x: PAGE.left, y: PAGE.bottom },
    width,
    LEAST_PRINT,
  );
}

function drawLines(paper: Paper): void {
  const { t } = paper.words;
  const columns = Array.from({ length: ACROSS }, (_, column) => PAGE.left + column * LINE.width);
  const name = LINE.number + 4;
  for (const left of columns) {
    const titles = [
      { text: t('Number'), x: left + 22, room: LINE.number - 24 },
      { text: t('or house, street, name'), x: left + name, room: LINE.width - name },
    ];
    for (const { text, x, room } of titles)
      paper.writeFitted({ text, face: 'bold', size: 10, x, y: LINE.top - 5 }, room, LEAST_PRINT);
  }
  for (let row = 0; row < DOWN; row += 1) {
    const top = LINE.top + row * LINE.height;
    const frames = columns.flatMap((left) => [
      [left, LINE.number] as const,
      [left + LINE.number, LINE.width - LINE.number] as const,
    ]);
    paper.frames(frames, top, LINE.height, 0.8);
    columns.forEach((left, column) => {
      const place = String(column * DOWN + row + 1);
      paper.write({ text: place, face: 'regular', size: LEAST_PRINT, x: left + 4, y: top + 11 });
    });
  }
}

function drawStrokes(paper: Paper): void {
  const { t } = paper.words;
  const width = PAGE.right - PAGE.left;
  paper.writeFitted(
    {
      text: t('Gave nothing: a stroke in a box for each voter. How many in all {{blank}}', { blank: BLANK }),
      face: 'bold',
      size: 10,
      x: PAGE.left,
      y: STROKES.top - 5,
    },
    width,
    LEAST_PRINT,
  );
  const each = width / STROKES.across;
  const row = Array.from(
    { length: STROKES.across },
    (_, column) => [PAGE.left + column * each, each] as const,
  );
  for (let line = 0; line < STROKES.down; line += 1)
    paper.frames(row, STROKES.top + line * STROKES.height, STROKES.height, 0.8);
}
