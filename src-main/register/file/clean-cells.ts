import { type Message, say } from '../../../src-shared/message.ts';
import type { LineNote } from '../types.ts';
import { type NamedDistrict, namedDistricts } from './columns/district-names.ts';
import type { ColumnRole, SingleRole } from './columns/headings.ts';
import type { Layout } from './columns/layouts.ts';
import { asNumberColumn, type NumberColumn, numberColumn } from './columns/number-column.ts';
import { type Pieces, peekRows, readRows } from './text/csv.ts';
import { HTML_ENTITY, withoutEntities } from './text/html-entities.ts';

/** Where it is said what was cleaned. */
export type CleanerNotes = {
  /** A value that is lost, and what it was taken for. */
  lost: (column: number, line: number, cell: string, takenFor: Message) => void;
  warn: (note: LineNote) => void;
  /** A polling district that is written with its name. */
  named?: (district: NamedDistrict) => void;
};

/**
 * Takes what spreadsheets and databases leave in cells out of every line of a file: words for nothing (`NULL`, `nan`),
 * formulas around a text (`="Evans"`), decimals of whole numbers (`2.0`), apostrophes before a text, line breaks. Cells
 * that have none of it cost little.
 */
export class CellCleaner {
  readonly #text: Pieces;
  readonly #layout: Layout;
  readonly #notes: CleanerNotes;
  readonly #columns: readonly { column: number; role: ColumnRole }[];
  /** What occurs at all in the lines that are cleaned together. */
  #has = { floats: true, breaks: true, entities: true };
  #style: FileStyle | undefined;
  #numbers: NumberColumn | undefined;
  #districts: ReadonlyMap<string, NamedDistrict> | undefined;
  readonly #said = new Set<string>();

  constructor(text: Pieces, layout: Layout, notes: CleanerNotes) {
    this.#text = text;
    this.#layout = layout;
    this.#notes = notes;
    // Columns that are not used are cleaned too: they are shown, and a list of absent voters looks at all.
    this.#columns = layout.columns.roles.map((role, column) => ({ column, role: role ?? 'optOut' }));
  }

  /** Called before the lines of a text. */
  begin(text: string): void {
    this.#has = {
      floats: text.includes('.0'),
      breaks: BREAKS.some((each) => text.includes(each)),
      entities: this.#layout.mend === true && HTML_ENTITY.test(text),
    };
  }

  /**
   * Cleans the cells of a line, in their place. `isBroken`: it has line breaks in it.
   * @returns why the line cannot be used; undefined if it can.
   */
  clean(line: number, cells: string[], isBroken: boolean): Message | undefined {
    const { floats, breaks, entities } = this.#has;
    let fault: Message | undefined;
    let hasOddName = false;
    for (const { column, role } of this.#columns) {
      const cell = cells[column];
      if (cell === undefined || cell === '') continue;
      // What a spreadsheet or a database writes for a line of an address that is not there.
      if (cell.charCodeAt(0) === ZERO && isOfAddress(role) && /^0(?:\.0+)?\s*$/.test(cell)) {
        cells[column] = '';
        continue;
      }
      let text = cell;
      if (entities && text.includes('&')) text = withoutEntities(text);
      const first = text.charCodeAt(0);
      if (first < 128 ? SUSPECT[first] === 1 : first === RIGHT_QUOTE || isDash(first)) {
        if (isName(role) && isWordForNothing(text)) hasOddName = true;
        else text = this.#plain(text, column, role, line);
      }
      if (isBroken || breaks || (entities && text.includes('\n'))) text = withoutBreaks(text, role);
      if (floats && text.includes('.0')) text = this.#withoutFloats(text, role);
      if (role === 'district') text = this.#districtCode(text, line);
      else if (role === 'number' && (text.includes('.') || text.includes(','))) {
        const number = this.#number(text, column);
        if (typeof number === 'string') text = number;
        else fault = number;
      }
      if (text !== cell) cells[column] = text;
    }
    if (hasOddName) this.#clearNames(cells, line);
    return fault;
  }

  /** A cell without what a spreadsheet puts round it, and empty if it says nothing. */
  #plain(cell: string, column: number, role: ColumnRole, line: number): string {
    let text = unwrapped(cell);
    if (text.startsWith('"') && !isOfAddress(role) && /^"[^"]+"$/.test(text)) text = text.slice(1, -1).trim();
    // One before a house number that was never closed.
    else if (/^"\d[^"]*$/.test(text)) text = text.slice(1);
    if (role === 'number' || role === 'fullNumber') return text;
    if (NOTHING.has(text.toLowerCase()) || (NO_ANSWER.has(text.toLowerCase()) && !isAnswer(role))) return '';
    if (text === 'NA' && (isPlainText(role) || this.#fileStyle().writesNa)) return '';
    if (isPlainText(role) && SAYS_NOTHING.test(text)) return '';
    // A date that is lost may keep somebody from the poll.
    if (!ERROR.test(text) || !isPlainText(role) || role === 'suffix' || role === 'date') return text;
    this.#notes.lost(column, line, text, say('nothing: a spreadsheet has lost it'));
    return '';
  }

  #withoutFloats(cell: string, role: ColumnRole): string {
    if (role === 'number' || role === 'fullNumber' || role === 'note') return cell;
    if (role === 'district' && !this.#fileStyle().hasFloatDistricts) return cell;
    if (isOfAddress(role)) return cell.replace(/(?<![\d.])(\d+)\.0(?![\d.])/g, '$1');
    return cell.replace(/^\s*(\d+)\.0+\s*$/, '$1');
  }

  #number(cell: string, column: number): string | Message {
    this.#numbers ??= numberColumn(this.#whole(column), this.#layout.columns.keys[column] === 'rollno');
    const read = asNumberColumn(cell, this.#numbers);
    return typeof read === 'string'
      ? read
      : say('{{reason}}. Correct the number in the file, or ask for the line again.', { reason: read });
  }

  #districtCode(cell: string, line: number): string {
    if (cell.length < 6 || !/\p{L}{3}/u.test(cell) || !/[\s([:,-]/.test(cell)) return cell;
    const { district } = this.#layout.columns.at;
    this.#districts ??= namedDistricts(new Set(this.#whole(district ?? -1)));
    const named = this.#districts.get(cell);
    if (named === undefined) return cell;
    const { code } = named;
    if (!this.#said.has(cell)) {
      this.#said.add(cell);
      this.#notes.named?.(named);
      this.#notes.warn({
        line,
        reason: say('Polling district "{{written}}" is {{code}}, with its name.', {
          written: cell.trim(),
          code,
        }),
      });
    }
    return code;
  }

  /**
   * Somebody may be called Null or Nan. A name is nothing if there is no other name beside it, or if it is not written
   * as the file writes names.
   */
  #clearNames(cells: string[], line: number): void {
    const { surname, forename, fullName } = this.#layout.columns.at;
    if (fullName !== undefined && isWordForNothing(cells[fullName] ?? '')) cells[fullName] = '';
    if (surname === undefined) return;
    const first = forename === undefined ? '' : (cells[forename] ?? '').trim();
    const last = (cells[surname] ?? '').trim();
    const { hasCapitalSurnames, hasCapitalForenames } = this.#fileStyle();
    if (
      forename !== undefined &&
      isWordForNothing(first) &&
      !(isForename(first) && isWritten(first, hasCapitalForenames))
    )
      cells[forename] = '';
    if (!isWordForNothing(last)) return;
    const hasForename = forename !== undefined && (cells[forename] ?? '').trim() !== '';
    if (hasForename && isWritten(last, hasCapitalSurnames)) return;
    cells[surname] = '';
    if (hasForename) this.#notes.lost(surname, line, last, say('no surname'));
  }

  #fileStyle(): FileStyle {
    this.#style ??= fileStyle(this.#text.start, this.#layout);
    return this.#style;
  }

  /** Every cell of a column. */
  *#whole(column: number): Generator<string> {
    const { delimiter, headingLine } = this.#layout;
    for (const { rows } of readRows(this.#text, delimiter))
      for (const { line, cells } of rows) if (line > headingLine) yield (cells[column] ?? '').trim();
  }
}

/** What only the lines together show. */
type FileStyle = {
  hasCapitalSurnames: boolean;
  hasCapitalForenames: boolean;
  /** `NA` stands where nothing is known, as R writes it. */
  writesNa: boolean;
  /** Districts are numbers, and all of them have a decimal. */
  hasFloatDistricts: boolean;
};

/** Lines that show how a file is written. */
const STYLE_LINES = 200;

function fileStyle(text: string, layout: Layout): FileStyle {
  const { at, roles } = layout.columns;
  const rows = peekRows(text, layout.delimiter, layout.headingLine + STYLE_LINES)
    .filter(({ line }) => line > layout.headingLine)
    .map(({ cells }) => cells.map((cell) => cell.trim()));
  const filled = (role: SingleRole) => {
    const column = at[role];
    return column === undefined ? [] : rows.map((cells) => cells[column] ?? '').filter(Boolean);
  };
  const isCapital = (names: readonly string[]) =>
    names.filter((name) => /\p{L}/u.test(name) && name === name.toUpperCase()).length * 2 > names.length;
  const districts = filled('district');
  return {
    hasCapitalSurnames: isCapital(filled('surname')),
    hasCapitalForenames: isCapital(filled('forename')),
    writesNa: rows.some((cells) =>
      roles.some((role, column) => role !== null && isPlainText(role) && cells[column] === 'NA'),
    ),
    hasFloatDistricts: districts.length > 0 && districts.every((code) => /^\d+\.0$/.test(code)),
  };
}

/** Whole cells that databases, spreadsheets and programs write where there is nothing. */
const NOTHING = new Set(
  'null nan nat undefined <na> <null> (null) (blank) (empty) [null] {null} \\n #n/a #na -nan'.split(' '),
);
/** `None` in a column about postal votes is an answer. */
const NO_ANSWER = new Set(['none', 'nil', '<none>', '(none)', '[none]']);
const WORDS = /^(?:null|nan|nat|none|nil|na)$/i;
/** What people write where there is nothing. Columns of answers have their own readers for it. */
const SAYS_NOTHING = /^(?:[-–—‑−.]+|n\.?\/?a\.?)$/i;
/** Errors of spreadsheets: there was something, and it is lost. */
const ERROR = /^#(?:REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|#+)/i;
const FORMULA_TEXT = /^="([\s\S]*)"$/;
const RIGHT_QUOTE = 0x2019;
const ZERO = 48;

/** The first characters of cells that may need cleaning. */
const SUSPECT = new Uint8Array(128);
for (const character of '\t\n\r "#\'(-.<=[\\nNuU{') SUSPECT[character.charCodeAt(0)] = 1;

function isDash(code: number): boolean {
  return (code >= 0x2010 && code <= 0x2015) || code === 0x2212;
}

function isName(role: ColumnRole): boolean {
  return role === 'surname' || role === 'forename' || role === 'fullName';
}

function isOfAddress(role: ColumnRole): boolean {
  return (
    role === 'address' || role === 'street' || role === 'house' || role === 'flat' || role === 'building'
  );
}

const PLAIN_TEXT = new Set<ColumnRole>([
  ...(['suffix', 'surname', 'forename', 'middleNames', 'initials', 'fullName', 'nameSuffix'] as const),
  ...(['flat', 'house', 'street', 'address', 'postcode', 'phone', 'note', 'date', 'canvassedOn'] as const),
]);

function isAnswer(role: ColumnRole): boolean {
  return role === 'absent' || role === 'proxy' || role === 'pastVote' || role === 'optOut';
}

function isPlainText(role: ColumnRole): boolean {
  return PLAIN_TEXT.has(role);
}

function isWordForNothing(cell: string): boolean {
  return cell.length < 9 && WORDS.test(cell.trim());
}

/** `Nan` and `Nat` are forenames, which databases write in another way. */
function isForename(name: string): boolean {
  return /^(?:Nan|NAN|Nat|NAT|Na|NA)$/.test(name);
}

/** Whether a name has capitals as the file's names have. */
function isWritten(name: string, inCapitals: boolean): boolean {
  return inCapitals ? name === name.toUpperCase() : /^\p{Lu}\p{Ll}+$/u.test(name);
}

/** A cell without the formula or the apostrophe that made a spreadsheet keep it as text. */
export function unwrapped(cell: string): string {
  let text = cell.trim();
  for (let quoted = FORMULA_TEXT.exec(text); quoted; quoted = FORMULA_TEXT.exec(text))
    text = (quoted[1] ?? '').replaceAll('""', '"').trim();
  return text.startsWith("'") ? withoutApostrophe(text) : text;
}

/** An apostrophe that made a spreadsheet keep a text as it is; but `'t Hart` is a name. */
function withoutApostrophe(text: string): string {
  if (/^'[a-z]{1,2}[\s-]/.test(text)) return text;
  return /^'[^']+'$/.test(text) ? text.slice(1, -1).trim() : text.slice(1).trim();
}

/** How a line break may stand in a cell: `read-workbook` keeps it as a line separator. */
const BREAKS = ['\u2028', '\v', '\u0085', '<br', '<BR', '\\n'];
const BREAK = /[\n\r\v\u0085\u2028\u2029]|<br\s?\/?>|\\r\\n|\\n/i;

/** A line break parts the lines of an address, as a comma does; elsewhere it is a space. */
function withoutBreaks(cell: string, role: ColumnRole): string {
  if (!isOfAddress(role)) return cell.replace(/[\n\r\v\u0085\u2028\u2029]+/g, ' ');
  const parts = cell.split(BREAK).map((part) => part.trim().replace(/,$/, ''));
  return parts.length < 2 ? cell : parts.filter(Boolean).join(', ');
}
