import { anyOf, type Message, say } from '../../../src-shared/message.ts';
import type { ElectorChanges } from '../../store/journal/journal.ts';
import type { Room } from '../../store/room.ts';
import type { Door } from '../address/doors.ts';
import { type ElectorName, mayBeNamed, nameInSentence } from '../elector/elector-name.ts';
import { formatNumber } from '../elector/elector-number.ts';
import {
  columnsChanged,
  type ElectorRow,
  electorRow,
  electorRows,
  type RowRules,
  type StoredElector,
} from '../elector-rows.ts';
import type { Canvass } from '../file/canvass-cells.ts';
import type { RegisterElector } from '../file/elector-list.ts';
import type { CanvassLine, CanvassReading } from '../file/read-canvass.ts';
import type { Answer, Answers } from './answers.ts';
import { CANVASS_FIELDS, type CanvassFacts, canvassOver, mergedCanvass, newestOf } from './merge-facts.ts';
import { type Person, PersonIndex } from './person-index.ts';
import { ask } from './questions.ts';

/** Where the join says what it did and what it could not decide. */
export type CanvassReport = {
  warn(line: number, reason: Message): void;
  /** No elector was found for a line, or several. */
  leftOut(line: number, reason: Message): void;
  canvassed(stored: StoredElector, row: ElectorRow): void;
  /** The room's answer stays, since this one is older. */
  older(stored: StoredElector, code: string): void;
  /** A question for a person to settle. */
  asked(question: number): void;
};

/** Why an answer could not be matched by its number. */
type NotByNumber = { kind: 'unknown' | 'another name'; said: Message };

/** An answer to match by name; `why` is null if it has no number. */
type ToFind = { answer: CanvassLine; why: NotByNumber | null };

/**
 * Joins a canvass file to the electors: by number with the name as a check, since a canvass of an older register
 * would otherwise match other people; and by name and address if there is no number, or the name is another's.
 */
export class CanvassJoin {
  readonly #byNumber: Map<string, readonly CanvassLine[]>;
  readonly #toFind: ToFind[];
  /** Lines about electors of the room, by their ids. */
  readonly #found = new Map<number, CanvassLine[]>();
  readonly #answers: Answers;
  readonly #report: CanvassReport;
  /** What it changed of electors who were in the room already, so that it can be undone. */
  readonly changes: ElectorChanges = {};

  constructor(canvass: CanvassReading | undefined, answers: Answers, report: CanvassReport) {
    this.#byNumber = new Map(canvass?.byNumber);
    this.#toFind = (canvass?.byName ?? []).map((answer) => ({ answer, why: null }));
    this.#answers = answers;
    this.#report = report;
  }

  /** Electors of the room whom lines were found for, by `applyToOthers`. */
  get found(): number {
    return this.#found.size;
  }

  get isEmpty(): boolean {
    return this.#byNumber.size === 0 && this.#toFind.length === 0;
  }

  /** What is known about an elector in the register file, including the canvass. */
  answerFor(key: string, elector: RegisterElector): Canvass {
    const lines = this.#byNumber.get(key);
    if (!lines) return elector;
    this.#byNumber.delete(key);
    const believed = lines.filter((line) => this.#believes(key, line, elector));
    if (believed.length === 0) return elector;
    return canvassOver(this.#answers.of(elector, elector.line), this.#newest(believed));
  }

  leaveOut(key: string): void {
    this.#byNumber.delete(key);
  }

  /** Answers of electors whom the register file does not name, and of those to match by name. */
  applyToOthers(room: Room, rules: RowRules): void {
    const numbered = this.#withTheirNumbers(room);
    for (const [key, lines] of this.#byNumber) {
      const stored = numbered.get(key);
      for (const answer of lines) {
        if (stored && this.#believes(key, answer, stored)) this.#find(stored, answer);
        else if (!stored)
          this.#toFind.push({
            answer,
            why: { kind: 'unknown', said: say('{{number}} is not on the register', { number: key }) },
          });
      }
    }
    if (this.#toFind.length > 0) {
      const index = new PersonIndex(electorRows(room.db).current.all());
      for (const each of this.#toFind) this.#findByName(room, index, each);
    }
    for (const [id, lines] of this.#found) this.#apply(room, id, this.#newest(lines), rules);
  }

  #newest(lines: readonly CanvassLine[]): Answer {
    return newestOf(lines.map((line) => this.#answers.of(line, line.line)));
  }

  #find({ id }: StoredElector, answer: CanvassLine): void {
    const others = this.#found.get(id);
    if (others) others.push(answer);
    else this.#found.set(id, [answer]);
  }

  /** Notes what an answer changes of an elector. */
  note(stored: StoredElector, row: CanvassFacts): void {
    const fields = CANVASS_FIELDS.filter((field) => stored[field] !== row[field]);
    if (fields.length === 0) return;
    const noted = { ...this.changes[stored.id] };
    for (const field of fields) noted[field] = [noted[field]?.[0] ?? stored[field], row[field]];
    this.changes[stored.id] = noted;
  }

  /** Electors of the room with a number of the canvass, by it. */
  #withTheirNumbers(room: Room): Map<string, StoredElector> {
    const wanted = [...this.#byNumber.values()].flatMap(([line]) => (line?.number ? [line.number] : []));
    if (wanted.length === 0) return new Map();
    const numbers = wanted.map(({ district, number, suffix }) => [district, number, suffix]);
    const found = electorRows(room.db).byNumbers.all(JSON.stringify(numbers));
    return new Map(found.map((elector) => [formatNumber(elector), elector]));
  }

  #believes(key: string, answer: CanvassLine, elector: ElectorName): boolean {
    if (mayBeNamed(answer.name, elector)) return true;
    const said = say('{{number}} is {{name}} there, but {{other}} on the register', {
      number: key,
      name: answer.name.written,
      other: nameInSentence(elector),
    });
    this.#toFind.push({ answer, why: { kind: 'another name', said } });
    return false;
  }

  #findByName(room: Room, index: PersonIndex<StoredElector>, { answer, why }: ToFind): void {
    const name = answer.name.written;
    const left = say('Canvass file: {{why}}, so it was left out.', {
      why: why?.said ?? say('no elector called {{name}} was found', { name }),
    });
    if (name === '') {
      this.#report.leftOut(answer.line, left);
      return;
    }
    const { sure, candidates } = whoMayBeMeant(index, answer);
    // A name alone is not proof: many people share one.
    if (sure && answer.door.postcode !== '') {
      if (why) {
        const now = formatNumber(sure);
        this.#report.warn(
          answer.line,
          say('Canvass file: {{why}}. It was matched to {{number}} {{name}}, by name and postcode.', {
            why: why.said,
            number: now,
            name: nameInSentence(sure),
          }),
        );
      }
      this.#find(sure, answer);
      return;
    }
    if (candidates.length === 0) {
      this.#report.leftOut(
        answer.line,
        why?.kind === 'another name'
          ? say('{{sentence}} The canvass may be of an older register.', { sentence: left })
          : left,
      );
      return;
    }
    this.#askWhich(room, answer, candidates, why);
  }

  #askWhich(
    room: Room,
    answer: CanvassLine,
    candidates: readonly StoredElector[],
    why: NotByNumber | null,
  ): void {
    const name = answer.name.written;
    const { address, postcode } = answer.door;
    const number = answer.number ? formatNumber(answer.number) : '';
    const asked = ask(room, 'canvass', {
      line: answer.line,
      key: [number, name, address, postcode, answer.votingIntention, answer.answeredOn].join(' '),
      about: { number, name, address: [address, postcode].filter(Boolean).join(', ') },
      candidates: candidates.map(({ id }) => id),
      answer: mergedCanvass(this.#answers.of(answer, answer.line), undefined),
    });
    if (asked !== null) this.#report.asked(asked);
    const whom = candidates.map((each) =>
      say('{{name}} ({{number}})', {
        name: nameInSentence(each),
        number: formatNumber(each),
      }),
    );
    this.#report.leftOut(
      answer.line,
      say('Canvass file: {{why}}; it may be {{whom}}. It was left out: settle it on the Register screen.', {
        why: why?.said ?? say('{{name}} has no number there', { name }),
        whom: anyOf(whom),
      }),
    );
  }

  #apply(room: Room, id: number, answer: Answer, rules: RowRules): void {
    const stored = electorRows(room.db).byId.get(id);
    if (!stored) return;
    const facts = { ...stored, ...mergedCanvass(answer, stored) };
    if (answer.votingIntention && facts.vi !== answer.votingIntention)
      this.#report.older(stored, answer.votingIntention);
    const street = { id: stored.street_id, hasName: stored.kept_off !== 'no address' };
    const row = electorRow(facts, street, rules);
    if (columnsChanged(stored, row).length === 0) return;
    electorRows(room.db).update.run({ ...row, id: stored.id });
    this.note(stored, row);
    this.#report.canvassed(stored, row);
  }
}

/** Whom an answer means, by every reading of its name: one person for sure, or some to choose from. */
function whoMayBeMeant(
  index: PersonIndex<StoredElector>,
  { name, door }: CanvassLine,
): { sure?: StoredElector | undefined; candidates: StoredElector[] } {
  const found = name.readings.map((reading) => index.find(asPerson(reading, door)));
  const sure = [...new Set(found.flatMap((match) => ('sure' in match ? match.sure : [])))];
  if (sure.length > 0) return { sure: sure.length === 1 ? sure[0] : undefined, candidates: sure };
  return { candidates: [...new Set(found.flatMap((match) => ('sure' in match ? [] : match.unsure)))] };
}

function asPerson(name: ElectorName, { postcode, house, flat }: Door): Person {
  return { ...name, postcode, house, flat, born_on: null };
}
