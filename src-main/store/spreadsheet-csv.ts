import Papa from 'papaparse';

/** A table as CSV that is safe to open in a spreadsheet: UTF-8 with the mark that Excel needs, lines as it ends them. */
export function spreadsheetCsv(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${safeCsv([headings, ...rows])}\r\n`;
}

/** Rows as CSV, each cell safe to open in a spreadsheet. Every CSV that the program writes is written here. */
export function safeCsv(rows: readonly (readonly string[])[]): string {
  return Papa.unparse(
    rows.map((row) => row.map((cell, column) => (column === 0 && cell === '-' ? "'-" : safeCell(cell)))),
    { newline: '\r\n', quotes: needsQuotes },
  );
}

/**
 * Some spreadsheets divide by semicolons or tabs where no quotation marks are, and take a whole line for one cell: no
 * formula goes on from a telephone number that begins it, or from a later cell, across a quotation mark.
 */
function needsQuotes(cell: unknown, column: number): boolean {
  return /[;\t|!(]/.test(String(cell)) || (column === 0 && /^\p{Zs}*\+/u.test(String(cell)));
}

/** How such a file begins, to recognise it. */
export function startOfCsv(headings: readonly string[]): string {
  return `\uFEFF${headings.join(',')}`;
}

/** What nobody sees at the beginning of a cell, and quotation marks, which some spreadsheets take off. */
const BEFORE = String.raw`[\s\p{C}"“”]*`;
/** Characters with which a formula, or a command of an old spreadsheet, begins; in their full-width and small forms too. */
const STARTS = String.raw`=+\-@|%＝＋－＠｜％﹦﹢﹣﹫﹪`;
const FORMULA = new RegExp(`^${BEFORE}[${STARTS}]`, 'u');
/** A hyphen before words and nothing that a formula does anything with: `rang twice; - no answer`. */
const PROSE = String.raw`[-－﹣]\p{Zs}+\p{L}[\p{L}\p{M}\p{N}\p{Zs}.,'’?-]*(?:[;\t\r\n]|$)`;
/** The beginning of a line inside a cell, or of what a spreadsheet that divides by semicolons or tabs takes for a cell. */
const INSIDE = new RegExp(
  String.raw`([\n\v\f\r\u0085\u2028\u2029]+)(?=${BEFORE}[${STARTS}])|([;\t])(?=${BEFORE}(?!${PROSE})[${STARTS}])`,
  'gu',
);
/** `+44 7700 900123`, `+44 (0)20 7946 0018 ext. 4`: no formula, whatever a spreadsheet makes of it. */
const TELEPHONE =
  /^[\p{Zs}]*\+(?=(?:\D*\d){7})\d[\d\p{Zs}()./\u2010-\u2013-]*(?:(?:ext|x)\.?\p{Zs}*\d+)?\p{Zs}*$/iu;

/**
 * Keeps a spreadsheet from taking a cell for a formula (OWASP, "CSV Injection"): an apostrophe goes before what begins
 * one, also after leading spaces and quotation marks and at a line inside the cell, and before a leading tab or line
 * end. A telephone number and a lone hyphen stay as they are; a negative number, of which the program writes none, is
 * held to be a formula.
 */
export function safeCell(cell: string): string {
  if (TELEPHONE.test(cell) || cell === '-') return cell;
  const inside = cell.replace(INSIDE, "$1$2'");
  return FORMULA.test(cell) || /^[\t\r\n]/.test(cell) ? `'${inside}` : inside;
}
