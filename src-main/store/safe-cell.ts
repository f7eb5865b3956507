/**
 * Keeps a spreadsheet from taking a cell for a formula (OWASP, "CSV Injection"): an apostrophe before a first
 * character that begins one, full-width forms and leading white space included.
 */
export function safeCell(cell: string): string {
  return /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}
