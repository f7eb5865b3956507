import Papa from 'papaparse';

/** A table as CSV that is safe to open in a spreadsheet: UTF-8 with the mark and line ends that Excel needs. */
export function spreadsheetCsv(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${safeCsv([headings, ...rows])}\r\n`;
}

/** Rows as CSV, each cell safe to open in a spreadsheet. Every CSV of the program is written here. */
export function safeCsv(rows: readonly (readonly string[])[]): string {
  return Papa.unparse(
    rows.map((row) => row.map((cell, column) => (column === 0 && cell === '-' ? "'-" : safeCell(cell)))),
    { newline: '\r\n', quotes: needsQuotes },
  );
}

/**
 * Some spreadsheets split at semicolons or tabs where there are no quotation marks, and take a whole line for one
 * cell: no formula continues across a quotation mark, from a telephone number at the start or from a later cell.
 */
function needsQuotes(cell: unknown, column: number): boolean {
  return /[;\t|!(]/.test(String(cell)) || (column === 0 && /^\p{Zs}*\+/u.test(String(cell)));
}

/** How such a file begins, to recognise it. */
export function startOfCsv(headings: readonly string[]): string {
  return `\uFEFF${headings.join(',')}`;
}

/** Invisible characters at the start of a cell, and quotation marks, which some spreadsheets remove. */
const BEFORE = String.raw`[\s\p{C}"“”]*`;
/** Characters that start a formula, or a command of an old spreadsheet; also in full-width and small forms. */
const STARTS = String.raw`=+\-@|%＝＋－＠｜％﹦﹢﹣﹫﹪`;
const FORMULA = new RegExp(`^${BEFORE}[${STARTS}]`, 'u');
/** A hyphen before words, with nothing that a formula could use: `rang twice; - no answer`. */
const PROSE = String.raw`[-－﹣]\p{Zs}+\p{L}[\p{L}\p{M}\p{N}\p{Zs}.,'’?-]*(?:[;\t\r\n]|$)`;
/** The start of a line inside a cell, or of what a spreadsheet that splits at semicolons or tabs takes for a cell. */
const INSIDE = new RegExp(
  String.raw`([\n\v\f\r\u0085\u2028\u2029]+)(?=${BEFORE}[${STARTS}])|([;\t])(?=${BEFORE}(?!${PROSE})[${STARTS}])`,
  'gu',
);
/** `+44 7700 900123`, `+44 (0)20 7946 0018 ext. 4`: not a formula, whatever a spreadsheet does with it. */
const TELEPHONE =
  /^[\p{Zs}]*\+(?=(?:\D*\d){7})\d[\d\p{Zs}()./\u2010-\u2013-]*(?:(?:ext|x)\.?\p{Zs}*\d+)?\p{Zs}*$/iu;

/**
 * Prevents a spreadsheet from taking a cell for a formula (OWASP, "CSV Injection"): puts an apostrophe before what
 * could start one, also after leading spaces and quotation marks and at a line inside the cell, and before a leading
 * tab or line end. Telephone numbers and single hyphens stay as they are. A negative number, which the program never
 * writes, counts as a formula.
 */
export function safeCell(cell: string): string {
  if (TELEPHONE.test(cell) || cell === '-') return cell;
  const inside = cell.replace(INSIDE, "$1$2'");
  return FORMULA.test(cell) || /^[\t\r\n]/.test(cell) ? `'${inside}` : inside;
}
