import { fitEnds } from './fit-text.ts';
import { type Face, LEAST_PRINT, PAGE } from './page-form.ts';
import type { Paper } from './pdf.ts';
import { printable } from './printable.ts';
import type { Words } from './words.ts';

/** A column of a table on paper. `width` is in points; the column without one gets what the others leave. */
type PaperColumn<Row> = {
  title: string;
  width?: number;
  align?: 'right';
  bold?: boolean;
  /** '' leaves room to write. */
  text: (row: Row) => string;
  /** Printed struck through. */
  isStruck?: (row: Row) => boolean;
  /** Never broken over two lines, as a number must not be: the column is as wide as its longest text. */
  isWhole?: boolean;
  /** A box to tick instead of a text. */
  isBox?: boolean;
  /** An upright line before it: for a column to write in. */
  isRuled?: boolean;
  /** How many lines a text may have before its middle is left out, if that is not three. */
  maxLines?: number;
};

/** A table over as many pages as it needs. Each group has a heading, which is repeated on a new page. */
export type PaperTable<Row> = {
  title: string;
  lines: readonly string[];
  foot: readonly string[];
  columns: readonly PaperColumn<Row>[];
  groups: readonly { heading: string; rows: readonly Row[] }[];
  /** Height of a row, in points. */
  height?: number;
  size?: number;
};

/** Line height inside a cell, as a multiple of the font size. */
const LEAD = 1.2;
const BOX = 12;

/** Draws a table, with its head and titles on every page. A table without rows has one page that says so. */
export async function drawTable<Row>(paper: Paper, table: PaperTable<Row>): Promise<void> {
  const { columns, groups, height = 20, size = 11 } = table;
  const places = placesOf(widened(paper, table, size));
  const bottom = PAGE.bottom - 14 - table.foot.length * 12;
  let y = Number.POSITIVE_INFINITY;
  let page = 0;
  const turn = async () => {
    await paper.letOthersIn();
    page += 1;
    y = drawTop(paper, table, places, page);
    drawFoot(paper, table.foot);
  };
  for (const { heading, rows } of groups) {
    const needed = heading === '' ? height : height * 2;
    if (y + needed > bottom) await turn();
    let isNew = true;
    for (const row of rows) {
      const cells = columns.map((column, index) =>
        cellOf(paper, column, places[index]?.width ?? 0, row, size),
      );
      const lines = Math.max(1, ...cells.map((cell) => cell.lines.length));
      const tall = height + (lines - 1) * size * LEAD;
      if (y + tall > bottom) {
        await turn();
        isNew = true;
      }
      if (isNew && heading !== '') {
        paper.writeFitted(
          { text: heading, face: 'bold', size: size + 1, x: PAGE.left, y: y + height - 5 },
          PAGE.right - PAGE.left,
          LEAST_PRINT,
        );
        y += height;
        paper.rule(PAGE.left, PAGE.right, y, 0.8);
      }
      isNew = false;
      drawRow(paper, cells, places, y, height);
      columns.forEach(({ isRuled }, index) => {
        if (isRuled) paper.upright((places[index]?.left ?? 0) - 3, y, y + tall, 0.4);
      });
      y += tall;
      paper.rule(PAGE.left, PAGE.right, y, 0.4);
    }
  }
  if (page === 0) {
    await turn();
    paper.write({
      text: paper.words.t('Nobody is on this list.'),
      face: 'regular',
      size: 12,
      x: PAGE.left,
      y: y + 20,
    });
  }
}

/** A wider column leaves the others at least this much, in points. */
const WIDEST = 130;

function widened<Row>(paper: Paper, { columns, groups }: PaperTable<Row>, size: number): PaperColumn<Row>[] {
  return columns.map((column) => {
    if (!column.isWhole) return column;
    let { width = 0 } = column;
    for (const { rows } of groups)
      for (const row of rows)
        width = Math.max(width, paper.measure(printable(column.text(row)), 'regular', size));
    return { ...column, width: Math.min(width, WIDEST) };
  });
}

type Place = { left: number; width: number };

/** The column without a width keeps this much beside a wide one: the others then get narrower, by up to a third. */
const LEAST_LEFT = 110;
const NARROWER = 2 / 3;

function placesOf<Row>(columns: readonly PaperColumn<Row>[]): Place[] {
  const gap = 6;
  const room = PAGE.right - PAGE.left - gap * (columns.length - 1);
  const sum = (some: readonly PaperColumn<Row>[]) => some.reduce((total, { width = 0 }) => total + width, 0);
  const yields = ({ isWhole, isBox, align }: PaperColumn<Row>) => !isWhole && !isBox && align === undefined;
  const yielding = sum(columns.filter(yields));
  const missing = Math.max(0, LEAST_LEFT - (room - sum(columns)));
  const part = yielding === 0 ? 1 : Math.max(NARROWER, (yielding - missing) / yielding);
  const narrowed = columns.map((column) =>
    column.width !== undefined && yields(column) ? { ...column, width: column.width * part } : column,
  );
  const rest = room - sum(narrowed);
  let left: number = PAGE.left;
  return narrowed.map(({ width = rest }) => {
    const place = { left, width };
    left += width + gap;
    return place;
  });
}

/** Returns where the rows begin. */
function drawTop<Row>(
  paper: Paper,
  { title, lines, columns }: PaperTable<Row>,
  places: Place[],
  page: number,
): number {
  paper.newPage(PAGE);
  const width = PAGE.right - PAGE.left;
  const pageText = paper.words.t('Page {{page}}', { page });
  const besidePage = width - paper.measure(pageText, 'bold', 11) - 14;
  paper.writeFitted({ text: title, face: 'bold', size: 20, x: PAGE.left, y: PAGE.top + 18 }, besidePage, 11);
  paper.writeTo(PAGE.right, { text: pageText, face: 'bold', size: 11, y: PAGE.top + 18 });
  lines.forEach((text, index) => {
    paper.writeFitted(
      { text, face: 'regular', size: 11.5, x: PAGE.left, y: PAGE.top + 36 + index * 15 },
      width,
      LEAST_PRINT,
    );
  });
  const y = PAGE.top + 44 + lines.length * 15;
  columns.forEach(({ title: text, align, isBox }, index) => {
    const place = places[index];
    if (!place) return;
    const size = LEAST_PRINT;
    const line = { text, face: 'regular', size, y } as const;
    if (align === 'right') paper.writeTo(place.left + place.width, line);
    else if (isBox) paper.writeAround(place.left + place.width / 2, line);
    else paper.writeFitted({ ...line, x: place.left }, place.width, LEAST_PRINT);
  });
  paper.rule(PAGE.left, PAGE.right, y + 4, 1.2);
  return y + 4;
}

/** The contents of a row's cell, in lines that fit its width. */
type Cell = {
  lines: string[];
  face: Face;
  size: number;
  isRight: boolean;
  isStruck: boolean;
  isBox: boolean;
};

function cellOf<Row>(paper: Paper, column: PaperColumn<Row>, width: number, row: Row, size: number): Cell {
  const face = column.bold ? 'bold' : 'regular';
  const text = printable(column.text(row));
  const fitted = paper.fittedSize(text, face, size, column.isWhole ? 0 : size - 1, width);
  const measure = (part: string) => paper.measure(part, face, fitted);
  return {
    lines: text === '' ? [] : fitEnds(text, { width: width + 0.01, maxLines: column.maxLines ?? 3, measure }),
    face,
    size: fitted,
    isRight: column.align === 'right',
    isStruck: column.isStruck?.(row) ?? false,
    isBox: column.isBox ?? false,
  };
}

function drawRow(
  paper: Paper,
  cells: readonly Cell[],
  places: readonly Place[],
  top: number,
  height: number,
): void {
  cells.forEach(({ lines, face, size, isRight, isStruck, isBox }, index) => {
    const place = places[index];
    if (!place) return;
    if (isBox) {
      paper.frames([[place.left + (place.width - BOX) / 2, BOX]], top + (height - BOX) / 2, BOX, 0.8);
      return;
    }
    lines.forEach((text, line) => {
      const y = top + height - (height - size) / 2 - 1.5 + line * size * LEAD;
      const long = paper.measure(text, face, size);
      const left = isRight ? place.left + place.width - long : place.left;
      paper.write({ text, face, size, x: left, y });
      if (isStruck) paper.rule(left - 1, left + long + 1, y - size * 0.3, 1.2);
    });
  });
}

function drawFoot(paper: Paper, foot: readonly string[]): void {
  foot.forEach((text, index) => {
    const y = PAGE.bottom - (foot.length - 1 - index) * 12;
    const face = index === 0 ? 'bold' : 'regular';
    paper.writeFitted({ text, face, size: 9.5, x: PAGE.left, y }, PAGE.right - PAGE.left, LEAST_PRINT);
  });
}

/** The foot of every paper with people's names. */
export function confidential({ t }: Words): string {
  return t('Confidential: contains personal data. Keep it in the committee room, or return it there.');
}
