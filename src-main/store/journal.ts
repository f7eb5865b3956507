import { randomUUID } from 'node:crypto';
import type { Message } from '../../src-shared/message.ts';
import { prepared } from './prepared.ts';
import type { Room } from './room.ts';
import { storeMessage } from './stored-message.ts';

/** What becomes of a knock-up sheet after it is made. */
export const SHEET_MOVES = [
  'sheet printed',
  'sheet withdrawn',
  'sheet out',
  'sheet back',
  'sheet lost',
] as const;
export type SheetMove = (typeof SHEET_MOVES)[number];

/** What became of one number that was entered. */
export type EntryStatus = 'marked' | 'already' | 'unknown' | 'ambiguous' | 'unreadable' | 'undone';

/**
 * Where numbers were taken down, checked against the room. It is made once for each call, passed on whole, and kept
 * whole with a number that is parked, so that a second look searches where the first did.
 */
export type EntryPlace = {
  readonly district: string | null;
  readonly stationId: number | null;
  readonly slipId: number | null;
};

/** What `detail.of` says of an export of what was heard at the doors. */
export const ANSWERS_AT_DOORS = 'answers at the door';

/** One thing done on polling day. Rows are only ever added: what is undone stays, with the entry that undid it. */
export type JournalEntry = {
  kind:
    | 'number'
    | 'undo'
    | 'doorstep'
    | 'sheet codes'
    | 'sheet'
    | SheetMove
    | 'import'
    | 'export'
    | 'register'
    | 'station'
    | 'walk'
    | 'given up'
    | 'looked at';
  by: string;
  /** Milliseconds since 1970 (UTC). */
  at: number;
  commandId?: string | undefined;
  status?: EntryStatus | undefined;
  entered?: string | undefined;
  message?: Message | undefined;
  electorId?: number | undefined;
  /** Where a number was taken down. */
  place?: EntryPlace | undefined;
  /** Id of the entry that this one puts right, gives up, or says somebody has looked at. */
  settles?: string | undefined;
  detail?: object | undefined;
};

const sql = prepared((db) => ({
  add: db.prepare(
    `INSERT INTO journal (id, command_id, at, by, kind, status, entered, message, elector_id, slip_id, district, station_id, settles, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
}));

/** Adds an entry; call it inside the `room.change` that does what the entry says. */
export function addToJournal(room: Room, entry: JournalEntry): void {
  sql(room.db).add.run(
    randomUUID(),
    entry.commandId ?? null,
    entry.at,
    entry.by,
    entry.kind,
    entry.status ?? null,
    entry.entered ?? null,
    entry.message === undefined ? null : storeMessage(entry.message),
    entry.electorId ?? null,
    entry.place?.slipId ?? null,
    entry.place?.district ?? null,
    entry.place?.stationId ?? null,
    entry.settles ?? null,
    entry.detail ? JSON.stringify(entry.detail) : null,
  );
}
