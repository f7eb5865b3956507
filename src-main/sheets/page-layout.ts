import { fitEnds, fitStart, wrapText } from './fit-text.ts';
import { printable } from './printable.ts';
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
const NUMBER_WIDTH = { least: 44, most: 84 } as const;
const NAME_WIDTH = 146;
const GAP = 8;

/** From the top of a household or an elector to the baseline of its first line, which the tick boxes stand on. */
export const FIRST_BASELINE = 16;
const PAD_BELOW = 5;
const LEAST_ROW = 24;

const ADDRESS_TYPE = { face: 'bold', size: 13, least: 11, lead: 15 } as const;
const NUMBER_TYPE = { face: 'regular', size: 11.5, least: 11, lead: 14 } as const;
const NAME_TYPE = { face: 'regular', size: 12, least: 11, lead: 14 } as const;
const DETAIL_TYPE = { face: 'regular', size: 9.5, lead: 11.5 } as const;

export type Face = 'regular' | 'bold';

/** Width of a text in points, in a face at a size. */
export type Measure = (text: string, face: Face, size: number) => number;

/**
 * Left edges of the columns, but for the tick boxes their middles. The numbers take what the longest on the sheet
 * needs, and the room for notes gives it.
 */
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
  let widest: number = NUMBER_WIDTH.least;
  for (const { electors } of sheet.households) {
    for (const { number } of electors) {
      widest = Math.max(widest, measure(number, NUMBER_TYPE.face, NUMBER_TYPE.size));
    }
  }
  const number = PAGE.left + ADDRESS_WIDTH + GAP;
  const name = number + Math.min(widest, NUMBER_WIDTH.most) + GAP;
  const ticks: number[] = [];
  let x = name + NAME_WIDTH + GAP;
  for (const { width } of TICK_BOXES) {
    ticks.push(x + width / 2);
    x += width;
  }
  return { address: PAGE.left, number, name, ticks, notes: x + GAP };
}

function householdBlock(household: SheetHousehold, columns: Columns, measure: Measure): HouseholdBlock {
  const address = shrunk(printable(household.label), ADDRESS_TYPE, ADDRESS_WIDTH, measure);
  return blockOf(
    placed(fitEnds(address.text, { ...address, maxLines: 4 }), address, columns.address, FIRST_BASELINE),
    household.electors.map((elector) => electorBlock(elector, columns, measure)),
  );
}

function electorBlock(elector: SheetElector, columns: Columns, measure: Measure): ElectorBlock {
  const number = shrunk(printable(elector.number), NUMBER_TYPE, columns.name - GAP - columns.number, measure);
  const name = shrunk(printable(elector.name), NAME_TYPE, NAME_WIDTH, measure);
  // A number may take as many lines as it likes: without it nobody can be marked off.
  const lines = placed(wrapText(number.text, number), number, columns.number, FIRST_BASELINE);
  const nameLines = placed(fitEnds(name.text, { ...name, maxLines: 3 }), name, columns.name, FIRST_BASELINE);
  lines.push(...nameLines);

  let y = nameLines.at(-1)?.y ?? FIRST_BASELINE;
  if (elector.lift) {
    y += DETAIL_TYPE.lead;
    lines.push({ text: 'Lift wanted', face: 'bold', size: DETAIL_TYPE.size, x: columns.name, y });
  }
  lines.push(...placed(detailLines(elector, measure), DETAIL_TYPE, columns.name, y + DETAIL_TYPE.lead));

  const lowest = lines.reduce((most, line) => Math.max(most, line.y), 0);
  return { lines, lift: elector.lift, height: Math.max(LEAST_ROW, lowest + PAD_BELOW) };
}

/** The telephone first: a note that is too long must not push it off the paper. */
function detailLines({ phone, note }: SheetElector, measure: Measure): string[] {
  const detail = [printable(phone), printable(note)].filter((part) => part !== '').join(' · ');
  if (detail === '') return [];
  return fitStart(detail, {
    width: NAME_WIDTH,
    maxLines: 2,
    measure: (text) => measure(text, DETAIL_TYPE.face, DETAIL_TYPE.size),
  });
}

/** A text in the size it is written in, should it fit the width; else in the least size, to be wrapped. */
function shrunk(
  text: string,
  { face, size, least, lead }: { face: Face; size: number; least: number; lead: number },
  width: number,
  measure: Measure,
) {
  const fitted = measure(text, face, size) <= width ? size : least;
  return { text, face, size: fitted, lead, width, measure: (part: string) => measure(part, face, fitted) };
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
