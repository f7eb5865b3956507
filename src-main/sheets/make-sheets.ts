import { setImmediate as nextTurn } from 'node:timers/promises';
import { lookOf } from '../../src-shared/paper-look.ts';
import { runAsyncSteps } from '../../src-shared/steps.ts';
import { widthOf } from '../paper/font-files.ts';
import { isNarrow } from '../paper/page-form.ts';
import { Paper } from '../paper/pdf.ts';
import { isCutOnPaper } from '../paper/printable.ts';
import { wordsOf } from '../paper/words.ts';
import { nowhere, type Save } from '../store/file/write-file.ts';
import { addToJournal } from '../store/journal/journal.ts';
import type { Room } from '../store/room.ts';
import { readWeights } from '../turnout/figures/next-streets.ts';
import { drawCover } from './cover-list.ts';
import { drawAlone, drawSheets, pagesOf, styleIn } from './paper.ts';
import { type OnPaper, partsOf, planSheet, planSheets } from './plan-sheets.ts';
import { countsOf } from './sheet-head.ts';
import { minutesOn } from './sheet-parts.ts';
import type { MadeSheets, PlannedCount, Sheet, SheetChoice, SheetStep } from './types.ts';

type Step = { done: number; total: number; first?: Uint8Array };

/**
 * Makes knock-up sheets of the electors outstanding now. Reserves the codes, draws the sheets, then adds each to the
 * journal. Yields how many are drawn; if there are more than `many`, the first sheet alone comes before that. If the
 * caller stops iterating, the work stops and no sheet counts as made. The sheets and their entries are saved together
 * by `save`, so there is never one without the other.
 * @throws Refusal if a chosen district, street or walk is not in the room.
 */
async function* makeSheets(
  room: Room,
  choice: SheetChoice,
  by: string,
  { save = nowhere, many = Number.POSITIVE_INFINITY }: { save?: Save<Uint8Array>; many?: number } = {},
): AsyncGenerator<Step, MadeSheets> {
  const onPaper = await planFor(room, choice);
  const { style } = onPaper;
  // An import may have started since the call arrived.
  while (room.isBusy) await room.settled();
  const printedAt = new Date();
  const paper = choice.paper ?? {};
  const { round, sheets: planned } = planSheets(room, choice, { by, at: printedAt }, onPaper);
  const sheets = planned.map(({ sheet }) => sheet);
  const total = sheets.length;
  const [first] = sheets;
  if (first && total > many) yield { done: 0, total, first: await drawAlone(first, style) };
  const drawing = drawSheets(sheets, style, async (blank) => {
    if (paper.cover && total > 0) await drawCover(blank, sheets);
  });
  let step = await drawing.next();
  while (!step.done) {
    yield { done: step.value, total };
    step = await drawing.next();
  }
  const { pdf, pages } = step.value;
  while (room.isBusy) await room.settled();
  save(pdf, () =>
    room.change(() => {
      for (const { record } of planned)
        addToJournal(room, { kind: 'sheet', by, at: printedAt.getTime(), detail: record });
    }),
  );
  return {
    sheets: total,
    pages,
    electors: planned.reduce((sum, { record }) => sum + record.electorIds.length, 0),
    round,
    cutNames: paper.doorsOnly ? 0 : sheets.reduce((sum, sheet) => sum + cutNamesOf(sheet), 0),
    codes: planned.map(({ record }) => record.code),
    fileName: `knock-up sheets round ${round}.pdf`,
    pdf,
  };
}

/** How long counting may keep other work waiting, in milliseconds. */
const WORK_FOR = 30;

/**
 * How many sheets and pages a choice makes, as `makeSheets` would draw them now. Draws and reserves nothing, and
 * yields to other work.
 * @throws Refusal if a chosen district, street or walk is not in the room.
 */
export async function countSheets(
  room: Room,
  choice: SheetChoice,
  signal?: AbortSignal,
): Promise<PlannedCount | null> {
  const onPaper = await planFor(room, choice);
  const { style, text } = onPaper;
  while (room.isBusy) await room.settled();
  const { parts, facts } = partsOf(room, choice, new Date(), onPaper);
  const weights = readWeights(room);
  const look = lookOf(choice.paper ?? {});
  const sheets: Sheet[] = [];
  let places = 0;
  let since = performance.now();
  for (const part of parts) {
    const { sheet } = planSheet(part, '', facts, look);
    sheets.push(sheet);
    places += pagesOf(sheet, style, text);
    if (performance.now() - since < WORK_FOR) continue;
    await nextTurn();
    if (signal?.aborted) return null;
    since = performance.now();
  }
  const cover = Paper.sketch(text.words);
  if (choice.paper?.cover) await drawCover(cover, sheets);
  return {
    sheets: sheets.length,
    pages: cover.pages + Math.max(1, isNarrow(style.form) ? Math.ceil(places / 2) : places),
    electors: sheets.reduce((sum, sheet) => sum + countsOf(sheet).electors, 0),
    minutes: parts.reduce((most, { streets }) => Math.max(most, minutesOn(streets, weights)), 0),
  };
}

async function planFor(room: Room, { paper = {} }: SheetChoice): Promise<OnPaper> {
  while (room.isBusy) await room.settled();
  const style = styleIn(room, paper);
  return { style, text: { measure: widthOf, words: await wordsOf(style.language) } };
}

function cutNamesOf({ streets }: Sheet): number {
  const electors = streets.flatMap(({ households }) => households.flatMap((each) => each.electors));
  return electors.filter(({ name }) => isCutOnPaper(name)).length;
}

/** How often a screen is told the progress of the drawing, in milliseconds. */
const PROGRESS_EVERY = 100;

/** With more sheets than this, the first is shown while the others are drawn. */
const MANY = 10;

/**
 * The same for a screen: progress now and then, and the PDF at the end. `signal` stops it before any sheet counts as
 * made.
 */
export async function* makeSheetsInSteps(
  room: Room,
  choice: SheetChoice,
  by: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<SheetStep> {
  const making = makeSheets(room, choice, by, { many: MANY });
  let reportedAt = 0;
  let step = await making.next();
  while (!step.done) {
    const { first, ...progress } = step.value;
    if (first) yield { stage: 'first', base64: base64(first) };
    if (performance.now() - reportedAt > PROGRESS_EVERY) {
      reportedAt = performance.now();
      yield { stage: 'drawing', ...progress };
      // Yields, so that numbers can be entered while a large room prints.
      await nextTurn();
      if (signal?.aborted) return;
    }
    step = await making.next();
  }
  const { pdf, ...made } = step.value;
  yield { stage: 'done', ...made, base64: base64(pdf) };
}

function base64(pdf: Uint8Array): string {
  return Buffer.from(pdf).toString('base64');
}

/** The same for callers that show no progress. */
export async function makeSheetsAtOnce(
  room: Room,
  choice: SheetChoice,
  by: string,
  save: Save<Uint8Array> = nowhere,
): Promise<MadeSheets> {
  return runAsyncSteps(makeSheets(room, choice, by, { save }));
}
