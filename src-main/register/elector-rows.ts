import type { Statement } from 'better-sqlite3';
import { newId } from '../store/new-id.ts';
import { prepared } from '../store/prepared.ts';
import type { Room } from '../store/room.ts';
import type { AbsentVote } from './elector/absent-vote.ts';
import type { CodeMeanings } from './elector/code-meanings.ts';
import type { ElectorNumber } from './elector/elector-number.ts';
import { type Gone, standingOf } from './elector/standing.ts';
import type { VotingRules } from './elector/voting-rules.ts';

/** Columns that are written for every elector … */
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
/** … and columns that are empty for most electors, and in many registers for all. */
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
  'promise_for',
] as const;
/** What a register, a canvass or a person can change in an elector's row, and what follows from it. */
const COLUMNS = [...ALWAYS, ...WHERE_GIVEN];
export type Column = (typeof COLUMNS)[number];

/** The columns with numbers, and those that may be null. All others have text. */
const NUMBERS: readonly Column[] = ['street_id', 'postal', 'promise', 'lift', 'do_not_knock', 'promise_for'];
const NULLABLE: readonly Column[] = ['born_on', 'attains_on'];

/** New electors in one statement. */
const BATCH = 16;

/** The facts about an elector from a register, a canvass or a person. The rest of the row is derived from them. */
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
  /** JSON of `EarlierAnswer[]`; '' for none. */
  vi_past: string;
  /** Past turnout, one letter for each election of the room. */
  past: string;
  phone: string;
  note: string;
  lift: 0 | 1;
  do_not_knock: 0 | 1;
  gone: Gone;
};

/** An elector's row, by its columns, beside the number. */
export type ElectorRow = ElectorFacts & {
  street_id: number;
  kept_off: string;
  postal: number;
  promise: number;
  promise_for: number;
};

/** An elector of the room. */
export type StoredElector = ElectorNumber &
  ElectorRow & {
    id: number;
    voted_at: number | null;
    removed_at: number | null;
    by_hand: '' | 'added' | 'removed';
    /** JSON of the facts as the register has them, if a person has corrected them; '' otherwise. */
    register_says: string;
  };

const NAMED = ['id', 'district', 'number', 'suffix', ...COLUMNS];
const ALL = `id, district, number, suffix, ${COLUMNS.join(', ')}, voted_at, removed_at, by_hand, register_says`;

/** Statements for electors, prepared once for each room. */
export const electorRows = prepared((db) => ({
  insert: db.prepare<[{ id: number | null } & ElectorNumber & ElectorRow]>(
    `INSERT INTO elector (${NAMED.join(', ')}) VALUES (${NAMED.map((name) => `@${name}`).join(', ')})`,
  ),
  update: db.prepare<[ElectorRow & { id: number }]>(
    `UPDATE elector SET ${COLUMNS.map((column) => `${column} = @${column}`).join(', ')} WHERE id = @id`,
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
  /** Of a list in JSON: `[[district, number, suffix], …]`. It is as fast without an index, which a draft may lack. */
  byNumbers: db.prepare<[string], StoredElector>(
    `SELECT ${ALL} FROM elector
      WHERE removed_at IS NULL
        AND (district, number, suffix) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`,
  ),
  current: db.prepare<[], StoredElector>(`SELECT ${ALL} FROM elector WHERE removed_at IS NULL`),
  intentions: db
    .prepare<[], string>('SELECT DISTINCT vi FROM elector WHERE removed_at IS NULL ORDER BY vi')
    .pluck(),
  removed: db.prepare<[], StoredElector>(
    `SELECT ${ALL} FROM elector WHERE removed_at IS NOT NULL ORDER BY removed_at DESC`,
  ),
}));

/** What an elector's row is derived from, besides the facts. */
export type RowRules = { rules: VotingRules; codes: CodeMeanings };

/** `street` is that of the facts' address, `hasName` says whether it is a named one. */
export function electorRow(
  facts: ElectorFacts,
  street: { id: number; hasName: boolean },
  { rules, codes }: RowRules,
): ElectorRow {
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
  // One literal, field by field: a spread would make the import of a large register a tenth slower.
  return {
    surname: facts.surname,
    forename: facts.forename,
    address: facts.address,
    postcode: facts.postcode,
    street_id: street.id,
    house: facts.house,
    vi: facts.vi,
    postal: Number(standing.postal),
    promise: Number(standing.promise),
    kept_off: standing.keptOff,
    markers: facts.markers,
    flat: facts.flat,
    born_on: facts.born_on,
    attains_on: facts.attains_on,
    absent: facts.absent,
    vi_on: facts.vi_on,
    vi_past: facts.vi_past,
    past: facts.past,
    phone: facts.phone,
    note: facts.note,
    lift: facts.lift,
    do_not_knock: facts.do_not_knock,
    gone: facts.gone,
    promise_for: standing.promiseFor,
  };
}

/** Writes a new elector and returns the id, the next one if it is not given. */
export function insertElector(
  room: Room,
  { district, number, suffix }: ElectorNumber,
  row: ElectorRow,
  id: number | null = null,
): number {
  const { lastInsertRowid } = electorRows(room.db).insert.run({ ...row, id, district, number, suffix });
  return Number(lastInsertRowid);
}

/**
 * Writes new electors in order, many in one statement, and only the columns in which any of them has a value: passing
 * a value to SQLite takes longer than writing it. Text takes three times as long as a number, so 0 is passed for what
 * is empty. They are in the room after `flush`.
 */
export class NewElectors {
  readonly #room: Room;
  /** What is written. */
  readonly #columns: Column[] = [...ALWAYS];
  /** What nobody has had anything in so far. */
  #empty: Column[] = [...WHERE_GIVEN];
  #insertMany: Statement | null = null;
  #waiting: { number: ElectorNumber; row: ElectorRow }[] = [];
  #hasBegun = false;

  constructor(room: Room) {
    this.#room = room;
  }

  add(number: ElectorNumber, row: ElectorRow): void {
    this.#waiting.push({ number, row });
    if (this.#empty.some((column) => row[column])) this.#widen(row);
    if (this.#waiting.length === BATCH) this.#writeMany();
  }

  flush(): void {
    for (const { number, row } of this.#waiting) insertElector(this.#room, number, row, this.#firstId());
    this.#waiting = [];
  }

  /** The rest follow the first. In an empty room they count from 1. */
  #firstId(): number | null {
    if (this.#hasBegun) return null;
    this.#hasBegun = true;
    const hasElectors = this.#room.db.prepare('SELECT 1 FROM elector LIMIT 1').get() !== undefined;
    return hasElectors ? newId(this.#room.db, 'elector') : null;
  }

  #widen(row: ElectorRow): void {
    this.#columns.push(...this.#empty.filter((column) => row[column]));
    this.#empty = this.#empty.filter((column) => !row[column]);
    this.#insertMany = null;
  }

  #writeMany(): void {
    this.#insertMany ??= this.#room.db.prepare(insertManyOf(this.#columns));
    const firstId = this.#firstId();
    if (firstId !== null) {
      const [first, ...others] = this.#waiting;
      if (first) insertElector(this.#room, first.number, first.row, firstId);
      this.#waiting = others;
      return;
    }
    const cells: (string | number)[] = [];
    for (const { number, row } of this.#waiting) {
      cells.push(number.district, number.number, number.suffix || 0);
      for (const column of this.#columns) cells.push(row[column] || 0);
    }
    // As arguments: each value of a list takes the driver half as long again, and each name of an object too.
    this.#insertMany.run(...cells);
    this.#waiting = [];
  }
}

function insertManyOf(columns: readonly Column[]): string {
  const all = ['district', 'number', 'suffix', ...columns];
  const values = ['?', '?', TEXT, ...columns.map(placeholder)];
  return `INSERT INTO elector (${all.join(', ')}) VALUES ${Array(BATCH)
    .fill(`(${values.join(', ')})`)
    .join(', ')}`;
}

/** In SQL: a value of a column for which 0 is passed if it is empty. */
function placeholder(column: Column): string {
  if (NUMBERS.includes(column)) return '?';
  return NULLABLE.includes(column) ? 'nullif(?, 0)' : TEXT;
}

const TEXT = "ifnull(nullif(?, 0), '')";

/** The columns in which an elector's row differs from another. */
export function columnsChanged(stored: StoredElector, row: ElectorRow): Column[] {
  return COLUMNS.filter((column) => stored[column] !== row[column]);
}
