import Papa from 'papaparse';
import type { LineNote } from '../types.ts';
import { readRows } from './csv.ts';
import type { Layout } from './layouts.ts';

/**
 * The refused lines of a file as CSV, to be sent back to whoever made it: the line's number, what is wrong with it,
 * and its cells as they stand (UTF-8 with the mark that Excel needs).
 */
export function refusedLines(text: string, layout: Layout, rejected: readonly LineNote[]): string {
  const reasons = new Map(rejected.map(({ line, reason }) => [line, reason]));
  const rows: string[][] = [['Line', 'What is wrong', ...layout.headings]];
  for (const batch of readRows(text, layout.delimiter)) {
    for (const { line, cells } of batch) {
      const reason = reasons.get(line);
      if (reason !== undefined) rows.push([String(line), reason, ...cells]);
    }
  }
  // The council's own cells go back to the council: only what a spreadsheet would run is held back.
  const safe = rows.map((row) => row.map((cell) => (/^\s*[=@]/.test(cell) ? `'${cell}` : cell)));
  return `${REFUSED_START}${Papa.unparse(safe, { newline: '\r\n' }).slice(REFUSED_START.length - 1)}\r\n`;
}

/** How such a file begins, byte order mark first: what tells it from somebody else's. */
export const REFUSED_START = '\uFEFFLine,What is wrong';
