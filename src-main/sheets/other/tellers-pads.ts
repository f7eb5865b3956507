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

/** Boxes on a page, as on traditional pads. */
const ACROSS = 4;
const DOWN = 11;
const BOX = { width: (PAGE.right - PAGE.left) / ACROSS, height: 52, top: 168 } as const;

/** The station of a pad, and the hour of a page; null to be filled in. */
type Pad = { district: string; station: string; hour: number | null };

const sql = prepared((db) => ({
  districts: db.prepare<[], string>('SELECT DISTINCT district FROM street WHERE electors > 0').pluck(),
}));

/**
 * Tellers' pads: each page has 44 boxes for numbers, with the district and its polling station. Each district gets a
 * page for every hour of the poll, or blank pages.
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
    `${t('How many')} ${BLANK}`,
  ].join(' · ');
  paper.writeFitted(
    { text: line, face: 'regular', size: 12, x: PAGE.left, y: PAGE.top + 66 },
    width,
    LEAST_PRINT,
  );
  const ask = t(
    'Ask: “May I have your number, please?” Nobody has to give it. Write the number on the poll card, with the letters.',
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
  for (let row = 0; row < DOWN; row += 1) {
    const top = BOX.top + row * BOX.height;
    const frames = Array.from(
      { length: ACROSS },
      (_, column) => [PAGE.left + column * BOX.width, BOX.width] as const,
    );
    paper.frames(frames, top, BOX.height, 0.8);
    frames.forEach(([left], column) => {
      const place = String(row * ACROSS + column + 1);
      paper.write({ text: place, face: 'regular', size: LEAST_PRINT, x: left + 4, y: top + 11 });
    });
  }
  const foot = t(
    'Return to the committee room. A teller’s numbers are the party’s own record, not the polling station’s.',
  );
  paper.writeFitted(
    { text: foot, face: 'regular', size: LEAST_PRINT, x: PAGE.left, y: PAGE.bottom },
    width,
    LEAST_PRINT,
  );
}
