/**
 * Reads CSV as a spreadsheet does, letter by letter, with none of the code that writes it: a quotation mark counts
 * only at the start of a cell, two inside quotes are one, and any of the three line ends ends a row.
 */
export function readCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  let isNew = true;
  const endRow = () => {
    rows.push([...row, cell]);
    row = [];
    cell = '';
    isNew = true;
  };
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && isNew) {
      isQuoted = true;
      isNew = false;
    } else if (letter === delimiter) {
      row.push(cell);
      cell = '';
      isNew = true;
    } else if (letter === '\r' || letter === '\n') {
      if (letter === '\r' && text[at + 1] === '\n') at += 1;
      endRow();
    } else {
      cell += letter;
      isNew = false;
    }
  }
  if (cell !== '' || row.length > 0 || !isNew) endRow();
  return rows;
}
