import { english } from '../../../src-shared/message.ts';
import { spreadsheetCsv, startOfCsv } from '../../store/spreadsheet-csv.ts';
import type { LineNote } from '../types.ts';
import type { Layout } from './columns/layouts.ts';
import { type Pieces, readRows } from './text/csv.ts';

const STARTS = ['Line', 'What is wrong'];

/**
 * The refused lines of a file as CSV, to send back to its source: the line's number, what is wrong with it, and its
 * cells as they are, safe to open in a spreadsheet.
 */
export function refusedLines(text: Pieces, layout: Layout, rejected: readonly LineNote[]): string {
  const reasons = new Map(rejected.map(({ line, reason }) => [line, reason]));
  const rows: string[][] = [];
  for (const batch of readRows(text, layout.delimiter)) {
    for (const { line, cells } of batch.rows) {
      const reason = reasons.get(line);
      if (reason !== undefined) rows.push([String(line), english(reason), ...cells]);
    }
  }
  return spreadsheetCsv([...STARTS, ...layout.headings], rows);
}

/** How such a file begins, byte order mark first, to recognise it. */
export const REFUSED_START = startOfCsv(STARTS);
