import { say } from '../../src-shared/message.ts';
import { lookOf, type PaperChoice } from '../../src-shared/paper-look.ts';
import { runAsyncSteps } from '../../src-shared/steps.ts';
import { fitEnds } from '../paper/fit-text.ts';
import { isNarrow, LEAST_PRINT, type PageForm, pageForm } from '../paper/page-form.ts';
import { Paper, type TextLine } from '../paper/pdf.ts';
import { printable } from '../paper/printable.ts';
import { drawQrCode, type QrCode, qrCode } from '../paper/qr-code.ts';
import { wordsOf } from '../paper/words.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { changeSetting, readSetting } from '../store/settings.ts';
import {
  boxTitles,
  type Columns,
  type FootLine,
  type HouseholdBlock,
  layOut,
  type PaperText,
  type SheetLayout,
  type Style,
} from './page-layout.ts';
import { headLines, headWidth, wholeDayHead, wrappedHead } from './sheet-head.ts';
import { dayOnSquare, textOnSquare } from './square.ts';
import type { Sheet } from './types.ts';

/** The address printed at the foot of every sheet; '' if nobody has set it. */
export function committeeRoom(room: Room): string {
  return readSetting(room, 'committee_room') ?? '';
}

/** Sets the address and telephone of the committee room. */
export function setCommitteeRoom(room: Room, text: string, by = ''): void {
  room.change(() => changeSetting(room, 'committee_room', text.trim(), by));
}

/**
 * How to draw sheets, from the user's choices.
 * @throws Refusal for large print on half a page.
 */
export function styleOf(choice: PaperChoice, address: string, day = ''): Style {
  const { size, large, ...style } = lookOf(choice);
  const form = pageForm(size, large);
  if (!form) throw new Refusal(say('Large print needs a whole page. Choose A4, or ordinary print.'));
  return { ...style, form, committeeRoom: address, day };
}

/** The same for sheets of this room. */
export function styleIn(room: Room, choice: PaperChoice): Style {
  return styleOf(choice, committeeRoom(room), dayOnSquare(room));
}

/**
 * Draws knock-up sheets as one PDF. Yields how many are drawn after each sheet, so that a caller can show progress,
 * yield to other work, or stop. Every sheet starts a page (or half a page) and counts its own pages, since each goes
 * to another person. `before` draws what comes first.
 */
export async function* drawSheets(
  sheets: readonly Sheet[],
  style: Style = styleOf({}, ''),
  before: (paper: Paper) => Promise<void> = async () => {},
): AsyncGenerator<number, { pdf: Uint8Array; pages: number }> {
  const words = await wordsOf(style.language);
  const paper = await Paper.open(words.t('Knock-up sheets'), sheets[0]?.printedAt ?? new Date(), words);
  await before(paper);
  const places = new Places(paper, style.form);
  for (const [index, sheet] of sheets.entries()) {
    drawSheet(paper, places, sheet, style);
    yield index + 1;
  }
  if (sheets.length === 0) drawNobody(paper, places, style.form);
  return { pdf: await paper.finish(), pages: paper.pages };
}

/** One sheet as a PDF of its own. */
export async function drawAlone(sheet: Sheet, style: Style): Promise<Uint8Array> {
  const { pdf } = await runAsyncSteps(drawSheets([sheet], style));
  return pdf;
}

/** How many pages (or half pages) a sheet fills. */
export function pagesOf(sheet: Sheet, style: Style, text: PaperText): number {
  return laidOut(sheet, style, text).pages.length;
}

function laidOut(sheet: Sheet, style: Style, text: PaperText): SheetLayout {
  const narrow = isNarrow(style.form);
  const head = style.rounds
    ? wholeDayHead(sheet, style.rounds.length, text.words)
    : headLines(sheet, text.words, narrow);
  return layOut(sheet, wrappedHead(head, style.form, text.measure), style, text);
}

/** Draws one sheet, each of its pages in the next place. */
export function drawSheet(paper: Paper, places: Places, sheet: Sheet, style: Style): void {
  const { form } = style;
  const layout = laidOut(sheet, style, paper);
  // A scanner types it wherever the cursor is. On the Tally screen, `1-01` would be an elector of a district named 1.
  const qr = qrCode(textOnSquare(sheet.code, style.day));
  layout.pages.forEach((households, index) => {
    places.next();
    drawHead(paper, sheet, qr, layout, index + 1, form);
    drawTitles(paper, layout, style);
    drawHouseholds(paper, households, layout, style);
    drawFoot(paper, layout, form);
  });
}

/** The places for sheets: whole pages, or halves of landscape pages with a line to cut along. */
export class Places {
  readonly #paper: Paper;
  readonly #form: PageForm;
  #half = 1;

  constructor(paper: Paper, form: PageForm) {
    this.#paper = paper;
    this.#form = form;
  }

  /** The next place is on a page of its own. */
  nextPage(): void {
    this.#half = 1;
  }

  next(): void {
    const { width, height } = this.#form;
    if (!isNarrow(this.#form)) {
      this.#paper.newPage({ width, height });
      return;
    }
    this.#half = 1 - this.#half;
    if (this.#half === 0) {
      this.#paper.newPage({ width: width * 2, height });
      this.#paper.upright(width, 24, height - 24, 0.3);
    }
    this.#paper.shiftRight(this.#half * width);
  }
}

function drawNobody(paper: Paper, places: Places, { left, top }: PageForm): void {
  places.next();
  paper.write({
    text: paper.words.t('Nobody is outstanding.'),
    face: 'bold',
    size: 20,
    x: left,
    y: top + 20,
  });
}

function drawHead(
  paper: Paper,
  sheet: Sheet,
  qr: QrCode,
  layout: SheetLayout,
  page: number,
  form: PageForm,
): void {
  const { left, right, top, code, type } = form;
  const codeLeft = right - code.width;
  drawTitle(paper, sheet.title, form);
  layout.head.forEach((line, index) => {
    const y = top + form.headLines + index * type.head.lead;
    paper.writeFitted({ ...line, size: type.head.size, x: left, y }, headWidth(form, index), LEAST_PRINT);
  });
  drawQrCode(paper, qr, codeLeft - code.qr - 8, top, code.qr);
  const pageOf = paper.words.t('Page {{page}} of {{pages}}', { page, pages: layout.pages.length });
  drawCode(paper, sheet.code, pageOf, form);
}

/** A long name of a street or walk has two lines, in the same place. */
function drawTitle(paper: Paper, title: string, form: PageForm): void {
  const { face, size, least } = form.type.street;
  const text = printable(title);
  const width = headWidth(form, 0);
  const { left: x, top } = form;
  if (paper.measure(text, face, least) <= width) {
    paper.writeFitted({ text, face, size, x, y: top + size - 3 }, width, least);
    return;
  }
  const small = form.headLines / 3;
  const lines = fitEnds(text, { width, maxLines: 2, measure: (part) => paper.measure(part, face, small) });
  lines.forEach((line, index) => {
    paper.write({ text: line, face, size: small, x, y: top + small - 3 + index * (small + 1) });
  });
}

/** The code has its own frame: people look for it in a pile of returned sheets. */
function drawCode(paper: Paper, text: string, pageOf: string, { right, top, code }: PageForm): void {
  const left = right - code.width;
  paper.frames([[left, code.width]], top, code.height, 1.2);
  paper.write({ text: paper.words.t('Sheet'), face: 'regular', size: 9, x: left + 6, y: top + 12 });
  const size = paper.fittedSize(text, 'bold', code.size, 11, code.width - 16);
  paper.writeTo(right - 8, { text, face: 'bold', size, y: top + code.height - 8 });
  paper.writeTo(right, {
    text: pageOf,
    face: 'bold',
    size: code.width < 100 ? 10 : 12,
    y: top + code.height + 15,
  });
}

/** Line height of titles on two lines. */
const TITLE_LEAD = 9.5;

function drawTitles(paper: Paper, { columns, rows }: SheetLayout, style: Style): void {
  const { form, doorsOnly } = style;
  const { t } = paper.words;
  const y = rows.top - 5;
  const title = (text: string, x: number, width: number) =>
    paper.writeFitted({ text, face: 'regular', size: form.titles, x, y }, width, LEAST_PRINT);
  title(t('Address'), columns.address, form.columns.address);
  if (columns.number !== null) title(t('Number'), columns.number, columns.name - columns.number - 2);
  const whom = columns.number === null && !doorsOnly ? `${t('Number')}, ${t('Name')}` : t('Name');
  title(doorsOnly ? t('To ask for') : whom, columns.name, columns.nameWidth);
  for (const { lines, middle } of boxTitles(columns, style, paper)) {
    lines.forEach((text, line) => {
      const above = (lines.length - 1 - line) * TITLE_LEAD;
      paper.writeAround(middle, { text, face: 'regular', size: form.titles, y: y - above });
    });
  }
  if (columns.notes !== null) title(t('Notes'), columns.notes, form.right - columns.notes);
  paper.rule(form.left, form.right, rows.top, 1.2);
}

function drawHouseholds(
  paper: Paper,
  households: readonly HouseholdBlock[],
  { columns, rows, form }: SheetLayout,
  { rounds }: Style,
): void {
  let y: number = rows.top;
  for (const { heading, address, electors, height } of households) {
    let top = y;
    if (heading) {
      paper.writeFitted({ ...heading, y: y + heading.y }, form.right - form.left, 9);
      top += form.streetName;
    }
    writeBlock(paper, address, top);
    for (const elector of electors) {
      writeBlock(paper, elector.lines, top);
      if (rounds) {
        drawRoundBoxes(paper, columns, top, elector.height, form);
        if (elector.isMarked) strikeOut(paper, elector.lines, top, form);
      } else {
        drawTickBoxes(paper, columns, top, elector.lift, form);
      }
      top += elector.height;
    }
    y += height;
    paper.rule(form.left, form.right, y, 0.5);
  }
}

/** The lift box is bold if the elector asked for a lift. */
function drawTickBoxes(
  paper: Paper,
  { ticks }: Columns,
  top: number,
  lift: boolean,
  { box, firstBaseline }: PageForm,
): void {
  const y = top + firstBaseline - box + 2;
  const frames = ticks.map((middle) => [middle - box / 2, box] as const);
  paper.frames(lift ? frames.slice(0, -1) : frames, y, box, 0.8);
  if (lift) paper.frames(frames.slice(-1), y, box, 2.4);
}

/** For each round a box, and a line for a letter, between two upright lines. */
function drawRoundBoxes(
  paper: Paper,
  { ticks }: Columns,
  top: number,
  height: number,
  { box, firstBaseline, columns }: PageForm,
): void {
  const y = top + firstBaseline - box + 2;
  const lefts = ticks.map((middle) => middle - columns.round / 2);
  paper.frames(
    lefts.map((left) => [left + 5, box] as const),
    y,
    box,
    0.8,
  );
  for (const left of lefts) {
    paper.upright(left, top, top + height, 0.4);
    paper.rule(left + 5 + box + 4, left + columns.round - 3, y + box, 0.6);
  }
}

/** Strikes out the number and the name. */
function strikeOut(paper: Paper, lines: readonly TextLine[], top: number, { type }: PageForm): void {
  for (const { text, face, size, x, y } of lines) {
    if (size <= type.detail.size) continue;
    paper.rule(x - 1, x + paper.measure(text, face, size), top + y - size * 0.3, 1.2);
  }
}

function drawFoot(paper: Paper, { rows, foot }: SheetLayout, form: PageForm): void {
  paper.rule(form.left, form.right, rows.bottom + 4, 1.2);
  const write = (line: FootLine, index: number) => {
    const y = form.bottom - (foot.length - 1 - index) * 13;
    const size = line.face === 'bold' ? form.foot : form.foot - 0.5;
    const width = form.right - form.left;
    const taken = line.right === '' ? 0 : paper.measure(line.right, line.face, size) + 10;
    paper.writeFitted(
      { text: line.left, face: line.face, size, x: form.left, y },
      width - taken,
      LEAST_PRINT,
    );
    if (line.right !== '') paper.writeTo(form.right, { text: line.right, face: line.face, size, y });
  };
  foot.forEach(write);
}

function writeBlock(paper: Paper, lines: readonly TextLine[], top: number): void {
  for (const line of lines) paper.write({ ...line, y: top + line.y });
}
