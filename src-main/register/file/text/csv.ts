import Papa, { type ParseResult } from 'papaparse';
import type { Message } from '../../../../src-shared/message.ts';
import { type ReadRecord, readTolerantly, usualWidth } from './tolerant-csv.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A record of the file and the line on which it begins, counted as in a text editor. */
export type CsvRow = {
  line: number;
  cells: string[];
  /** It has line breaks in its cells. */
  isBroken?: true;
  /** Why its cells cannot be trusted. */
  fault?: Message;
};

/** A text with plain line ends, in pieces of whole lines: that of a county needs too much memory as a whole. */
export type Pieces = {
  /** Its beginning, longer than `HEAD` if that is not all. */
  start: string;
  pieces(): Iterable<Piece>;
};

type Piece = { text: string; isLast: boolean };

/** A short text as one piece. */
export function onePiece(text: string): Pieces {
  return { start: text, pieces: () => [{ text, isLast: true }] };
}

/** Enough characters for a file's title lines, its headings and a few hundred electors. */
export const HEAD = 1 << 17;

/** The first records of a text with plain line ends (decode.ts), without blank ones, to recognise the file. */
export function peekRows(text: string, delimiter: Delimiter, most: number): CsvRow[] {
  // Some lines are blank, and some cells have line breaks.
  const start = firstLines(text, most * 4);
  return rowsOf(start, delimiter, start.length === text.length, new LineCounter()).rows.slice(0, most);
}

/** As many whole lines as asked for, unless they are very long. */
function firstLines(text: string, lines: number): string {
  let end = 0;
  for (let left = lines; left > 0; left -= 1) {
    const next = text.indexOf('\n', end);
    if (next < 0 && text.length <= HEAD) return text;
    if (next < 0 || next >= HEAD) break;
    end = next + 1;
  }
  return text.slice(0, end);
}

/** Records that were read together, and the text in which they are. */
export type Batch = { rows: CsvRow[]; text: string };

/** Reads every record of the text except blank ones. Yields them in batches, so that a long file can show progress. */
export function* readRows(text: Pieces, delimiter: Delimiter): Generator<Batch> {
  const lines = new LineCounter();
  /** A record that goes beyond its piece is left for the next. */
  let left = '';
  for (const piece of text.pieces()) {
    const part = left + piece.text;
    const { rows, read } = rowsOf(part, delimiter, piece.isLast, lines);
    yield { rows, text: part };
    left = part.slice(read);
  }
}

/** The records of a piece of the text that are not blank, and how many of its characters they are. */
function rowsOf(
  text: string,
  delimiter: Delimiter,
  atEnd: boolean,
  lines: LineCounter,
): { rows: CsvRow[]; read: number } {
  const { data, errors } = parse(text, delimiter);
  // A text that ends in a line end gives one last, empty record.
  const last = data.at(-1);
  if (last && last.length === 1 && last[0] === '') data.pop();
  const isBroken = errors.length > 0 || data.length < countLines(text);
  if (!isBroken && !text.includes('="')) {
    const rows: CsvRow[] = [];
    for (const cells of data) {
      const line = lines.plain();
      if (!isBlank(cells)) rows.push({ line, cells });
    }
    return { rows, read: text.length };
  }
  const width = usualWidth(text, delimiter, data);
  const isOdd = errors.length > 0 || data.some((cells) => isSuspicious(cells, delimiter, width));
  const { records, read } = isOdd
    ? readTolerantly(text, delimiter, width, atEnd)
    : { records: data.map((cells): ReadRecord => ({ cells })), read: text.length };
  return { rows: records.flatMap((record) => lines.broken(record) ?? []), read };
}

/**
 * With Papa’s parser alone. What `Papa.parse` puts around it keeps the rows of each text until V8 collects its old
 * garbage: most of a county’s rows were in memory at once, and were copied there.
 */
function parse(text: string, delimiter: Delimiter): Pick<ParseResult<string[]>, 'data' | 'errors'> {
  return new Papa.Parser({ delimiter, newline: '\n' }).parse(text, 0, false);
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.endsWith('\n') ? lines : lines + 1;
}

/** Whether cells may be other than the writer's: a quotation that takes in a whole line, or half a formula. */
function isSuspicious(cells: readonly string[], delimiter: string, width: number): boolean {
  for (const cell of cells) {
    if (cell.startsWith('="') && !cell.endsWith('"')) return true;
    if (cell.includes('\n') && cell.split(delimiter).length >= width) return true;
  }
  return false;
}

/** Counts lines through records whose quoted cells have line breaks. */
class LineCounter {
  line = 1;

  plain(): number {
    const at = this.line;
    this.line += 1;
    return at;
  }

  /** A record that may have line breaks in its cells; null if it is blank. */
  broken({ cells, fault }: ReadRecord): CsvRow | null {
    const at = this.plain();
    for (const cell of cells) this.line += cell.split('\n').length - 1;
    if (isBlank(cells)) return null;
    const row: CsvRow = { line: at, cells };
    if (this.line > at + 1) row.isBroken = true;
    if (fault) row.fault = fault;
    return row;
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell.trim() !== '') return false;
  return true;
}
