import { anyOf, type Message, say } from '../../../../src-shared/message.ts';
import { Refusal } from '../../../store/refusal.ts';
import { shortCell } from '../../elector/cell-words.ts';
import { type CsvRow, DELIMITERS, type Delimiter, peekRows } from '../text/csv.ts';
import { askAboutAlterations, type DoubtfulColumn, findAlterationColumn } from './alteration-column.ts';
import { contentOf, correctByContent, firstDataRow, type Guess, guessLayout } from './guess-columns.ts';
import {
  type ColumnMap,
  columnsOf,
  headingKey,
  looksAbsent,
  type Mapping,
  matchHeadings,
  ROLE_WORDS,
} from './headings.ts';
import { missingFromRegister } from './wanted-columns.ts';

/** How a file is laid out: its delimiter, the line with its headings, and the roles of its columns. */
export type Layout = {
  /** As in REGISTERS.md. */
  name: Message;
  delimiter: Delimiter;
  headings: string[];
  /** Line of the headings; electors begin after it. */
  headingLine: number;
  columns: ColumnMap;
  /** The file has no headings: its columns were guessed from their contents. */
  isGuessed: boolean;
  /** Codes of web pages in its cells (`&#39;`) are replaced. */
  mend?: boolean | undefined;
  /** It may say whom the file adds, changes or deletes. */
  doubtful?: DoubtfulColumn | undefined;
};

/** Layouts by headings that only they have, the most specific first (REGISTERS.md, "Layouts"). */
const LAYOUTS: readonly {
  name: Message;
  has: (key: (...names: string[]) => boolean, columns: ColumnMap) => boolean;
}[] = [
  { name: say('PDCode family'), has: (key) => key('pdcode', 'rollno') },
  { name: say('Scottish'), has: (key) => key('district', 'elno') },
  {
    name: say('Xpress, monthly update'),
    // Sometimes only the middle columns are there.
    has: (key) =>
      key('districtref') ||
      key('propertyaddress1', 'electornumber') ||
      key('electordeletedmonth') ||
      key('markersregistertext'),
  },
  { name: say('Halarose / Eros, update'), has: (key) => key('pd', 'eno', 'clericalerror') },
  { name: say('Halarose / Eros, full'), has: (key) => key('pd', 'eno') },
  { name: say('Green "TTW"'), has: (key) => key('electornoprefix', 'fullelectorno') },
  {
    name: say("Party's marked sheet"),
    has: (key, { at, knocks, past, pastIntentions }) =>
      key('electornumberprefix') &&
      (at.votingIntention !== undefined ||
        knocks.length + past.length + pastIntentions.length > 0 ||
        key('wardwalkref')),
  },
  { name: say('Xpress, full, 13 columns'), has: (key) => key('electornumberprefix', 'electorname') },
  { name: say('Xpress, full, 14 columns'), has: (key) => key('electornumberprefix', 'electornumber') },
  { name: say('Idox, update'), has: (_key, { at }) => at.change !== undefined },
];

/** Title lines and notes above the headings that are searched. */
const HEAD_LINES = 40;
/** Lines that show what a column has. */
const DATA_LINES = 200;

type Options = {
  /** A person's choices about the columns. */
  mapping?: Mapping | undefined;
  delimiter?: Delimiter | undefined;
  mend?: boolean | undefined;
};

/**
 * Finds the headings of a file, or guesses its columns if it has none, and with them its delimiter and layout.
 * `missing` returns the columns that a file of its kind lacks.
 * @throws Refusal if nothing is recognised, or a required column is missing.
 */
export function recogniseLayout(
  text: string,
  missing: (columns: ColumnMap) => Message[],
  options: Options = {},
): Layout {
  const { mapping } = options;
  const chosen = options.delimiter ?? mapping?.delimiter;
  const delimiters = chosen === undefined ? DELIMITERS : [chosen];
  const layout =
    (mapping?.hasHeadings === false ? null : byHeadings(text, delimiters, mapping)) ??
    (mapping?.positions ? byHand(text, delimiters, mapping) : byContent(text, delimiters));
  if (!layout) {
    throw new Refusal(
      say(
        'No line of the file has headings that Committee Room knows (such as Elector Number, Surname, Address1), and the contents of its columns do not show what they are. Check that it is the right file. If it is, match its columns by hand: on the Register screen, or with a mapping file (--mapping).',
      ),
    );
  }
  refuseIfLacking(layout, missing);
  return options.mend ? { ...layout, mend: true } : layout;
}

/** @throws Refusal if a required column is missing. `missing` returns those that a file of its kind lacks. */
export function refuseIfLacking(layout: Layout, missing: (columns: ColumnMap) => Message[]): void {
  const lacking = missing(layout.columns);
  if (lacking.length > 0) throw new Refusal(whatIsLacking(layout, lacking));
}

/** @throws Refusal if a person has to say something about a file before it is read as a register. */
export function refuseIfAsked({ doubtful }: Layout): void {
  if (doubtful?.isAsked) throw new Refusal(askAboutAlterations(doubtful));
}

type Headed = { delimiter: Delimiter; row: CsvRow; columns: ColumnMap; score: number };

/** By the line with the most headings. */
function byHeadings(
  text: string,
  delimiters: readonly Delimiter[],
  mapping: Mapping | undefined,
): Layout | null {
  const headingsOnly = mapping && { ...mapping, positions: null };
  let best: Headed | undefined;
  for (const delimiter of delimiters) {
    const rows = peekRows(text, delimiter, HEAD_LINES);
    for (const [at, row] of rows.entries()) {
      // It cannot have more headings than cells.
      if (row.cells.length <= (best?.score ?? 1)) continue;
      const { columns, score } = headingsIn(row.cells, headingsOnly);
      if (score <= (best?.score ?? 1) || isElector(row.cells, score)) continue;
      best = { delimiter, row, columns, score };
      // Merged headings above a line of headings of their own: `Elector Number` above Prefix, Number and Suffix.
      const below = rows[at + 1];
      const isMerged = below?.line === row.line + 1 && countHeadings(below.cells, headingsOnly) > score;
      // More headings further down are those of another part of the file.
      if (missingFromRegister(columns).length === 0 && !isMerged) break;
    }
  }
  if (!best) return null;
  const { delimiter, row } = best;
  const matched = mapping?.positions ? matchHeadings(row.cells, mapping) : best.columns;
  const rows = peekRows(text, delimiter, DATA_LINES).filter(({ line }) => line > row.line);
  const cells = rows.map((each) => each.cells);
  const isSaid = (column: number) =>
    mapping?.positions?.[column] !== undefined ||
    mapping?.byHeading.get(matched.keys[column] ?? '') !== undefined;
  const corrected = correctByContent(matched, row.cells, cells, isSaid);
  const { columns, doubtful } = withAlterations(corrected, row.cells, cells, isSaid);
  return {
    name: nameLayout(columns),
    delimiter,
    headings: row.cells,
    headingLine: row.line,
    columns,
    isGuessed: false,
    doubtful,
  };
}

/** How many headings a line has; none if it is an elector's. */
function countHeadings(cells: readonly string[], mapping: Mapping | undefined): number {
  const { columns, score } = headingsIn(cells, mapping);
  return missingFromRegister(columns).length > 0 || isElector(cells, score) ? 0 : score;
}

function headingsIn(
  cells: readonly string[],
  mapping: Mapping | undefined,
): { columns: ColumnMap; score: number } {
  const columns = matchHeadings(cells, mapping);
  return { columns, score: columns.roles.filter((role) => role !== null).length };
}

/** With the column that says whom a file adds, changes or deletes, whatever its heading; or a doubt about it. */
function withAlterations(
  columns: ColumnMap,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  isSaid: (column: number) => boolean,
): { columns: ColumnMap; doubtful?: DoubtfulColumn } {
  const found = findAlterationColumn(columns, rows, isSaid);
  if (!found) return { columns };
  const { column, values, sureness } = found;
  if (sureness !== 'sure') {
    const heading = shortCell(headings[column] ?? '') || `Column ${column + 1}`;
    return { columns, doubtful: { column, heading, values, isAsked: sureness === 'unsure' } };
  }
  return { columns: columnsOf(headings, columns.roles.with(column, 'status')) };
}

/** Somebody named House may live in a road called Street: such a line has a number or a postcode in it. */
function isElector(cells: readonly string[], score: number): boolean {
  return (
    score < 5 &&
    cells.some((cell) => /^\s*(?:\d{1,3}|\d{5,6}|[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})\s*$/i.test(cell))
  );
}

/** By the contents of the columns of a file without headings. */
function byContent(text: string, delimiters: readonly Delimiter[]): Layout | null {
  let best: { delimiter: Delimiter; rows: CsvRow[]; guess: Guess } | undefined;
  for (const delimiter of delimiters) {
    const rows = peekRows(text, delimiter, DATA_LINES);
    const guess = guessLayout(rows.map(({ cells }) => cells));
    if (guess && used(guess) > (best ? used(best.guess) : 0)) best = { delimiter, rows, guess };
  }
  if (!best) return null;
  const { delimiter, rows, guess } = best;
  const headings = numbered(guess.roles.length);
  const columns = columnsOf(headings, guess.roles);
  return {
    name: guess.name,
    delimiter,
    headings,
    headingLine: lineBefore(rows, guess.firstRow),
    columns,
    isGuessed: true,
  };
}

function used({ roles }: Guess): number {
  return roles.filter((role) => role !== null).length;
}

/** By a person's choice for each position. */
function byHand(text: string, delimiters: readonly Delimiter[], mapping: Mapping): Layout {
  const delimiter = delimiters.length === 1 ? (delimiters[0] ?? ',') : steadiestDelimiter(text);
  const rows = peekRows(text, delimiter, DATA_LINES);
  const cells = rows.map((row) => row.cells);
  const unknown =
    mapping.hasHeadings === false
      ? undefined
      : rows.find((row, index) => looksLikeHeadings(row, rows[index + 1]));
  const width = Math.max(contentOf(cells).length, mapping.positions?.length ?? 0, unknown?.cells.length ?? 0);
  const headings = unknown ? padded(unknown.cells, width) : numbered(width);
  const columns = matchHeadings(headings, mapping);
  const hasNumber = columns.at.number !== undefined || columns.at.fullNumber !== undefined;
  const first = hasNumber ? firstDataRow(cells, columns.roles) : 0;
  const headingLine = unknown?.line ?? lineBefore(rows, first);
  return { name: say('Matched by hand'), delimiter, headings, headingLine, columns, isGuessed: false };
}

/** The delimiter that splits most lines into the same number of columns, and into most columns. */
function steadiestDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const widths = peekRows(text, delimiter, DATA_LINES).map(({ cells }) => cells.length);
    const counts = Map.groupBy(widths, (width) => width);
    const score = Math.max(0, ...[...counts].map(([width, lines]) => (width - 1) * lines.length ** 2));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Unknown words, each once and not only digits, above a line of as many cells with digits. */
function looksLikeHeadings({ cells }: CsvRow, next: CsvRow | undefined): boolean {
  const words = cells.filter((cell) => cell.trim() !== '');
  return (
    words.length > 2 &&
    words.length > cells.length / 2 &&
    new Set(words.map(headingKey)).size === words.length &&
    words.every((word) => /\p{L}/u.test(word) && word.length < 60) &&
    !words.some((word) => /^(?:[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|\d+ .*)$/i.test(word)) &&
    (next?.cells.some((cell) => /^\s*\d+\s*$/.test(cell)) ?? false)
  );
}

function padded(cells: readonly string[], width: number): string[] {
  return [...cells, ...numbered(width).slice(cells.length)];
}

function numbered(width: number): string[] {
  return Array.from({ length: width }, (_, column) => `Column ${column + 1}`);
}

/** The line before a row, so that reading begins with the row. */
function lineBefore(rows: readonly CsvRow[], place: number): number {
  return Math.max(0, (rows[place]?.line ?? 1) - 1);
}

function nameLayout(columns: ColumnMap): Message {
  const keys = new Set(columns.keys);
  const key = (...names: string[]) => names.every((name) => keys.has(name));
  return LAYOUTS.find(({ has }) => has(key, columns))?.name ?? say('Matched by its headings');
}

function whatIsLacking(
  { headings, columns, headingLine, isGuessed }: Layout,
  lacking: readonly Message[],
): Message {
  const found = headings.flatMap((heading, column) => {
    const role = columns.roles[column];
    return role ? [say('{{heading}} ({{role}})', { heading: heading.trim(), role: ROLE_WORDS[role] })] : [];
  });
  const unknown = headings.filter((heading, column) => heading.trim() !== '' && !columns.roles[column]);
  const recognised = found.length > 0 ? found : say('nothing');
  const read = isGuessed
    ? say('Guessed: {{recognised}}.', { recognised })
    : say('Recognised on line {{line}}: {{recognised}}.', { line: headingLine, recognised });
  // Without numbers it is no use as such a list either.
  if (looksAbsent(columns) && (columns.at.number ?? columns.at.fullNumber) !== undefined) {
    return say(
      'The file has no column for {{lacking}}, and looks like a list of absent voters. Import such a list under “Postal and proxy” on the Register screen, or with the command “absent”. {{read}} If it is a register, match the columns by hand: on the Register screen, or with a mapping file (--mapping).',
      { lacking: anyOf(lacking), read: readWith(read, unknown) },
    );
  }
  return say(
    'The file has no column for {{lacking}}. {{read}} Ask for the file with that column, or match the columns by hand: on the Register screen, or with a mapping file (--mapping).',
    {
      lacking: anyOf(lacking),
      read: readWith(read, unknown),
    },
  );
}

function readWith(recognised: Message, headings: string[]): Message {
  return headings.length > 0
    ? say('{{recognised}} Not recognised: {{headings}}.', { recognised, headings })
    : recognised;
}
