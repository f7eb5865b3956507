import { readRows } from './csv.ts';
import { readDate } from './elector-date.ts';
import { type ElectorName, readFullName, readSurname, tidy } from './elector-name.ts';
import { formatNumber, readNumberCells } from './elector-number.ts';
import type { Layout } from './layouts.ts';
import { type Canvass, readCanvassCells } from './read-register.ts';
import type { LineNote } from './types.ts';

export type CanvassLine = Canvass & {
  line: number;
  /** Blank when the file has no names to check the number by. */
  name: ElectorName;
  /** ISO date of the answer, '' when not given. */
  on: string;
};

export type CanvassReading = {
  /** The newest answer for each elector, by elector number. */
  byNumber: Map<string, CanvassLine>;
  warnings: LineNote[];
};

/**
 * Reads a canvass file: elector numbers in any spelling, each with what the party knows. Of several answers for
 * one elector the latest dated one counts, and of undated ones the last.
 * @throws Refusal when the file cannot be read to its end.
 */
export function readCanvass(text: string, layout: Layout): CanvassReading {
  const byNumber = new Map<string, CanvassLine>();
  const warnings: LineNote[] = [];
  const { at } = layout.columns;
  const cell = (cells: readonly string[], column: number | undefined) =>
    column === undefined ? '' : (cells[column] ?? '');
  for (const batch of readRows(text, layout.delimiter)) {
    for (const { line, cells, malformed } of batch) {
      if (line <= layout.headingLine) continue;
      const number = malformed
        ? 'it has a quotation mark in the wrong place'
        : readNumberCells(
            cell(cells, at.district),
            cell(cells, at.number).trim() || cell(cells, at.fullNumber),
            cell(cells, at.suffix),
          );
      if (typeof number === 'string') {
        warnings.push({ line, reason: `Canvass file: left out, since ${number}.` });
        continue;
      }
      const answer: CanvassLine = {
        ...readCanvassCells(layout, cells),
        line,
        name:
          at.surname === undefined
            ? readFullName(cell(cells, at.fullName))
            : { surname: readSurname(cell(cells, at.surname)), forename: tidy(cell(cells, at.forename)) },
        on: readDate(cell(cells, at.canvassedOn)) ?? '',
      };
      const key = formatNumber(number);
      const earlier = byNumber.get(key);
      if (!earlier || earlier.on <= answer.on) byNumber.set(key, answer);
    }
  }
  return { byNumber, warnings };
}
