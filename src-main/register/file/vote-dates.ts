import { say } from '../../../src-shared/message.ts';
import { saysNoDate } from '../elector/cell-words.ts';
import { keyOfWords, markerLetters, withoutLetters, withWords } from '../elector/markers.ts';
import { POSTAL, PROXY, voteOn } from './columns/absent-columns.ts';
import type { Layout } from './columns/layouts.ts';
import type { CellNotes } from './not-understood.ts';

/** Dates on which postal votes and proxies begin or end, and the letters of the votes that they are about. */
type Column = { column: number; heading: string; edge: 'begin' | 'end'; letters: string };

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
      column === undefined
        ? []
        : [{ column, heading: headings[column] ?? '', edge, letters: lettersOf(headings[column] ?? '') }],
    );
    this.#notes = notes;
    this.#pollingDay = pollingDay;
  }

  /**
   * The markers of a line without those of votes that have ended or have not begun. A date of a vote that nothing else
   * says is a marker that has no meaning yet, by the heading.
   */
  applyTo(line: number, cells: readonly string[], markers: string): string {
    if (this.#columns.length === 0) return markers;
    let held = markers;
    const alone: Column[] = [];
    for (const each of this.#columns) {
      const { column, edge, letters } = each;
      const cell = (cells[column] ?? '').trim();
      if (cell === '') continue;
      const said = voteOn(cell, edge, this.#pollingDay);
      if (![...markerLetters(markers)].some((letter) => letters.includes(letter))) {
        if (saysNoDate(cell)) continue;
        if (said === 'none') return held;
        alone.push(each);
      } else if (said === 'none') held = withoutLetters(held, letters);
      else if (said === null)
        this.#notes.note(column, line, cell, { takenFor: say('votes as the other columns say') });
    }
    const [first] = alone;
    if (!first) return held;
    const key = keyOfWords(first.heading);
    const takenFor = say('votes in person');
    this.#notes.note(first.column, line, first.heading, { takenFor, asks: { kind: 'marker', key } });
    return withWords(held, first.heading);
  }
}

function lettersOf(heading: string): string {
  if (PROXY.test(heading)) return POSTAL.test(heading) ? 'AP' : 'P';
  return POSTAL.test(heading) && !/\b(?:av|absent)/i.test(heading) ? 'A' : 'AP';
}
