import { addToJournal } from '../journal/journal.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { findBearer, nearElectors } from './bearer.ts';
import { type MarkContext, markFound } from './mark.ts';
import type { EnteredElector, EntryStatus } from './types.ts';

/** A number that could not be marked off, kept until somebody bears it or it is given up. */
export type ParkedNumber = {
  id: string;
  at: number;
  by: string;
  entered: string;
  district: string;
  slipId: number | null;
  status: EntryStatus;
  message: string;
  near: EnteredElector[];
};

type Row = {
  id: string;
  at: number;
  by: string;
  entered: string;
  district: string | null;
  slip_id: number | null;
  status: EntryStatus;
  message: string | null;
};

const PARKED = `SELECT id, at, by, entered, district, slip_id, status, message FROM journal
                 WHERE kind = 'number' AND status IN ('unknown', 'ambiguous', 'unreadable')
                   AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.settles = journal.id)`;

const sql = prepared((db) => ({
  all: db.prepare<[], Row>(`${PARKED} ORDER BY seq DESC`),
  byId: db.prepare<[string], Row>(`${PARKED} AND id = ?`),
}));

/** The numbers parked, newest first. */
export function parkedNumbers(room: Room): ParkedNumber[] {
  return sql(room.db)
    .all.all()
    .map((row) => ({
      id: row.id,
      at: row.at,
      by: row.by,
      entered: row.entered,
      district: row.district ?? '',
      slipId: row.slip_id,
      status: row.status,
      message: row.message ?? '',
      near: nearElectors(room, row.entered, row.district),
    }));
}

/**
 * Tries every parked number again, as after the register has been brought up to date.
 * @returns how many are marked off now, or were already, and how many are left.
 */
export function retryParked(room: Room, by: string): { settled: number; left: number } {
  const parked = sql(room.db).all.all();
  if (parked.length === 0) return { settled: 0, left: 0 };
  let settled = 0;
  room.change(() => {
    for (const row of parked) {
      const found = findBearer(room, row.entered, row.district);
      if (!found.bearer) continue;
      markFound(room, found.bearer, contextOf(row, by));
      settled += 1;
    }
  });
  return { settled, left: parked.length - settled };
}

/**
 * Enters another number in the place of a parked one.
 * @throws Refusal when that one is settled already, or nobody bears the other.
 */
export function settleParked(room: Room, id: string, number: string, by: string): void {
  const row = parked(room, id);
  const found = findBearer(room, number, row.district);
  const { bearer } = found;
  if (!bearer) throw new Refusal(found.message);
  room.change(() => markFound(room, bearer, { ...contextOf(row, by), entered: number }));
}

/** Gives a parked number up: it stays in the journal. */
export function giveUpParked(room: Room, id: string, by: string): void {
  const row = parked(room, id);
  room.change(() =>
    addToJournal(room, {
      kind: 'given up',
      by,
      at: Date.now(),
      entered: row.entered,
      slipId: row.slip_id ?? undefined,
      settles: id,
    }),
  );
}

function parked(room: Room, id: string): Row {
  const row = sql(room.db).byId.get(id);
  if (!row) throw new Refusal('That number has been settled already.');
  return row;
}

function contextOf({ id, entered, slip_id, district }: Row, by: string): MarkContext {
  return { by, entered, settles: id, slipId: slip_id ?? undefined, district: district ?? undefined };
}
