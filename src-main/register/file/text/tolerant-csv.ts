import { type Message, say } from '../../../../src-shared/message.ts';

/** A record, and how it was read. */
export type ReadRecord = { cells: string[]; fault?: Message };

/** A quoted cell is not longer than this. Otherwise a quotation mark that is never closed would take in a whole file. */
const LONGEST_CELL = 20_000;

/**
 * Reads records in which quotation marks are not as CSV wants them: a cell that begins with a closed quotation
 * (`"The Mobile" 4 High Street`), and one that opens a quotation and never closes it. Such a line is read as it
 * stands, if it then has as many cells as the other lines; otherwise it is given back with what is wrong with it. Other
 * lines are never part of it.
 *
 * `atEnd`: nothing follows the text. Otherwise the last record may be incomplete, and is left.
 * @returns the records, and the number of characters read.
 */
export function readTolerantly(
  text: string,
  delimiter: string,
  width: number,
  atEnd: boolean,
): { records: ReadRecord[]; read: number } {
  const records: ReadRecord[] = [];
  let at = 0;
  while (at < text.length) {
    const record = properRecord(text, at, delimiter);
    if (record && !isSeveral(text.slice(at, record.end), delimiter, width)) {
      records.push({ cells: record.cells });
      at = record.end;
      continue;
    }
    if (!record && !atEnd && text.length - at < LONGEST_CELL) break;
    const end = lineEnd(text, at);
    records.push(lineAlone(text.slice(at, end), delimiter, width));
    at = end + 1;
  }
  return { records, read: Math.min(at, text.length) };
}

/** The number of cells that most lines have: those without a quotation mark show it. */
export function usualWidth(text: string, delimiter: string, rows: readonly (readonly string[])[]): number {
  const plain = text
    .slice(0, 1 << 16)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('"'))
    .map((line) => line.split(delimiter).length);
  const widths = plain.length > 1 ? plain : rows.map((cells) => cells.length);
  let best = 0;
  const counts = new Map<number, number>();
  for (const width of widths) {
    const count = (counts.get(width) ?? 0) + 1;
    counts.set(width, count);
    if (count > (counts.get(best) ?? 0)) best = width;
  }
  return best;
}

/** A record as CSV wants it, which may have several lines; null if it is not one. */
function properRecord(
  text: string,
  from: number,
  delimiter: string,
): { cells: string[]; end: number } | null {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const quoted = quotedCell(text, at, delimiter, LONGEST_CELL);
    if (quoted === null) return null;
    const end = quoted ? quoted.end : cellEnd(text, at, delimiter);
    cells.push(quoted ? quoted.cell : text.slice(at, end));
    if (end >= text.length || text[end] === '\n') return { cells, end: end + 1 };
    at = end + 1;
  }
}

/** The quoted cell at a place; undefined if none begins there, null if it does not end as it should. */
function quotedCell(
  text: string,
  from: number,
  delimiter: string,
  longest: number,
): { cell: string; end: number } | null | undefined {
  // A spreadsheet's formula of a text: `="2 High Street, Littleton"`.
  const isFormula = text[from] === '=' && text[from + 1] === '"';
  if (text[from] !== '"' && !isFormula) return undefined;
  const start = from + (isFormula ? 2 : 1);
  const close = closingQuote(text, start, start + longest);
  if (close < 0 || !endsCell(text, close + 1, delimiter)) return isFormula ? undefined : null;
  const cell = isFormula ? text.slice(from, close + 1) : text.slice(start, close).replaceAll('""', '"');
  return { cell, end: close + 1 };
}

/** The quotation mark that closes, after doubled ones; -1 if there is none. */
function closingQuote(text: string, from: number, before: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && at < before && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < before ? at : -1;
}

function endsCell(text: string, at: number, delimiter: string): boolean {
  return at >= text.length || text[at] === delimiter || text[at] === '\n';
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Whether lines that a quotation mark joins are records of their own: each alone has its cells, and most are filled. */
function isSeveral(record: string, delimiter: string, width: number): boolean {
  const lines = record.replace(/\n$/, '').split('\n');
  if (lines.length < 2 || width < 3) return false;
  return lines.every((line) => {
    const cells = cellsOf(line, delimiter, 'as it stands');
    return cells.length === width && cells.filter((cell) => cell.trim() !== '').length * 2 > width;
  });
}

function lineAlone(line: string, delimiter: string, width: number): ReadRecord {
  const asItStands = cellsOf(line, delimiter, 'as it stands');
  if (asItStands.length === width) return { cells: asItStands };
  const toLastQuote = cellsOf(line, delimiter, 'to the quotation mark before a delimiter');
  if (toLastQuote.length === width) return { cells: toLastQuote };
  return { cells: asItStands, fault: isOpen(line) ? NEVER_CLOSED : WRONG_PLACE };
}

const NEVER_CLOSED = say(
  'It opens a quotation mark (") that is never closed, so its columns cannot be told apart. Correct the line in the file.',
);
const WRONG_PLACE = say(
  'It has a quotation mark (") in the wrong place, so its columns cannot be told apart. Correct the line in the file.',
);

function isOpen(line: string): boolean {
  return (line.split('"').length - 1) % 2 === 1;
}

/** `""The Mobile" 4 High Street"`: somebody put the cell in quotation marks, and did not double those in it. */
function withoutOuterQuotes(cell: string): string {
  return /^"".+"$/.test(cell) ? cell.slice(1, -1) : cell;
}

/** The cells of one line, in which a quotation may be followed by something else. */
function cellsOf(
  line: string,
  delimiter: string,
  oddly: 'as it stands' | 'to the quotation mark before a delimiter',
): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = quotedCell(line, at, delimiter, line.length);
    let end: number;
    if (quoted) {
      cells.push(quoted.cell);
      end = quoted.end;
    } else if (quoted === undefined) {
      end = cellEnd(line, at, delimiter);
      cells.push(line.slice(at, end));
    } else if (oddly === 'as it stands') {
      const close = closingQuote(line, at + 1, line.length);
      end = cellEnd(line, close < 0 ? at : close + 1, delimiter);
      cells.push(withoutOuterQuotes(line.slice(at, end)));
    } else {
      let close = line.indexOf('"', at + 1);
      while (close >= 0 && !endsCell(line, close + 1, delimiter)) close = line.indexOf('"', close + 1);
      end = close < 0 ? cellEnd(line, at, delimiter) : close + 1;
      cells.push(close < 0 ? line.slice(at, end) : line.slice(at + 1, close).replaceAll('""', '"'));
    }
    if (end >= line.length) return cells;
    at = end + 1;
    if (at === line.length) return [...cells, ''];
  }
}
