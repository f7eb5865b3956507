import { readFile } from 'node:fs/promises';
import type { Words } from '../words/words.ts';
import { wrapText } from './fit-text.ts';
import { PAGE } from './page-form.ts';
import { Paper } from './pdf.ts';

export const GUIDES = ['managers-guide', 'tellers-and-runners'] as const;
export type Guide = (typeof GUIDES)[number];

type Line = { kind: 'title' | 'heading' | 'item' | 'plain'; text: string };

const BULLET = '•';
const INDENT = 14;

/** A one-page guide for the wall or the bag, from its text in `resources/guides`. */
export async function drawGuide(guide: Guide, words: Words, now = new Date()): Promise<Uint8Array> {
  const file = words.language === 'en' ? `${guide}.md` : `${guide}.${words.language}.md`;
  const lines = readGuide(await readFile(new URL(`../../resources/guides/${file}`, import.meta.url), 'utf8'));
  const paper = await Paper.open(lines.find(({ kind }) => kind === 'title')?.text ?? '', now, words);
  // As large as fits: it is read in bad light.
  const size = [15, 14, 13, 12, 11, 10].find((each) => draw(paper, lines, each, false) <= PAGE.bottom) ?? 9.5;
  paper.newPage(PAGE);
  draw(paper, lines, size, true);
  return paper.finish();
}

/** The few marks of Markdown that the guides use. */
function readGuide(text: string): Line[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line): Line => {
      if (line.startsWith('# ')) return { kind: 'title', text: line.slice(2) };
      if (line.startsWith('## ')) return { kind: 'heading', text: line.slice(3) };
      if (line.startsWith('- ')) return { kind: 'item', text: line.slice(2) };
      return { kind: 'plain', text: line };
    });
}

/** Gives where the last line ends; writes only when asked to. */
function draw(paper: Paper, lines: readonly Line[], size: number, writes: boolean): number {
  let y = PAGE.top;
  for (const { kind, text } of lines) {
    const face = kind === 'title' || kind === 'heading' ? 'bold' : 'regular';
    const points = kind === 'title' ? size * 2 : kind === 'heading' ? size * 1.25 : size;
    const left = PAGE.left + (kind === 'item' ? INDENT : 0);
    const measure = (part: string) => paper.measure(part, face, points);
    y += kind === 'heading' ? size * 0.9 : size * 0.25;
    wrapText(text, { width: PAGE.right - left, measure }).forEach((part, index) => {
      y += points * 1.3;
      if (!writes) return;
      if (kind === 'item' && index === 0)
        paper.write({ text: BULLET, face, size: points, x: PAGE.left + 2, y });
      paper.write({ text: part, face, size: points, x: left, y });
    });
  }
  return y;
}
