import type { Language } from '../../src-shared/languages.ts';
import type { Detail } from '../../src-shared/paper-look.ts';
import { fitEnds, fitStart, wrapText } from '../paper/fit-text.ts';
import {
  isNarrow,
  LEAST_NOTES,
  LEAST_PRINT,
  type PageForm,
  TICK_TITLES,
  type TypeStyle,
  withRowsCloser,
} from '../paper/page-form.ts';
import type { Measure, TextLine } from '../paper/pdf.ts';
import { printable, printableName } from '../paper/printable.ts';
import type { Words } from '../paper/words.ts';
import { ELECTION_WORDS } from '../register/elector/elections.ts';
import type { Sheet, SheetElector, SheetHousehold, SheetStreet } from './types.ts';

/** What a layout needs besides the sheet: the form of its paper, and the contents of its lines. */
export type Style = {
  form: PageForm;
  details: readonly Detail[];
  doorsOnly: boolean;
  /** For a sheet that goes out in each round of the day: when each does, '' for no time. */
  rounds?: readonly string[];
  /** Where the committee room is; '' if nobody has set it. */
  committeeRoom: string;
  /** The day of the room, as it is on the square (square.ts). */
  day: string;
  language: Language;
};

/** What a layout needs from the paper: how wide a text is, and its words. */
export type PaperText = { measure: Measure; words: Words };

/**
 * Left edges of the columns (for tick boxes, the middles). `notes` is null if there is no room. If the longest number
 * on the sheet is too wide for a column of its own, `number` is null, and numbers are written above the names.
 */
export type Columns = {
  address: number;
  number: number | null;
  name: number;
  nameWidth: number;
  ticks: number[];
  notes: number | null;
};

export type ElectorBlock = { lines: TextLine[]; lift: boolean; isMarked: boolean; height: number };

/** The part between two rules: an address and its electors, below the name of its street if needed. */
export type HouseholdBlock = {
  heading?: TextLine;
  address: TextLine[];
  electors: ElectorBlock[];
  height: number;
};

/** A street's doors, and its name, to repeat above them if a sheet has several streets. */
type StreetBlocks = { name: string | null; households: HouseholdBlock[] };

export type SheetLayout = {
  /** The form of its paper, with its rows closer together if that saves a page. */
  form: PageForm;
  columns: Columns;
  /** From the top of the page to the rule under the column titles, and to the rule of the foot. */
  rows: { top: number; bottom: number };
  head: HeadLine[];
  foot: FootLine[];
  pages: HouseholdBlock[][];
};

export type HeadLine = { text: string; face: 'regular' | 'bold' };
export type FootLine = { left: string; right: string; face: 'regular' | 'bold' };

const FOOT_LEAD = 13;
/** From the rule of the foot to its first baseline. */
const FOOT_FIRST = 16;
/** Lines of a head, without notes on the way. */
export const USUAL_HEAD_LINES = 4;

/** How much closer rows may be, from not at all to as close as is readable. */
const CLOSER = [0, 0.25, 0.5, 0.75, 1] as const;

/**
 * Lays a sheet out on pages, without drawing. A sheet has at least one page. Rows are closer together if that saves a
 * page, and the pages are about equally full.
 */
export function layOut(sheet: Sheet, head: HeadLine[], style: Style, paper: PaperText): SheetLayout {
  const columns = columnsFor(sheet.streets, style, paper.measure);
  const foot = footLines(style, paper);
  const rows = rowsBetween(head.length, foot.length, style.form);
  const room = rows.bottom - rows.top;
  const continued = paper.words.t('(continued)');
  const texts = sheet.streets.map((street) => streetText(street, columns, style, paper));
  const tried = (closer: number) => {
    const form = withRowsCloser(style.form, closer);
    const streets = streetBlocks(texts, columns, form, paper.words);
    return { form, streets, pages: paginate(streets, room, form, continued) };
  };
  const [usual, ...others] = [...CLOSER];
  let best = tried(usual);
  if (best.pages.length > 1) {
    const fewest = tried(1).pages.length;
    if (fewest < best.pages.length)
      best = others.map(tried).find(({ pages }) => pages.length === fewest) ?? best;
  }
  const pages = evenly(best.streets, room, best.form, continued, best.pages);
  return { form: best.form, columns, rows, head, foot, pages };
}

/** How much of a page a street takes, with its name: as usual, and with its rows as close as is readable. */
export function heightsOf(
  street: SheetStreet,
  style: Style,
  paper: PaperText,
): { usual: number; closest: number } {
  const columns = columnsFor([street], style, paper.measure);
  const { households } = streetText(street, columns, style, paper);
  const heightIn = (form: PageForm) =>
    households.reduce(
      (sum, each) => sum + householdBlock(each, columns, form, paper.words).height,
      form.streetName,
    );
  return { usual: heightIn(style.form), closest: heightIn(withRowsCloser(style.form, 1)) };
}

/** Room for streets on a page with a head of so many lines. */
export function roomForStreets(headLines: number, style: Style, paper: PaperText): number {
  const { top, bottom } = rowsBetween(headLines, footLines(style, paper).length, style.form);
  return bottom - top;
}

function rowsBetween(headLines: number, footLinesBelow: number, form: PageForm): SheetLayout['rows'] {
  const longer = Math.max(0, headLines - USUAL_HEAD_LINES) * form.type.head.lead;
  return {
    top: form.top + form.rowsTop + longer,
    bottom: form.bottom - FOOT_FIRST - (footLinesBelow - 1) * FOOT_LEAD,
  };
}

function streetBlocks(
  streets: readonly StreetText[],
  columns: Columns,
  form: PageForm,
  words: Words,
): StreetBlocks[] {
  const several = streets.length > 1;
  return streets.map(({ name, households }) => ({
    name: several ? name : null,
    households: households.map((each) => householdBlock(each, columns, form, words)),
  }));
}

/**
 * The same doors on as many pages, about equally full: nobody walks out with a page of three names behind a full
 * one.
 */
function evenly(
  streets: readonly StreetBlocks[],
  room: number,
  form: PageForm,
  continued: string,
  full: HouseholdBlock[][],
): HouseholdBlock[][] {
  let best = full;
  let [low, high] = [room / 2, room];
  while (full.length > 1 && high - low > form.leastRow / 2) {
    const middle = (low + high) / 2;
    const pages = paginate(streets, room, form, continued, middle);
    if (pages.length > full.length) low = middle;
    else [best, high] = [pages, middle];
  }
  return best;
}

function footLines(style: Style, { measure, words }: PaperText): FootLine[] {
  const { form } = style;
  return footTexts(style, words).flatMap((line): FootLine[] => {
    if (line.right !== '') return [line];
    const inLeast = (text: string) => measure(text, line.face, LEAST_PRINT);
    const lines = wrapText(printable(line.left), { width: form.right - form.left, measure: inLeast });
    return lines.map((left) => ({ ...line, left }));
  });
}

function footTexts({ form, committeeRoom, rounds }: Style, { t }: Words): FootLine[] {
  const where: FootLine[] =
    committeeRoom === ''
      ? []
      : [{ left: t('Committee room: {{committeeRoom}}', { committeeRoom }), right: '', face: 'bold' }];
  const confidential = t('Confidential: contains personal data. Return to the committee room.');
  const postal = t("Do not take anybody's postal vote.");
  // Tellers miss people, so "not marked off" does not mean "has not voted", and knockers should know that.
  const polite = t('Some of these electors may have voted without giving a number: please ask politely.');
  const strike = t('Before each round, strike out here whoever is struck out on the number grid.');
  const first: FootLine[] = rounds ? [{ left: strike, right: '', face: 'bold' }] : [];
  if (!isNarrow(form)) {
    return [
      ...first,
      { left: confidential, right: postal, face: 'bold' },
      ...where,
      { left: polite, right: '', face: 'regular' },
    ];
  }
  return [
    ...first,
    { left: confidential, right: '', face: 'bold' },
    ...where,
    { left: postal, right: '', face: 'bold' },
    { left: polite, right: '', face: 'regular' },
  ];
}

/**
 * Puts households on pages in their order, each up to `limit`. A household is only split if no page could hold it: then
 * it starts a page, and its address is repeated on the next. If streets have names, each name is above the street's
 * first household and again at the top of a page. `continued` marks a name or an address as continued.
 */
export function paginate(
  streets: readonly StreetBlocks[],
  pageHeight: number,
  form: Pick<PageForm, 'left' | 'type' | 'streetName'>,
  continued: string,
  limit = pageHeight,
): HouseholdBlock[][] {
  let page: HouseholdBlock[] = [];
  const pages = [page];
  let left = limit;
  for (const { name, households } of streets) {
    const room = pageHeight - (name === null ? 0 : form.streetName);
    let isFirst = true;
    for (const block of households) {
      for (const piece of block.height <= room ? [block] : split(block, room, form, continued)) {
        const needed = piece.height + (name !== null && isFirst ? form.streetName : 0);
        const turns = needed > left && page.length > 0;
        if (turns) {
          page = [];
          pages.push(page);
          left = limit;
        }
        const titled =
          name !== null && (isFirst || turns)
            ? under(isFirst ? name : `${name} ${continued}`, piece, form)
            : piece;
        page.push(titled);
        left -= titled.height;
        isFirst = false;
      }
    }
  }
  return pages;
}

function under(
  street: string,
  block: HouseholdBlock,
  { left, type, streetName }: Pick<PageForm, 'left' | 'type' | 'streetName'>,
): HouseholdBlock {
  const { face, size } = type.address;
  return {
    ...block,
    heading: { text: street, face, size, x: left, y: streetName - 5 },
    height: block.height + streetName,
  };
}

/** The parts of a split household. Each but the last fills a page. */
function split(
  block: HouseholdBlock,
  pageHeight: number,
  form: Pick<PageForm, 'type'>,
  continued: string,
): HouseholdBlock[] {
  const pieces: HouseholdBlock[] = [];
  let address = block.address;
  let electors: ElectorBlock[] = [];
  let height = 0;
  for (const elector of block.electors) {
    if (height + elector.height > pageHeight && electors.length > 0) {
      pieces.push(blockOf(address, electors, 0));
      address = pieces.length === 1 ? withBelow(block.address, continued, form.type.detail) : address;
      electors = [];
      height = 0;
    }
    electors.push(elector);
    height += elector.height;
  }
  pieces.push(blockOf(address, electors, 0));
  return pieces;
}

function withBelow(address: readonly TextLine[], text: string, { face, size, lead }: TypeStyle): TextLine[] {
  const last = address.at(-1);
  return last ? [...address, { text, face, size, x: last.x, y: last.y + lead }] : [];
}

function blockOf(address: TextLine[], electors: ElectorBlock[], padBelow: number): HouseholdBlock {
  const behind = electors.reduce((sum, elector) => sum + elector.height, 0);
  return { address, electors, height: Math.max(behind, (address.at(-1)?.y ?? 0) + padBelow) };
}

function columnsFor(
  streets: readonly SheetStreet[],
  { form, doorsOnly, rounds }: Style,
  measure: Measure,
): Columns {
  const { address, number, name, gap } = form.columns;
  const ticks = rounds ? rounds.map(() => form.columns.round) : form.columns.ticks;
  const { face, size } = form.type.number;
  let widest: number = doorsOnly ? 0 : number.least;
  if (!doorsOnly) {
    for (const { households } of streets)
      for (const { electors } of households)
        for (const elector of electors) widest = Math.max(widest, measure(elector.number, face, size));
  }
  const numberAt = form.left + address + gap;
  // Without notes, the names have what the rounds leave.
  const ticksAt = rounds
    ? form.right - rounds.length * form.columns.round
    : numberAt + (doorsOnly ? 0 : number.least + gap) + name.usual + gap;
  const isAbove = widest > number.most;
  const nameAt = doorsOnly || isAbove ? numberAt : numberAt + widest + gap;
  const nameWidth = Math.max(name.least, ticksAt - gap - nameAt);
  const middles: number[] = [];
  let x = nameAt + nameWidth + gap;
  for (const width of ticks) {
    middles.push(x + width / 2);
    x += width;
  }
  const notes = x + gap;
  return {
    address: form.left,
    number: doorsOnly || isAbove ? null : numberAt,
    name: nameAt,
    nameWidth,
    ticks: middles,
    notes: form.right - notes >= LEAST_NOTES ? notes : null,
  };
}

/** The door, with how many to ask for, and whether anybody there needs a lift. */
function withoutNames({ label, electors }: SheetHousehold, { counted }: Words): SheetHousehold {
  const name = counted(electors.length, 'elector');
  const lift = electors.some((elector) => elector.lift);
  const isMarked = electors.every((elector) => elector.isMarked);
  return {
    label,
    electors: [
      { number: '', name, phone: '', note: '', lift, isMarked, past: null, votingIntention: '', onlyFor: [] },
    ],
  };
}

/** Lines in the size in which they fit. */
type FittedText = { lines: string[]; size: number };

/** What is printed of a street, whatever the space between its rows. */
type StreetText = { name: string; households: HouseholdText[] };
type HouseholdText = { address: FittedText; electors: ElectorText[] };
type ElectorText = { elector: SheetElector; number: NumberLine | null; name: FittedText; details: string[] };
type NumberLine = Omit<TextLine, 'y'>;

function streetText(
  { name, households }: SheetStreet,
  columns: Columns,
  style: Style,
  paper: PaperText,
): StreetText {
  return {
    name: printable(name),
    households: households.map((each) =>
      householdText(style.doorsOnly ? withoutNames(each, paper.words) : each, columns, style, paper),
    ),
  };
}

/** On half a page, a house name of fifty letters without a space and its number; and whatever name people have. */
const ADDRESS_LINES = 8;
const NAME_LINES = 6;

function householdText(
  household: SheetHousehold,
  columns: Columns,
  style: Style,
  paper: PaperText,
): HouseholdText {
  const { type, columns: widths } = style.form;
  const label = household.label || paper.words.t('No number');
  return {
    address: fitted(printable(label), type.address, widths.address, ADDRESS_LINES, paper.measure),
    electors: household.electors.map((elector) => electorText(elector, columns, style, paper)),
  };
}

function electorText(
  elector: SheetElector,
  columns: Columns,
  { form, details }: Style,
  { measure, words }: PaperText,
): ElectorText {
  const name = printableName(elector.name, words.t);
  return {
    elector,
    number: elector.number === '' ? null : numberLine(elector.number, columns, form, measure),
    name: fitted(name, form.type.name, columns.nameWidth, NAME_LINES, measure),
    details: detailLines(elector, details, form, columns.nameWidth, { measure, words }),
  };
}

/** A text in its own size if it fits the width; otherwise wrapped, in the smallest size. */
function fitted(
  text: string,
  { face, size, least }: TypeStyle,
  width: number,
  maxLines: number,
  measure: Measure,
): FittedText {
  if (measure(text, face, size) <= width) return { lines: [text], size };
  const inLeast = (part: string) => measure(part, face, least);
  return { lines: fitEnds(text, { width, maxLines, measure: inLeast }), size: least };
}

function householdBlock(
  { address, electors }: HouseholdText,
  columns: Columns,
  form: PageForm,
  words: Words,
): HouseholdBlock {
  const { type, firstBaseline, padBelow } = form;
  return blockOf(
    placed(address.lines, { ...type.address, size: address.size }, columns.address, firstBaseline),
    electors.map((each) => electorBlock(each, columns, form, words)),
    padBelow,
  );
}

function electorBlock(
  { elector, number, name, details }: ElectorText,
  columns: Columns,
  { type, firstBaseline, padBelow, leastRow }: PageForm,
  words: Words,
): ElectorBlock {
  const lines: TextLine[] = [];
  if (number) lines.push({ ...number, y: firstBaseline });
  const nameFrom = firstBaseline + (number && columns.number === null ? type.number.lead : 0);
  const nameLines = placed(name.lines, { ...type.name, size: name.size }, columns.name, nameFrom);
  lines.push(...nameLines);

  let y = nameLines.at(-1)?.y ?? nameFrom;
  if (elector.lift) {
    y += type.detail.lead;
    lines.push({ text: words.t('Lift wanted'), face: 'bold', size: type.detail.size, x: columns.name, y });
  }
  if (elector.onlyFor.length > 0) {
    y += type.detail.lead;
    const polls = elector.onlyFor.map((kind) => words.t(ELECTION_WORDS[kind].text)).join(', ');
    const text = words.t('Only for: {{polls}}', { polls });
    lines.push({ text, face: 'bold', size: type.detail.size, x: columns.name, y });
  }
  lines.push(...placed(details, type.detail, columns.name, y + type.detail.lead));

  const lowest = lines.reduce((most, line) => Math.max(most, line.y), 0);
  return {
    lines,
    lift: elector.lift,
    isMarked: elector.isMarked,
    height: Math.max(leastRow, lowest + padBelow),
  };
}

/** On one line, whatever its length: a broken number is read as two. */
function numberLine(
  number: string,
  { number: at, name, nameWidth }: Columns,
  { type, columns }: PageForm,
  measure: Measure,
): NumberLine {
  const { face, size, least } = type.number;
  const text = printable(number);
  const width = at === null ? nameWidth : name - columns.gap - at;
  const widest = measure(text, face, size);
  // A column as wide as its longest number must not lose to rounding.
  const fits = widest <= width + 0.01;
  return { text, face, size: fits ? size : Math.min(least, (size * width) / widest), x: at ?? name };
}

/** The note comes last: a long one must not push the telephone off the paper. */
function detailLines(
  { phone, note, past, votingIntention }: SheetElector,
  details: readonly Detail[],
  form: PageForm,
  width: number,
  { measure, words }: PaperText,
): string[] {
  const { face, size } = form.type.detail;
  const wanted: string[] = [];
  if (details.includes('phone')) wanted.push(phone);
  if (details.includes('vi')) wanted.push(votingIntention);
  if (details.includes('past') && past) wanted.push(words.t('Voted {{votes}} of {{polls}}', past));
  if (details.includes('note')) wanted.push(note);
  const text = wanted
    .map(printable)
    .filter((part) => part !== '')
    .join(' · ');
  if (text === '') return [];
  const maxLines = isNarrow(form) ? 3 : 2;
  return fitStart(text, { width, maxLines, measure: (part) => measure(part, face, size) });
}

function placed(
  texts: readonly string[],
  { face, size, lead }: Pick<TypeStyle, 'face' | 'size' | 'lead'>,
  x: number,
  y: number,
): TextLine[] {
  return texts.map((text, line) => ({ text, face, size, x, y: y + line * lead }));
}

/** A title over a column of boxes, on as many lines as it needs, around the middle of the column. */
export type BoxTitle = { lines: string[]; middle: number };

export function boxTitles(
  { ticks }: Columns,
  { form, rounds }: Style,
  { measure, words }: PaperText,
): BoxTitle[] {
  if (rounds) {
    return rounds.map((time, place) => ({
      lines: [words.t('Round {{round}}', { round: place + 1 }), time].filter(Boolean),
      middle: ticks[place] ?? 0,
    }));
  }
  return TICK_TITLES.map((title, place) => ({
    lines: wrapText(words.t(title), {
      width: (form.columns.ticks[place] ?? 0) - 1,
      measure: (text) => measure(text, 'regular', form.titles),
    }),
    middle: ticks[place] ?? 0,
  }));
}
