import { isMessage, type Message, say } from '../../../src-shared/message.ts';
import type { AbsentVote } from '../elector/absent-vote.ts';
import { shortCell } from '../elector/cell-words.ts';
import type { MarkerMeaning } from '../elector/elections.ts';
import { nameInParts, type WrittenName, wholeName } from '../elector/elector-name.ts';
import { type ElectorNumber, readNumberCells } from '../elector/elector-number.ts';
import { aboutKnocking, keepsOff, mayKeepOff } from '../elector/keeps-off.ts';
import { isKnownLetter, keyOfWords, readMarkers } from '../elector/markers.ts';
import type { CellReport, LineNote } from '../types.ts';
import { goneWords } from './canvass-cells.ts';
import { unwrapped } from './clean-cells.ts';
import { type ListedVote, type VoteColumn, voteColumns, voteIn } from './columns/absent-columns.ts';
import { type ColumnRole, matchHeadings, ROLE_WORDS } from './columns/headings.ts';
import type { Layout } from './columns/layouts.ts';
import { LineShape } from './line-shape.ts';
import { endedBy, inWords, type SaidByList, saidBy, sectionOf } from './list-titles.ts';
import { CellNotes, usesOf } from './not-understood.ts';
import { type Pieces, peekRows } from './text/csv.ts';
import { notesOf, readLines } from './text/read-lines.ts';

export type AbsentLine = {
  line: number;
  number: ElectorNumber;
  /** Blank if the list has no names to check the number by. */
  name: WrittenName;
  /** Null if it is not understood until somebody says what its words mean. */
  says: LineSays | null;
  unclear: Unclear | null;
};

/** What a line says about how its elector votes. */
export type LineSays = {
  /** Null if it says nothing, so that it is what the list lists. */
  vote: Exclude<AbsentVote, ''> | null;
  /** It says that this is not how. */
  denies: ReadonlySet<ListedVote>;
};

/** A line with words that do not say how somebody votes, by their keys among the markers, and what else it says. */
type Unclear = {
  words: readonly { key: string; yes: ListedVote | null }[];
  votes: ReadonlySet<AbsentVote>;
  denies: ReadonlySet<ListedVote>;
  byMarkers: ListedVote | null;
};

/** What a line says if words mean this; null if it stays unclear. */
export function saysOf(
  { says, unclear }: AbsentLine,
  meaningOf: (key: string) => MarkerMeaning | null,
): LineSays | null {
  if (!unclear) return says;
  const votes = new Set(unclear.votes);
  const denies = new Set(unclear.denies);
  let isOfPerson = false;
  for (const { key, yes } of unclear.words) {
    const meaning = meaningOf(key) ?? keepsOff(key);
    if (meaning === 'postal' || meaning === 'proxy') votes.add(meaning);
    else if (isAboutPerson(meaning)) isOfPerson = true;
    else if (meaning !== 'in person') return null;
    else if (yes) denies.add(yes);
    else votes.add('none');
  }
  const said = saysIn(votes, denies, unclear.byMarkers);
  // `Deceased` alone does not say how somebody votes.
  return isOfPerson && said === NOTHING ? null : said;
}

/** Why a line keeps its elector off every sheet, however they vote. */
export type KeptOffByList = 'moved' | 'deceased' | 'do not knock';

function isAboutPerson(meaning: MarkerMeaning | null): meaning is KeptOffByList {
  return meaning === 'moved' || meaning === 'deceased' || meaning === 'do not knock';
}

/**
 * What a line says of the elector and not of their vote, by the room's meanings or by words such as `Gone away`
 * themselves. `unsaid` is what such words would say, if a person has said that they mean something else.
 */
export function keptOffBy(
  { unclear }: AbsentLine,
  meaningOf: (key: string) => MarkerMeaning | null,
): { said: KeptOffByList | null; unsaid: KeptOffByList | null } {
  const found: Record<'said' | 'unsaid', KeptOffByList | null> = { said: null, unsaid: null };
  for (const { key } of unclear?.words ?? []) {
    const [meaning, byWords] = [meaningOf(key), keepsOff(key)];
    const said = meaning ?? byWords;
    if (isAboutPerson(said)) found.said = said;
    else if (isAboutPerson(byWords)) found.unsaid = byWords;
  }
  return found;
}

function saysIn(
  votes: ReadonlySet<AbsentVote>,
  denies: ReadonlySet<ListedVote>,
  byMarkers: ListedVote | null,
): LineSays {
  const vote = (['none', 'proxy', 'postal'] as const).find((each) => votes.has(each)) ?? byMarkers;
  return vote === null && denies.size === 0 ? NOTHING : { vote, denies };
}

export type AbsentReading = {
  lines: AbsentLine[];
  rejected: LineNote[];
  /** Whether the names in it, if any, are surely the electors' own. */
  names: 'known' | 'guessed' | 'not recognised';
  cells: CellReport;
  /** Which words were taken to mean that somebody has no such vote. */
  warnings: LineNote[];
  /** Of postal voters, of proxies or of both; nothing if the list does not say. */
  says: SaidByList[];
  /** A title or a name that says that its votes have ended; '' if there is none. */
  saysEnded: string;
};

/** The file's name, which may say what the list lists, and the ISO date on which a vote must hold. */
export type AbsentOptions = { fileName: string; pollingDay: string };

/** Reads a list of postal and proxy voters by elector number. */
export function readAbsentVoters(
  text: Pieces,
  layout: Layout,
  { fileName, pollingDay }: AbsentOptions,
): AbsentReading {
  const { at } = layout.columns;
  const lines: AbsentLine[] = [];
  const rejected: LineNote[] = [];
  const columns = voteColumns(text.start, layout);
  const uses = usesIn(layout, columns);
  const notes = new CellNotes(layout, uses);
  const inPerson = new InPerson();
  const written = uses.flatMap((use, column) => (use === null && mayBeText(layout, column) ? [column] : []));
  const read = lineReader(columns, written, layout.columns, { notes, inPerson, pollingDay });
  const cell = (cells: readonly string[], column: number | undefined) =>
    column === undefined ? '' : (cells[column] ?? '');
  const warnings: LineNote[] = [];
  const titles = peekRows(text.start, layout.delimiter, layout.headingLine)
    .filter(({ line }) => line < layout.headingLine + (layout.isGuessed ? 1 : 0))
    .map(({ cells }) => cells.join(' '));
  const sections = new Sections(titles);
  const shape = new LineShape(layout, text.start);
  for (const batch of readLines(text, layout, notesOf(notes, warnings))) {
    for (const row of batch) {
      const { line, cells } = row;
      notes.count(cells);
      const fault = shape.faultOf(row);
      if (fault) {
        rejected.push({ line, reason: fault });
        continue;
      }
      const written = cell(cells, at.number).trim() || cell(cells, at.fullNumber);
      const number = readNumberCells(cell(cells, at.district), written, cell(cells, at.suffix));
      if (isMessage(number)) {
        const filled = cells.filter((each) => each.trim() !== '');
        const isTitle = written.trim() === '' && (sections.begin(filled) || filled.length < 2);
        if (!isTitle) rejected.push(leftOut(line, number));
        else if (filled.length > 0)
          warnings.push({
            line,
            reason: say('Skipped, not an elector: {{text}}', { text: shortCell(filled.join(' ')) }),
          });
        continue;
      }
      const name =
        at.surname === undefined
          ? // A name that was guessed may be in two columns, in either order.
            wholeName(`${cell(cells, at.fullName)} ${cell(cells, at.forename)}`)
          : nameInParts(cell(cells, at.surname), cell(cells, at.forename));
      lines.push({ line, number, name, ...read(line, cells) });
      sections.add(lines);
    }
  }
  const headings = columns.flatMap(({ heading, edge }) => (edge ? [] : [heading]));
  const listed = saidBy(titles).length === 0 ? listedByTicks(lines, columns, layout) : { lines, blank: null };
  if (listed.blank) warnings.push(listed.blank);
  return {
    lines: listed.lines,
    rejected,
    names: 'known',
    cells: notes.report(),
    warnings: [...inPerson.warnings(), ...saysOfKnocking(layout, notes), ...warnings],
    says: saidBy([...titles, ...sections.titles, ...headings, inWords(fileName)]),
    saysEnded: endedBy([...titles, ...sections.titles, inWords(fileName)]),
  };
}

/** Parts of a list, each below a title of its own: `Postal voters`, then `Proxy voters`. */
class Sections {
  readonly titles: string[] = [];
  /** What is above the list, which is about its first part. */
  readonly #above: readonly string[];
  #now: ListedVote | null = null;
  #begun = 0;

  constructor(above: readonly string[]) {
    this.#above = above;
  }

  /** Whether a line without a number is such a title. */
  begin(filled: readonly string[]): boolean {
    const title = filled.join(' ');
    const section = filled.length > 2 ? null : sectionOf(title);
    if (section === null) return false;
    this.titles.push(title);
    this.#now = section;
    return true;
  }

  /** The newest line is listed as what the title above it says. */
  add(lines: AbsentLine[]): void {
    const [at, newest] = [lines.length - 1, lines.at(-1)];
    if (this.#now === null || !newest) return;
    if (this.#begun === 0) {
      const said = saidBy(this.#above);
      const first = said.length === 1 ? (said[0]?.vote ?? null) : null;
      for (const [place, line] of lines.slice(0, at).entries()) lines[place] = listedAs(line, first);
    }
    this.#begun += 1;
    lines[at] = listedAs(newest, this.#now);
  }
}

/**
 * The lines that are listed. If most lines have a blank where the others are ticked as postal voters, the file is a
 * register or a canvass rather than a list: its blanks list nobody.
 */
function listedByTicks(
  lines: AbsentLine[],
  columns: readonly VoteColumn[],
  { columns: { at }, headings, headingLine }: Layout,
): { lines: AbsentLine[]; blank: LineNote | null } {
  const ticks = columns.find(({ yes, edge }) => yes === 'postal' && edge === null);
  const column = ticks?.column ?? (columns.length === 0 ? at.markers : undefined);
  const ticked = lines.filter(({ says, unclear }) => unclear !== null || says !== NOTHING);
  const blank = lines.length - ticked.length;
  if (column === undefined || ticked.length === 0 || blank <= ticked.length) return { lines, blank: null };
  return { lines: ticked, blank: { line: headingLine, reason: isBlank(headings[column] ?? '', blank) } };
}

function isBlank(column: string, count: number): Message {
  return say(
    '“{{column}}” has no postal vote or proxy on {{count}} lines, so these electors are not counted as listed.',
    { column: shortCell(column), count },
    '“{{column}}” has no postal vote or proxy on {{count}} line, so this elector is not counted as listed.',
  );
}

/** A line that does not say how somebody votes, below a title that does. */
function listedAs(line: AbsentLine, vote: ListedVote | null): AbsentLine {
  return vote === null || line.says?.vote !== null ? line : { ...line, says: { ...line.says, vote } };
}

/** What each column of a list is used for. */
function usesIn({ columns: { roles } }: Layout, votes: readonly VoteColumn[]): (Message | null)[] {
  const uses = usesOf(roles, (role) => LIST_ROLES.has(role));
  for (const { column, yes, edge } of votes)
    uses[column] =
      ROLE_WORDS[
        edge === null ? (yes === 'proxy' ? 'proxy' : 'absent') : edge === 'end' ? 'voteEnds' : 'voteBegins'
      ];
  return uses;
}

/** Columns in which anything may be written, so also that somebody moved or died. */
function mayBeText({ columns: { roles } }: Layout, column: number): boolean {
  const role = roles[column];
  return role === null || role === 'note' || role === 'status';
}

const LIST_ROLES = new Set<ColumnRole>([
  ...(['district', 'number', 'suffix', 'fullNumber', 'surname', 'forename', 'fullName', 'markers'] as const),
  'gone',
]);

/** A list does not change who asked for no knock, and so it says which of its columns would. */
function saysOfKnocking({ columns: { roles }, headingLine }: Layout, notes: CellNotes): LineNote[] {
  return roles.flatMap((role, column) => {
    const count = notes.filledIn(column);
    if (role !== 'doNotKnock' || count === 0) return [];
    return [
      {
        line: headingLine,
        reason: say(
          '“{{column}}” has something on {{count}} lines. A list of postal and proxy voters changes only how people vote. To keep these electors off the sheets, import the same file as a canvass file too.',
          { column: notes.nameOf(column), count },
          '“{{column}}” has something on {{count}} line. A list of postal and proxy voters changes only how people vote. To keep this elector off the sheets, import the same file as a canvass file too.',
        ),
      },
    ];
  });
}

/** `KA-1,037` may be number 1037, or 1 and 37. */
const MAY_BE_THOUSANDS = /\d{1,3},\d{3}(?!\d)/;

/** A list of only elector numbers, one per line or separated by commas; null if it is something else. */
export function readPlainList(text: string, fileName: string): AbsentReading | null {
  const lines: AbsentLine[] = [];
  const rejected: LineNote[] = [];
  const titles: string[] = [];
  const sections = new Sections(titles);
  const all = text.split('\n');
  // Numbers with something beside each are read with the other columns.
  if (all.filter(hasWordsBeside).length * 2 > all.length) return null;
  for (const [index, part] of all.entries()) {
    if (MAY_BE_THOUSANDS.test(part)) {
      rejected.push(
        leftOut(index + 1, say('"{{written}}" may be one number or several', { written: part.trim() })),
      );
      continue;
    }
    const cells = cellsOf(part);
    // The second column may be the number of each elector's proxy.
    if (lines.length === 0 && areHeadings(cells)) return null;
    for (const written of cells) {
      const number = readNumberCells('', unwrapped(written), '');
      if (!isMessage(number)) {
        lines.push({ line: index + 1, number, name: NAMELESS, says: NOTHING, unclear: null });
        sections.add(lines);
      }
      // There may be titles above.
      else if (index === 0 || (lines.length === 0 && /\p{L}{3}/u.test(written))) titles.push(written);
      else if (!sections.begin([written])) rejected.push(leftOut(index + 1, number));
    }
  }
  const texts = [...titles, ...sections.titles, inWords(fileName)];
  return lines.length > rejected.length
    ? {
        lines,
        rejected,
        names: 'known',
        cells: reportOfNumbers(lines.length, rejected.length),
        warnings: [],
        says: saidBy(texts),
        saysEnded: endedBy(texts),
      }
    : null;
}

/** Numbers alone have no columns, and are counted as one. */
function reportOfNumbers(understood: number, others: number): CellReport {
  const column = { column: 'Column 1', takenFor: ROLE_WORDS.fullNumber, notListed: 0 };
  const columns = [{ ...column, filled: understood + others, understood }];
  return { columns, unusedColumns: [], notUnderstood: [], dates: [] };
}

function areHeadings(cells: readonly string[]): boolean {
  if (cells.length < 2 || cells.some((cell) => !isMessage(readNumberCells('', cell, '')))) return false;
  const { at } = matchHeadings(cells);
  return at.number !== undefined || at.fullNumber !== undefined;
}

/** `KA-5, John Smith`: no list of numbers alone. */
function hasWordsBeside(line: string): boolean {
  const cells = cellsOf(line);
  const isNumber = cells.map((cell) => !isMessage(readNumberCells('', unwrapped(cell), '')));
  return isNumber.includes(true) && cells.some((cell, at) => !isNumber[at] && /\p{L}{2}/u.test(cell));
}

function cellsOf(line: string): string[] {
  return line.split(/[,;\t|]/).filter((cell) => cell.trim() !== '');
}

const NAMELESS = nameInParts('', '');

function leftOut(line: number, why: Message): LineNote {
  return { line, reason: say('Left out, since {{why}}. Correct the number in the list.', { why }) };
}

const NOTHING: LineSays = { vote: null, denies: new Set() };

/**
 * What each line says: in columns for the vote, for its status and about a proxy, and in the markers. A proxy who votes
 * by post is still a proxy.
 */
function lineReader(
  columns: readonly VoteColumn[],
  written: readonly number[],
  { at: { markers }, gone }: Layout['columns'],
  { notes, inPerson, pollingDay }: { notes: CellNotes; inPerson: InPerson; pollingDay: string },
): (line: number, cells: readonly string[]) => Pick<AbsentLine, 'says' | 'unclear'> {
  return (line, cells) => {
    const votes = new Set<AbsentVote>();
    const denies = new Set<ListedVote>();
    const words: { key: string; yes: ListedVote | null }[] = [];
    const atStation: VoteColumn[] = [];
    for (const each of columns) {
      const { column, yes } = each;
      const cell = (cells[column] ?? '').trim();
      if (cell === '') continue;
      const said = voteIn(cell, each, pollingDay);
      if (said === 'none') inPerson.note(each, line, cell);
      if (said === 'none' && each.isInPerson) atStation.push(each);
      else if (said === 'none' && yes) denies.add(yes);
      else if (said !== null && said !== 'yes') votes.add(said);
      else if (said === null) {
        const key = keyOfWords(cell);
        words.push({ key, yes });
        notes.note(column, line, cell, { takenFor: untilSaid(key), asks: { kind: 'marker', key } });
      }
    }
    for (const { column, heading } of atStation) {
      if (votes.size === 0) votes.add('none');
      else {
        // Ticked as both, nobody knows how they vote.
        const key = keyOfWords(heading);
        words.push({ key, yes: null });
        notes.note(column, line, heading, { takenFor: AS_IT_IS, asks: { kind: 'marker', key } });
      }
    }
    for (const each of gone) {
      const said = goneWords(each, cells);
      if (said === '') continue;
      const key = keyOfWords(said);
      words.push({ key, yes: null });
      notes.note(each.column, line, said, { takenFor: untilSaid(key), asks: { kind: 'marker', key } });
    }
    for (const column of written) {
      const cell = cells[column] ?? '';
      if (cell.length < 3 || !mayKeepOff(cell)) continue;
      const about = aboutKnocking(cell);
      const key = keyOfWords(about);
      const isSure = isAboutPerson(keepsOff(key));
      if (isSure) words.push({ key, yes: null });
      // A note that may be about somebody else says nothing of the vote.
      notes.note(
        column,
        line,
        about,
        isSure ? { takenFor: untilSaid(key), asks: { kind: 'marker', key } } : { takenFor: say('nothing') },
      );
    }
    const { letters, unknown } = readMarkers(markers === undefined ? '' : (cells[markers] ?? ''));
    const strange = [...letters].filter((letter) => !isKnownLetter(letter));
    for (const word of [...strange, ...unknown])
      notes.note(markers ?? 0, line, word, { takenFor: say('nothing') });
    const byMarkers = letters.includes('P') ? 'proxy' : letters.includes('A') ? 'postal' : null;
    return words.length > 0
      ? { says: null, unclear: { words, votes, denies, byMarkers } }
      : { says: saysIn(votes, denies, byMarkers), unclear: null };
  };
}

/** What words are used as until a person says what they mean. */
function untilSaid(key: string): Message {
  return isAboutPerson(keepsOff(key)) ? say('on no sheet') : AS_IT_IS;
}

const AS_IT_IS = say('nothing, so how they vote stays as it is');

/** Counts the words that were taken to mean that somebody has no postal vote or proxy, such as `Rejected`. */
class InPerson {
  readonly #met = new Map<string, { heading: string; value: string; count: number; line: number }>();

  note({ column, heading }: VoteColumn, line: number, value: string): void {
    const key = `${column} ${value}`;
    const met = this.#met.get(key);
    if (met) met.count += 1;
    // A note in the wrong column is another one on each line.
    else if (this.#met.size < 100) this.#met.set(key, { heading, value, count: 1, line });
  }

  warnings(): LineNote[] {
    return [...this.#met.values()].map(({ heading, value, count, line }) => ({
      line,
      reason: say(
        '{{column}}: “{{value}}” on {{count}} lines. Used as: not postal, not by proxy.',
        { column: heading.trim(), value, count },
        '{{column}}: “{{value}}” on {{count}} line. Used as: not postal, not by proxy.',
      ),
    }));
  }
}
