import { say } from '../../../src-shared/message.ts';
import { markerLetters, withoutLetters } from '../elector/markers.ts';
import { POSTAL, PROXY, voteOn } from './columns/absent-columns.ts';
import type { Layout } from './columns/layouts.ts';
import type { CellNotes } from './not-understood.ts';

/** Dates on which postal votes and proxies begin or end, and the letters of the votes that they are about. */
type Column = { column: number; edge: 'begin' | 'end'; letters: string };

/** Tells by a register's own dates whose postal vote or proxy does not hold on polling day. */
export class VoteDates {
  readonly #columns: readonly Column[];
  readonly #notes: CellNotes;
  readonly #pollingDay: string;

  /** @param pollingDay ISO date */
  constructor({ columns: { at }, headings }: Layout, notes: CellNotes, pollingDay: string) {
    const { voteBegins, voteEnds } = at;
    this.#columns = (
      [
        [voteBegins, 'begin'],
        [voteEnds, 'end'],
      ] as const
    ).flatMap(([column, edge]) =>
      column === undefined ? [] : [{ column, edge, letters: lettersOf(headings[column] ?? '') }],
    );
    this.#notes = notes;
    this.#pollingDay = pollingDay;
  }

  /** The markers of a line without those of votes that have ended or have not begun. */
  without(line: number, cells: readonly string[], markers: string): string {
    let held = markers;
    for (const { column, edge, letters } of this.#columns) {
      const cell = (cells[column] ?? '').trim();
      const isAbout = cell !== '' && [...markerLetters(held)].some((letter) => letters.includes(letter));
      if (!isAbout) continue;
      const said = voteOn(cell, edge, this.#pollingDay);
      if (said === 'none') held = withoutLetters(held, letters);
      else if (said === null)
        this.#notes.note(column, line, cell, { takenFor: say('votes as the other columns say') });
    }
    return held;
  }
}

function lettersOf(heading: string): string {
  if (PROXY.test(heading)) return POSTAL.test(heading) ? 'AP' : 'P';
  return POSTAL.test(heading) && !/\b(?:av|absent)/i.test(heading) ? 'A' : 'AP';
}
