import { isMessage, type Message, say } from '../../../src-shared/message.ts';
import { NO_DOOR } from '../address/doors.ts';
import { isAboutWays, readAbsentVote, readProxy } from '../elector/absent-vote.ts';
import { type Alteration, readSign, readStatus } from '../elector/alteration.ts';
import { cellKey, remembered } from '../elector/cell-words.ts';
import { datesByEighteenth, electorDates, unclearDate, unclearDateKey } from '../elector/elector-date.ts';
import { type ElectorName, readFullName, readSurname, tidy } from '../elector/elector-name.ts';
import { type ElectorNumber, formatNumber, readNumberCells, suffixOf } from '../elector/elector-number.ts';
import { keepsOff, mayKeepOff } from '../elector/keeps-off.ts';
import { isAnonymous, isKnownLetter, keyOfWords, readMarkers, withWords } from '../elector/markers.ts';
import { PastReader } from '../elector/past-votes.ts';
import { readYesNo } from '../elector/yes-no.ts';
import type { CellReport, LineNote } from '../types.ts';
import { CanvassCells, goneWords, NOTHING_EARLIER } from './canvass-cells.ts';
import type { CleanerNotes } from './clean-cells.ts';
import { DateColumn, type DateOrders } from './columns/date-column.ts';
import { DistrictNames, lostZeros } from './columns/district-names.ts';
import { headingKey, type SingleRole } from './columns/headings.ts';
import type { Layout } from './columns/layouts.ts';
import { ElectorList, type RegisterElector } from './elector-list.ts';
import { LineShape } from './line-shape.ts';
import { CellNotes } from './not-understood.ts';
import { DoorReader } from './read-doors.ts';
import type { CsvRow, Pieces } from './text/csv.ts';
import { notesOf, readLines } from './text/read-lines.ts';
import { VoteDates } from './vote-dates.ts';

/** It may be kept for another rehearsal: whoever uses it leaves it as it is. */
export type RegisterReading = {
  rows: number;
  electors: ElectorList;
  /** Refused lines. Their electors are not among `electors`. */
  rejected: readonly LineNote[];
  warnings: readonly LineNote[];
  cells: CellReport;
  /** Past elections that have a column in the file, in its order. */
  elections: readonly string[];
  /** What a blank means at each of them. */
  pastBlanks: string;
  /** Names of polling districts, by their codes. */
  districtNames: Readonly<Record<string, string>>;
  /** Which of the register's own facts have a column in the file. */
  tells: { markers: boolean; dates: boolean };
  /** Nothing in the file is specific to the full register: it may be the open one, which is not for elections. */
  looksOpen: boolean;
};

type ReadOptions = {
  /** ISO date, to distinguish birth dates from dates of attainment. */
  pollingDay: string;
  /** What a person said about the order of day and month in the file's dates. */
  orders?: DateOrders | undefined;
};

/**
 * Reads every line of a register. Yields the number of characters read so far, so that a caller can show progress and
 * stop. The generator returns the result.
 * @throws Refusal if the file cannot be read to its end.
 */
export function* readRegister(
  text: Pieces,
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
  readonly #shape: LineShape;
  readonly #doors: DoorReader;
  readonly #electors = new ElectorList();
  readonly #lines = new LinesByNumber();
  readonly #rejected: LineNote[] = [];
  readonly #warnings: LineNote[] = [];
  readonly #past: PastReader;
  readonly #notes: CellNotes;
  readonly #canvass: CanvassCells<RegisterElector>;
  readonly #absent: readonly AbsentColumn[];
  readonly #voteDates: VoteDates;
  readonly #dates: DateColumn<RegisterElector> | null;
  readonly #districts = new DistrictNames();
  #rows = 0;
  /** Lines with fewer columns than the headings, and whether the last line is one. */
  readonly #shortLines: number[] = [];
  #isCutOff = false;
  /** There are markers, dates or opt-outs: the open register has none of them. */
  #sawFull = false;

  constructor(layout: Layout, options: ReadOptions) {
    this.#layout = layout;
    this.#shape = new LineShape(layout);
    const notes = new CellNotes(layout);
    this.#notes = notes;
    this.#doors = new DoorReader(layout.columns, notes);
    this.#canvass = new CanvassCells(layout, notes, options);
    this.#past = new PastReader(
      layout.columns.past.map(({ column }) => column),
      (column, line, cell) => notes.note(column, line, cell, { takenFor: say('nothing known') }),
    );
    this.#absent = absentColumns(layout, options.pollingDay);
    this.#voteDates = new VoteDates(layout, notes, options.pollingDay);
    this.#dates = dateColumn(layout, notes, options);
  }

  /** Where it is noted what was cleaned. */
  cleanerNotes(): CleanerNotes {
    const named: CleanerNotes['named'] = ({ code, name }) => this.#districts.add(code, name);
    return { ...notesOf(this.#notes, this.#warnings), named };
  }

  read(row: CsvRow): void {
    if (this.#isJunk(row)) return;
    this.#rows += 1;
    const { line, cells } = row;
    this.#notes.count(cells);
    const fault = this.#shape.faultOf(row);
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
        reason: this.#lacksDistrict(cells) ? noDistrict(number) : badNumber(number),
      });
      return;
    }
    const earlier = this.#lines.get(number);
    const alteration = this.#alteration(line, cells);
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
    this.#districts.add(number.district, this.#cell(cells, 'districtName'));
    this.#electors.add(elector, this.#doors.take(number.district, cells, line));
  }

  finish(): RegisterReading {
    const electors = this.#electors;
    electors.settle(this.#doors.decide());
    const dates = [this.#dates?.settle() ?? [], this.#canvass.finish()].flat();
    for (const elector of [this.#dates?.settled ?? [], this.#canvass.settled].flat())
      electors.update(elector);
    this.#noteMissingStreets();
    this.#noteCutOff();
    this.#warnings.push(
      ...this.#districts.doubts(this.#layout.headingLine),
      ...lostZeros([...this.#lines.districts], this.#layout.headingLine),
    );
    const { at } = this.#layout.columns;
    return {
      rows: this.#rows,
      electors,
      rejected: this.#rejected,
      warnings: this.#warnings,
      cells: { ...this.#notes.report(dates), ...this.#mayAlter() },
      districtNames: this.#districts.names,
      elections: this.#layout.columns.past.map(({ election }) => election),
      pastBlanks: this.#past.blanks(),
      tells: { markers: at.markers !== undefined || this.#absent.length > 0, dates: at.date !== undefined },
      looksOpen: !this.#sawFull && electors.isWhole,
    };
  }

  #noteMissingStreets(): void {
    for (const elector of this.#electors.withoutStreet()) {
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

  #mayAlter(): Pick<CellReport, 'mayAlter'> {
    const { doubtful } = this.#layout;
    const [value] = doubtful?.values ?? [];
    if (!doubtful || value === undefined) return {};
    const { column, heading } = doubtful;
    return { mayAlter: { column: heading, value, count: this.#notes.filledIn(column) } };
  }

  /** A column says whom the file adds, changes or deletes. */
  get #saysAlterations(): boolean {
    const { at } = this.#layout.columns;
    return at.status !== undefined || at.change !== undefined || at.deleted !== undefined;
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
    const name = cells[at.surname ?? at.fullName ?? 0] ?? '';
    const isTotal =
      filled.length <= 3 &&
      filled.some((cell) => TOTAL.test(cell)) &&
      // Somebody without an address, at the end of a district under “Other Electors”.
      !(
        name.trim() !== '' &&
        ![number, name].some((cell) => TOTAL.test(cell)) &&
        !isMessage(this.#number(cells))
      );
    const isTitle = number === '' && filled.length <= 2;
    // `Ref: 2026/2` and `Date Published: 1 May` side by side: words where a number should be, and no name.
    const isNote =
      filled.length <= 3 && /[a-z]{4}/i.test(number) && name.trim() === '' && isMessage(this.#number(cells));
    if (!isTotal && !isTitle && !isNote) return false;
    const text = filled.join(' ').slice(0, 80);
    const isOfDeleted = !this.#saysAlterations && DELETIONS.test(text);
    this.#warnings.push({
      line,
      reason: isOfDeleted
        ? say(
            '“{{text}}”: if the lines below it are of deleted electors, nobody was deleted, since no column says so. Add a column “Status” with D on those lines and A on the added ones, and import the file again.',
            { text },
          )
        : say('Skipped, not an elector: {{text}}', { text }),
    });
    return true;
  }

  #number(cells: readonly string[]): ElectorNumber | Message {
    const full = this.#cell(cells, 'fullNumber');
    const number = this.#cell(cells, 'number');
    const district = this.#cell(cells, 'district');
    if (number.trim() === '' && full.trim() !== '') return readNumberCells('', full, '');
    const hasColumn = this.#layout.columns.at.suffix !== undefined;
    return readNumberCells(district, number, hasColumn ? this.#cell(cells, 'suffix') : '');
  }

  /** A number without its polling district, in a file that has none. */
  #lacksDistrict(cells: readonly string[]): boolean {
    const { at } = this.#layout.columns;
    return at.district === undefined && /^\s*\d+\s*$/.test(this.#cell(cells, 'number'));
  }

  #elector(
    line: number,
    number: ElectorNumber,
    alteration: Alteration,
    cells: readonly string[],
  ): RegisterElector {
    const markers = this.#markers(line, cells);
    const name = this.#name(cells);
    const { at } = this.#layout.columns;
    // One literal, field by field: every elector then has the same shape, and a large register is read twice as fast.
    const elector: RegisterElector = {
      line,
      district: number.district,
      number: number.number,
      suffix: number.suffix,
      surname: name.surname,
      forename: name.forename,
      markers,
      anonymous: isAnonymous(markers),
      bornOn: null,
      attainsOn: null,
      votingIntention: null,
      phone: null,
      note: null,
      lift: null,
      doNotKnock: null,
      answeredOn: '',
      earlier: NOTHING_EARLIER,
      past: this.#past.read(line, cells),
      alteration,
      door: NO_DOOR,
    };
    this.#canvass.read(line, cells, elector);
    const isDated = at.date !== undefined && this.#dates?.read(line, cells[at.date] ?? '', elector);
    if (!isDated && ATTAINER.test(markers)) elector.markers = this.#undated(line, markers);
    if (markers !== '' || isDated || this.#optedOut(line, cells)) this.#sawFull = true;
    return elector;
  }

  /** An attainer without a date may be too young on polling day. */
  #undated(line: number, markers: string): string {
    const [word = ''] = ATTAINER.exec(markers) ?? [];
    const asks = { kind: 'marker', key: keyOfWords(word) } as const;
    this.#notes.note(this.#layout.columns.at.markers ?? 0, line, word, { takenFor: IN_PERSON, asks });
    return withWords(markers, word);
  }

  /**
   * The letters in the file, with those from its own columns for postal votes and proxies. What is not understood there
   * is kept as a marker that has no meaning yet.
   */
  #markers(line: number, cells: readonly string[]): string {
    const { at } = this.#layout.columns;
    let markers = at.markers === undefined ? '' : tidy(cells[at.markers] ?? '');
    if (markers !== '') this.#noteMarkers(line, markers);
    for (const { column, read } of this.#absent) {
      const cell = cells[column] ?? '';
      if (cell === '' || cell.trim() === '') continue;
      const absent = read(cell);
      if (absent === 'none') continue;
      if (absent === 'not understood') {
        markers = withWords(markers, cell);
        const asks = { kind: 'marker', key: keyOfWords(cell) } as const;
        this.#notes.note(column, line, cell, { takenFor: untilSaid(cell), asks });
        continue;
      }
      const letter = absent === 'postal' ? 'A' : 'P';
      if (markers === '') markers = letter;
      else if (!readMarkers(markers).letters.includes(letter)) markers = `${markers}+${letter}`;
    }
    for (const each of this.#layout.columns.gone) {
      const words = goneWords(each, cells);
      if (words === '') continue;
      markers = withWords(markers, words);
      const asks = { kind: 'marker', key: keyOfWords(words) } as const;
      this.#notes.note(each.column, line, words, { takenFor: untilSaid(words), asks });
    }
    return this.#voteDates.applyTo(line, cells, markers);
  }

  #noteMarkers(line: number, markers: string): void {
    const column = this.#layout.columns.at.markers ?? 0;
    const { letters, unknown } = readMarkers(markers);
    const strange = [...letters].filter((letter) => !isKnownLetter(letter));
    for (const word of [...strange, ...unknown])
      this.#notes.note(column, line, word, {
        takenFor: untilSaid(word),
        asks: { kind: 'marker', key: cellKey(word) },
      });
  }

  #optedOut(line: number, cells: readonly string[]): boolean {
    const { optOut } = this.#layout.columns.at;
    const cell = optOut === undefined ? '' : (cells[optOut] ?? '');
    const read = cell === '' ? null : readYesNo(cell, 'optOut');
    if (optOut !== undefined && read === null && cell.trim() !== '')
      this.#notes.note(optOut, line, cell, { takenFor: say('not opted out') });
    return read?.yes === true || (!this.#sawFull && /^\(z\)/i.test(this.#cell(cells, 'surname')));
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
  #alteration(line: number, cells: readonly string[]): Alteration | 'drop' {
    const { at } = this.#layout.columns;
    if (at.deleted !== undefined) {
      const created = suffixOf(this.#cell(cells, 'created')) !== '';
      if (suffixOf(this.#cell(cells, 'deleted')) !== '') return created ? 'drop' : 'delete';
      if (created) return 'add';
      return suffixOf(this.#cell(cells, 'changed')) === '' ? null : 'amend';
    }
    const column = at.change ?? at.status;
    if (column === undefined) return null;
    const cell = cells[column] ?? '';
    const read = column === at.change ? readSign(cell) : readStatus(cell);
    // Whether `Deceased` keeps somebody off the sheets is asked with the canvass.
    if (read === undefined && (column === at.change || !mayKeepOff(cell)))
      this.#notes.note(column, line, cell, { takenFor: say('no change') });
    return read ?? null;
  }
}

/** What a marker or words are used as until a person says what they mean. */
function untilSaid(words: string): Message {
  return keepsOff(words) === null ? IN_PERSON : say('on no sheet');
}

const IN_PERSON = say('votes in person');
const ATTAINER = /\battainer\b/i;

/** Reads the column for postal votes and proxies, by what its heading says it is about. */
type AbsentColumn = {
  column: number;
  read: (cell: string) => 'postal' | 'proxy' | 'none' | 'not understood';
};

/** The register's own columns of postal votes and proxies. */
function absentColumns({ columns: { at, keys } }: Layout, pollingDay: string): AbsentColumn[] {
  const columns: AbsentColumn[] = [];
  if (at.absent !== undefined) {
    const key = keys[at.absent] ?? '';
    const isProxy = /prox/.test(key);
    const about = isProxy === /post|^pv/.test(key) ? undefined : isProxy ? 'proxy' : 'postal';
    const isWay = isAboutWays(key);
    const read = (cell: string) => readAbsentVote(cell, { about, isWay, pollingDay }) ?? 'not understood';
    columns.push({ column: at.absent, read: remembered(read) });
  }
  if (at.proxy !== undefined) {
    const isOfNames = /name|appointed/.test(keys[at.proxy] ?? '');
    const read = (cell: string) => readProxy(cell, { isOfNames, pollingDay }) ?? 'not understood';
    columns.push({ column: at.proxy, read: remembered(read) });
  }
  return columns;
}

/** Reads the dates of birth or attainment; Scotland's DO18 is the eighteenth birthday. */
function dateColumn(
  { columns: { at, keys } }: Layout,
  notes: CellNotes,
  { pollingDay, orders = {} }: ReadOptions,
): DateColumn<RegisterElector> | null {
  const column = at.date;
  if (column === undefined) return null;
  const isEighteenth = keys[column] === 'do18';
  return new DateColumn({
    notes,
    column,
    year: Number(pollingDay.slice(0, 4)),
    orders,
    use: (elector, date, cell) => {
      const dates =
        date === null
          ? unclearDate(cell)
          : isEighteenth
            ? datesByEighteenth(date)
            : electorDates(date, pollingDay);
      elector.bornOn = dates.bornOn;
      elector.attainsOn = dates.attainsOn;
    },
    unclear: (cell) => ({
      takenFor: say('on no sheet until somebody says whether they may vote'),
      asks: { kind: 'date', key: unclearDateKey(unclearDate(cell).attainsOn) ?? '' },
    }),
  });
}

function badNumber(reason: Message): Message {
  return say('{{reason}}. Correct the number in the file, or ask for the line again.', { reason });
}

function noDistrict(reason: Message): Message {
  return say(
    '{{reason}}, and no column of the file was taken for it. Match that column by hand: on the Register screen, or with a mapping file (--mapping).',
    { reason },
  );
}

const TOTAL = /\b(?:total|electors|records?|end of|page \d+)\b/i;

/** A title above the lines of electors who are to be deleted. */
const DELETIONS = /\b(?:deletions?|deleted|removals?|removed)\b/i;

/** The line on which each elector number was met. Numbers without a suffix are dense, and so a list by number. */
class LinesByNumber {
  readonly #byDistrict = new Map<string, { plain: number[]; withSuffix: Map<string, number> }>();

  get districts(): Iterable<string> {
    return this.#byDistrict.keys();
  }

  get({ district, number, suffix }: ElectorNumber): number | undefined {
    const lines = this.#byDistrict.get(district);
    return suffix === '' ? lines?.plain[number] : lines?.withSuffix.get(`${number}/${suffix}`);
  }

  set({ district, number, suffix }: ElectorNumber, line: number): void {
    let lines = this.#byDistrict.get(district);
    if (!lines) {
      lines = { plain: [], withSuffix: new Map() };
      this.#byDistrict.set(district, lines);
    }
    if (suffix === '') lines.plain[number] = line;
    else lines.withSuffix.set(`${number}/${suffix}`, line);
  }
}
