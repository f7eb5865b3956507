import { Refusal } from '../store/refusal.ts';
import { type CsvRow, DELIMITERS, type Delimiter, peekRows } from './csv.ts';
import { type ColumnMap, matchHeadings } from './headings.ts';
import type { Mapping } from './mapping.ts';

/** How a file is laid out: its delimiter, the line with its headings, and what its columns hold. */
export type Layout = {
  name: string;
  delimiter: Delimiter;
  headings: string[];
  /** Line of the headings; electors begin after it. */
  headingLine: number;
  columns: ColumnMap;
};

/** Layouts by headings only they have, the most particular first (REGISTERS.md, "Layouts"). */
const LAYOUTS: readonly {
  name: string;
  has: (key: (...names: string[]) => boolean, columns: ColumnMap) => boolean;
}[] = [
  { name: 'PDCode family', has: (key) => key('pdcode', 'rollno') },
  { name: 'Scottish', has: (key) => key('district', 'elno') },
  {
    name: 'Xpress, monthly update',
    has: (key) => key('districtref') || key('propertyaddress1', 'electornumber'),
  },
  { name: 'Halarose / Eros, update', has: (key) => key('pd', 'eno', 'clericalerror') },
  { name: 'Halarose / Eros, full', has: (key) => key('pd', 'eno') },
  { name: 'Green "TTW"', has: (key) => key('electornoprefix', 'fullelectorno') },
  {
    name: "Party's marked sheet",
    has: (key, { at }) =>
      key('electornumberprefix') &&
      (at.votingIntention !== undefined || at.doNotKnock !== undefined || key('wardwalkref')),
  },
  { name: 'Xpress, full, 13 columns', has: (key) => key('electornumberprefix', 'electorname') },
  { name: 'Xpress, full, 14 columns', has: (key) => key('electornumberprefix', 'electornumber') },
];

/** Title lines and notes above the headings that are looked through. */
const HEAD_LINES = 40;

/**
 * Finds the headings of a file, and with them its delimiter and layout; `missing` says which columns a
 * file of its kind lacks, `mapping` what a user has matched by hand.
 * @throws Refusal when no line looks like headings, when nothing follows them, or when a wanted column is missing.
 */
export function recogniseLayout(
  text: string,
  missing: (columns: ColumnMap) => string[],
  mapping?: Mapping,
): Layout {
  let best: { delimiter: Delimiter; row: CsvRow; columns: ColumnMap; score: number } | undefined;
  for (const delimiter of DELIMITERS) {
    for (const row of peekRows(text, delimiter, HEAD_LINES)) {
      const columns = matchHeadings(row.cells, mapping);
      const score = columns.roles.filter((role) => role !== null).length;
      if (score > (best?.score ?? 0)) best = { delimiter, row, columns, score };
    }
  }
  if (!best || best.score < 2) {
    throw new Refusal(
      'No line of the file holds headings that Committee Room knows (such as Elector Number, Surname, Address1), so it is not read as a register. Check that it is the right file, saved as CSV with its headings.',
    );
  }
  const { columns, row, delimiter } = best;
  const lacking = missing(columns);
  if (lacking.length > 0) {
    throw new Refusal(
      `The file has no column for ${lacking.join(', nor for ')}. Its headings are: ${row.cells.filter((cell) => cell.trim()).join(', ')}. Ask for the file with that column, or correct the heading.`,
    );
  }
  return { name: nameLayout(columns), delimiter, headings: row.cells, headingLine: row.line, columns };
}

function nameLayout(columns: ColumnMap): string {
  const keys = new Set(columns.keys);
  const key = (...names: string[]) => names.every((name) => keys.has(name));
  return LAYOUTS.find(({ has }) => has(key, columns))?.name ?? 'Matched by its headings';
}

/** What a register cannot do without. */
export function missingFromRegister({ at, address }: ColumnMap): string[] {
  const missing: string[] = [];
  if (at.number === undefined && at.fullNumber === undefined) missing.push('the elector number');
  if (at.surname === undefined && at.fullName === undefined) missing.push("the elector's name");
  if (address.length === 0 && at.street === undefined) missing.push('the address');
  return missing;
}

/** What a canvass file cannot do without. */
export function missingFromCanvass({ at }: ColumnMap): string[] {
  const missing: string[] = [];
  if (at.number === undefined && at.fullNumber === undefined) missing.push('the elector number');
  if (
    at.votingIntention === undefined &&
    at.phone === undefined &&
    at.note === undefined &&
    at.lift === undefined &&
    at.doNotKnock === undefined
  ) {
    missing.push('the voting intention');
  }
  return missing;
}
