import { english, type Message } from '../../src-shared/message.ts';
import type { SheetWarning } from '../../src-shared/sheet-words.ts';
import type { Poll } from '../api/poll.ts';
import type { Backup } from '../backup/backup-places.ts';
import type { Restored } from '../backup/restore.ts';
import type { Constituency, ConstituencyBy, RoomRow } from '../exchange/constituency.ts';
import type { JournalLine } from '../journal/read-journal.ts';
import type { Carried, Counted } from '../next/carried.ts';
import type { AbsentResult, EverybodyVotes, VotesChanged } from '../register/absent-voters.ts';
import type { MarkerMeaning } from '../register/elector/elections.ts';
import type { CanvassResult } from '../register/import/canvass-import.ts';
import type { Question } from '../register/import/questions.ts';
import type { AskedValue, CellReport, ImportResult, LineNote, NamedElectors } from '../register/types.ts';
import type { IssuedSheet } from '../sheets/issued.ts';
import type { Board, BoardBy, BoardFigures, BoardRow, EntryResult } from '../turnout/types.ts';

/** An import, in words for the terminal. */
export function imported(result: ImportResult): string {
  const { rows, layout, electors, promises, postal, streets, pollingDistricts } = result;
  return [
    `Layout: ${english(layout)}. ${rows} lines with electors.`,
    `${result.imported} imported, ${result.updated} updated, ${result.unchanged} unchanged, ${result.removed} removed.`,
    `The room has ${electors} electors in ${streets} streets of ${pollingDistricts} polling districts: ${promises} promises, ${postal} postal voters.`,
    ...(result.questions > 0 ? [`${result.questions} questions to settle: see the command questions.`] : []),
    ...(promises === 0 ? ['Name the voting intentions that count as a promise with --promises.'] : []),
    ...notes('refused', result.rejected),
    ...notes('to check', result.warnings),
    ...cells(result),
  ].join('\n');
}

/** A canvass file, in words. */
export function canvass(result: CanvassResult, isPreview: boolean): string {
  const { found, changed, gained, lost, answers, facts, older, questions, promises } = result;
  return [
    isPreview
      ? `${found} electors in the canvass file were found. Nothing has been changed yet.`
      : `${found} electors in the canvass file were found, ${changed} changed. The room has ${promises} promises.`,
    ...named('promises gained', gained),
    ...named('promises lost', lost),
    ...named('voting intentions changed', answers),
    ...named('other changes', facts),
    ...named('answers older than those in the room, which stay', older),
    ...(questions > 0 ? [`${questions} questions to settle: see the command questions.`] : []),
    ...(promises === 0 ? ['Name the voting intentions that count as a promise with --promises.'] : []),
    ...votingIntentions(result.votingIntentions),
    ...notes('left out', result.leftOut),
    ...notes('to check', result.warnings),
    ...cells(result),
  ].join('\n');
}

/** A list of absent voters, in words. */
export function absentVoters(result: AbsentResult, isPreview: boolean): string {
  const { found, changed, postal, rejected, warnings, asks, cells: read } = result;
  return [
    isPreview
      ? `${found} electors on the list were found. Nothing has been changed yet.`
      : `${found} electors on the list were found, ${changed} now vote differently; the room has ${postal} postal voters.`,
    ...votesChanged(result),
    ...named('on no sheet from now on', result.keptOff),
    ...asks.map(({ said }) => english(said)),
    ...notes('left out', rejected),
    ...notes('to check', warnings),
    ...cells(read, 'postal'),
  ].join('\n');
}

/** How everybody votes, in words. */
export function everybodyVotes(result: EverybodyVotes, isPreview: boolean): string {
  const done = isPreview ? 'Nothing has been changed yet.' : `${result.changed} electors updated.`;
  return [done, ...votesChanged(result)].join('\n');
}

function votesChanged({ becomePostal, becomeProxy, stopPostal, stopProxy }: VotesChanged): string[] {
  return [
    named('become postal voters', becomePostal),
    named('become proxies', becomeProxy),
    named('stop being postal voters', stopPostal),
    named('stop being proxies', stopProxy),
  ].flat();
}

/** How many electors, and the first of them by name. */
function named(what: string, { total, electors }: NamedElectors): string[] {
  if (total === 0) return [];
  const more = total > electors.length ? [`  and ${total - electors.length} more`] : [];
  return [
    `${total} ${what}:`,
    ...electors.map(({ number, name, what }) => `  ${number} ${name}${what ? `: ${english(what)}` : ''}`),
    ...more,
  ];
}

/** What each column of a file was used for, and the cells that were not understood or not used. */
function cells(
  { columns, unusedColumns, notUnderstood, mayAlter }: CellReport,
  marker: MarkerMeaning = 'not entitled',
): string[] {
  const more = columns.filter(({ notListed }) => notListed > 0);
  return [
    ...(notUnderstood.length > 0 ? [`${notUnderstood.length} values not understood:`] : []),
    ...notUnderstood.map(
      ({ column, value, count, lines, takenFor, asks }) =>
        `  ${column}: "${value}" (${count}, from line ${lines[0]}), used as: ${english(takenFor)}${asks ? `; to change that: ${answerTo(value, asks.kind, marker)}` : ''}`,
    ),
    ...more.map(({ column, notListed }) => `  ${column}: ${notListed} more cells with other values`),
    ...(unusedColumns.length > 0 ? [`${unusedColumns.length} columns not used:`] : []),
    ...unusedColumns.map(({ heading, examples }) => `  ${heading}: ${examples.join(', ')}`),
    ...(columns.length > 0 ? [`${columns.length} columns used:`] : []),
    ...columns.map(
      ({ column, takenFor, filled, understood }) =>
        `  ${column}: ${english(takenFor)}, ${filled} cells filled, ${understood} understood`,
    ),
    ...(mayAlter
      ? [
          `The column "${mayAlter.column}" has "${mayAlter.value}" on ${mayAlter.count} lines. If it says that the file adds, changes or deletes these electors, match it as "add, delete or modify" with --mapping.`,
        ]
      : []),
  ];
}

/** What each voting-intention code means, and how many have it. */
export function votingIntentions(codes: CanvassResult['votingIntentions']): string[] {
  if (codes.length === 0) return [];
  const said = codes.slice(0, 20).map(({ code, electors, meaning }) => `${code} ${electors} (${meaning})`);
  const more = codes.length > 20 ? ` and ${codes.length - 20} more` : '';
  return [`Voting intentions: ${said.join(', ')}${more}.`];
}

/** The option that says what a value means. */
function answerTo(
  value: string,
  kind: AskedValue['asks']['kind'],
  marker: MarkerMeaning = 'not entitled',
): string {
  if (kind === 'knock') return `--knock "${value}=do not knock" or "=may be knocked"`;
  const meaning = { marker, date: 'may vote' }[kind];
  return `--${kind} "${value}=${meaning}"`;
}

/** What keeps electors from a ballot paper or a sheet and was not understood; undefined if there is nothing. */
export function toAnswer(values: readonly AskedValue[]): string | undefined {
  const open = values.filter(({ meaning }) => meaning === null);
  const [first] = open;
  if (!first) return undefined;
  const start = `Nobody has said yet what these mean, though they decide who gets a ballot paper or a knock: ${firstOf(open)}.`;
  const value = first.together ? first.asks.key : first.value;
  const together = first.together
    ? ' Many different texts of one column are answered together by that name, or one by one.'
    : '';
  if (first.asks.kind === 'knock')
    return `${start} Import the file again and say what each means: ${answerTo(value, 'knock')}.${together}`;
  return `${start} Say what each means, as with the command poll ${answerTo(value, first.asks.kind)}, or on the Register screen under Who may vote.`;
}

/** The first few values by name. */
function firstOf(open: readonly AskedValue[]): string {
  const named = open
    .slice(0, 5)
    .map(({ column, value, count, together, asks }) =>
      together ? `${column} "${asks.key}" (${together} texts: ${value})` : `${column} "${value}" (${count})`,
    );
  return `${named.join(', ')}${open.length > 5 ? ` and ${open.length - 5} more` : ''}`;
}

/** The same for a list of absent voters, whose electors stay as they are until it is imported with an answer. */
export function listToAnswer(asked: readonly AskedValue[]): string | undefined {
  const open = asked.filter(({ meaning }) => meaning === null);
  const [first] = open;
  if (!first) return undefined;
  return `Nobody has said yet what these mean, so these electors vote as before: ${firstOf(open)}. Import the list again and say what each means: --marker "${first.value}=postal", =proxy, "=in person", =moved or =deceased.`;
}

/** Who may vote at the poll, in words. */
export function poll({ pollingDay, polls, chasePostal, promisesFor }: Poll, changed: number): string {
  return [
    `Polling day ${pollingDay}.`,
    `Postal voters ${chasePostal ? 'are put on sheets too' : 'are left off sheets'}.`,
    ...polls.flatMap(({ election, votingAge, markers }) => [
      `${election ?? 'No kind of election set'}: votes at ${votingAge}.`,
      `  Markers: ${markers.map(({ letter, meaning }) => `${letter} ${meaning}`).join(', ')}.`,
    ]),
    ...Object.entries(promisesFor).map(
      ([code, kinds]) => `A promise with ${code} is only for: ${kinds.join(', ')}.`,
    ),
    `${changed} electors updated.`,
  ].join('\n');
}

/** What imports could not decide. */
export function questions(open: readonly Question[]): string {
  if (open.length === 0) return 'Nothing left to settle.';
  return open
    .map(({ id, about, candidates }) => {
      const who = candidates.map((each) => `  ${each.id}: ${each.number} ${each.name}, ${each.address}`);
      return [
        `${id}. ${about.number} ${about.name}, ${about.address}. Which of these, other, or leave?`,
        ...who,
      ].join('\n');
    })
    .join('\n');
}

/** Lines of a file, and what is wrong with them. */
export function notes(title: string, lines: readonly LineNote[]): string[] {
  if (lines.length === 0) return [];
  return [
    `${lines.length} lines ${title}:`,
    ...lines.map(({ line, reason }) => `  line ${line}: ${english(reason)}`),
  ];
}

const WHEN = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Journal entries, one per line. */
export function journal(lines: readonly JournalLine[]): string {
  if (lines.length === 0) return 'Nothing has been entered yet.';
  return lines
    .map(({ at, by, laptop, what, elector, isUndone, isSettled }) =>
      [
        WHEN.format(at),
        by,
        laptop ? `on laptop ${laptop.letter} (${laptop.name})` : '',
        what,
        elector ? `${elector.number} ${elector.name}` : '',
        isUndone ? '(taken back later)' : isSettled ? '(settled later)' : '',
      ]
        .filter(Boolean)
        .join('  '),
    )
    .join('\n');
}

/** Where the sheets are. */
export function issued(
  sheets: readonly (Omit<IssuedSheet, keyof SheetWarning> & { warning: string })[],
): string {
  if (sheets.length === 0) return 'No sheets have been made yet.';
  return sheets
    .map(({ code, title, part, state, since, runner, replacedBy, outstanding, electors, warning }) =>
      [
        code.padEnd(7),
        [title, part && english(part)].filter(Boolean).join(', '),
        `${outstanding} of ${electors} outstanding`,
        `${[state, replacedBy && `by ${replacedBy}`].filter(Boolean).join(' ')} since ${WHEN.format(since)}${runner === '' ? '' : `, ${runner}`}`,
        warning,
      ]
        .filter(Boolean)
        .join('  '),
    )
    .join('\n');
}

/** Notes for backups that may not be the room's own. */
const WHOSE: Partial<Record<Backup['whose'], string[]>> = {
  elsewhere: ['made in another place'],
  unknown: ['may belong to another room'],
};

/** The backups of a room. */
export function backups(all: readonly Backup[], isEncrypted: boolean): string {
  if (all.length === 0) return 'There is no backup yet.';
  return all
    .map(({ file, madeAt, state, problem, electors, marks, lastEntryAt, whose, ...backup }) =>
      [
        WHEN.format(madeAt),
        state === 'good'
          ? `${electors} electors, ${marks} marks, last entry ${lastEntryAt === null ? 'none' : WHEN.format(lastEntryAt)}`
          : `${state}: ${english(problem)}`,
        ...(isEncrypted && state === 'good' && !backup.isEncrypted
          ? ['NOT ENCRYPTED: anybody can read it']
          : []),
        ...(WHOSE[whose] ?? []),
        file,
      ].join('  '),
    )
    .join('\n');
}

/** What a restore did. */
export function restored({ electors, marks, keptAs, carried, left }: Restored): string {
  return [
    `The room now has what the backup had: ${electors} electors, ${marks} marks.`,
    `${carried} later entries were entered again.`,
    ...(left.length > 0
      ? [`${left.length} imports and corrections could not be entered again. Do these again:`]
      : []),
    ...left.map(({ at, by, number, file, what }) =>
      ['  ', WHEN.format(at), [number, what].filter(Boolean).join(': '), file, by && `by ${by}`]
        .filter(Boolean)
        .join('  '),
    ),
    ...(keptAs === null ? [] : [`The previous room is kept as ${keptAs}.`]),
  ].join('\n');
}

/** Numbers that were set aside, and were marked off when the register was updated. Each has to be checked. */
export function foundLater(
  numbers: readonly { entered: string; number: string; name: string | Message }[],
): string[] {
  if (numbers.length === 0) return [];
  const what = numbers.length === 1 ? 'number that was' : 'numbers that were';
  return [
    `${numbers.length} ${what} not on the register before, marked off now. Check them:`,
    ...numbers.map(({ entered, number, name }) => `  ${number} ${nameOf(name)} (entered as ${entered})`),
  ];
}

function nameOf(name: string | Message): string {
  return typeof name === 'string' ? name : english(name);
}

/** What happened to each number. */
export function entered({ entries, ...counts }: EntryResult): string {
  const lines = entries.map(({ entered: text, status, elector, message }) => {
    const who = elector
      ? `  ${elector.number}  ${nameOf(elector.name)}, ${elector.address}${elector.promise ? '  (promise)' : ''}`
      : '';
    return `${text.padEnd(10)} ${status.padEnd(10)}${who}${message ? `  ${english(message)}` : ''}`;
  });
  const sum = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);
  return [...lines, sum.join(', ')].join('\n');
}

const COLUMNS: readonly { title: string; of: (row: BoardFigures) => string }[] = [
  { title: 'electors', of: ({ electors }) => String(electors) },
  { title: 'promises', of: ({ promises }) => String(promises) },
  { title: 'voted', of: ({ voted }) => String(voted) },
  { title: 'promises voted', of: ({ promisesVoted }) => String(promisesVoted) },
  { title: 'outstanding', of: ({ outstanding }) => String(outstanding) },
  { title: '%', of: ({ turnout }) => turnout.toFixed(1) },
];

/** The board as a table. */
export function board({ rows, ...total }: Board, by: BoardBy): string {
  return table(
    by,
    rows.map((row) => [placeOf(row, by), row]),
    ['whole room', total],
  );
}

/** The board over several rooms as a table, with how fresh each is. */
export function constituency({ rows, inSeveral, ...total }: Constituency, by: ConstituencyBy): string {
  const name = (row: RoomRow) => (by === 'room' ? row.room : `${row.room}  ${placeOf(row, by)}`);
  const rooms = [...new Map(rows.map((row) => [row.room, row])).values()];
  const time = (at: number | null) =>
    at === null ? 'not heard of yet' : new Date(at).toLocaleString('en-GB');
  return [
    table(
      by,
      rows.map((row) => [name(row), row]),
      ['at least', total],
    ),
    '',
    ...rooms.map(({ room, asOf, laptops, trouble }) =>
      trouble
        ? `${room}: ${english(trouble)}`
        : [
            `${room}: as of ${time(asOf)}`,
            ...laptops.map((each) => `${each.letter} ${time(each.upTo)}`),
          ].join(', '),
    ),
    ...inSeveral.map(
      ({ district, rooms: of }) => `${district} is counted more than once, in ${of.join(' and ')}.`,
    ),
  ].join('\n');
}

function placeOf(row: BoardRow, by: BoardBy): string {
  if (by === 'hour') return row.hour ?? '';
  return by === 'district' ? (row.district ?? '') : `${row.district}  ${row.street || '(no street)'}`;
}

type NamedFigures = readonly [name: string, figures: BoardFigures];

function table(by: string, rows: readonly NamedFigures[], total: NamedFigures): string {
  const names = [by, ...rows.map(([name]) => name), total[0]];
  const width = Math.max(...names.map((each) => each.length));
  const line = (title: string, cells: readonly string[]) =>
    [
      title.padEnd(width),
      ...cells.map((cell, index) => cell.padStart(Math.max(COLUMNS[index]?.title.length ?? 0, 6))),
    ].join('  ');
  return [
    line(
      by,
      COLUMNS.map(({ title }) => title),
    ),
    ...[...rows, total].map(([name, row]) =>
      line(
        name,
        COLUMNS.map(({ of }) => of(row)),
      ),
    ),
  ].join('\n');
}

/** The next election's room, in words. */
export function nextRoom({ file, kept, corrected, dropped }: Carried & { file: string }): string {
  const list = (title: string, lines: readonly Counted[]) =>
    lines.length === 0
      ? []
      : [`${title}:`, ...lines.map(({ what, count }) => `  ${english(what)}: ${count}`)];
  return [
    `The next room is in ${file}. It was opened, checked and counted. Set its polling day and kind of election.`,
    ...list('Carried on', kept),
    ...list('Corrected by hand, and the register’s there', corrected),
    ...list('Left out', dropped),
  ].join('\n');
}
