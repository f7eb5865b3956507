import { addToJournal } from '../journal/journal.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { writeSetting } from '../store/settings.ts';
import { displayName, type ElectorName, namesAgree, sameForename } from './elector-name.ts';
import { formatNumber } from './elector-number.ts';
import { refuseIfMisread } from './misread.ts';
import { pollingDay } from './polling-day.ts';
import { type PromiseCodes, promiseCodes, readPromiseCodes, writePromiseCodes } from './promise-codes.ts';
import type { CanvassLine, CanvassReading } from './read-canvass.ts';
import type { Canvass, RegisterElector, RegisterReading } from './read-register.ts';
import { recountStreets } from './street-counts.ts';
import type { Door } from './streets.ts';
import { roomTotals } from './totals.ts';
import type { ImportResult, LineNote } from './types.ts';

export type ImportInput = {
  register: RegisterReading;
  layout: string;
  canvass?: CanvassReading | undefined;
  /** Codes that count as a promise; undefined keeps the room's. */
  promises?: readonly string[] | undefined;
  /** Import the good lines even when many were refused. */
  acceptRefused: boolean;
  by: string;
};

/**
 * Brings a register, and the canvass with it, into the room: all in one transaction or not at all. Marks stay;
 * electors of the file's polling districts that it no longer lists are removed (an alterations file removes only
 * whom it says); what the file has no column for is left as it was.
 * @throws Refusal when the register is refused; the room is then unchanged.
 */
export function importRegister(room: Room, input: ImportInput): ImportResult {
  if (input.register.electors.length === 0 && input.register.rejected.length === 0) {
    throw new Refusal(
      'The file has headings but no electors below them. Ask for it again, or choose another file.',
    );
  }
  return room.change(() => new Import(room, input).run());
}

/** What a file says of most electors, and what follows from that. */
const COMMON = [
  'surname',
  'forename',
  'address',
  'postcode',
  'street_id',
  'house',
  'vi',
  'postal',
  'promise',
] as const;
/** What is empty for most electors: a new one without any of it is written in a third less time. */
const RARE = ['markers', 'attains_on', 'flat', 'phone', 'note', 'lift', 'do_not_knock', 'kept_off'] as const;
/** `columnValues` gives values in this order. */
const COLUMNS = [...COMMON, ...RARE];

type SqlValue = string | number | null;

type StoredElector = { id: number; district: string; number: number; suffix: string } & {
  surname: string;
  forename: string;
  vi: string;
  phone: string;
  note: string;
  lift: number;
  do_not_knock: number;
} & Record<(typeof COLUMNS)[number], SqlValue>;

const sql = prepared((db) => ({
  insert: db.prepare(insertOf(COLUMNS)),
  insertCommon: db.prepare(insertOf(COMMON)),
  update: db.prepare(
    `UPDATE elector SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
  ),
  remove: db.prepare('UPDATE elector SET removed_at = ? WHERE id = ?'),
  removed: db.prepare<[string, number, string], StoredElector>(
    `SELECT id, district, number, suffix, ${COLUMNS.join(', ')} FROM elector
      WHERE district = ? AND number = ? AND suffix = ? AND removed_at IS NOT NULL ORDER BY removed_at DESC`,
  ),
  revive: db.prepare('UPDATE elector SET removed_at = NULL WHERE id = ?'),
  current: db.prepare<[], StoredElector>(
    `SELECT id, district, number, suffix, ${COLUMNS.join(', ')} FROM elector WHERE removed_at IS NULL`,
  ),
  streets: db.prepare<[], { id: number; district: string; name: string; walk_order: number }>(
    'SELECT id, district, name, walk_order FROM street',
  ),
  addStreet: db.prepare('INSERT INTO street (district, name, walk_order) VALUES (?, ?, ?)'),
  moveStreet: db.prepare('UPDATE street SET walk_order = ? WHERE id = ?'),
  intentions: db.prepare<[], { vi: string }>('SELECT DISTINCT vi FROM elector WHERE removed_at IS NULL'),
  setPromise: db.prepare('UPDATE elector SET promise = :promise WHERE vi = :vi AND promise <> :promise'),
}));

function insertOf(columns: readonly string[]): string {
  const all = ['district', 'number', 'suffix', ...columns];
  return `INSERT INTO elector (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`;
}

class Import {
  readonly #room: Room;
  readonly #input: ImportInput;
  readonly #sql: ReturnType<typeof sql>;
  readonly #codes: PromiseCodes;
  readonly #pollingDay: string;
  readonly #stored = new Map<string, StoredElector>();
  readonly #seen = new Set<number>();
  /** Ids by district and name. */
  readonly #streets = new Map<string, Map<string, number>>();
  readonly #placedStreets = new Set<number>();
  /** Whether the file is a register, not alterations to one. */
  readonly #isWhole: boolean;
  #lastDoor: Door | undefined;
  #lastStreet = 0;
  readonly #rejected: LineNote[];
  readonly #warnings: LineNote[];
  readonly #counts = { imported: 0, updated: 0, unchanged: 0, removed: 0 };

  constructor(room: Room, input: ImportInput) {
    this.#room = room;
    this.#input = input;
    this.#sql = sql(room.db);
    if (input.promises) writePromiseCodes(room, input.promises);
    this.#codes = promiseCodes(readPromiseCodes(room));
    this.#pollingDay = pollingDay(room);
    writeSetting(room, 'polling_day', this.#pollingDay);
    this.#isWhole = input.register.electors.every(({ alteration }) => alteration === null);
    this.#rejected = [...input.register.rejected];
    this.#warnings = [...input.register.warnings, ...(input.canvass?.warnings ?? [])];
    for (const elector of this.#sql.current.iterate()) this.#stored.set(formatNumber(elector), elector);
    for (const { district, name, id } of this.#sql.streets.iterate()) this.#streetsOf(district).set(name, id);
  }

  run(): ImportResult {
    const { register, layout } = this.#input;
    const canvass = new Map(this.#input.canvass?.byNumber);
    const doubtful = this.#inOrder(register.electors).filter((elector) => !this.#take(elector, canvass));
    if (!this.#input.acceptRefused) {
      refuseIfMisread({
        register,
        rejected: this.#rejected,
        warnings: this.#warnings,
        renamed: doubtful.length,
      });
    }
    if (this.#isWhole) this.#removeMissing();
    this.#applyToOthers(canvass);
    this.#countPromises();
    recountStreets(this.#room);
    this.#adviseOnCodes();
    const result = { ...this.#result(), rows: register.rows, layout };
    addToJournal(this.#room, {
      kind: 'import',
      by: this.#input.by,
      at: Date.now(),
      detail: { ...result, rejected: result.rejected.length, warnings: result.warnings.length },
    });
    return result;
  }

  /** Alterations: deletions first, since a number may be given out again in the same month. */
  #inOrder(electors: readonly RegisterElector[]): readonly RegisterElector[] {
    const rank = ({ alteration }: RegisterElector) =>
      alteration === 'delete' ? 0 : alteration === 'add' ? 2 : 1;
    return this.#isWhole ? electors : electors.toSorted((a, b) => rank(a) - rank(b));
  }

  /** Brings in one line; false when it would put another person's marks and promise on this one. */
  #take(elector: RegisterElector, canvass: Map<string, CanvassLine>): boolean {
    if (this.#stored.size === 0 && canvass.size === 0 && this.#isWhole) {
      return this.#add(elector, elector);
    }
    const key = formatNumber(elector);
    const stored = this.#stored.get(key);
    if (elector.alteration === 'delete') {
      if (stored) this.#remove(stored);
      else
        this.#warnings.push({
          line: elector.line,
          reason: `${key} was to be deleted, but is not on the register.`,
        });
      canvass.delete(key);
      return true;
    }
    if (stored && !isSamePerson(elector, stored)) {
      this.#seen.add(stored.id);
      this.#rejected.push({
        line: elector.line,
        reason: `${key} is ${displayName(stored)} in this room, but ${displayName(elector)} in this file. Nothing was changed for this number: check which is right.`,
      });
      return false;
    }
    const answer = canvass.get(key);
    canvass.delete(key);
    const known = answer && this.#believes(key, answer, elector) ? merged(elector, answer) : elector;
    if (!stored) return this.#revive(elector, known) || this.#add(elector, known);
    this.#seen.add(stored.id);
    this.#update(stored, this.#columnValues(elector, known, stored));
    return true;
  }

  /** Somebody who was removed and is back keeps mark and promise. */
  #revive(elector: RegisterElector, known: Canvass): boolean {
    const { district, number, suffix } = elector;
    const back = this.#sql.removed
      .all(district, number, suffix)
      .find((removed) => isSamePerson(elector, removed));
    if (!back) return false;
    this.#sql.revive.run(back.id);
    this.#sql.update.run(...this.#columnValues(elector, known, back), back.id);
    this.#seen.add(back.id);
    this.#counts.updated += 1;
    return true;
  }

  #add(elector: RegisterElector, known: Canvass): true {
    const { district, number, suffix } = elector;
    const values = this.#columnValues(elector, known, undefined);
    const isCommon = values.every((value, index) => index < COMMON.length || !value);
    const { insert, insertCommon } = this.#sql;
    const { lastInsertRowid } = isCommon
      ? insertCommon.run(district, number, suffix, ...values.slice(0, COMMON.length))
      : insert.run(district, number, suffix, ...values);
    const id = Number(lastInsertRowid);
    // Alterations may come back to somebody they have just added.
    if (!this.#isWhole)
      this.#stored.set(formatNumber(elector), storedElector({ id, district, number, suffix }, values));
    this.#counts.imported += 1;
    return true;
  }

  /** The register is renumbered each December: a canvass of an older edition must not land on other people. */
  #believes(key: string, answer: CanvassLine, elector: ElectorName): boolean {
    if (namesAgree(answer.name, elector)) return true;
    this.#warnings.push({
      line: answer.line,
      reason: `Canvass file: ${key} is ${displayName(answer.name)} there, but ${displayName(elector)} on the register, so it was left out. The canvass may be of an older register.`,
    });
    return false;
  }

  /** In the order of COLUMNS. A blank cell of the canvass says nothing: what the room knows stays. */
  #columnValues(elector: RegisterElector, known: Canvass, stored: StoredElector | undefined): SqlValue[] {
    const { door } = elector;
    const vi = known.votingIntention || stored?.vi || '';
    return [
      elector.surname,
      elector.forename,
      door.address,
      door.postcode,
      this.#street(elector),
      door.house,
      vi,
      Number(elector.postal),
      Number(this.#codes.has(vi)),
      elector.markers,
      elector.attainsOn,
      door.flat,
      known.phone || stored?.phone || '',
      known.note || stored?.note || '',
      Number(known.lift ?? stored?.lift ?? false),
      Number(known.doNotKnock ?? stored?.do_not_knock ?? false),
      this.#keptOff(elector),
    ];
  }

  /** Why no sheet may name this elector, whatever was promised (DOMAIN.md, "Left off a sheet"). */
  #keptOff({ anonymous, door, proxy, attainsOn }: RegisterElector): string {
    if (anonymous) return 'anonymous';
    if (door.street === '') return 'no address';
    if (proxy) return 'proxy';
    return attainsOn !== null && attainsOn > this.#pollingDay ? 'too young' : '';
  }

  #update(stored: StoredElector, values: SqlValue[]): void {
    if (COLUMNS.every((column, index) => stored[column] === values[index])) {
      this.#counts.unchanged += 1;
      return;
    }
    this.#sql.update.run(...values, stored.id);
    this.#counts.updated += 1;
  }

  #street({ district, door, line }: RegisterElector): number {
    // Electors of one door follow one another.
    if (door === this.#lastDoor) return this.#lastStreet;
    this.#lastDoor = door;
    this.#lastStreet = this.#findStreet(district, door.street, line);
    return this.#lastStreet;
  }

  #findStreet(district: string, name: string, line: number): number {
    const known = this.#streetsOf(district).get(name);
    if (known !== undefined) {
      if (this.#isWhole && !this.#placedStreets.has(known)) this.#placeStreet(known, line);
      return known;
    }
    const id = Number(this.#sql.addStreet.run(district, name, line).lastInsertRowid);
    this.#placedStreets.add(id);
    this.#streetsOf(district).set(name, id);
    return id;
  }

  #streetsOf(district: string): Map<string, number> {
    let streets = this.#streets.get(district);
    if (!streets) {
      streets = new Map();
      this.#streets.set(district, streets);
    }
    return streets;
  }

  /** A street stands where its first elector stands in the newest whole register: that is the order on the ground. */
  #placeStreet(id: number, line: number): void {
    this.#placedStreets.add(id);
    this.#sql.moveStreet.run(line, id);
  }

  #remove(stored: StoredElector): void {
    this.#sql.remove.run(Date.now(), stored.id);
    this.#stored.delete(formatNumber(stored));
    this.#counts.removed += 1;
  }

  /** Only of the districts in the file: councils often send one file for each district. */
  #removeMissing(): void {
    const districts = new Set(this.#input.register.electors.map(({ district }) => district));
    for (const stored of [...this.#stored.values()]) {
      if (districts.has(stored.district) && !this.#seen.has(stored.id)) this.#remove(stored);
    }
  }

  /** Canvass answers of electors who are in the room but not in this file. */
  #applyToOthers(canvass: ReadonlyMap<string, CanvassLine>): void {
    const setKnown = this.#room.db.prepare(
      'UPDATE elector SET vi = ?, phone = ?, note = ?, lift = ?, do_not_knock = ? WHERE id = ?',
    );
    for (const [key, answer] of canvass) {
      const stored = this.#stored.get(key);
      if (!stored) {
        this.#warnings.push({
          line: answer.line,
          reason: `Canvass file: ${key} is not on the register, so it was left out.`,
        });
        continue;
      }
      if (!this.#believes(key, answer, stored)) continue;
      const next = [
        answer.votingIntention || stored.vi,
        answer.phone || stored.phone,
        answer.note || stored.note,
        Number(answer.lift || stored.lift),
        Number(answer.doNotKnock || stored.do_not_knock),
      ];
      const now = [stored.vi, stored.phone, stored.note, stored.lift, stored.do_not_knock];
      if (next.every((value, index) => value === now[index])) continue;
      setKnown.run(...next, stored.id);
      this.#counts.updated += 1;
    }
  }

  /** The codes may have changed for electors whom this file did not touch. */
  #countPromises(): void {
    if (this.#stored.size === 0) return;
    for (const { vi } of this.#sql.intentions.all()) {
      this.#sql.setPromise.run({ vi, promise: Number(this.#codes.has(vi)) });
    }
  }

  #adviseOnCodes(): void {
    if (roomTotals(this.#room).promises > 0) return;
    const codes = this.#sql.intentions
      .all()
      .map(({ vi }) => vi)
      .filter((vi) => vi !== '');
    if (codes.length === 0) return;
    this.#warnings.push({
      line: 1,
      reason: `No promises: none of the voting-intention codes (${codes.slice(0, 20).join(', ')}) counts as a promise. Say which do, with --promises or on the Register screen.`,
    });
  }

  #result(): Omit<ImportResult, 'rows' | 'layout'> {
    const byLine = (a: LineNote, b: LineNote) => a.line - b.line;
    return {
      ...this.#counts,
      rejected: this.#rejected.sort(byLine),
      warnings: this.#warnings.sort(byLine),
      ...roomTotals(this.#room),
    };
  }
}

/**
 * Whether the file means the elector who bears the number in the room: it says so, or names agree, or somebody at
 * the same door has a new surname or a forename spelt otherwise.
 */
function isSamePerson(elector: RegisterElector, stored: StoredElector): boolean {
  if (elector.alteration === 'amend' || namesAgree(elector, stored)) return true;
  const { house, flat, postcode } = elector.door;
  if (house !== stored.house || flat !== stored.flat || postcode !== stored.postcode) return false;
  return (
    sameForename(elector, stored) ||
    namesAgree({ ...elector, forename: elector.forename.slice(0, 1) }, stored)
  );
}

function storedElector(
  who: Pick<StoredElector, 'id' | 'district' | 'number' | 'suffix'>,
  values: SqlValue[],
): StoredElector {
  return {
    ...who,
    ...Object.fromEntries(COLUMNS.map((column, index) => [column, values[index]])),
  } as StoredElector;
}

/** A canvass file's answers count over the register's own columns; a blank answer says nothing. */
function merged(register: Canvass, answer: Canvass): Canvass {
  return {
    votingIntention: answer.votingIntention || register.votingIntention,
    phone: answer.phone || register.phone,
    note: answer.note || register.note,
    lift: answer.lift || register.lift,
    doNotKnock: answer.doNotKnock || register.doNotKnock,
  };
}
