import { readFile } from 'node:fs/promises';
import { wrapText } from './fit-text.ts';
import { PAGE } from './page-form.ts';
import type { OpenPaper, Paper, TextLine } from './pdf.ts';
import type { Words } from './words.ts';

export const GUIDES = [
  'managers-guide',
  'tellers-and-runners',
  'several-laptops',
  'data-protection',
  'first-start',
] as const;
export type Guide = (typeof GUIDES)[number];

type Line =
  | { kind: 'title' | 'heading' | 'item' | 'plain'; text: string }
  /** A row of a table. A `blank` one has room to write in. */
  | { kind: 'row'; label: string; text: string; blank: boolean };

const BULLET = '•';
const INDENT = 14;
/** Where the second column of a table begins. */
const COLUMN = 96;
const THIN = 0.5;

/** A one-page guide for the wall, the bag or the data officer, from its text in `docs`. */
export async function drawGuide(
  guide: Guide,
  words: Words,
  open: OpenPaper,
  now = new Date(),
): Promise<Uint8Array> {
  const file = words.language === 'en' ? `${guide}.md` : `${guide}.${words.language}.md`;
  const lines = readGuide(await readFile(new URL(`../../docs/${file}`, import.meta.url), 'utf8'));
  const paper = await open(lines.find(({ kind }) => kind === 'title')?.text ?? '', now, words);
  // As large as fits: it is read in bad light.
  const size = [15, 14, 13, 12, 11, 10].find((each) => draw(paper, lines, each, false) <= PAGE.bottom) ?? 9.5;
  paper.newPage(PAGE);
  draw(paper, lines, size, true);
  return paper.finish();
}

/** The little Markdown that the guides use. A row that ends with `____` is to be filled in. */
function readGuide(text: string): Line[] {
  return text
    .split(/\r?\n/)
    .filter((line) => /[^\s|-]/.test(line))
    .map((line): Line => {
      if (line.startsWith('# ')) return { kind: 'title', text: line.slice(2) };
      if (line.startsWith('## ')) return { kind: 'heading', text: line.slice(3) };
      if (line.startsWith('- ')) return { kind: 'item', text: line.slice(2) };
      const row = /^\| (.+?) \| (.+?)( ____)? \|$/.exec(line);
      if (row) return { kind: 'row', label: row[1] ?? '', text: row[2] ?? '', blank: row[3] !== undefined };
      return { kind: 'plain', text: line };
    });
}

/** Returns where the last line ends. Writes only if asked to. */
function draw(paper: Paper, lines: readonly Line[], size: number, writes: boolean): number {
  let y: number = PAGE.top;
  for (const line of lines) {
    y = line.kind === 'row' ? drawRow(paper, line, size, y, writes) : drawText(paper, line, size, y, writes);
  }
  return y;
}

function drawText(
  paper: Paper,
  { kind, text }: Exclude<Line, { kind: 'row' }>,
  size: number,
  top: number,
  writes: boolean,
): number {
  const face = kind === 'title' || kind === 'heading' ? 'bold' : 'regular';
  const points = kind === 'title' ? size * 2 : kind === 'heading' ? size * 1.25 : size;
  const left = PAGE.left + (kind === 'item' ? INDENT : 0);
  const y = top + (kind === 'heading' ? size * 0.9 : size * 0.25);
  if (writes && kind === 'item')
    paper.write({ text: BULLET, face, size: points, x: PAGE.left + 2, y: y + points * 1.3 });
  return drawLines(paper, { text, face, size: points, x: left, y }, PAGE.right - left, writes);
}

/** The subject on the left and its text on the right, under a line across the page. */
function drawRow(
  paper: Paper,
  { label, text, blank }: Extract<Line, { kind: 'row' }>,
  size: number,
  top: number,
  writes: boolean,
): number {
  const y = top + size * 0.4;
  if (writes) paper.rule(PAGE.left, PAGE.right, y, THIN);
  const left = PAGE.left + COLUMN;
  const named = drawLines(paper, { text: label, face: 'bold', size, x: PAGE.left, y }, COLUMN - 6, writes);
  const said = drawLines(paper, { text, face: 'regular', size, x: left, y }, PAGE.right - left, writes);
  // Two lines to write on: the second is the one above the next row.
  if (writes && blank) paper.rule(left, PAGE.right, said + size * 2, THIN);
  return Math.max(named, blank ? said + size * 3.6 : said);
}

/** Writes a text on as many lines as it needs, from `y` down. Returns where the last line ends. */
function drawLines(paper: Paper, line: TextLine, width: number, writes: boolean): number {
  const { text, face, size } = line;
  const measure = (part: string) => paper.measure(part, face, size);
  let { y } = line;
  for (const part of wrapText(text, { width, measure })) {
    y += size * 1.3;
    if (writes) paper.write({ ...line, text: part, y });
  }
  return y;
}
