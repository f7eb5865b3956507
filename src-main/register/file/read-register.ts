import { isMessage, type Message, say } from '../../../src-shared/message.ts';
import type { Door } from '../address/streets.ts';
import { readAbsentVote } from '../elector/absent-vote.ts';
import {
  type ElectorDates,
  NO_DATES,
  readDate,
  readEighteenthBirthday,
  readElectorDate,
} from '../elector/elector-date.ts';
import { type ElectorName, readFullName, readSurname, tidy } from '../elector/elector-name.ts';
import { type ElectorNumber, formatNumber, readNumberCells, suffixOf } from '../elector/elector-number.ts';
import { isAnonymous, markerLetters } from '../elector/markers.ts';
import { PastReader } from '../elector/past-votes.ts';
import type { CellReport, LineNote } from '../types.ts';
import type { CleanerNotes } from './clean-cells.ts';
import type { CsvRow } from './csv.ts';
import { headingKey, type SingleRole, yearOfHeading } from './headings.ts';
import type { Layout } from './layouts.ts';
import { CellNotes } from './not-understood.ts';
import { DoorReader } from './read-doors.ts';
import { notesOf, readLines } from './read-lines.ts';

/** What the party knows about an elector; null if the file has no such column. */
export type Canvass = {
  votingIntention: string | null;
  phone: string | null;
  note: string | null;
  lift: boolean | null;
  doNotKnock: boolean | null;
  /** ISO date of the answer, or only its year; '' if not given. */
  answeredOn: string;
  /** Earlier answers, newest first. */
  earlier: readonly EarlierAnswer[];
};

/** A voting intention from a past canvass, which has its own column. */
export type EarlierAnswer = { label: string; code: string };

/** What a monthly update says about a line; a whole register says nothing. */
type Alteration = 'add' | 'amend' | 'delete' | null;

/** One elector, as in a register file. */
export type RegisterElector = ElectorNumber &
  ElectorName &
  ElectorDates &
  Canvass & {
    line: number;
    markers: string;
    /** The register has no name here, only a number. */
    anonymous: boolean;
    /** Past turnout: a letter for each of the reading's elections. */
    past: string;
    door: Door;
    alteration: Alteration;
  };

/** It may be kept for another rehearsal: whoever uses it leaves it as it is. */
export type RegisterReading = {
  rows: number;
  electors: readonly Readonly<RegisterElector>[];
  /** Refused lines. Their electors are not among `electors`. */
  rejected: readonly LineNote[];
  warnings: readonly LineNote[];
  cells: CellReport;
  /** Past elections that have a column in the file, in its order. */
  elections: readonly string[];
  /** Which of the register's own facts have a column in the file. */
  tells: { markers: boolean; dates: boolean };
  /** Nothing in the file is specific to the full register: it may be the open one, which is not for elections. */
  looksOpen: boolean;
};

export type ReadOptions = {
  /** ISO date, to distinguish birth dates from dates of attainment. */
  pollingDay: string;
};

/**
 * Reads every line of a register. Yields the number of characters read so far, so that a caller can show progress and
 * stop. The generator returns the result.
 * @throws Refusal if the file cannot be read to its end.
 */
export function* readRegister(
  text: string,
  layout: Layout,
  options: ReadOptions,
): Generator<number, RegisterReading> {
  const reader = new RegisterReader(layout, options);
  let lines = 0;
  for (const batch of readLines(text, layout, reader.cleanerNotes())) {
    for (const row of batch) reader.read(row);
    lines += batch.length;
    yield lines;
  }
  return reader.finish();
}

class RegisterReader {
  readonly #layout: Layout;
  readonly #options: ReadOptions;
  readonly #doors: DoorReader;
  readonly #electors: RegisterElector[] = [];
  /** Each elector's index among all doors; the street of a door is decided last. */
  readonly #places: number[] = [];
  readonly #lines = new LinesByNumber();
  readonly #rejected: LineNote[] = [];
  readonly #warnings: LineNote[] = [];
  readonly #past: PastReader;
  readonly #notes: CellNotes;
  #rows = 0;
  /** Lines with fewer columns than the headings, and whether the last line is one. */
  readonly #shortLines: number[] = [];
  #isCutOff = false;
  /** There are markers, dates or opt-outs: the open register has none of them. */
  #sawFull = false;

  constructor(layout: Layout, options: ReadOptions) {
    this.#layout = layout;
    this.#options = options;
    this.#notes = new CellNotes(layout);
    this.#doors = new DoorReader(layout.columns, this.#notes);
    this.#past = new PastReader(layout.columns.past.map(({ column }) => column));
  }

  /** Where it is noted what was cleaned. */
  cleanerNotes(): CleanerNotes {
    return notesOf(this.#notes, this.#warnings);
  }

  read(row: CsvRow): void {
    if (this.#isJunk(row)) return;
    this.#rows += 1;
    const { line, cells } = row;
    this.#notes.count(cells);
    const fault = this.#shapeFault(row);
    if (fault) {
      this.#rejected.push({ line, reason: fault });
      return;
    }
    this.#isCutOff = cells.length < this.#layout.headings.length;
    if (this.#isCutOff) this.#shortLines.push(line);
    const number = this.#number(cells);
    if (isMessage(number)) {
      this.#rejected.push({
        line,
        reason: say('{{reason}}. Correct the number in the file, or ask for the line again.', {
          reason: number,
        }),
      });
      return;
    }
    const earlier = this.#lines.get(number);
    const alteration = this.#alteration(cells);
    if (alteration === 'drop') {
      this.#warnings.push({
        line,
        reason: say('{{number}} was added and deleted again in one month: left out.', {
          number: formatNumber(number),
        }),
      });
      return;
    }
    // A monthly update may remove a number and give it to somebody else further down.
    if (earlier !== undefined && alteration === null) {
      this.#rejected.push({
        line,
        reason: say(
          'Elector number {{number}} is already on line {{line}}. Find out which line is right and remove the other.',
          { number: formatNumber(number), line: earlier },
        ),
      });
      return;
    }
    const elector = this.#elector(line, number, alteration, cells);
    if (
      elector.surname === '' &&
      elector.forename === '' &&
      !elector.anonymous &&
      this.#hasNoAddress(cells)
    ) {
      this.#rejected.push({
        line,
        reason: say('{{number}} has neither a name nor an address. Ask for the line again.', {
          number: formatNumber(number),
        }),
      });
      return;
    }
    this.#lines.set(number, line);
    this.#electors.push(elector);
    this.#places.push(this.#doors.take(number.district, cells, line));
  }

  finish(): RegisterReading {
    const doors = this.#doors.decide();
    const electors = this.#electors;
    for (const [index, elector] of electors.entries())
      elector.door = doors[this.#places[index] ?? -1] ?? NO_DOOR;
    this.#past.settle(electors);
    this.#noteMissingStreets(electors);
    this.#noteCutOff();
    const { at } = this.#layout.columns;
    return {
      rows: this.#rows,
      electors,
      rejected: this.#rejected,
      warnings: this.#warnings,
      cells: this.#notes.report(),
      elections: this.#layout.columns.past.map(({ election }) => election),
      tells: { markers: at.markers !== undefined || at.absent !== undefined, dates: at.date !== undefined },
      looksOpen: !this.#sawFull && electors.every(({ alteration }) => alteration === null),
    };
  }

  #noteMissingStreets(electors: readonly RegisterElector[]): void {
    for (const elector of electors) {
      if (elector.door.street !== '' || elector.anonymous) continue;
      this.#warnings.push({
        line: elector.line,
        reason: say(
          "{{number}} has no street: kept, so that a teller's number is known, but on no knock-up sheet. Add the address if there is one.",
          { number: formatNumber(elector) },
        ),
      });
    }
  }

  /** If every other line is complete, the file was cut off at a short last one. */
  #noteCutOff(): void {
    const [line, ...others] = this.#shortLines;
    if (!this.#isCutOff || line === undefined || others.length > 0 || this.#rows === 1) return;
    this.#warnings.push({
      line,
      reason: say(
        'It has fewer columns than all other lines: the file may have been cut off here. Check with the person who sent it that nothing is missing.',
      ),
    });
  }

  #cell(cells: readonly string[], role: SingleRole): string {
    const column = this.#layout.columns.at[role];
    return column === undefined ? '' : (cells[column] ?? '');
  }

  /** Titles, notes, totals and headings repeated between the electors. */
  #isJunk({ line, cells }: CsvRow): boolean {
    const { keys, at } = this.#layout.columns;
    const numberColumn = at.number ?? at.fullNumber ?? 0;
    const number = (cells[numberColumn] ?? '').trim();
    const startsWithDigit = number >= '0' && number < ':';
    // The common case first: a number and a name.
    if (startsWithDigit && (cells[at.surname ?? at.fullName ?? 0] ?? '') !== '') return false;
    if (number !== '' && headingKey(number) === keys[numberColumn]) return true;
    const filled = cells.filter((cell) => cell.trim() !== '');
    const isTotal =
      filled.length <= 3 &&
      filled.some((cell) => /\b(?:total|electors|records?|end of|page \d+)\b/i.test(cell));
    const isTitle = number === '' && filled.length <= 2;
    // `Ref: 2026/2` and `Date Published: 1 May` side by side: words where a number should be, and no name.
    const isNote =
      filled.length <= 3 &&
      /[a-z]{4}/i.test(number) &&
      (cells[at.surname ?? at.fullName ?? 0] ?? '').trim() === '' &&
      isMessage(this.#number(cells));
    if (!isTotal && !isTitle && !isNote) return false;
    this.#warnings.push({
      line,
      reason: say('Skipped, not an elector: {{text}}', {
        text: filled.join(' ').slice(0, 80),
      }),
    });
    return true;
  }

  #shapeFault({ cells, fault }: CsvRow): Message | null {
    if (fault) return fault;
    const { headings } = this.#layout;
    if (cells.length <= headings.length) return null;
    const beyond = cells.slice(headings.length).findIndex((cell) => cell.trim() !== '');
    if (beyond < 0) return null;
    return say(
      'It has {{columns}} columns where the headings have {{headings}}, so its columns are shifted. Put quotation marks round a value with a comma in it.',
      { columns: cells.length, headings: headings.length },
    );
  }

  #number(cells: readonly string[]): ElectorNumber | Message {
    const full = this.#cell(cells, 'fullNumber');
    const number = this.#cell(cells, 'number');
    const district = this.#cell(cells, 'district');
    if (number.trim() === '' && full.trim() !== '') return readNumberCells('', full, '');
    const hasColumn = this.#layout.columns.at.suffix !== undefined;
    return readNumberCells(district, number, hasColumn ? this.#cell(cells, 'suffix') : '');
  }

  #elector(
    line: number,
    number: ElectorNumber,
    alteration: Alteration,
    cells: readonly string[],
  ): RegisterElector {
    const markers = this.#markers(cells);
    const name = this.#name(cells);
    const known = readCanvassCells(this.#layout, cells);
    const dates = this.#dates(cells);
    if (markers !== '' || dates !== NO_DATES || this.#optedOut(cells)) this.#sawFull = true;
    // One literal, field by field: every elector then has the same shape, and a large register is read twice as fast.
    return {
      line,
      district: number.district,
      number: number.number,
      suffix: number.suffix,
      surname: name.surname,
      forename: name.forename,
      markers,
      anonymous: isAnonymous(markers),
      bornOn: dates.bornOn,
      attainsOn: dates.attainsOn,
      votingIntention: known.votingIntention,
      phone: known.phone,
      note: known.note,
      lift: known.lift,
      doNotKnock: known.doNotKnock,
      answeredOn: known.answeredOn,
      earlier: known.earlier,
      past: this.#past.read(cells),
      alteration,
      door: NO_DOOR,
    };
  }

  /** The letters in the file, with those from its own column for postal votes and proxies. */
  #markers(cells: readonly string[]): string {
    const markers = tidy(this.#cell(cells, 'markers'));
    const column = this.#layout.columns.at.absent;
    const absent = column === undefined ? null : readAbsentVote(cells[column] ?? '');
    const letter = absent === 'postal' ? 'A' : absent === 'proxy' ? 'P' : '';
    if (letter === '' || markerLetters(markers).includes(letter)) return markers;
    return markers === '' ? letter : `${markers}+${letter}`;
  }

  #dates(cells: readonly string[]): ElectorDates {
    const { at, keys } = this.#layout.columns;
    const cell = at.date === undefined ? '' : (cells[at.date] ?? '');
    if (cell === '') return NO_DATES;
    return keys[at.date ?? 0] === 'do18'
      ? readEighteenthBirthday(cell)
      : readElectorDate(cell, this.#options.pollingDay);
  }

  #optedOut(cells: readonly string[]): boolean {
    if (this.#sawFull) return false;
    return /^\(z\)/i.test(this.#cell(cells, 'surname')) || isYes(this.#cell(cells, 'optOut'));
  }

  #name(cells: readonly string[]): ElectorName {
    const { at } = this.#layout.columns;
    if (at.surname === undefined) return readFullName(this.#cell(cells, 'fullName'));
    let forename = this.#cell(cells, 'forename');
    if (at.middleNames !== undefined) forename += ` ${this.#cell(cells, 'middleNames')}`;
    if (at.initials !== undefined) forename += ` ${this.#cell(cells, 'initials')}`;
    const surname = readSurname(this.#cell(cells, 'surname'));
    const after = tidy(this.#cell(cells, 'nameSuffix'));
    return { surname: after === '' ? surname : `${surname} ${after}`, forename: tidy(forename) };
  }

  #hasNoAddress(cells: readonly string[]): boolean {
    const { address } = this.#layout.columns;
    return [...address.map((column) => cells[column] ?? ''), this.#cell(cells, 'street')].every(
      (cell) => cell.trim() === '',
    );
  }

  /** Xpress has three columns with months, Idox a sign, Halarose A, M or D. */
  #alteration(cells: readonly string[]): Alteration | 'drop' {
    const { at } = this.#layout.columns;
    if (at.deleted !== undefined) {
      const created = suffixOf(this.#cell(cells, 'created')) !== '';
      if (suffixOf(this.#cell(cells, 'deleted')) !== '') return created ? 'drop' : 'delete';
      if (created) return 'add';
      return suffixOf(this.#cell(cells, 'changed')) === '' ? null : 'amend';
    }
    // Idox: `+Jan`, `=Jan`, `-Jan`.
    if (at.change !== undefined) return SIGNS[(cells[at.change] ?? '').trim().charAt(0)] ?? null;
    const status = this.#cell(cells, 'status').trim().toUpperCase();
    return STATUS[status] ?? null;
  }
}

/** The line on which each elector number was met. */
class LinesByNumber {
  readonly #byDistrict = new Map<string, Map<number | string, number>>();

  get({ district, number, suffix }: ElectorNumber): number | undefined {
    return this.#byDistrict.get(district)?.get(suffix === '' ? number : `${number}/${suffix}`);
  }

  set({ district, number, suffix }: ElectorNumber, line: number): void {
    let lines = this.#byDistrict.get(district);
    if (!lines) {
      lines = new Map();
      this.#byDistrict.set(district, lines);
    }
    lines.set(suffix === '' ? number : `${number}/${suffix}`, line);
  }
}

const STATUS: Record<string, Alteration> = {
  A: 'add',
  N: 'add',
  '+': 'add',
  M: 'amend',
  '=': 'amend',
  D: 'delete',
  '-': 'delete',
};
const SIGNS: Record<string, Alteration> = { '+': 'add', '=': 'amend', '-': 'delete' };
/** An elector without an address. */
export const NO_DOOR: Door = { street: '', house: '', flat: '', place: '', address: '', postcode: '' };

/** What a line of a register or a canvass file says about the party's own knowledge. */
export function readCanvassCells(
  { columns: { at, pastIntentions } }: Layout,
  cells: readonly string[],
): Canvass {
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
  const latest = now || newest?.code;
  return {
    votingIntention: latest ?? now,
    phone: text(at.phone),
    note: text(at.note),
    lift: at.lift === undefined ? null : isYes(cells[at.lift]),
    doNotKnock: at.doNotKnock === undefined ? null : isYes(cells[at.doNotKnock]),
    answeredOn:
      latest && !now
        ? yearOfHeading(newest?.label ?? '')
        : at.canvassedOn === undefined
          ? ''
          : (readDate(cells[at.canvassedOn] ?? '') ?? ''),
    earlier: now || !newest ? earlier : older,
  };
}

const NOTHING_EARLIER: readonly EarlierAnswer[] = [];

/** All the ways in which people tick a column. */
function isYes(cell: string | undefined): boolean {
  if (!cell) return false;
  return /^(?:y|yes|true|t|1|x|✓|✔|do not .*|dnk|wanted|lift)$/i.test(cell.trim());
}
