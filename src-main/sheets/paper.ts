import { timeOfDay } from '../turnout/time-of-day.ts';
import {
  type Columns,
  type Face,
  FIRST_BASELINE,
  type HouseholdBlock,
  layOut,
  PAGE,
  ROWS,
  type SheetLayout,
  type TextLine,
  TICK_BOXES,
} from './page-layout.ts';
import { collect, dayOf, fittedSize, openPaper, type Paper, write, writeFitted } from './pdf.ts';
import type { Sheet } from './types.ts';

const BOX = 13;
const CODE_WIDTH = 120;
const HEAD_LEAD = 15;

/**
 * Draws knock-up sheets as one PDF document, yielding after each sheet how many are drawn, so that a caller can show
 * it, let other work in, or stop. Every sheet starts a page of its own and counts its own pages, since each is handed
 * to somebody else.
 */
export async function* drawSheets(
  sheets: readonly Sheet[],
): AsyncGenerator<number, { pdf: Uint8Array; pages: number }> {
  const paper = await openPaper('Knock-up sheets', sheets[0]?.printedAt ?? new Date());
  const finished = collect(paper.doc);
  let pages = 0;
  for (const [index, sheet] of sheets.entries()) {
    pages += drawSheet(paper, sheet);
    yield index + 1;
  }
  if (sheets.length === 0) pages = drawNobody(paper);
  paper.doc.end();
  return { pdf: await finished, pages };
}

function drawNobody({ doc }: Paper): number {
  doc.addPage();
  write(doc, { text: 'Nobody is outstanding.', face: 'bold', size: 20, x: PAGE.left, y: PAGE.top + 20 });
  return 1;
}

function drawSheet(paper: Paper, sheet: Sheet): number {
  const layout = layOut(sheet, paper.measure);
  layout.pages.forEach((households, index) => {
    paper.doc.addPage();
    drawHead(paper, sheet, layout, index + 1);
    drawTitles(paper, layout.columns);
    drawHouseholds(paper.doc, households, layout.columns);
    drawFoot(paper);
  });
  return layout.pages.length;
}

function drawHead(paper: Paper, sheet: Sheet, layout: SheetLayout, page: number): void {
  const codeLeft = PAGE.right - CODE_WIDTH;
  const besideCode = codeLeft - 12 - PAGE.left;
  const street: TextLine = { text: sheet.street, face: 'bold', size: 21, x: PAGE.left, y: PAGE.top + 18 };
  writeFitted(paper, street, besideCode, 14);
  headLines(sheet, layout).forEach(({ text, face }, index) => {
    const line: TextLine = { text, face, size: 11.5, x: PAGE.left, y: PAGE.top + 38 + index * HEAD_LEAD };
    writeFitted(paper, line, index < 2 ? besideCode : PAGE.right - PAGE.left, 10);
  });
  drawCode(paper, sheet.code, `Page ${page} of ${layout.pages.length}`, codeLeft);
}

/** Two lines beside the code and two below it, where a polling station with its address has the whole width. */
function headLines(sheet: Sheet, { electors, doors }: SheetLayout): { text: string; face: Face }[] {
  const people = electors === 1 ? '1 elector' : `${electors} electors`;
  const houses = doors === 1 ? '1 door' : `${doors} doors`;
  const printed = `Printed ${dayOf(sheet.printedAt)} at ${timeOfDay(sheet.printedAt)}`;
  const lines: { text: string; face: Face }[] = [
    { text: `Polling district ${sheet.district}`, face: 'regular' },
    { text: `Round ${sheet.round} · ${people} outstanding at ${houses} · Polls close 22:00`, face: 'bold' },
    { text: `${printed} · ${freshness(sheet)}`, face: 'regular' },
  ];
  if (sheet.pollingStation !== '') {
    lines.push({ text: `Polling station: ${sheet.pollingStation}`, face: 'regular' });
  }
  return lines;
}

function freshness({ numbersInUpTo, printedAt, hasNoTellers }: Sheet): string {
  if (hasNoTellers) return 'No tellers at this station: knock every promise';
  if (numbersInUpTo === null) return "No tellers' numbers in yet";
  const day = dayOf(numbersInUpTo) === dayOf(printedAt) ? '' : ` on ${dayOf(numbersInUpTo)}`;
  return `Numbers in up to ${timeOfDay(numbersInUpTo)}${day}`;
}

/** The code stands in a frame of its own: it is what somebody looks for in a pile of returned sheets. */
function drawCode(paper: Paper, code: string, pageOf: string, left: number): void {
  const { doc } = paper;
  doc.lineWidth(1.2).rect(left, PAGE.top, CODE_WIDTH, 44).stroke();
  write(doc, { text: 'Sheet', face: 'regular', size: 10, x: left + 8, y: PAGE.top + 13 });
  const size = fittedSize(paper, code, 'bold', 26, 12, CODE_WIDTH - 16);
  const codeX = PAGE.right - 8 - paper.measure(code, 'bold', size);
  write(doc, { text: code, face: 'bold', size, x: codeX, y: PAGE.top + 36 });
  const pageX = PAGE.right - paper.measure(pageOf, 'bold', 12);
  write(doc, { text: pageOf, face: 'bold', size: 12, x: pageX, y: PAGE.top + 62 });
}

function drawTitles({ doc, measure }: Paper, columns: Columns): void {
  const y = ROWS.top - 5;
  const title = (text: string, x: number) => write(doc, { text, face: 'regular', size: 9, x, y });
  title('Address', columns.address);
  title('Number', columns.number);
  title('Name', columns.name);
  TICK_BOXES.forEach((box, place) => {
    title(box.title, (columns.ticks[place] ?? 0) - measure(box.title, 'regular', 9) / 2);
  });
  title('Notes', columns.notes);
  doc.lineWidth(1.2).moveTo(PAGE.left, ROWS.top).lineTo(PAGE.right, ROWS.top).stroke();
}

function drawHouseholds(
  doc: PDFKit.PDFDocument,
  households: readonly HouseholdBlock[],
  columns: Columns,
): void {
  let y: number = ROWS.top;
  for (const { address, electors, height } of households) {
    writeBlock(doc, address, y);
    let top = y;
    for (const elector of electors) {
      writeBlock(doc, elector.lines, top);
      drawTickBoxes(doc, columns, top, elector.lift);
      top += elector.height;
    }
    y += height;
    doc.lineWidth(0.5).moveTo(PAGE.left, y).lineTo(PAGE.right, y).stroke();
  }
}

/** The lift box of somebody who asked for one has a heavy frame, to be seen in the column. */
function drawTickBoxes(doc: PDFKit.PDFDocument, columns: Columns, top: number, lift: boolean): void {
  const y = top + FIRST_BASELINE - BOX + 2;
  const plain = lift ? columns.ticks.slice(0, -1) : columns.ticks;
  for (const middle of plain) doc.rect(middle - BOX / 2, y, BOX, BOX);
  doc.lineWidth(0.8).stroke();
  if (lift) {
    doc
      .lineWidth(2.4)
      .rect((columns.ticks.at(-1) ?? 0) - BOX / 2, y, BOX, BOX)
      .stroke();
  }
}

function drawFoot({ doc, measure }: Paper): void {
  doc
    .lineWidth(1.2)
    .moveTo(PAGE.left, ROWS.bottom + 4)
    .lineTo(PAGE.right, ROWS.bottom + 4)
    .stroke();
  const first = PAGE.bottom - 13;
  const confidential = 'Confidential: contains personal data. Return to the committee room.';
  write(doc, { text: confidential, face: 'bold', size: 10, x: PAGE.left, y: first });
  const postal = "Do not take anybody's postal vote.";
  write(doc, { text: postal, face: 'bold', size: 10, x: PAGE.right - measure(postal, 'bold', 10), y: first });
  // Tellers miss people, so "not marked off" is not "has not voted": whoever knocks should know it.
  const polite = 'Some of these electors may have voted without giving a number: please ask politely.';
  write(doc, { text: polite, face: 'regular', size: 9.5, x: PAGE.left, y: PAGE.bottom });
}

function writeBlock(doc: PDFKit.PDFDocument, lines: readonly TextLine[], top: number): void {
  for (const line of lines) write(doc, { ...line, y: top + line.y });
}
