import { type Message, say } from '../../src-shared/message.ts';
import { refreshOffSheets } from '../register/one-number.ts';
import { recountStreets } from '../register/streets/street-counts.ts';
import { addToJournal, type EntryPlace, type EntryStatus, type ToldBy } from '../store/journal/journal.ts';
import { holdsInSql } from '../store/journal/journal-links.ts';
import { storedMessage, storeMessage } from '../store/journal/stored-message.ts';
import { prepared } from '../store/prepared.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import {
  electorById,
  enteredElector,
  type Found,
  type NumberedElector,
  nearElector,
} from './find-elector.ts';
import { type MarkContext, markFound, TOLD_BY } from './mark.ts';
import { findOne, readEntries } from './read-entries.ts';
import { type SlipName, slipNameOf } from './slips/slip-name.ts';
import type { EnteredElector, NearElector } from './types.ts';

/** A number that could not be marked off, set aside until it is found on the register or discarded. */
export type NumberSetAside = {
  id: string;
  at: number;
  by: string;
  entered: string;
  district: string;
  /** The slip that it is on, whose paper has this number. */
  slip: SlipName | null;
  status: EntryStatus;
  /** Why it is set aside. */
  message: Message;
  /** It is a name or a door, and not a number. */
  toldBy: ToldBy | null;
  near: NearElector[];
};

/** A number that was set aside and then marked off automatically when the register was updated. */
export type FoundLater = {
  /** The id of the entry that marked it off. */
  id: string;
  at: number;
  entered: string;
  /** As above. */
  slip: SlipName | null;
  elector: EnteredElector;
  /** What is odd about it; null for nothing. */
  message: Message | null;
};

type Row = {
  id: string;
  at: number;
  by: string;
  entered: string;
  district: string | null;
  station_id: number | null;
  slip_id: number | null;
  status: EntryStatus;
  message: string | null;
  told_by: ToldBy | null;
};

const COLUMNS = `seq, id, at, by, entered, district, station_id, slip_id, status, message, ${TOLD_BY} AS told_by`;
const ROW = `SELECT ${COLUMNS} FROM journal`;
const NOT_SETTLED = `NOT EXISTS (
  SELECT 1 FROM journal AS later WHERE later.settles = journal.id AND ${holdsInSql('later')})`;
const OPEN = `${holdsInSql('journal')} AND ${NOT_SETTLED}`;
/** In SQL: a number that could not be marked off when it was entered. */
export function asideInSql(row: string): string {
  return `${row}.kind = 'number' AND ${row}.status IN ('unknown', 'ambiguous', 'unreadable')`;
}
/** In SQL: a number that could not be marked off and that nobody has settled. */
export const OPEN_NUMBERS = `${asideInSql('journal')} AND ${OPEN}`;

/** Also numbers that another laptop found, of electors who are not on this one's register. */
const SET_ASIDE = `
  SELECT * FROM (
    ${ROW} WHERE ${OPEN_NUMBERS}
    UNION ALL
    ${ROW} WHERE id IN (SELECT id FROM journal_nobody) AND ${OPEN})`;

const sql = prepared((db) => ({
  all: db.prepare<[], Row>(`${SET_ASIDE} ORDER BY seq DESC`),
  byId: db.prepare<[string], Row>(`${SET_ASIDE} WHERE id = ?`),
  foundLater: db.prepare<[], Row & { elector_id: number }>(
    `SELECT ${COLUMNS}, elector_id FROM journal
      WHERE settles IS NOT NULL AND kind = 'number' AND status = 'marked' AND detail ->> 'foundLater' AND ${OPEN}
      ORDER BY seq DESC`,
  ),
}));

/** What is set aside, as written. */
export function writtenSetAside(room: Room): string[] {
  return sql(room.db)
    .all.all()
    .map(({ entered }) => entered);
}

/** The numbers set aside, newest first. */
export function numbersSetAside(room: Room): NumberSetAside[] {
  return sql(room.db)
    .all.all()
    .map(asUnknown)
    .map((row) => {
      const found = findOne(room, row.entered, placeOf(row));
      return {
        id: row.id,
        at: row.at,
        by: row.by,
        entered: row.entered,
        district: row.district ?? '',
        slip: slipNameOf(room.db, row.slip_id),
        status: row.status,
        message: storedMessage(row.message ?? ''),
        toldBy: toldBy(row, found),
        // First whoever has the number now.
        near: (found.elector ? [found.elector] : found.near).map(nearElector),
      };
    });
}

/** The name or the door may be of somebody who is on the register only now. */
function toldBy(row: Row, found: Found): ToldBy | null {
  return row.told_by ?? (found.elector ? undefined : found.toldBy) ?? null;
}

/** Another laptop found the elector, but this room's register does not have them. */
function asUnknown(row: Row): Row {
  if (row.status !== 'marked' && row.status !== 'already') return row;
  const message = say('Another laptop found this number, but it is not on the register of this room.');
  return { ...row, status: 'unknown', message: storeMessage(message) };
}

/**
 * Retries numbers that were set aside, as after an update of the register: only those that nobody had, and whose
 * district and number are both known. Ambiguous ones wait for a person, since an import may remove one of two
 * candidates. `foundLater` lists those marked off until somebody has checked them.
 */
export function retrySetAside(room: Room, by: string): { settled: FoundLater[]; left: number } {
  const before = sql(room.db).all.all().map(asUnknown);
  const found = before.toReversed().flatMap((row) => {
    const elector = row.status === 'unknown' ? foundInFull(room, row) : null;
    return elector ? [{ row, elector }] : [];
  });
  if (found.length > 0) {
    room.change(() => {
      for (const { row, elector } of found)
        markFound(room, elector, { ...contextOf(row, by), detail: { foundLater: true } });
      releaseHeld(room);
    });
  }
  const settles = new Set(found.map(({ elector }) => elector.id));
  return {
    settled: found.length === 0 ? [] : foundLaterOf(room, settles),
    left: before.length - found.length,
  };
}

function foundInFull(room: Room, row: Row): NumberedElector | null {
  const [entry, ...more] = readEntries(room, row.entered, placeOf(row));
  if (!entry || more.length > 0) return null;
  const found = entry.find();
  return found.elector && found.inFull ? found.elector : null;
}

/** Electors marked off by a retried number, who still are and have not been checked yet; newest first. */
export function foundLater(room: Room): FoundLater[] {
  return foundLaterOf(room, null);
}

function foundLaterOf(room: Room, electors: ReadonlySet<number> | null): FoundLater[] {
  return sql(room.db)
    .foundLater.all()
    .flatMap(({ id, at, entered, slip_id, message, elector_id }) => {
      const elector = electors?.has(elector_id) === false ? undefined : electorById(room, elector_id);
      return elector
        ? [
            {
              id,
              at,
              entered,
              slip: slipNameOf(room.db, slip_id),
              elector: enteredElector(elector),
              message: message === null ? null : storedMessage(message),
            },
          ]
        : [];
    });
}

/**
 * Records that somebody has checked a number that was found later.
 * @throws Refusal if that was recorded before.
 */
export function lookedAt(room: Room, id: string, by: string): void {
  const row = sql(room.db)
    .foundLater.all()
    .find((each) => each.id === id);
  if (!row) throw new Refusal(say('That number has been settled already.'));
  room.change(() =>
    addToJournal(room, {
      kind: 'looked at',
      by,
      entered: row.entered,
      electorId: row.elector_id,
      place: placeOf(row),
      settles: id,
    }),
  );
}

/**
 * Enters another number, or several, instead of one set aside. Of a name or a door, the journal keeps that.
 * @throws Refusal if that one has been settled, or a new one is not found.
 */
export function settleSetAside(room: Room, id: string, text: string, by: string): void {
  const row = oneSetAside(room, id);
  const told_by = toldBy(row, findOne(room, row.entered, placeOf(row)));
  const electors = readEntries(room, text, placeOf(row)).map(({ entered, find }) => {
    const found = find();
    if (!found.elector) throw new Refusal(found.message);
    return { entered, elector: found.elector };
  });
  if (electors.length === 0)
    throw new Refusal(say('There is no number to enter. Type an elector number, such as KA-123.'));
  room.change(() => {
    for (const { entered, elector } of electors) {
      const context = contextOf({ ...row, told_by }, by);
      markFound(room, elector, told_by === null ? { ...context, entered } : context);
    }
    releaseHeld(room);
  });
}

/** Discards a number set aside. It stays in the journal. */
export function discardSetAside(room: Room, id: string, by: string): void {
  const row = oneSetAside(room, id);
  room.change(() => {
    addToJournal(room, {
      kind: 'given up',
      by,
      entered: row.entered,
      place: placeOf(row),
      settles: id,
    });
    releaseHeld(room);
  });
}

/** Whoever was left off sheets because the number may be theirs is on them again. */
function releaseHeld(room: Room): void {
  if (refreshOffSheets(room.db)) recountStreets(room);
}

function oneSetAside(room: Room, id: string): Row {
  const row = sql(room.db).byId.get(id);
  if (!row) throw new Refusal(say('That number has been settled already.'));
  return row;
}

function contextOf(row: Row, by: string): MarkContext {
  const detail = row.told_by === null ? undefined : { toldBy: row.told_by };
  return { by, entered: row.entered, settles: row.id, place: placeOf(row), detail };
}

/** Where a number was recorded, as given when it was entered. */
function placeOf({ district, station_id, slip_id }: Row): EntryPlace {
  return { district, stationId: station_id, slipId: slip_id };
}
