import { say } from '../../../src-shared/message.ts';
import { addToJournal } from '../../store/journal/journal.ts';
import { headsOf, holdsInSql, rootsOf, subjectsFrom, undoOf } from '../../store/journal/journal-links.ts';
import { DOUBT, readSubject, SUBJECT } from '../../store/journal/journal-row.ts';
import { storedDetail } from '../../store/journal/stored-detail.ts';
import { laptopCalled, ownLetter, paperLetter } from '../../store/laptops/laptops.ts';
import { newId } from '../../store/new-id.ts';
import { prepared } from '../../store/prepared.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { checkedDistrict } from '../districts.ts';
import { OPEN_NUMBERS } from '../set-aside.ts';
import { stations } from '../stations.ts';
import { differs, type SlipDifferences, slipDifferences } from './slip-differences.ts';
import {
  readSlipName,
  SLIP_LETTER,
  type SlipName,
  type SlipNumber,
  slipName,
  slipNameOf,
} from './slip-name.ts';

/** The head of a teller's slip. */
export type SlipForm = {
  /** Polling district of its numbers; empty if several districts vote at the station. */
  district: string;
  stationId: number | null;
  /** The teller's time on it, in milliseconds since 1970; null for none. */
  toldAt: number | null;
  teller: string;
  /** How many numbers the teller counted. */
  toldCount: number | null;
  /** Strokes: how many voters gave neither number nor name; null if the slip does not say. */
  gaveNothing?: number | null | undefined;
};

/** A slip, and the outcome of its numbers. */
export type Slip = SlipForm & {
  gaveNothing: number | null;
  /** The same in every copy of the room. */
  id: number;
  /** Written on the paper, so that it can be found from an entry. */
  number: SlipName;
  at: number;
  by: string;
  station: string;
  /** Still being entered, or what to look at once it is in. */
  state: 'open' | 'in' | 'count differs' | 'to check' | 'differs' | 'undone';
  /** The entry that began it, to undo all of it; null in a room of an older version. */
  begun: string | null;
  /** The entry that undid all of it. */
  undoneBy: string | null;
  /** The slip that this one repeats, to check it, and its number: the same, unless an older version numbered it. */
  secondOf: number | null;
  secondOfNumber: SlipName | null;
  /** Numbers on the paper that were entered and not undone. */
  entered: number;
  marked: number;
  already: number;
  /** Those that nobody has settled yet. */
  toLookAt: number;
  /** The number of another slip with most of these numbers: this one was entered before. */
  sameAs: SlipName | null;
};

type Row = SlipNumber & {
  id: number;
  at: number;
  by: string;
  district: string;
  station_id: number | null;
  told_at: number | null;
  teller: string;
  told_count: number | null;
  gave_nothing: number | null;
  second_of: number | null;
  is_open: number;
};

type Counted = { entered: number; marked: number; already: number; to_look_at: number };

const sql = prepared((db) => ({
  // A correction may come in before the slip it is of. A slip of an older version, numbered by its id, had no entry.
  put: db.prepare(
    `INSERT INTO slip (id, number, at, by, district, station_id, told_at, teller, told_count, gave_nothing, second_of,
                       is_open)
     VALUES (@id, @number, @at, @by, @district, (SELECT id FROM station WHERE id = @stationId), @toldAt, @teller,
             @toldCount, @gaveNothing, (SELECT id FROM slip WHERE id = @secondOf), @isOpen)
         ON CONFLICT (id) DO UPDATE SET at = IIF(number = id, at, excluded.at), by = IIF(number = id, by, excluded.by),
                                        district = excluded.district,
                                        station_id = excluded.station_id, told_at = excluded.told_at,
                                        teller = excluded.teller, told_count = excluded.told_count,
                                        gave_nothing = excluded.gave_nothing,
                                        second_of = excluded.second_of, is_open = excluded.is_open`,
  ),
  /** Slips whose station, or whose first entry, came in after them. */
  incomplete: db
    .prepare<[], number>(
      `SELECT DISTINCT slip.id FROM slip
         JOIN journal_about ON subject = 'slip' || char(9) || slip.id
         JOIN journal ON journal.id = entry
        WHERE slip.station_id IS NULL AND detail ->> 'stationId' IS NOT NULL
           OR slip.second_of IS NULL AND detail ->> 'secondOf' IS NOT NULL`,
    )
    .pluck(),
  said: db.prepare<[string], { at: number; by: string; detail: string }>(
    'SELECT at, by, detail FROM journal WHERE id = ?',
  ),
  /** Goes on from what was numbered without a letter, so that no two slips differ by their letter's absence only. */
  lastNumber: db
    .prepare<[string], number | null>(`SELECT MAX(number) FROM slip WHERE ${SLIP_LETTER} IN ('', ?)`)
    .pluck(),
  byId: db.prepare<[number], Row>(`SELECT *, ${SLIP_LETTER} AS letter FROM slip WHERE id = ?`),
  numbered: db.prepare<[number], Row>(
    `SELECT *, ${SLIP_LETTER} AS letter FROM slip WHERE number = ? ORDER BY letter, id`,
  ),
  count: db.prepare<[number], Counted>(
    `SELECT COALESCE(SUM(settles IS NULL), 0) AS entered,
            COALESCE(SUM(status = 'marked'), 0) AS marked,
            COALESCE(SUM(status = 'already'), 0) AS already,
            COALESCE(SUM(${OPEN_NUMBERS}), 0) AS to_look_at
       FROM journal WHERE slip_id = ? AND kind = 'number' AND ${holdsInSql('journal')}`,
  ),
  all: db.prepare<[], Row>(`SELECT *, ${SLIP_LETTER} AS letter FROM slip ORDER BY at DESC, id DESC`),
  /** The slip that first marked off those whom this one found already marked. */
  markedBy: db.prepare<[{ slip: number }], { id: number; numbers: number }>(
    `SELECT first.slip_id AS id, COUNT(DISTINCT again.elector_id) AS numbers
       FROM journal AS again
       JOIN journal AS first ON first.elector_id = again.elector_id AND first.status = 'marked' AND first.seq < again.seq
      WHERE again.slip_id = :slip AND again.status = 'already' AND first.slip_id IS NOT NULL AND first.slip_id <> :slip
      GROUP BY first.slip_id ORDER BY numbers DESC LIMIT 1`,
  ),
}));

/** Fewer equal numbers may be chance. */
const LEAST_SAME = 4;

/**
 * Starts a slip, to which numbers are then entered.
 * @throws Refusal if its district or station is not in the room.
 */
export function beginSlip(room: Room, form: SlipForm & { by: string; secondOf?: number | null }): Slip {
  const district = checkedDistrict(room, form.district) ?? '';
  if (form.stationId !== null && !stations(room).some(({ id }) => id === form.stationId)) {
    throw new Refusal(say('That polling station is no longer in this room. Choose another.'));
  }
  const first = form.secondOf ? rowOf(room, form.secondOf) : null;
  return room.change(() => {
    const id = newId(room.db, 'slip');
    const letter = first?.letter ?? paperLetter(room, form.by);
    addToJournal(room, {
      kind: 'slip',
      by: form.by,
      detail: {
        slip: id,
        number: first?.number ?? (sql(room.db).lastNumber.get(letter) ?? 0) + 1,
        ...lettered(letter),
        district,
        stationId: form.stationId,
        toldAt: form.toldAt,
        teller: form.teller.trim(),
        toldCount: form.toldCount,
        gaveNothing: form.gaveNothing ?? null,
        secondOf: first?.id ?? null,
        isOpen: true,
      },
    });
    refreshSlip(room, id);
    return readSlip(room, id);
  });
}

/** Keeps the heads of these slips. What they name has come in by then, or will come in later. */
export function refreshSlips(room: Room, ids: readonly number[]): void {
  for (const id of ids) refreshSlip(room, id);
  const named = answeredPairs(room).map(([, second]) => second);
  for (const id of new Set([...sql(room.db).incomplete.all(), ...named])) refreshSlip(room, id);
}

/** Slips of two laptops that people have said something about: whether the second repeats the first. */
function answeredPairs(room: Room): [first: number, second: number][] {
  return subjectsFrom(room.db, SUBJECT.settled('slips\t')).map((subject) => {
    const [first = 0, second = 0] = readSubject(subject).rest.split('\t').map(Number);
    return [first, second];
  });
}

/** The slip that this one repeats, as people said of slips of two laptops; null if they did not or disagree. */
function repeatsBySaying(room: Room, id: number): number | null {
  const isSame = (entry: string) =>
    storedDetail('settled', sql(room.db).said.get(entry)?.detail ?? null).as === 'same';
  const firsts = answeredPairs(room).flatMap(([first, second]) => {
    if (second !== id) return [];
    const said = headsOf(room.db, SUBJECT.settled(DOUBT.slips(first, second)));
    return said.length > 0 && said.every(isSame) ? [first] : [];
  });
  return firsts.length > 0 ? Math.min(...firsts) : null;
}

/** Keeps the head of a slip as the journal says it, after entries have come in or were undone. */
function refreshSlip(room: Room, id: number): void {
  const subject = SUBJECT.slip(id);
  const [head] = headsOf(room.db, subject);
  const [root] = rootsOf(room.db, subject);
  if (root === undefined) return;
  const said = (entry: string) => {
    const { at, by, detail } = sql(room.db).said.get(entry) ?? {};
    return { at, by, ...storedDetail('slip', detail ?? null) };
  };
  // Its numbers stay on the slip when its head is undone, but its strokes have no other entry.
  const { at, by } = said(root);
  const { slip, ...now } = said(head ?? root);
  const secondOf = now.secondOf ?? repeatsBySaying(room, id);
  const gaveNothing = head === undefined ? null : now.gaveNothing;
  sql(room.db).put.run({ ...now, gaveNothing, secondOf, isOpen: Number(now.isOpen), at, by, id: slip });
}

/**
 * The slip that this one was begun to check. What people say of slips of two laptops is not in the head, so that it
 * can be undone alone.
 */
function secondOfInHead(room: Room, id: number): number | null {
  const subject = SUBJECT.slip(id);
  const [head] = [...headsOf(room.db, subject), ...rootsOf(room.db, subject)];
  const said = head === undefined ? undefined : sql(room.db).said.get(head);
  return said ? storedDetail('slip', said.detail).secondOf : readSlip(room, id).secondOf;
}

/** Corrects the head of a slip, ends its entry (`isOpen` false), or goes on with it. */
export function changeSlip(
  room: Room,
  id: number,
  {
    toldAt,
    teller,
    toldCount,
    gaveNothing,
    isOpen,
    by,
  }: Pick<SlipForm, 'toldAt' | 'teller' | 'toldCount' | 'gaveNothing'> & {
    isOpen?: boolean | undefined;
    by: string;
  },
): Slip {
  const { district, stationId } = readSlip(room, id);
  const told = {
    toldAt,
    teller: teller.trim(),
    toldCount,
    gaveNothing,
    ...(isOpen === undefined ? {} : { isOpen }),
  };
  room.change(() => keepHead(room, id, { district, stationId, ...told }, by));
  return readSlip(room, id);
}

/** Writes the head of a slip, which keeps its number. Call it inside `room.change`. */
export function keepHead(room: Room, id: number, head: SlipForm & { isOpen?: boolean }, by: string): void {
  const { number, letter } = rowOf(room, id);
  const { state, gaveNothing: before } = readSlip(room, id);
  const secondOf = secondOfInHead(room, id);
  const {
    district,
    stationId,
    toldAt,
    teller,
    toldCount,
    gaveNothing = before,
    isOpen = state === 'open',
  } = head;
  addToJournal(room, {
    kind: 'slip',
    by,
    detail: {
      slip: id,
      number,
      ...lettered(letter),
      district,
      stationId,
      secondOf,
      toldAt,
      teller,
      toldCount,
      gaveNothing,
      isOpen,
    },
  });
  refreshSlip(room, id);
}

/** A slip without a letter says nothing about one, as in rooms of older versions. */
function lettered(letter: string): { letter?: string } {
  return letter === '' ? {} : { letter };
}

/**
 * A slip and the outcome of its numbers.
 * @throws Refusal if there is no slip with this number.
 */
export function readSlip(room: Room, id: number): Slip {
  return asSlip(room, rowOf(room, id));
}

function rowOf(room: Room, id: number): Row {
  const row = sql(room.db).byId.get(id);
  if (!row) throw noSlip(id);
  return row;
}

function noSlip(id: SlipName): Refusal {
  return new Refusal(say('There is no slip {{id}} in this room. Check the number on the paper.', { id }));
}

/**
 * The slips with a name, as it is typed: one, or several to choose from. A number without a letter means a slip without
 * one, then one of this laptop, then one of any other.
 * @throws Refusal if there is none here.
 */
export function findSlips(room: Room, text: string): Slip[] {
  const typed = readSlipName(text);
  if (typed === null) throw noSlip(text.trim());
  const firstTimes = sql(room.db)
    .numbered.all(typed.number)
    .filter(({ second_of }) => second_of === null);
  const lettered = (wanted: string) => firstTimes.filter(({ letter }) => letter === wanted);
  const exact = lettered(typed.letter);
  const own = typed.letter === '' ? lettered(ownLetter(room)) : [];
  const others = typed.letter === '' ? firstTimes : [];
  const found = [exact, own, others].find((rows) => rows.length > 0);
  if (found) return found.map((row) => asSlip(room, row));
  throw notCome(room, typed) ?? noSlip(slipName(typed));
}

/** Why a slip of another laptop is not here; null if it is of none that the room knows. */
function notCome(room: Room, typed: SlipNumber): Refusal | null {
  const laptop = typed.letter === ownLetter(room) ? undefined : laptopCalled(room, typed.letter);
  if (!laptop) return null;
  return new Refusal(
    say(
      'Slip {{id}} was entered on laptop {{letter}} ({{name}}); its entries have not come here yet: merge them on Other laptops.',
      { id: slipName(typed), letter: laptop.letter, name: laptop.name },
    ),
  );
}

/** All slips, the newest first. */
export function allSlips(room: Room): Slip[] {
  return sql(room.db)
    .all.all()
    .map((row) => asSlip(room, row));
}

function asSlip(room: Room, row: Row): Slip {
  const { entered, marked, already, to_look_at } = sql(room.db).count.get(row.id) ?? NOTHING;
  const [begun = null] = rootsOf(room.db, SUBJECT.slip(row.id));
  const undoneBy = begun === null ? null : undoOf(room.db, begun);
  const same =
    already >= LEAST_SAME && row.second_of === null ? sql(room.db).markedBy.get({ slip: row.id }) : undefined;
  return {
    id: row.id,
    number: slipName(row),
    at: row.at,
    by: row.by,
    district: row.district,
    stationId: row.station_id,
    station: stations(room).find(({ id }) => id === row.station_id)?.name ?? '',
    toldAt: row.told_at,
    teller: row.teller,
    toldCount: row.told_count,
    gaveNothing: row.gave_nothing,
    begun,
    undoneBy,
    state: stateOf(room, row, undoneBy !== null, { entered, to_look_at }),
    secondOf: row.second_of,
    secondOfNumber: slipNameOf(room.db, row.second_of),
    entered,
    marked,
    already,
    toLookAt: to_look_at,
    sameAs:
      same && same.numbers >= LEAST_SAME && same.numbers * 2 > entered ? slipNameOf(room.db, same.id) : null,
  };
}

function stateOf(
  room: Room,
  { id, second_of, is_open, told_count }: Row,
  isUndone: boolean,
  { entered, to_look_at }: Pick<Counted, 'entered' | 'to_look_at'>,
): Slip['state'] {
  if (isUndone) return 'undone';
  if (is_open === 1) return 'open';
  if (to_look_at > 0) return 'to check';
  if (second_of !== null && !isUndoneSlip(room, second_of) && differs(slipDifferences(room, second_of, id)))
    return 'differs';
  return told_count === null || told_count === entered ? 'in' : 'count differs';
}

function isUndoneSlip(room: Room, id: number): boolean {
  const [begun] = rootsOf(room.db, SUBJECT.slip(id));
  return begun !== undefined && undoOf(room.db, begun) !== null;
}

/**
 * How a slip that was entered again as a check differs from the first time, once it is in. Null if it is no check, or
 * one of the two was undone.
 */
export function differencesOf(room: Room, { id, secondOf, state }: Slip): SlipDifferences | null {
  const isIn = secondOf !== null && state !== 'open' && state !== 'undone' && !isUndoneSlip(room, secondOf);
  return isIn ? slipDifferences(room, secondOf, id) : null;
}

const NOTHING: Counted = { entered: 0, marked: 0, already: 0, to_look_at: 0 };
