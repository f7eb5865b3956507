import Papa from 'papaparse';
import { say } from '../../../src-shared/message.ts';
import { Refusal } from '../../store/refusal.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A record of the file and the line on which it begins, counted as in a text editor. */
export type CsvRow = {
  line: number;
  cells: string[];
  /** It has a quotation mark in a wrong place, so its cells cannot be trusted. */
  malformed?: true;
};

/** Characters parsed at a time: enough to be fast, and few enough to need little memory. */
const CHUNK = 1 << 17;

/** Enough characters for a file's title lines, its headings and a few hundred electors. */
const HEAD = 1 << 17;

/** The first records of a text with plain line ends (decode.ts), without blank ones, to recognise the file. */
export function peekRows(text: string, delimiter: Delimiter, most: number): CsvRow[] {
  const rows: CsvRow[] = [];
  const start = text.slice(0, HEAD);
  const lines = new LineCounter();
  const { data } = Papa.parse<string[]>(start, {
    delimiter,
    newline: '\n',
    preview: most * 2,
    skipEmptyLines: false,
  });
  // The last record may be cut off.
  if (start.length < text.length && data.length < most * 2) data.pop();
  for (const cells of data) {
    const line = lines.next(cells);
    if (!isBlank(cells)) rows.push({ line, cells });
  }
  return rows.slice(0, most);
}

/**
 * Reads every record of the text except blank ones. Yields them in batches, so that a long file can show progress.
 * @throws Refusal if a quotation mark is never closed, which would swallow the rest of the file.
 */
export function* readRows(text: string, delimiter: Delimiter): Generator<CsvRow[]> {
  const lines = new LineCounter();
  const quoted = text.includes('"');
  let from = 0;
  while (from < text.length) {
    // Cut at a line end. If quotes may span it, papaparse reports how far complete records reach.
    let to = Math.min(text.length, from + CHUNK);
    if (to < text.length) {
      const cut = text.lastIndexOf('\n', to);
      to = cut > from ? cut + 1 : endOfLine(text, to);
    }
    let parsed = parse(text.slice(from, to), delimiter);
    while (quoted && parsed.openQuote && to < text.length) {
      to = endOfLine(text, Math.min(text.length, to + CHUNK));
      parsed = parse(text.slice(from, to), delimiter);
    }
    const batch: CsvRow[] = [];
    for (const [index, cells] of parsed.rows.entries()) {
      const line = quoted ? lines.next(cells) : lines.plain();
      if (isBlank(cells)) continue;
      batch.push(parsed.malformed.has(index) ? { line, cells, malformed: true } : { line, cells });
    }
    if (parsed.openQuote) {
      const opened = batch.at(-1)?.line ?? lines.line;
      throw new Refusal(
        say(
          'Line {{line}} opens a quotation mark (") that is never closed, so nothing after it can be read. Fix that line, or ask for the file again.',
          { line: opened },
        ),
      );
    }
    yield batch;
    from = to;
  }
}

type Parsed = { rows: string[][]; malformed: Set<number>; openQuote: boolean };

function parse(text: string, delimiter: Delimiter): Parsed {
  // No `dynamicTyping` (it turns 007 into 7) and no `header` (it renames columns silently).
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n', skipEmptyLines: false });
  // A text that ends in a line end gives one last, empty record.
  const last = data.at(-1);
  if (last && last.length === 1 && last[0] === '') data.pop();
  return {
    rows: data,
    malformed: new Set(
      errors.flatMap(({ code, row }) => (code === 'InvalidQuotes' && row !== undefined ? [row] : [])),
    ),
    openQuote: errors.some((error) => error.code === 'MissingQuotes'),
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** Counts lines through records whose quoted cells have line breaks. */
class LineCounter {
  line = 1;

  plain(): number {
    const at = this.line;
    this.line += 1;
    return at;
  }

  next(cells: readonly string[]): number {
    const at = this.line;
    this.line += 1;
    for (const cell of cells) {
      let found = cell.indexOf('\n');
      while (found >= 0) {
        this.line += 1;
        found = cell.indexOf('\n', found + 1);
      }
    }
    return at;
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell.trim() !== '') return false;
  return true;
}
