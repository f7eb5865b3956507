import { listed, type Message, say } from '../../../src-shared/message.ts';
import type { Room } from '../../store/room.ts';
import { readCodeMeanings } from '../elector/code-meanings.ts';
import { displayName, type ElectorName, nameInSentence } from '../elector/elector-name.ts';
import { type ElectorNumber, formatNumber } from '../elector/elector-number.ts';
import { votingRules } from '../elector/voting-rules.ts';
import { type Column, electorRows, type StoredElector } from '../elector-rows.ts';
import { joinedReports } from '../file/not-understood.ts';
import type { CanvassReading } from '../file/read-canvass.ts';
import type { RegisterReading } from '../file/read-register.ts';
import { roomTotals } from '../totals.ts';
import type { CellReport, ChangedElector, ImportResult, LineNote } from '../types.ts';
import { withoutAnswered } from './answered-cells.ts';
import type { CanvassReport } from './canvass-join.ts';

/** Electors named in the lists of changes; a new edition may change thousands. */
const NAMED = 500;

/** Collects what an import did, refused and could not decide. */
export class ImportReport implements CanvassReport {
  readonly counts = { imported: 0, updated: 0, unchanged: 0, removed: 0 };
  /** Lines whose number another person has in the room. */
  renamed = 0;
  /** Questions for a person to settle. */
  questions = 0;
  /** Answers of the canvass that are older than the room's. */
  #older = 0;
  readonly takenForAdditions: string[] = [];
  readonly rejected: LineNote[];
  readonly warnings: LineNote[];
  readonly #cells: CellReport;
  readonly #lists = {
    added: [] as ChangedElector[],
    changed: [] as ChangedElector[],
    gone: [] as ChangedElector[],
  };
  /** At a first import everybody is new, which needs no list. */
  readonly #isUpdate: boolean;

  constructor(
    {
      register,
      canvass,
    }: {
      register: RegisterReading;
      canvass?: Pick<CanvassReading, 'leftOut' | 'warnings' | 'cells'> | undefined;
    },
    isUpdate: boolean,
  ) {
    this.#isUpdate = isUpdate;
    this.rejected = [...register.rejected];
    this.warnings = [...register.warnings, ...(canvass?.leftOut ?? []), ...(canvass?.warnings ?? [])];
    this.#cells = joinedReports([register.cells, ...(canvass ? [canvass.cells] : [])]);
    if (register.looksOpen && register.electors.length > 0) this.warn(1, OPEN_REGISTER);
  }

  reject(line: number, reason: Message): void {
    this.rejected.push({ line, reason });
  }

  warn(line: number, reason: Message): void {
    this.warnings.push({ line, reason });
  }

  asked(): void {
    this.questions += 1;
  }

  /** A line of the canvass. */
  leftOut(line: number, reason: Message): void {
    this.warn(line, reason);
  }

  older(): void {
    this.#older += 1;
  }

  added(elector: ElectorNumber & ElectorName): void {
    this.counts.imported += 1;
    if (this.#isUpdate) name(this.#lists.added, elector, NOTHING_TO_SAY);
  }

  changed(elector: ElectorNumber & ElectorName, what: Message): void {
    this.counts.updated += 1;
    name(this.#lists.changed, elector, what);
  }

  /** The canvass of somebody who is new with this import is not a change of the room. */
  canvassed(elector: ElectorNumber & ElectorName): void {
    if (this.#isUpdate) this.changed(elector, say('canvass'));
  }

  gone(stored: StoredElector): void {
    this.counts.removed += 1;
    const isMarked = stored.voted_at !== null;
    name(this.#lists.gone, stored, isMarked ? say('was marked off') : NOTHING_TO_SAY);
    if (!isMarked) return;
    this.warn(
      1,
      say('{{number}} {{name}}, who was marked off, is no longer on the register. The mark is kept.', {
        number: formatNumber(stored),
        name: nameInSentence(stored),
      }),
    );
  }

  result(room: Room, { rows, layout }: { rows: number; layout: Message }): ImportResult {
    this.#adviseOnCodes(room);
    if (this.#older > 0) this.warn(1, olderAnswers(this.#older));
    const byLine = (a: LineNote, b: LineNote) => a.line - b.line;
    return {
      rows,
      ...this.counts,
      rejected: this.rejected.sort(byLine),
      warnings: this.warnings.sort(byLine),
      ...roomTotals(room),
      layout,
      takenForAdditions: this.takenForAdditions,
      questions: this.questions,
      ...withoutAnswered(this.#cells, votingRules(room)),
      ...this.#lists,
    };
  }

  #adviseOnCodes(room: Room): void {
    if (readCodeMeanings(room).promises().length > 0 && roomTotals(room).promises > 0) return;
    const codes = electorRows(room.db)
      .intentions.all()
      .filter((vi) => vi !== '');
    if (codes.length === 0) return;
    this.warn(
      1,
      say(
        'No promises: none of the voting-intention codes ({{codes}}) counts as a promise. Choose which do.',
        {
          codes: codes.slice(0, 20),
        },
      ),
    );
  }
}

function olderAnswers(count: number): Message {
  return say(
    'Canvass file: {{count}} answers are older than those in the room, which stay.',
    { count },
    'Canvass file: {{count}} answer is older than the one in the room, which stays.',
  );
}

const OPEN_REGISTER = say(
  'No elector here has a marker, such as A for a postal vote, nor a date of attainment. It may be the open (edited) register, which is not for elections: ask the Electoral Registration Officer for the full register, and for the lists of postal and proxy voters.',
);

function name(list: ChangedElector[], elector: ElectorNumber & ElectorName, what: Message): void {
  if (list.length < NAMED) list.push({ number: formatNumber(elector), name: displayName(elector), what });
}

/** For somebody new or removed. */
const NOTHING_TO_SAY = listed([]);

/** What columns that an import changed are about. */
export function factsIn(changed: readonly Column[]): Message {
  return listed(
    FACTS.flatMap(({ fact, columns }) => (columns.some((column) => changed.includes(column)) ? [fact] : [])),
  );
}

const FACTS: readonly { fact: Message; columns: readonly Column[] }[] = [
  { fact: say('name'), columns: ['surname', 'forename'] },
  { fact: say('address'), columns: ['address', 'postcode', 'street_id', 'house', 'flat'] },
  { fact: say('markers'), columns: ['markers'] },
  { fact: say('date'), columns: ['born_on', 'attains_on'] },
  { fact: say('voting intention'), columns: ['vi', 'vi_on', 'vi_past'] },
  { fact: say('past turnout'), columns: ['past'] },
  { fact: say('telephone'), columns: ['phone'] },
  { fact: say('note'), columns: ['note'] },
  { fact: say('lift'), columns: ['lift'] },
  { fact: say('do not knock'), columns: ['do_not_knock'] },
  { fact: say('standing'), columns: ['postal', 'promise', 'promise_for', 'kept_off', 'absent', 'gone'] },
];
