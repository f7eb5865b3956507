import { type Message, say } from '../../../src-shared/message.ts';
import { addToJournal } from '../../store/journal/journal.ts';
import { entriesSince, lastEntry } from '../../store/journal/register-entries.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import {
  type CodeMeaning,
  foldedCounts,
  readCodeMeanings,
  withPromises,
  writeCodeMeanings,
  writePromisesFor,
} from '../elector/code-meanings.ts';
import type { ElectionKind } from '../elector/elections.ts';
import { displayName, type ElectorName } from '../elector/elector-name.ts';
import { type ElectorNumber, formatNumber } from '../elector/elector-number.ts';
import {
  type KnockMeaning,
  readKnockSettings,
  votingRules,
  writePollSettings,
} from '../elector/voting-rules.ts';
import { type ElectorRow, electorRows, type StoredElector } from '../elector-rows.ts';
import { rememberOrders } from '../file/columns/known-orders.ts';
import { type CanvassReading, linesOf } from '../file/read-canvass.ts';
import { refreshStanding } from '../refresh-standing.ts';
import { rehearsal } from '../rehearsal.ts';
import { recountStreets } from '../streets/street-counts.ts';
import { roomTotals } from '../totals.ts';
import type { AskedValue, CellReport, CodeCount, LineNote, NamedElectors } from '../types.ts';
import { askedValues, withoutAnswered } from './answered-cells.ts';
import { Answers } from './answers.ts';
import { CanvassJoin, type CanvassReport } from './canvass-join.ts';
import { factsIn } from './import-report.ts';
import type { CanvassFacts } from './merge-facts.ts';
import { tieQuestions } from './questions.ts';

export type CanvassInput = {
  canvass: CanvassReading;
  fileName: string;
  /** Meanings of codes, in addition to the room's. */
  meanings?: Record<string, CodeMeaning> | undefined;
  /** The polls that the promise of each code is for; undefined keeps the room's. */
  promisesFor?: Record<string, ElectionKind[]> | undefined;
  /** Meanings of words about knocking that were not understood, in addition to the room's. */
  knocks?: Record<string, KnockMeaning> | undefined;
  /** The only codes that count as a promise; undefined keeps the room's. */
  promises?: readonly string[] | undefined;
  by: string;
};

/** What a canvass file does, or would do. */
export type CanvassResult = CellReport & {
  /** Words about knocking that were not understood, with the answers that were given. */
  asked: AskedValue[];
  /** Lines of the file with an answer, a telephone number or a note. */
  rows: number;
  /** Electors whom it names. */
  found: number;
  changed: number;
  /** Promises gained and lost. */
  gained: NamedElectors;
  lost: NamedElectors;
  /** Whose voting intention changes, and whose telephone, note and the like. */
  answers: NamedElectors;
  facts: NamedElectors;
  /** Whose answer stays, since the one in the file is older. */
  older: NamedElectors;
  /** Lines that no elector was found for, or several. */
  leftOut: LineNote[];
  warnings: LineNote[];
  /** What it could not decide, and a person has to settle. */
  questions: number;
  /** Promises of the room. */
  promises: number;
  /** Voting-intention codes of the file, most frequent first, and what they mean. */
  votingIntentions: (CodeCount & { meaning: CodeMeaning })[];
  /** The entries of the journal, which can be undone together. */
  entries: string[];
};

const sql = prepared((db) => ({
  promises: db
    .prepare<[], number>(
      'SELECT id FROM elector WHERE promise AND removed_at IS NULL ORDER BY district, number, suffix',
    )
    .pluck(),
}));

/**
 * Imports a canvass file into a room that has a register: answers, telephone numbers, notes. It adds and removes
 * nobody.
 * @throws Refusal if the room has no register, or the file names nobody in it.
 */
export function importCanvass(room: Room, input: CanvassInput): CanvassResult {
  return room.change(() => useCanvass(room, input));
}

/** What importing it would do. Nothing is changed. */
export function previewCanvass(room: Room, input: CanvassInput): Promise<CanvassResult> {
  return rehearsal(room, () => useCanvass(room, input));
}

/** The same without a change of its own: call it on a draft, or inside `room.change`. */
export function useCanvass(
  room: Room,
  { canvass, fileName, meanings, promisesFor, knocks, promises, by }: CanvassInput,
): CanvassResult {
  if (roomTotals(room).electors === 0)
    throw new Refusal(say('This room has no register yet. Import the register first.'));
  const seq = lastEntry(room.db);
  const had = sql(room.db).promises.all();
  const known = readCodeMeanings(room);
  const chosen = { ...(promises ? withPromises(known, promises) : known.asRecord()), ...meanings };
  writeCodeMeanings(room, chosen, by);
  if (promisesFor) writePromisesFor(room, promisesFor, by);
  if (knocks) writePollSettings(room, { knocks: { ...readKnockSettings(room), ...knocks } }, by);
  const rules = { rules: votingRules(room), codes: readCodeMeanings(room) };
  const report = new Report(canvass);
  const answers = new Answers(rules);
  const join = new CanvassJoin(canvass, answers, report);
  join.applyToOthers(room, rules);
  if (join.found === 0 && report.questions.length === 0) {
    throw new Refusal(
      say('No line of the canvass file names an elector of this room, so nothing was changed. {{reason}}', {
        reason: report.leftOutLines[0]?.reason ?? say('It has no answers.'),
      }),
    );
  }
  // What a code means counts for everybody who has it.
  refreshStanding(room);
  recountStreets(room);
  const { changes } = join;
  const canvassed = Object.keys(changes).length;
  if (canvassed > 0) {
    const detail = { file: fileName, canvassed, answers: changes };
    const { id } = addToJournal(room, { kind: 'register', by, detail });
    tieQuestions(room, report.questions, id);
  }
  rememberOrders(room, canvass.cells.dates);
  const has = sql(room.db).promises.all();
  return {
    ...withoutAnswered(canvass.cells, rules.rules),
    asked: askedValues(canvass.cells, rules.rules),
    ...report.lists(),
    rows: linesOf(canvass).length,
    found: join.found,
    changed: canvassed,
    gained: named(room, except(has, had)),
    lost: named(room, except(had, has)),
    warnings: [...report.warnings, ...answers.warnings()].sort(byLine),
    leftOut: report.leftOutLines.sort(byLine),
    questions: report.questions.length,
    promises: has.length,
    votingIntentions: foldedCounts(counted(linesOf(canvass))).map(({ code, electors }) => ({
      code,
      electors,
      meaning: rules.codes.of(code),
    })),
    entries: entriesSince(room.db, seq),
  };
}

const byLine = (a: LineNote, b: LineNote) => a.line - b.line;

/** Electors named in each list. */
const NAMED = 500;

class NamedList {
  readonly #electors: NamedElectors['electors'] = [];
  #total = 0;

  add(elector: ElectorNumber & ElectorName, what?: Message): void {
    this.#total += 1;
    if (this.#total > NAMED) return;
    this.#electors.push({
      number: formatNumber(elector),
      name: displayName(elector),
      ...(what ? { what } : {}),
    });
  }

  list(): NamedElectors {
    return { total: this.#total, electors: this.#electors };
  }
}

/** Collects what the join did and could not decide. */
class Report implements CanvassReport {
  readonly questions: number[] = [];
  readonly leftOutLines: LineNote[] = [];
  readonly warnings: LineNote[] = [];
  readonly #answers = new NamedList();
  readonly #facts = new NamedList();
  readonly #older = new NamedList();

  constructor({ leftOut, warnings }: CanvassReading) {
    this.leftOutLines.push(...leftOut);
    this.warnings.push(...warnings);
  }

  asked(question: number): void {
    this.questions.push(question);
  }

  leftOut(line: number, reason: Message): void {
    this.leftOutLines.push({ line, reason });
  }

  warn(line: number, reason: Message): void {
    this.warnings.push({ line, reason });
  }

  canvassed(stored: StoredElector, row: ElectorRow): void {
    if (stored.vi !== row.vi) this.#answers.add(stored, changeOf(stored, row));
    else this.#facts.add(stored, factsIn(FACTS.filter((field) => stored[field] !== row[field])));
  }

  older(stored: StoredElector, code: string): void {
    this.#older.add(stored, say('{{room}}, not {{file}}', { room: stored.vi, file: code }));
  }

  lists(): Pick<CanvassResult, 'answers' | 'facts' | 'older'> {
    return { answers: this.#answers.list(), facts: this.#facts.list(), older: this.#older.list() };
  }
}

const FACTS = ['vi_on', 'vi_past', 'phone', 'note', 'lift', 'do_not_knock'] as const;

function changeOf(stored: CanvassFacts, row: CanvassFacts): Message {
  return stored.vi === ''
    ? say('now {{code}}', { code: row.vi })
    : say('{{before}}, now {{code}}', { before: stored.vi, code: row.vi });
}

function except(ids: readonly number[], others: readonly number[]): number[] {
  const left = new Set(others);
  return ids.filter((id) => !left.has(id));
}

function named(room: Room, ids: readonly number[]): NamedElectors {
  const list = new NamedList();
  for (const id of ids) {
    const elector = electorRows(room.db).byId.get(id);
    if (elector) list.add(elector);
  }
  return list.list();
}

function counted(lines: readonly { votingIntention: string | null }[]): CodeCount[] {
  const counts = Map.groupBy(lines, ({ votingIntention }) => votingIntention ?? '');
  return [...counts].flatMap(([code, those]) => (code === '' ? [] : [{ code, electors: those.length }]));
}
