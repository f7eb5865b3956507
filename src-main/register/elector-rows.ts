import type { Statement } from 'better-sqlite3';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import type { AbsentVote } from './elector/absent-vote.ts';
import type { CodeMeanings } from './elector/code-meanings.ts';
import type { ElectorNumber } from './elector/elector-number.ts';
import { type Gone, standingOf } from './elector/standing.ts';
import type { VotingRules } from './elector/voting-rules.ts';

/** What is written of every elector beside their number … */
const ALWAYS = [
  'surname',
  'forename',
  'address',
  'postcode',
  'street_id',
  'house',
  'vi',
  'postal',
  'promise',
  'kept_off',
] as const;
/** … and what is empty for most, and for everybody in many a register. */
const WHERE_GIVEN = [
  'markers',
  'flat',
  'born_on',
  'attains_on',
  'absent',
  'vi_on',
  'vi_past',
  'past',
  'phone',
  'note',
  'lift',
  'do_not_knock',
  'gone',
] as const;
/** `columnValues` gives values in this order. */
export const COLUMNS = [...ALWAYS, ...WHERE_GIVEN];

/** New electors written with one statement. */
const BATCH = 16;

type SqlValue = string | number | null;

/** What a register, a canvass or a person by hand says of an elector; the rest of the row follows from it. */
export type ElectorFacts = {
  surname: string;
  forename: string;
  /** The whole address on one line, without the postcode. */
  address: string;
  postcode: string;
  house: string;
  flat: string;
  markers: string;
  /** ISO dates. */
  born_on: string | null;
  attains_on: string | null;
  absent: AbsentVote;
  vi: string;
  vi_on: string;
  /** JSON of `EarlierAnswer[]`, '' for none. */
  vi_past: string;
  /** Past turnout, a letter an election of the room. */
  past: string;
  phone: string;
  note: string;
  lift: 0 | 1;
  do_not_knock: 0 | 1;
  gone: Gone;
};

/** An elector of the room. */
export type StoredElector = ElectorNumber &
  ElectorFacts & {
    id: number;
    street_id: number;
    kept_off: string;
    postal: number;
    promise: number;
    voted_at: number | null;
    removed_at: number | null;
    by_hand: '' | 'added' | 'removed';
    /** JSON of the facts as the register has them, where a person has corrected them; '' for none. */
    register_says: string;
  };

const ALL = `id, district, number, suffix, ${COLUMNS.join(', ')}, voted_at, removed_at, by_hand, register_says`;

/** Statements on electors, prepared once for each room. */
export const electorRows = prepared((db) => ({
  insert: db.prepare(insertOf(COLUMNS)),
  update: db.prepare(
    `UPDATE elector SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
  ),
  setNumber: db.prepare('UPDATE elector SET district = ?, number = ?, suffix = ? WHERE id = ?'),
  remove: db.prepare('UPDATE elector SET removed_at = ?, by_hand = ? WHERE id = ?'),
  revive: db.prepare("UPDATE elector SET removed_at = NULL, by_hand = '' WHERE id = ?"),
  setByHand: db.prepare('UPDATE elector SET by_hand = ? WHERE id = ?'),
  setRegisterSays: db.prepare('UPDATE elector SET register_says = ? WHERE id = ?'),
  byId: db.prepare<[number], StoredElector>(`SELECT ${ALL} FROM elector WHERE id = ?`),
  byNumber: db.prepare<[string, number, string], StoredElector>(
    `SELECT ${ALL} FROM elector WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NULL`,
  ),
  current: db.prepare<[], StoredElector>(`SELECT ${ALL} FROM elector WHERE removed_at IS NULL`),
  intentions: db
    .prepare<[], string>('SELECT DISTINCT vi FROM elector WHERE removed_at IS NULL ORDER BY vi')
    .pluck(),
  removed: db.prepare<[], StoredElector>(
    `SELECT ${ALL} FROM elector WHERE removed_at IS NOT NULL ORDER BY removed_at DESC`,
  ),
}));

function insertOf(columns: readonly string[], rows = 1): string {
  const all = ['district', 'number', 'suffix', ...columns];
  const row = `(${all.map(() => '?').join(', ')})`;
  return `INSERT INTO elector (${all.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`;
}

/** What an elector's row follows from, beside the facts. */
export type RowRules = { rules: VotingRules; codes: CodeMeanings };

/** In the order of COLUMNS; `street` is that of the facts' address, `hasStreet` whether it is a named one. */
export function columnValues(
  facts: ElectorFacts,
  street: { id: number; hasName: boolean },
  { rules, codes }: RowRules,
): SqlValue[] {
  const standing = standingOf(
    {
      markers: facts.markers,
      absent: facts.absent,
      bornOn: facts.born_on,
      attainsOn: facts.attains_on,
      hasStreet: street.hasName,
      gone: facts.gone,
      votingIntention: facts.vi,
    },
    rules,
    codes,
  );
  return [
    facts.surname,
    facts.forename,
    facts.address,
    facts.postcode,
    street.id,
    facts.house,
    facts.vi,
    Number(standing.postal),
    Number(standing.promise),
    standing.keptOff,
    facts.markers,
    facts.flat,
    facts.born_on,
    facts.attains_on,
    facts.absent,
    facts.vi_on,
    facts.vi_past,
    facts.past,
    facts.phone,
    facts.note,
    facts.lift,
    facts.do_not_knock,
    facts.gone,
  ];
}

/** Writes a new elector and gives the id. */
export function insertElector(
  room: Room,
  { district, number, suffix }: ElectorNumber,
  values: readonly SqlValue[],
): number {
  const { lastInsertRowid } = electorRows(room.db).insert.run(district, number, suffix, ...values);
  return Number(lastInsertRowid);
}

/**
 * Writes new electors in the order they are given, many with one statement, and only the columns that any so far has
 * something in: SQLite spends less time on writing a value than it takes to hand it over. They are in the room once
 * `flush` is done.
 */
export class NewElectors {
  readonly #room: Room;
  /** Places in COLUMNS that are written. */
  readonly #given: number[] = ALWAYS.map((_, index) => index);
  #insertMany: Statement | null = null;
  #waiting: { number: ElectorNumber; values: readonly SqlValue[] }[] = [];

  constructor(room: Room) {
    this.#room = room;
  }

  add(number: ElectorNumber, values: readonly SqlValue[]): void {
    this.#waiting.push({ number, values });
    for (let index = ALWAYS.length; index < values.length; index += 1) {
      if (!values[index] || this.#given.includes(index)) continue;
      this.#given.push(index);
      this.#insertMany = null;
    }
    if (this.#waiting.length === BATCH) this.#writeMany();
  }

  flush(): void {
    for (const { number, values } of this.#waiting) insertElector(this.#room, number, values);
    this.#waiting = [];
  }

  #writeMany(): void {
    this.#insertMany ??= this.#room.db.prepare(
      insertOf(
        this.#given.map((index) => COLUMNS[index] ?? ''),
        BATCH,
      ),
    );
    const cells: SqlValue[] = [];
    for (const { number, values } of this.#waiting) {
      cells.push(number.district, number.number, number.suffix);
      for (const index of this.#given) cells.push(values[index] ?? null);
    }
    // As arguments: each value of a list takes the driver half as long again.
    this.#insertMany.run(...cells);
    this.#waiting = [];
  }
}

/** Whether an elector's row says what these values say. */
export function sameValues(stored: StoredElector, values: readonly SqlValue[]): boolean {
  return COLUMNS.every((column, index) => stored[column] === values[index]);
}
