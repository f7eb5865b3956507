import { type Message, say } from '../../src-shared/message.ts';
import type { EntryStatus } from '../store/journal.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { storedMessage } from '../store/stored-message.ts';
import { checkedDistrict } from './districts.ts';
import { electorById, enteredElector } from './find-elector.ts';
import { stations } from './stations.ts';

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
};

/** A slip, and the outcome of its numbers. */
export type Slip = SlipForm & {
  /** Written on the paper, so that it can be found from an entry. */
  id: number;
  at: number;
  by: string;
  station: string;
  /** The slip that this one repeats, to check it. */
  secondOf: number | null;
  entered: number;
  marked: number;
  already: number;
  toLookAt: number;
  /** Another slip with most of these numbers: this one was entered before. */
  sameAs: number | null;
};

/** One number of a slip. */
export type SlipEntry = {
  entered: string;
  status: EntryStatus;
  elector: ReturnType<typeof enteredElector> | null;
  message: Message | null;
  at: number;
};

type Row = {
  id: number;
  at: number;
  by: string;
  district: string;
  station_id: number | null;
  told_at: number | null;
  teller: string;
  told_count: number | null;
  second_of: number | null;
};

type Counted = { entered: number; marked: number; already: number; to_look_at: number };

const sql = prepared((db) => ({
  add: db.prepare(
    `INSERT INTO slip (at, by, district, station_id, told_at, teller, told_count, second_of)
     VALUES (@at, @by, @district, @station_id, @told_at, @teller, @told_count, @second_of)`,
  ),
  change: db.prepare('UPDATE slip SET told_at = ?, teller = ?, told_count = ? WHERE id = ?'),
  byId: db.prepare<[number], Row>('SELECT * FROM slip WHERE id = ?'),
  count: db.prepare<[number], Counted>(
    `SELECT COUNT(*) AS entered,
            COALESCE(SUM(status = 'marked'), 0) AS marked,
            COALESCE(SUM(status = 'already'), 0) AS already,
            COALESCE(SUM(status IN ('unknown', 'ambiguous', 'unreadable')), 0) AS to_look_at
       FROM journal WHERE slip_id = ? AND kind = 'number'`,
  ),
  entries: db.prepare<
    [number],
    { entered: string; status: EntryStatus; message: string | null; elector_id: number | null; at: number }
  >(
    "SELECT entered, status, message, elector_id, at FROM journal WHERE slip_id = ? AND kind = 'number' ORDER BY seq",
  ),
  /** The slip that first marked off those whom this one found already marked. */
  markedBy: db.prepare<[{ slip: number }], { slip_id: number; numbers: number }>(
    `SELECT first.slip_id, COUNT(DISTINCT again.elector_id) AS numbers
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
  if (form.secondOf) readSlip(room, form.secondOf);
  const id = room.change(() =>
    Number(
      sql(room.db).add.run({
        at: Date.now(),
        by: form.by,
        district,
        station_id: form.stationId,
        told_at: form.toldAt,
        teller: form.teller.trim(),
        told_count: form.toldCount,
        second_of: form.secondOf || null,
      }).lastInsertRowid,
    ),
  );
  return readSlip(room, id);
}

/** Corrects the head of a slip. */
export function changeSlip(
  room: Room,
  id: number,
  { toldAt, teller, toldCount }: Pick<SlipForm, 'toldAt' | 'teller' | 'toldCount'>,
): Slip {
  readSlip(room, id);
  room.change(() => sql(room.db).change.run(toldAt, teller.trim(), toldCount, id));
  return readSlip(room, id);
}

/**
 * A slip and the outcome of its numbers.
 * @throws Refusal if there is no slip with this number.
 */
export function readSlip(room: Room, id: number): Slip {
  const row = sql(room.db).byId.get(id);
  if (!row)
    throw new Refusal(say('There is no slip {{id}} in this room. Check the number on the paper.', { id }));
  return asSlip(room, row);
}

/** The numbers of a slip, in the order of entry. */
export function slipEntries(room: Room, id: number): SlipEntry[] {
  return sql(room.db)
    .entries.all(id)
    .map(({ entered, status, message, elector_id, at }) => {
      const elector = elector_id === null ? undefined : electorById(room, elector_id);
      return {
        entered,
        status,
        elector: elector ? enteredElector(elector) : null,
        message: message === null ? null : storedMessage(message),
        at,
      };
    });
}

/** The differences between two entries of one slip: electors that only one of them has, by number. */
export function slipDifferences(
  room: Room,
  first: number,
  second: number,
): { onlyFirst: string[]; onlySecond: string[] } {
  const numbers = (id: number) =>
    new Set(slipEntries(room, id).map(({ elector, entered }) => elector?.number ?? entered.toUpperCase()));
  const [one, other] = [numbers(first), numbers(second)];
  return { onlyFirst: [...one.difference(other)], onlySecond: [...other.difference(one)] };
}

function asSlip(room: Room, row: Row): Slip {
  const { entered, marked, already, to_look_at } = sql(room.db).count.get(row.id) ?? NOTHING;
  const same =
    already >= LEAST_SAME && row.second_of === null ? sql(room.db).markedBy.get({ slip: row.id }) : undefined;
  return {
    id: row.id,
    at: row.at,
    by: row.by,
    district: row.district,
    stationId: row.station_id,
    station: stations(room).find(({ id }) => id === row.station_id)?.name ?? '',
    toldAt: row.told_at,
    teller: row.teller,
    toldCount: row.told_count,
    secondOf: row.second_of,
    entered,
    marked,
    already,
    toLookAt: to_look_at,
    sameAs: same && same.numbers >= LEAST_SAME && same.numbers * 2 > entered ? same.slip_id : null,
  };
}

const NOTHING: Counted = { entered: 0, marked: 0, already: 0, to_look_at: 0 };
