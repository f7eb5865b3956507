import type { LineNote } from '../../types.ts';
import { CellCleaner, type CleanerNotes } from '../clean-cells.ts';
import type { Layout } from '../columns/layouts.ts';
import { SecondHeadings } from '../columns/second-headings.ts';
import type { CellNotes } from '../not-understood.ts';
import { type CsvRow, type Pieces, readRows } from './csv.ts';

/**
 * Reads the lines of a file after its headings, in batches: their cells in the order of the headings, also below a
 * second line of headings, and without what spreadsheets and databases leave in them. Used for every kind of file.
 * @throws Refusal if other headings follow further down.
 */
export function* readLines(text: Pieces, layout: Layout, notes: CleanerNotes): Generator<CsvRow[]> {
  const cleaner = new CellCleaner(text, layout, notes);
  const second = new SecondHeadings(layout, notes.warn);
  for (const batch of readRows(text, layout.delimiter)) {
    const rows: CsvRow[] = [];
    cleaner.begin(batch.text);
    for (const row of batch.rows) {
      if (row.line <= layout.headingLine || !second.arrange(row)) continue;
      const fault = row.fault ?? cleaner.clean(row.line, row.cells, row.isBroken === true);
      if (fault) row.fault = fault;
      rows.push(row);
    }
    yield rows;
  }
}

/** Notes on cleaned cells among those of a reader. */
export function notesOf(cells: CellNotes, warnings: LineNote[]): CleanerNotes {
  return {
    lost: (column, line, cell, takenFor) => cells.note(column, line, cell, { takenFor }),
    warn: (note) => warnings.push(note),
  };
}
