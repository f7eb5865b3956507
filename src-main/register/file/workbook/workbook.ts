import { posix } from 'node:path';
import { say } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';
import { matchHeadings } from '../columns/headings.ts';
import { WorkbookBudget } from './workbook-budget.ts';
import { WorkbookParts } from './workbook-parts.ts';
import { type NumberStyle, numberStyle, numberText } from './workbook-values.ts';

export type SheetAsCsv = {
  /** UTF-8, comma-separated; each row is on the line of its number in Excel, after the lines of the sheets before it. */
  csv: Buffer;
  /** The sheets that are read: several if they have the same headings. */
  sheets: SheetRead[];
  otherSheets: string[];
};

/** A sheet that is read, and its lines of the CSV. */
export type SheetRead = {
  name: string;
  firstLine: number;
  lastLine: number;
  /** It has no column for the polling district: its name is used. */
  isDistrict?: true;
};

const ZIP_START = Buffer.from('PK\x03\x04', 'latin1');
const ZIP_DIRECTORY_END = Buffer.from('PK\x05\x06', 'latin1');
const WORKBOOK_NAME = /xl[\\/]workbook\d*\.xml/i;

/** Whether a file is an Excel workbook (.xlsx, .xlsm), complete or damaged: a zip that lists a workbook part. */
export function isWorkbook(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 4).equals(ZIP_START)) return false;
  // The directory is at the end. Without it the zip was cut off, and only the parts' own names are left.
  const end = bytes.lastIndexOf(ZIP_DIRECTORY_END);
  const start = end >= 0 && end + 20 <= bytes.length ? bytes.readUInt32LE(end + 16) : 0;
  return WORKBOOK_NAME.test(bytes.toString('latin1', start < end ? start : 0, end < 0 ? bytes.length : end));
}

/**
 * Returns the sheet of a workbook that looks most like a register, or otherwise its longest, as CSV, with all others
 * that have the same headings, such as a sheet for each polling district: cells as a person reads them, numbers without exponent or noise, dates as ISO dates, formulas as their results. For a file of
 * unknown origin use `readWorkbook`, which does this in a thread that can be stopped.
 * @throws Refusal if the workbook is damaged, locked or empty.
 */
export async function workbookAsCsv(
  bytes: Buffer,
  budget = new WorkbookBudget(bytes.length),
): Promise<SheetAsCsv> {
  try {
    const parts = await WorkbookParts.open(bytes, budget);
    const book = await readBook(parts);
    const { csv, sheets } = await readSheets(book, await chooseSheets(book));
    if (csv.length === 0) {
      throw new Refusal(say('The workbook’s sheets are empty. Ask for it again, or choose another file.'));
    }
    const read = new Set(sheets.map(({ name }) => name));
    const otherSheets = book.sheets.map(({ name }) => name).filter((name) => !read.has(name));
    return { csv, sheets, otherSheets };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const locked = error instanceof Error && /encrypted/i.test(error.message);
    throw new Refusal(
      locked
        ? say(
            'The workbook has a password. Open it in Excel, remove the password, save it and choose it again.',
          )
        : say(
            'The workbook is damaged and cannot be read. Open it in Excel, save it under another name and choose that; or ask for it again.',
          ),
    );
  }
}

type Sheet = { name: string; path: string; hidden: boolean };

/** Excel's names have 31 characters at most, those of other programs somewhat more. */
const LONGEST_NAME = 100;

type Book = {
  parts: WorkbookParts;
  sheets: Sheet[];
  /** Texts that cells refer to by index. */
  strings: string[];
  /** Number formats, by a cell's style. */
  styles: NumberStyle[];
  from1904: boolean;
};

async function readBook(parts: WorkbookParts): Promise<Book> {
  const path = parts.workbookPath;
  const folder = posix.dirname(path);
  const targets = new Map<string, { type: string; path: string }>();
  await parts.read(posix.join(folder, '_rels', `${posix.basename(path)}.rels`), {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name === 'Relationship') {
        const target = Target.replaceAll('\\', '/');
        const at = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
        targets.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), path: at });
      }
    },
  });
  const sheets: Sheet[] = [];
  let from1904 = false;
  await parts.read(path, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const target = targets.get(attributes['r:id'] ?? idOf(attributes));
      // Charts have no cells.
      if (target?.type !== 'worksheet' || !parts.has(target.path)) return;
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: (attributes.name ?? '').slice(0, LONGEST_NAME), path: target.path, hidden });
    },
  });
  const pathOf = (type: string) => [...targets.values()].find((target) => target.type === type)?.path ?? '';
  return {
    parts,
    sheets,
    strings: await readStrings(parts, pathOf('sharedStrings')),
    styles: await readStyles(parts, pathOf('styles')),
    from1904,
  };
}

/** Another prefix than r may be used for relationships. */
function idOf(attributes: Record<string, string>): string {
  const name = Object.keys(attributes).find((each) => each.endsWith(':id'));
  return name ? (attributes[name] ?? '') : '';
}

async function readStrings(parts: WorkbookParts, path: string): Promise<string[]> {
  const strings: string[] = [];
  if (!parts.has(path)) return strings;
  let string = '';
  let inText = false;
  let inPhonetic = false;
  await parts.read(path, {
    open: (name) => {
      if (name === 'si') string = '';
      else if (name === 't') inText = !inPhonetic;
      else if (name === 'rPh') inPhonetic = true;
    },
    text: (text) => {
      if (!inText) return;
      string += text;
      parts.budget.ensureFits(string);
    },
    close: (name) => {
      if (name === 'si') strings.push(unescaped(string));
      else if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
    },
  });
  return strings;
}

/** Excel writes characters that XML does not allow as `_x000D_`. */
function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\dA-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

/** The most that Excel allows. */
const LONGEST_FORMAT = 255;

async function readStyles(parts: WorkbookParts, path: string): Promise<NumberStyle[]> {
  const styles: NumberStyle[] = [];
  if (!parts.has(path)) return styles;
  const codes = new Map<number, string>();
  let inCells = false;
  await parts.read(path, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode.slice(0, LONGEST_FORMAT));
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells)
        styles.push(numberStyle(Number(numFmtId), codes.get(Number(numFmtId)) ?? null));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** Rows that show what a sheet has. */
const HEAD_ROWS = 40;

/** What a sheet's first rows show. */
type Judged = {
  sheet: Sheet;
  /** 2 for a register's headings, 1 for some known ones, 0 for none. */
  likeness: number;
  headings: readonly string[];
  headingRow: number;
  /** Its numbers have no polling district. */
  lacksDistrict: boolean;
};

/**
 * The sheet with a register's headings, the longest if there are several, with those that have the same headings, in
 * the order of the workbook; hidden ones only if there is nothing else.
 */
async function chooseSheets(book: Book): Promise<Judged[]> {
  const visible = book.sheets.filter(({ hidden }) => !hidden);
  const candidates = visible.length > 0 ? visible : book.sheets;
  const [only] = candidates;
  if (!only) return [];
  if (candidates.length === 1)
    return [{ sheet: only, likeness: 0, headings: [], headingRow: 0, lacksDistrict: false }];
  const judged: Judged[] = [];
  for (const sheet of candidates) judged.push(await judge(book, sheet));
  const size = ({ sheet }: Judged) => book.parts.size(sheet.path);
  const [best] = judged.toSorted((a, b) => b.likeness - a.likeness || size(b) - size(a));
  if (!best || best.likeness === 0) return best ? [best] : [];
  const headings = new Set(best.headings);
  const isAlike = (other: Judged) =>
    other.likeness === best.likeness && headings.symmetricDifference(new Set(other.headings)).size === 0;
  // The longest first: others may be copies of it.
  return [best, ...judged.filter((other) => other !== best && isAlike(other))];
}

async function judge(book: Book, sheet: Sheet): Promise<Judged> {
  const judged: Judged = { sheet, likeness: 0, headings: [], headingRow: 0, lacksDistrict: false };
  let most = 2;
  let number = -1;
  let rows = 0;
  await readRows(
    book,
    sheet,
    (cells, row) => {
      rows += 1;
      const { roles, at, address, keys } = matchHeadings(cells);
      const hasNumber = at.number !== undefined || at.fullNumber !== undefined;
      const hasName = at.surname !== undefined || at.fullName !== undefined;
      const isRegister = hasNumber && hasName && (address.length > 0 || at.street !== undefined);
      const known = roles.filter((role) => role !== null).length;
      const likeness = isRegister ? 2 : known > 2 ? 1 : 0;
      if (likeness < judged.likeness || known <= most) {
        if (number >= 0 && /[^\d/.\s]/.test(cells[number] ?? '')) judged.lacksDistrict = false;
        return;
      }
      most = known;
      number = at.number ?? -1;
      judged.likeness = likeness;
      judged.headings = keys.filter((key) => key !== '');
      judged.headingRow = row;
      judged.lacksDistrict = number >= 0 && at.district === undefined && at.fullNumber === undefined;
    },
    () => rows >= HEAD_ROWS,
  );
  return judged;
}

/** Sheets that are named after their polling districts: KA, KB; not Sheet1. */
const DISTRICT = /^(?!(?:page|tab|list|data|part|book|all|old|new|copy)\d*$)[A-Z]{1,4}\d{0,3}[A-Z]?$/i;

/** The sheets under one another. One that has hardly anything but another's lines is a copy, and left out. */
async function readSheets(
  book: Book,
  chosen: readonly Judged[],
): Promise<{ csv: Buffer; sheets: SheetRead[] }> {
  const byDistrict =
    chosen.length > 1 &&
    chosen.every(({ sheet, lacksDistrict }) => lacksDistrict && DISTRICT.test(sheet.name));
  const seen = new Set<string>();
  const read = new Map<Sheet, Buffer>();
  for (const { sheet, headingRow } of chosen) {
    const csv = await readSheet(book, sheet, byDistrict ? headingRow : null);
    const lines = chosen.length > 1 ? csv.toString().split('\n').filter(Boolean) : [];
    if (lines.filter((line) => seen.has(line)).length * 2 > lines.length) continue;
    for (const line of lines) seen.add(line);
    if (csv.length > 0) read.set(sheet, csv);
  }
  const sheets: SheetRead[] = [];
  const parts: Buffer[] = [];
  let lines = 0;
  for (const sheet of book.sheets) {
    const csv = read.get(sheet);
    if (!csv) continue;
    const firstLine = lines + 1;
    for (let at = csv.indexOf(LINE_END); at >= 0; at = csv.indexOf(LINE_END, at + 1)) lines += 1;
    sheets.push({
      name: sheet.name,
      firstLine,
      lastLine: lines,
      ...(byDistrict && { isDistrict: true as const }),
    });
    parts.push(csv);
  }
  return { csv: Buffer.concat(parts), sheets };
}

const LINE_END = 10;

/** CSV is built in pieces of this many characters. */
const PIECE = 1 << 18;

/** `headingRow`: the sheet's name is its polling district, for a column before the others. */
async function readSheet(book: Book, sheet: Sheet, headingRow: number | null): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let piece = '';
  let lines = 0;
  await readRows(book, sheet, (cells, row) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    book.parts.budget.spend('characters', row - lines);
    if (headingRow !== null)
      cells.unshift(row < headingRow ? '' : row === headingRow ? 'Polling District' : sheet.name);
    piece += `${'\n'.repeat(row - 1 - lines)}${cells.map(csvCell).join(',')}\n`;
    lines = row;
    if (piece.length < PIECE) return;
    pieces.push(Buffer.from(piece));
    piece = '';
  });
  pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function csvCell(text: string): string {
  // A line break inside a cell would move every later row to another line than in Excel (`CellCleaner` reads these).
  const cell = /[\r\n]/.test(text)
    ? text
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter(Boolean)
        .join('\u2028')
    : text;
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The most that Excel allows. */
const MOST_ROWS = 1_048_576;
/** No register has so many; a stray cell far to the right would fill every line with commas. */
const MOST_COLUMNS = 1000;

/** Reads the rows of a sheet that are not empty, each with its number in Excel. */
async function readRows(
  book: Book,
  sheet: Sheet,
  onRow: (cells: string[], row: number) => void,
  enough?: () => boolean,
): Promise<void> {
  const { strings, styles, from1904 } = book;
  let row = 0;
  let cells: string[] = [];
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let isFormula = false;
  let hasValue = false;
  let inValue = false;
  let inPhonetic = false;
  const cellText = (): string => {
    switch (type) {
      case 's':
        return strings[Number(value)] ?? '';
      case 'b':
        return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : value;
      case 'd':
        return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');
      case 'n':
        return numberText(value, styles[style] ?? null, from1904);
      default:
        return unescaped(value);
    }
  };
  await book.parts.read(
    sheet.path,
    {
      open: (name, attributes) => {
        if (name === 'c') {
          column = attributes.r ? columnOf(attributes.r) : column + 1;
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          value = '';
          isFormula = false;
          hasValue = false;
        } else if (name === 'v' || name === 't') {
          inValue = !inPhonetic;
          hasValue = true;
        } else if (name === 'f') isFormula = true;
        else if (name === 'rPh') inPhonetic = true;
        else if (name === 'row') {
          // Rows are in order; one that says otherwise counts as the next.
          row = Math.max(row + 1, Number(attributes.r ?? 0) || 0);
          if (row > MOST_ROWS) throw new Error('too many rows');
          cells = [];
          column = -1;
        }
      },
      text: (text) => {
        if (!inValue) return;
        value += text;
        book.parts.budget.ensureFits(value);
      },
      close: (name) => {
        if (name === 'v' || name === 't') inValue = false;
        else if (name === 'rPh') inPhonetic = false;
        else if (name === 'c') {
          // An empty text is a result; an empty number is a formula that no spreadsheet has worked out.
          if (value === '' && isFormula && hasValue && type !== 'str') [type, value] = ['e', NOT_WORKED_OUT];
          if (value === '' || column < 0 || column >= MOST_COLUMNS) return;
          const text = cellText();
          // As soon as it is read: a row may have a thousand long cells.
          book.parts.budget.spend('characters', text.length + 1 + Math.max(0, column - cells.length));
          while (cells.length < column) cells.push('');
          cells[column] = text;
        } else if (name === 'row' && cells.length > 0) onRow(cells, row);
      },
    },
    enough,
  );
}

/** A spreadsheet's error, so that the cell is not taken for a blank. */
const NOT_WORKED_OUT = '#CALC!';

/** `A1` is column 0, `AB12` column 27. */
function columnOf(address: string): number {
  let column = 0;
  for (let at = 0; at < address.length; at += 1) {
    const letter = (address.charCodeAt(at) | 32) - 96;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
