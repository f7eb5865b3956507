import { isMessage, type Message, say } from '../../../src-shared/message.ts';
import { type AbsentVote, readAbsentVote } from '../elector/absent-vote.ts';
import type { MarkerMeaning } from '../elector/elections.ts';
import { nameInParts, type WrittenName, wholeName } from '../elector/elector-name.ts';
import { type ElectorNumber, readNumberCells } from '../elector/elector-number.ts';
import { keyOfWords, markerLetters } from '../elector/markers.ts';
import type { CellReport, LineNote } from '../types.ts';
import { unwrapped } from './clean-cells.ts';
import { peekRows } from './csv.ts';
import type { Layout } from './layouts.ts';
import { CellNotes, joinedReports } from './not-understood.ts';
import { notesOf, readLines } from './read-lines.ts';

/** What a list of absent voters may list. */
export type ListedVote = 'postal' | 'proxy';

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

/** A line with words that were not understood, by their keys among the markers, and what else it says. */
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
  for (const { key, yes } of unclear.words) {
    const meaning = meaningOf(key);
    if (meaning === 'postal' || meaning === 'proxy') votes.add(meaning);
    else if (meaning !== 'in person') return null;
    else if (yes) denies.add(yes);
    else votes.add('none');
  }
  return saysIn(votes, denies, unclear.byMarkers);
}

function saysIn(
  votes: ReadonlySet<AbsentVote>,
  denies: ReadonlySet<ListedVote>,
  byMarkers: ListedVote | null,
): LineSays {
  const vote = (['none', 'proxy', 'postal'] as const).find((each) => votes.has(each)) ?? byMarkers;
  return vote === null && denies.size === 0 ? NOTHING : { vote, denies };
}

/** What the list itself says that it lists, and where. */
export type SaidByList = { vote: ListedVote; words: string };

export type AbsentReading = {
  lines: AbsentLine[];
  rejected: LineNote[];
  cells: CellReport;
  /** Which words were taken to mean that somebody has no such vote. */
  warnings: LineNote[];
  /** Of postal voters, of proxies or of both; nothing if the list does not say. */
  says: SaidByList[];
};

/** The file's name, which may say what the list lists, and the ISO date on which a vote must hold. */
export type AbsentOptions = { fileName: string; pollingDay: string };

/** Reads a list of postal and proxy voters by elector number. */
export function readAbsentVoters(
  text: string,
  layout: Layout,
  { fileName, pollingDay }: AbsentOptions,
): AbsentReading {
  const { at } = layout.columns;
  const lines: AbsentLine[] = [];
  const rejected: LineNote[] = [];
  const notes = new CellNotes(layout);
  const inPerson = new InPerson();
  const read = lineReader(layout, notes, inPerson, pollingDay);
  const cell = (cells: readonly string[], column: number | undefined) =>
    column === undefined ? '' : (cells[column] ?? '');
  const warnings: LineNote[] = [];
  for (const batch of readLines(text, layout, notesOf(notes, warnings))) {
    for (const { line, cells, fault } of batch) {
      notes.count(cells);
      if (fault) {
        rejected.push({ line, reason: fault });
        continue;
      }
      const written = cell(cells, at.number).trim() || cell(cells, at.fullNumber);
      const number = readNumberCells(cell(cells, at.district), written, cell(cells, at.suffix));
      if (isMessage(number)) {
        // Titles and totals have no number.
        if (written.trim() !== '') rejected.push(leftOut(line, number));
        continue;
      }
      const name =
        at.surname === undefined
          ? wholeName(cell(cells, at.fullName))
          : nameInParts(cell(cells, at.surname), cell(cells, at.forename));
      lines.push({ line, number, name, ...read(line, cells) });
    }
  }
  const titles = peekRows(text, layout.delimiter, layout.headingLine)
    .filter(({ line }) => line < layout.headingLine)
    .map(({ cells }) => cells.join(' '));
  const says = saidBy([...titles, ...headingsThatSay(layout), inWords(fileName)]);
  const used = new Set(voteColumns(layout).map(({ heading }) => heading.trim()));
  const cells = notes.report();
  const unusedColumns = cells.unusedColumns.filter(({ heading }) => !used.has(heading));
  return {
    lines,
    rejected,
    cells: { ...cells, unusedColumns },
    warnings: [...inPerson.warnings(), ...warnings],
    says,
  };
}

/** `KA-1,037` may be number 1037, or 1 and 37. */
const MAY_BE_THOUSANDS = /\d{1,3},\d{3}(?!\d)/;

/** A list of only elector numbers, one per line or separated by commas; null if it is something else. */
export function readPlainList(text: string, fileName: string): AbsentReading | null {
  const lines: AbsentLine[] = [];
  const rejected: LineNote[] = [];
  const titles: string[] = [];
  const [first = ''] = text.split('\n', 1);
  // Headings of several columns: the second may be the number of each elector's proxy.
  if (cellsOf(first).length > 1 && cellsOf(first).every((cell) => isMessage(readNumberCells('', cell, ''))))
    return null;
  for (const [index, part] of text.split('\n').entries()) {
    if (MAY_BE_THOUSANDS.test(part)) {
      rejected.push(
        leftOut(index + 1, say('"{{written}}" may be one number or several', { written: part.trim() })),
      );
      continue;
    }
    for (const written of cellsOf(part)) {
      const number = readNumberCells('', unwrapped(written), '');
      if (!isMessage(number))
        lines.push({ line: index + 1, number, name: NAMELESS, says: NOTHING, unclear: null });
      // There may be a title above.
      else if (index > 0) rejected.push(leftOut(index + 1, number));
      else titles.push(written);
    }
  }
  const says = saidBy([...titles, inWords(fileName)]);
  return lines.length > rejected.length
    ? { lines, rejected, cells: joinedReports([]), warnings: [], says }
    : null;
}

function cellsOf(line: string): string[] {
  return line.split(/[,;\t|]/).filter((cell) => cell.trim() !== '');
}

const NAMELESS = nameInParts('', '');

function leftOut(line: number, why: Message): LineNote {
  return { line, reason: say('Left out, since {{why}}. Correct the number in the list.', { why }) };
}

const NOTHING: LineSays = { vote: null, denies: new Set() };

/** A column that says how electors vote, and what a yes in it means; null if that is what the list lists. */
type VoteColumn = { column: number; heading: string; yes: ListedVote | null };

/**
 * What each line says: in columns for the vote, for its status and about a proxy, and in the markers. A proxy who votes
 * by post is still a proxy.
 */
function lineReader(
  layout: Layout,
  notes: CellNotes,
  inPerson: InPerson,
  pollingDay: string,
): (line: number, cells: readonly string[]) => Pick<AbsentLine, 'says' | 'unclear'> {
  const columns = voteColumns(layout);
  const { markers } = layout.columns.at;
  return (line, cells) => {
    const votes = new Set<AbsentVote>();
    const denies = new Set<ListedVote>();
    const words: { key: string; yes: ListedVote | null }[] = [];
    for (const each of columns) {
      const { column, yes } = each;
      const cell = (cells[column] ?? '').trim();
      if (cell === '') continue;
      const said = voteIn(cell, each, pollingDay);
      if (said === 'none') inPerson.note(each, line, cell);
      if (said === 'none' && yes) denies.add(yes);
      else if (said !== null && said !== 'yes') votes.add(said);
      else if (said === null) {
        const key = keyOfWords(cell);
        words.push({ key, yes });
        notes.note(column, line, cell, { takenFor: AS_IT_IS, asks: { kind: 'marker', key } });
      }
    }
    const letters = markers === undefined ? '' : markerLetters(cells[markers] ?? '');
    const byMarkers = letters.includes('P') ? 'proxy' : letters.includes('A') ? 'postal' : null;
    return words.length > 0
      ? { says: null, unclear: { words, votes, denies, byMarkers } }
      : { says: saysIn(votes, denies, byMarkers), unclear: null };
  };
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

function voteColumns({ headings, columns: { at, roles } }: Layout): VoteColumn[] {
  return headings.flatMap((heading, column): VoteColumn[] => {
    const role = roles[column] ?? null;
    const isFree = role === null || role === 'status' || role === 'absent';
    if (isFree && isAboutProxy(heading)) return [{ column, heading, yes: 'proxy' }];
    if (column !== at.absent && !(isFree && STATUS.test(heading))) return [];
    return [{ column, heading, yes: POSTAL.test(heading) && !PROXY.test(heading) ? 'postal' : null }];
  });
}

/** `Status` is about the vote here, and not about the register. */
const STATUS = /\b(?:status|state|outcome|decision)\b/i;

/** `Proxy`, `Proxy Name`, `Name of proxy`, and not `Proxy address`. */
function isAboutProxy(heading: string): boolean {
  return PROXY.test(heading) && !POSTAL.test(heading) && !/address|post ?code|number|\bno\b/i.test(heading);
}

/** How a cell says that somebody votes; `yes` if it only confirms what the list lists. */
function voteIn(
  cell: string,
  { yes, heading }: VoteColumn,
  pollingDay: string,
): Exclude<AbsentVote, ''> | 'yes' | null {
  const said = readAbsentVote(cell, { about: yes ?? undefined, pollingDay });
  const isYes = said === 'postal' && readAbsentVote(cell, { about: 'proxy', pollingDay }) === 'proxy';
  if (isYes) return yes ?? 'yes';
  if (said !== null || yes !== 'proxy') return said;
  // The proxy's name.
  return /name|appointed/i.test(heading) || /\p{L}{2,}[\s,]+\p{L}/u.test(cell) ? 'proxy' : null;
}

const PROXY = /\b(?:prox(?:y|ies)|dirprwy(?:on)?|ddirprwy(?:on)?)\b/i;
const POSTAL =
  /\b(?:postals?(?! (?:address|town|code|prox))|post(?= vot)|pvs?|avs?|p[ou]st bleidlais\w*|bleidlais\w* (?:bost|drwy'r post)|pleidlais\w* post)\b/i;

function headingsThatSay(layout: Layout): string[] {
  return voteColumns(layout).map(({ heading }) => heading);
}

/** What titles and names say. One that names both says that it lists both. */
function saidBy(texts: readonly string[]): SaidByList[] {
  const said = new Map<ListedVote, string>();
  for (const text of texts) {
    const words = text.replace(/\s+/g, ' ').trim();
    // Proxies who vote by post.
    const plain = words.replace(/\bpostal prox(?:y|ies)\b/gi, 'proxy');
    if (POSTAL.test(plain) && !said.has('postal')) said.set('postal', words);
    if (PROXY.test(plain) && !said.has('proxy')) said.set('proxy', words);
  }
  return [...said].map(([vote, words]) => ({ vote, words: words.slice(0, 80) }));
}

/** `absent_voters-PROXY.csv`: the words of a file's name. */
function inWords(fileName: string): string {
  return fileName
    .replace(/\.\w+$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
}
