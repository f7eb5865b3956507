import { type DateOrder, type DateReading, readDateCell } from '../../../../src-shared/date-cell.ts';
import { type Message, say } from '../../../../src-shared/message.ts';
import { saysNoDate, shortCell } from '../../elector/cell-words.ts';
import type { DateColumnReport, LineNote } from '../../types.ts';
import type { CellNotes, TakenFor } from '../not-understood.ts';
import { headingKey } from './headings.ts';
import type { KnownOrders } from './known-orders.ts';

type Pending<Target> = { line: number; cell: string; reading: DateReading; target: Target };

/** What people said about the order of day and month; nothing leaves it to the column. */
export type DateOrders = {
  /** Of this file. */
  chosen?: DateOrder | undefined;
  /** Of earlier files, which counts for a column that does not show its order. */
  known?: KnownOrders | undefined;
};

type Options<Target> = {
  notes: CellNotes;
  column: number;
  /** A year for dates that have none. */
  year: number;
  orders: DateOrders;
  /** ISO date. A later one is a slip of the pen and is not understood. */
  latest?: string | undefined;
  /** Uses a date: an ISO date, or null if it was not understood. */
  use: (target: Target, date: string | null, cell: string) => void;
  /** What a date that is not understood is used as. */
  unclear: (cell: string) => TakenFor;
};

/** One order counts if it is proved by this many times as many dates as the other. */
const CLEAR = 10;

/**
 * Reads the dates of one column. Whether the day or the month comes first is decided once for all of them, by the days
 * above 12; until then, dates that may be either are kept.
 */
export class DateColumn<Target> {
  readonly #options: Options<Target>;
  readonly #either: Pending<Target>[] = [];
  readonly #proofs = { 'day first': 0, 'month first': 0 };

  constructor(options: Options<Target>) {
    this.#options = options;
  }

  /** Returns whether there is anything in the cell. */
  read(line: number, cell: string, target: Target): boolean {
    if (cell === '' || cell.trim() === '') return false;
    const { year, use, latest } = this.#options;
    const reading = readDateCell(cell, year);
    if (reading && latest !== undefined && isAfter(reading, latest)) {
      this.#notUnderstood(line, cell, target);
      return true;
    }
    if (reading?.proves) this.#proofs[reading.proves] += 1;
    if (reading?.monthFirst) this.#either.push({ line, cell, reading, target });
    else if (reading) use(target, reading.iso, cell);
    else if (!saysNoDate(cell)) this.#notUnderstood(line, cell, target);
    return true;
  }

  /** Decides the order, once every line has been read; null if no date depends on it. */
  settle(): DateColumnReport | null {
    const [first] = this.#either;
    if (!first) return null;
    const { notes, column, orders, use } = this.#options;
    const { 'day first': dayFirst, 'month first': monthFirst } = this.#proofs;
    const { chosen } = orders;
    const more = Math.max(dayFirst, monthFirst);
    const fewer = Math.min(dayFirst, monthFirst);
    const isShown = more > 0 && more >= CLEAR * fewer;
    const known =
      chosen === undefined && !isShown ? orders.known?.[headingKey(notes.nameOf(column))] : undefined;
    const order = chosen ?? known ?? (monthFirst > dayFirst ? 'month first' : 'day first');
    const isContrary = chosen === undefined && known === undefined && fewer > 0 && !isShown;
    for (const { line, cell, reading, target } of this.#either) {
      if (isContrary) this.#notUnderstood(line, cell, target);
      else use(target, order === 'day first' ? reading.iso : reading.monthFirst, cell);
    }
    return {
      column: notes.nameOf(column),
      order,
      isChosen: chosen !== undefined,
      isSure: chosen !== undefined || (more > 0 && fewer === 0),
      isKnown: known !== undefined,
      isContrary,
      dayFirst,
      monthFirst,
      either: this.#either.length,
      line: first.line,
      example: shortCell(first.cell),
    };
  }

  /** Those whose date was only known when every line had been read. */
  get settled(): Target[] {
    return this.#either.map(({ target }) => target);
  }

  #notUnderstood(line: number, cell: string, target: Target): void {
    const { notes, column, use, unclear } = this.#options;
    notes.note(column, line, cell, unclear(cell));
    use(target, null, cell);
  }
}

/** Whether a date is later, in whichever order it is read. */
function isAfter({ iso, monthFirst }: DateReading, latest: string): boolean {
  return iso > latest && (!monthFirst || monthFirst > latest);
}

/** What is not certain about the order of day and month, for the notes on lines. */
export function notesOnOrder(dates: readonly DateColumnReport[]): LineNote[] {
  return dates.flatMap((each) => {
    const reason = doubt(each);
    return reason === null ? [] : [{ line: each.line, reason }];
  });
}

function doubt({
  column,
  example,
  either,
  order,
  isSure,
  isKnown,
  isContrary,
  dayFirst,
  monthFirst,
}: DateColumnReport): Message | null {
  if (isSure) return null;
  if (isKnown)
    return order === 'day first'
      ? say(
          'Dates in "{{column}}" such as {{example}} were read with the day first, as somebody chose for an earlier file. Choose the other order if that is wrong.',
          { column, example },
        )
      : say(
          'Dates in "{{column}}" such as {{example}} were read with the month first, as somebody chose for an earlier file. Choose the other order if that is wrong.',
          { column, example },
        );
  if (isContrary)
    return say(
      'Some dates in "{{column}}" have the day first ({{dayFirst}}) and some have the month first ({{monthFirst}}), so {{either}} others, such as {{example}}, were not understood. Choose the order.',
      { column, dayFirst, monthFirst, either, example },
    );
  if (dayFirst === 0 && monthFirst === 0)
    return say(
      'Nothing shows whether dates in "{{column}}" have the day or the month first: {{either}} of them, such as {{example}}, were read with the day first. Choose the other order if that is wrong.',
      { column, either, example },
    );
  return order === 'day first'
    ? say(
        'Nearly all dates in "{{column}}" have the day first, so {{either}} others, such as {{example}}, were read like that. Choose the other order if that is wrong.',
        { column, either, example },
      )
    : say(
        'Nearly all dates in "{{column}}" have the month first, so {{either}} others, such as {{example}}, were read like that. Choose the other order if that is wrong.',
        { column, either, example },
      );
}
