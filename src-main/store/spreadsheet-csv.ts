import Papa from 'papaparse';

/** A table as CSV that is safe to open in a spreadsheet: UTF-8 with the mark that Excel needs, lines as it ends them. */
export function spreadsheetCsv(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(safeCell));
  return `\uFEFF${Papa.unparse([[...headings], ...cells], { newline: '\r\n' })}\r\n`;
}

/** How such a file begins: what tells it from somebody else's. */
export function startOfCsv(headings: readonly string[]): string {
  return `\uFEFF${headings.join(',')}`;
}

/**
 * Keeps a spreadsheet from taking a cell for a formula (OWASP, "CSV Injection"): an apostrophe before a first
 * character that begins one, full-width forms and leading white space included.
 */
export function safeCell(cell: string): string {
  return /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}
