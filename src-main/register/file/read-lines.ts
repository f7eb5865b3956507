import type { LineNote } from '../types.ts';
import { CellCleaner, type CleanerNotes } from './clean-cells.ts';
import { type CsvRow, readRows } from './csv.ts';
import type { Layout } from './layouts.ts';
import type { CellNotes } from './not-understood.ts';

/**
 * Reads the lines of a file after its headings, in batches: their cells without what spreadsheets and databases leave
 * in them. Used for every kind of file.
 */
export function* readLines(text: string, layout: Layout, notes: CleanerNotes): Generator<CsvRow[]> {
  const cleaner = new CellCleaner(text, layout, notes);
  for (const batch of readRows(text, layout.delimiter)) {
    const rows =
      batch[0] && batch[0].line <= layout.headingLine
        ? batch.filter(({ line }) => line > layout.headingLine)
        : batch;
    for (const row of rows) {
      if (row.fault) continue;
      const fault = cleaner.clean(row.line, row.cells, row.isBroken === true);
      if (fault) row.fault = fault;
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
