import { fitEnds, fitStart, type MeasureText, wrapText } from './fit-text.ts';
import type { Sheet, SheetElector, SheetHousehold } from './types.ts';

/** A4 portrait, in points. The margins are what a home printer can be trusted with. */
export const PAGE = { width: 595.28, height: 841.89, left: 30, right: 565.28, top: 30, bottom: 817 } as const;

/** What the head and the foot leave for households: from the rule under the column titles to the rule of the foot. */
export const ROWS = { top: 140, bottom: 788 } as const;

/** The boxes to tick, in their order on the paper, each as wide as its title needs. */
export const TICK_BOXES = [
  { title: 'voted', width: 32 },
  { title: 'will vote', width: 40 },
  { title: 'out', width: 28 },
  { title: 'refused', width: 38 },
  { title: 'lift', width: 28 },
] as const;

const ADDRESS_WIDTH = 84;
const NAME_WIDTH = 146;
const GAP = 8;

const PAD_ABOVE = 4;
const PAD_BELOW = 5;
const LEAST_ROW = 24;

const ADDRESS_TYPE = { face: 'bold', size: 13, least: 11, lead: 15 } as const;
const NUMBER_TYPE = { face: 'regular', size: 11.5, least: 11, lead: 14 } as const;
const NAME_TYPE = { face: 'regular', size: 12, least: 11, lead: 14 } as const;
const DETAIL_TYPE = { face: 'regular', size: 9.5, lead: 11.5 } as const;

export type Face = 'regular' | 'bold';

/** Width of a text in points, in a face at a size. */
export type Measure = (text: string, face: Face, size: number) => number;

/** Left edges of the columns, but for the tick boxes their middles. The numbers take what the sheet's longest needs, and the room to write gives it. */
export type Columns = { address: number; number: number; name: number; ticks: number[]; notes: number };

/** One line of text; `y` is its baseline, counted down from the top of its block. */
export type TextLine = { text: string; face: Face; size: number; x: number; y: number };

export type ElectorBlock = { lines: TextLine[]; lift: boolean; height: number };

/** What stands between two rules: an address and the electors behind it. */
export type HouseholdBlock = { address: TextLine[]; electors: ElectorBlock[]; height: number };

export type SheetLayout = { columns: Columns; pages: HouseholdBlock[][]; electors: number; doors: number };

/** Lays a street out on pages; draws nothing. A sheet has at least one page. */
export function layOut(sheet: Sheet, measure: Measure): SheetLayout {
  const columns = columnsFor(sheet, measure);
  const blocks = sheet.households.map((household) => householdBlock(household, columns, measure));
  return {
    columns,
    pages: paginate(blocks, ROWS.bottom - ROWS.top),
    electors: sheet.households.reduce((sum, household) => sum + household.electors.length, 0),
    doors: sheet.households.length,
  };
}

/**
 * Puts households on pages in their order. None is split, save one that no page could hold: that one starts a page
 * and goes on with its address repeated.
 */
export function paginate(blocks: readonly HouseholdBlock[], pageHeight: number): HouseholdBlock[][] {
  let page: HouseholdBlock[] = [];
  const pages = [page];
  let left = pageHeight;
  for (const block of blocks) {
    for (const piece of block.height <= pageHeight ? [block] : split(block, pageHeight)) {
      if (piece.height > left && page.length > 0) {
        page = [];
        pages.push(page);
        left = pageHeight;
      }
      page.push(piece);
      left -= piece.height;
    }
  }
  return pages;
}

/** Pieces of a household, each but the last filling a page. */
function split(block: HouseholdBlock, pageHeight: number): HouseholdBlock[] {
  const pieces: HouseholdBlock[] = [];
  let address = block.address;
  let electors: ElectorBlock[] = [];
  let height = 0;
  for (const elector of block.electors) {
    if (height + elector.height > pageHeight && electors.length > 0) {
      pieces.push(blockOf(address, electors));
      address = pieces.length === 1 ? continued(block.address) : address;
      electors = [];
      height = 0;
    }
    electors.push(elector);
    height += elector.height;
  }
  pieces.push(blockOf(address, electors));
  return pieces;
}

function continued(address: readonly TextLine[]): TextLine[] {
  const last = address.at(-1);
  if (!last) return [];
  const { face, size, lead } = DETAIL_TYPE;
  return [...address, { text: '(continued)', face, size, x: last.x, y: last.y + lead }];
}

function blockOf(address: TextLine[], electors: ElectorBlock[]): HouseholdBlock {
  const behind = electors.reduce((sum, elector) => sum + elector.height, 0);
  return { address, electors, height: Math.max(behind, (address.at(-1)?.y ?? 0) + PAD_BELOW) };
}

function columnsFor(sheet: Sheet, measure: Measure): Columns {
  let widest = 48;
  for (const { electors } of sheet.households) {
    for (const { number } of electors) {
      widest = Math.max(widest, measure(number, NUMBER_TYPE.face, NUMBER_TYPE.size));
    }
  }
  const number = PAGE.left + ADDRESS_WIDTH + GAP;
  const name = number + Math.min(widest, NAME_WIDTH) + GAP;
  const ticks: number[] = [];
  let x = name + NAME_WIDTH + GAP;
  for (const { width } of TICK_BOXES) {
    ticks.push(x + width / 2);
    x += width;
  }
  return { address: PAGE.left, number, name, ticks, notes: x + GAP };
}

function householdBlock(household: SheetHousehold, columns: Columns, measure: Measure): HouseholdBlock {
  const address = inLines(oneLine(household.label), ADDRESS_TYPE, ADDRESS_WIDTH, 4, measure);
  return blockOf(
    placed(
      address.lines,
      { ...ADDRESS_TYPE, size: address.size },
      columns.address,
      PAD_ABOVE + NAME_TYPE.size,
    ),
    household.electors.map((elector) => electorBlock(elector, columns, measure)),
  );
}

function electorBlock(elector: SheetElector, columns: Columns, measure: Measure): ElectorBlock {
  const lines: TextLine[] = [];
  let y = PAD_ABOVE + NAME_TYPE.size;

  const number = wrapText(oneLine(elector.number), {
    width: columns.name - GAP - columns.number,
    measure: (text) => measure(text, NUMBER_TYPE.face, NUMBER_TYPE.size),
  });
  lines.push(...placed(number, NUMBER_TYPE, columns.number, y));

  const name = inLines(oneLine(elector.name), NAME_TYPE, NAME_WIDTH, 3, measure);
  lines.push(...placed(name.lines, { ...NAME_TYPE, size: name.size }, columns.name, y));
  y += (name.lines.length - 1) * NAME_TYPE.lead;

  if (elector.lift) {
    y += DETAIL_TYPE.lead;
    lines.push({ ...DETAIL_TYPE, face: 'bold', text: 'Lift wanted', x: columns.name, y });
  }
  const detail = detailLines(elector, measure);
  lines.push(...placed(detail, DETAIL_TYPE, columns.name, y + DETAIL_TYPE.lead));

  const lowest = lines.reduce((most, line) => Math.max(most, line.y), 0);
  return { lines, lift: elector.lift, height: Math.max(LEAST_ROW, lowest + PAD_BELOW) };
}

/** The telephone first: a note that is too long must not push it off the paper. */
function detailLines({ phone, note }: SheetElector, measure: Measure): string[] {
  const detail = [oneLine(phone), oneLine(note)].filter((part) => part !== '').join(' · ');
  if (detail === '') return [];
  return fitStart(detail, {
    width: NAME_WIDTH,
    maxLines: 2,
    measure: (text) => measure(text, DETAIL_TYPE.face, DETAIL_TYPE.size),
  });
}

type Type = { face: Face; size: number; least: number; lead: number };

/** A smaller size is better than a second line, a second line better than lost words. */
function inLines(text: string, type: Type, width: number, maxLines: number, measure: Measure) {
  const at =
    (size: number): MeasureText =>
    (part) =>
      measure(part, type.face, size);
  const size = at(type.size)(text) <= width ? type.size : type.least;
  return { size, lines: fitEnds(text, { width, maxLines, measure: at(size) }) };
}

function placed(
  texts: readonly string[],
  type: { face: Face; size: number; lead: number },
  x: number,
  y: number,
) {
  const { face, size, lead } = type;
  return texts.map((text, line): TextLine => ({ text, face, size, x, y: y + line * lead }));
}

/** What came from a file may hold line ends, tabs or letters in two parts (`W` and its circumflex). */
function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
