import { readDateCell } from '../../../src-shared/date-cell.ts';
import { say } from '../../../src-shared/message.ts';
import { cellKey, saysNoDate } from '../elector/cell-words.ts';
import { tidy } from '../elector/elector-name.ts';
import { aboutKnocking, keepsOff, mayKeepOff } from '../elector/keeps-off.ts';
import { readTelephone } from '../elector/telephone.ts';
import { readYesNo, saysMayKnock } from '../elector/yes-no.ts';
import type { DateColumnReport } from '../types.ts';
import { DateColumn, type DateOrders } from './columns/date-column.ts';
import { type ColumnRole, yearOfHeading } from './columns/headings.ts';
import type { Layout } from './columns/layouts.ts';
import { type KnockColumn, type KnockWords, knockWords, packKnockWords } from './knock-words.ts';
import type { CellNotes } from './not-understood.ts';

/** What the party knows about an elector; null if the file has no such column. */
export type Canvass = {
  votingIntention: string | null;
  phone: string | null;
  note: string | null;
  lift: boolean | null;
  /**
   * False only if somebody may be knocked who was not to be: a box that is not ticked says nothing. What a person may
   * have to say is text, as `packKnockWords` has it.
   */
  doNotKnock: boolean | string | null;
  /** ISO date of the answer, or only its year; '' if not given. */
  answeredOn: string;
  /** Earlier answers, newest first. */
  earlier: readonly EarlierAnswer[];
};

/** A voting intention from a past canvass, which has its own column. */
export type EarlierAnswer = { label: string; code: string };

export const NOTHING_EARLIER: readonly EarlierAnswer[] = [];

export type AnswerOptions = {
  /** ISO date, after which nobody can have answered. */
  pollingDay?: string | undefined;
  /** What a person said about the order of day and month in the file's dates. */
  orders?: DateOrders | undefined;
  /** A canvass has no markers: in a register, those who moved or died are marked so. */
  isOnlyCanvass?: boolean;
};

/** Reads what the lines of a register or a canvass file say about the party's own knowledge. */
export class CanvassCells<Target extends Canvass> {
  readonly #columns: Layout['columns'];
  readonly #notes: CellNotes;
  readonly #answered: DateColumn<Target> | null;
  readonly #isOnlyCanvass: boolean;
  /** Columns in which anything may be written, so also that somebody moved or died. */
  readonly #written: readonly number[];

  constructor(
    { columns }: Pick<Layout, 'columns'>,
    notes: CellNotes,
    { pollingDay, orders = {}, isOnlyCanvass = false }: AnswerOptions,
  ) {
    this.#columns = columns;
    this.#isOnlyCanvass = isOnlyCanvass;
    this.#notes = notes;
    this.#written = columns.roles.flatMap((role, at) =>
      role === null || WRITTEN.has(role) || (isOnlyCanvass && !CANVASS_ROLES.has(role)) ? [at] : [],
    );
    const column = columns.at.canvassedOn;
    this.#answered =
      column === undefined
        ? null
        : new DateColumn({
            notes,
            column,
            // A day without a year may be of any.
            year: 0,
            orders,
            latest: pollingDay,
            use: (target, date) => {
              target.answeredOn = date ?? '';
            },
            unclear: () => ({ takenFor: say('no date') }),
          });
  }

  /** Fills in what a line says. The date of the answer may follow when the file has been read. */
  read(line: number, cells: readonly string[], target: Target): Target {
    const { at, pastIntentions } = this.#columns;
    const text = (column: number | undefined) => (column === undefined ? null : tidy(cells[column] ?? ''));
    const now = text(at.votingIntention);
    const earlier =
      pastIntentions.length === 0
        ? NOTHING_EARLIER
        : pastIntentions.flatMap(({ column, label }) => {
            const code = tidy(cells[column] ?? '');
            return code === '' ? [] : [{ label, code }];
          });
    const [newest, ...older] = earlier;
    // The newest answer counts, whichever column it is in.
    target.votingIntention = now || newest?.code || now;
    target.earlier = now || !newest ? earlier : older;
    target.phone = this.#phone(line, cells);
    target.note = text(at.note);
    target.lift = this.#lift(line, cells, target);
    target.doNotKnock = this.#doNotKnock(line, cells, target);
    // The date is that of the answer of now.
    if (newest && !now) target.answeredOn = yearOfHeading(newest.label);
    else if (at.canvassedOn !== undefined) this.#answered?.read(line, cells[at.canvassedOn] ?? '', target);
    return target;
  }

  /** Decides the dates, once every line has been read. */
  finish(): DateColumnReport[] {
    return [this.#answered?.settle() ?? []].flat();
  }

  /** Those whose date was only known then. */
  get settled(): Target[] {
    return this.#answered?.settled ?? [];
  }

  /** The numbers of all columns for them, such as Landline and Mobile. */
  #phone(line: number, cells: readonly string[]): string | null {
    const { phones } = this.#columns;
    if (phones.length === 0) return null;
    let all = '';
    for (const column of phones) {
      const cell = cells[column] ?? '';
      if (cell === '') continue;
      const { phone, isUnderstood } = readTelephone(cell);
      if (!isUnderstood)
        this.#notes.note(column, line, cell, {
          takenFor: phone === '' ? say('no telephone number') : say('as it is written'),
        });
      if (phone !== '' && !all.split(' / ').includes(phone)) all = all === '' ? phone : `${all} / ${phone}`;
    }
    return all;
  }

  /** A blank says nothing. */
  #lift(line: number, cells: readonly string[], target: Canvass): boolean | null {
    const column = this.#columns.at.lift;
    const cell = column === undefined ? '' : (cells[column] ?? '');
    if (column === undefined || cell === '' || cell.trim() === '') return null;
    const read = readYesNo(cell, 'lift');
    if (read === null) {
      this.#notes.note(column, line, cell, { takenFor: say('no lift wanted') });
      return null;
    }
    addNote(target, read.note);
    return read.yes;
  }

  #doNotKnock(line: number, cells: readonly string[], target: Canvass): boolean | string | null {
    if (this.#saysNothingOfKnocking) return null;
    const asked: KnockWords[] = [];
    let tick: boolean | null = null;
    for (const column of this.#columns.knocks) {
      const cell = cells[column] ?? '';
      if (cell === '' || cell.trim() === '') continue;
      const read = readYesNo(cell, 'doNotKnock');
      if (read === null) asked.push(this.#askKnock(column, line, cell, 'a column for it'));
      else if (read.yes) {
        tick = true;
        addNote(target, read.note);
      } else if (saysMayKnock(cell)) tick ??= false;
    }
    if (this.#isOnlyCanvass)
      for (const each of this.#columns.gone) {
        const words = goneWords(each, cells);
        if (words !== '') asked.push(this.#askKnock(each.column, line, words, 'a column for it'));
      }
    for (const column of this.#written) {
      const cell = cells[column] ?? '';
      if (cell.length > 2 && mayKeepOff(cell)) asked.push(this.#askKnock(column, line, cell));
    }
    return tick === true || asked.length === 0 ? tick : packKnockWords(asked);
  }

  /** As in most registers, which are read quickly. */
  get #saysNothingOfKnocking(): boolean {
    const { knocks, gone } = this.#columns;
    return this.#written.length + knocks.length + (this.#isOnlyCanvass ? gone.length : 0) === 0;
  }

  /** What the words mean is asked. In doubt no sheet leads to a door where somebody may have asked for no knock. */
  #askKnock(column: number, line: number, cell: string, where: KnockColumn['in'] = 'any column'): KnockWords {
    const words = aboutKnocking(cell);
    const asked = knockWords(words, { in: where, heading: this.#notes.nameOf(column) });
    const { key, columnKey, isInDoubt } = asked;
    this.#notes.note(column, line, words, {
      takenFor: isInDoubt || keepsOff(key) !== null ? NOT_TO_BE_KNOCKED : MAY_BE_KNOCKED,
      asks: { kind: 'knock', key, columnKey },
    });
    return asked;
  }
}

const WRITTEN = new Set<ColumnRole>(['note', 'status']);

/** What a canvass file's columns are used for; a register has more. */
export const CANVASS_ROLES = new Set<ColumnRole>([
  ...(['district', 'number', 'suffix', 'fullNumber', 'surname', 'forename', 'fullName'] as const),
  ...(['flat', 'house', 'building', 'street', 'address', 'postcode'] as const),
  ...(['votingIntention', 'pastIntention', 'canvassedOn', 'phone', 'note', 'lift'] as const),
  ...(['doNotKnock', 'gone'] as const),
]);

const MAY_BE_KNOCKED = say('may be knocked, unless the room already says not to');
const NOT_TO_BE_KNOCKED = say('not to be knocked');

/** What else a yes says. */
function addNote(target: Canvass, note: string): void {
  if (note !== '') target.note = [target.note, note].filter(Boolean).join('; ');
}

/**
 * What a column says of somebody who moved, died or is gone: `Moved` for a yes or a date, or with the words that it has
 * instead, `Moved: to France`; '' for nothing.
 */
export function goneWords(
  { column, heading }: { column: number; heading: string },
  cells: readonly string[],
): string {
  const cell = cells[column] ?? '';
  if (cell === '' || cell.trim() === '') return '';
  const read = readYesNo(cell, 'optOut');
  if (read?.yes === false || saysNoDate(cell)) return '';
  const isPlain = read?.note === '' || cellKey(cell) === cellKey(heading) || readDateCell(cell, 0) !== null;
  const words =
    keepsOff(heading) === null ? `${DIED.test(heading) ? 'Deceased' : 'Gone'}: ${heading}` : heading;
  return isPlain ? words : `${words}: ${cell}`;
}

/** Of headings such as `DOD` and `Has left`, which do not say enough by themselves. */
const DIED = /d[.\s]*o[.\s]*d|death|dead|marw/i;

/** Nothing known, to be filled in. */
export function blankCanvass(): Canvass {
  return {
    votingIntention: null,
    phone: null,
    note: null,
    lift: null,
    doNotKnock: null,
    answeredOn: '',
    earlier: NOTHING_EARLIER,
  };
}
