import { randomUUID } from 'node:crypto';
import type { Message } from '../../src-shared/message.ts';
import type { SheetLook } from '../../src-shared/paper-look.ts';
import { prepared } from './prepared.ts';
import type { Room } from './room.ts';
import { storeMessage } from './stored-message.ts';

/** What happens to a knock-up sheet after it is made. */
export const SHEET_MOVES = [
  'sheet printed',
  'sheet withdrawn',
  'sheet out',
  'sheet back',
  'sheet lost',
] as const;
export type SheetMove = (typeof SHEET_MOVES)[number];

/** The outcome of one number that was entered. */
export type EntryStatus = 'marked' | 'already' | 'unknown' | 'ambiguous' | 'unreadable' | 'undone';

/**
 * Where numbers were recorded, checked against the room. It is made once for each call, passed on as one value, and
 * kept with a number that is set aside, so that a retry searches in the same places.
 */
export type EntryPlace = {
  readonly district: string | null;
  readonly stationId: number | null;
  readonly slipId: number | null;
};

/** The outcome of one number that was entered, or of undoing it. */
type NumberEntry = {
  kind: 'number' | 'undo';
  status: EntryStatus;
  /** As it was typed. */
  entered: string;
  message?: Message | undefined;
  electorId?: number | undefined;
  /** Made once for each call, so that repeating the call marks nothing twice. */
  commandId?: string | undefined;
  /** Where the number was recorded. */
  place?: EntryPlace | undefined;
  /** The number set aside that this one replaces. */
  settles?: string | undefined;
  /** A number that was set aside was retried and found. Nobody has checked it yet. */
  detail?: { foundLater: true } | undefined;
};

/** What each kind of entry says. `stored-detail.ts` reads `detail` again. */
type Kinds =
  | NumberEntry
  | { kind: 'given up'; entered: string; place: EntryPlace; settles: string }
  | { kind: 'looked at'; entered: string; place: EntryPlace; settles: string; electorId: number }
  | {
      kind: 'doorstep';
      electorId: number;
      /** The doorstep answer; '' for one that was undone. */
      entered: string;
      /** The code of the sheet that it came back on. */
      detail: { code: string };
    }
  | { kind: 'sheet codes'; detail: ReservedCodes }
  | { kind: 'sheet'; detail: SheetRecord }
  | { kind: SheetMove; detail: SheetMoved }
  | { kind: 'import'; detail: ImportDone }
  | { kind: 'export'; detail: ExportDone }
  | { kind: 'register'; electorId?: number | undefined; detail: RegisterChange }
  | { kind: 'station'; detail: StationChange }
  | { kind: 'walk'; detail: WalkChange };

/** One thing done on polling day. Rows are only ever added: what is undone stays, with the entry that undid it. */
export type JournalEntry = {
  by: string;
  /** Milliseconds since 1970 (UTC); now if left out. */
  at?: number | undefined;
} & Kinds;

/** Codes that were given to sheets together. */
export type ReservedCodes = {
  /** The common part of the codes: the round, the code that letters are added to, or the set of all-day pads. */
  series: string;
  /** Place of the last one. */
  last: number;
  /** Each sheet is printed this many times, once for each round. */
  rounds?: number | undefined;
  sheets: SheetRecord[];
};

/** What is kept of a sheet: enough to draw the same again. */
export type SheetRecord = {
  code: string;
  round: number;
  /** Its title: the street, or the walk. */
  street: string;
  district: string;
  /** Which part of it; left out for the whole. */
  part?: Message | undefined;
  note?: string;
  streetId: number;
  /** Older entries have only the one above. */
  streetIds?: number[];
  /** In the order of the lines. */
  electorIds: number[];
  /** How far the numbers of each district went, in milliseconds since 1970. */
  numbersInUpTo?: Record<string, number>;
  /** How its paper looks. Missing in older entries. */
  look?: SheetLook;
  /** The runner that it was printed for, if its walk has one. */
  runner?: string;
  /** The sheet that this one replaces. */
  replaces?: string;
};

/** Where the paper of a sheet is now; `runner` has or had it. */
type SheetMoved = { code: string; runner?: string };

/** What an import did: how many lines of each outcome, and what the import's answer says of the room then. */
type ImportDone = {
  file?: string | undefined;
  imported: number;
  updated: number;
  removed: number;
  rejected: number;
  warnings: number;
  /** The newest elector's id: shows later who was in the room by then. */
  lastId: number | null;
};

/** What was exported: who was marked off, the doorstep answers, or the journal. */
export type ExportDone = { of: 'marks' | 'answers' | 'journal'; rows: number };

/** What a person changed in the register; a correction has each field's value before and after. */
export type RegisterChange =
  | { added: string }
  | { removed: string }
  | { restored: string }
  | { corrected: Record<string, [before: string | number, after: string | number]> }
  | { street: string; district: string; becomes: string; merged: boolean }
  | { address: string; district: string; movedTo: string; house: string; flat: string }
  | { file?: string | undefined; absentVoters: AbsentVotersList; complete: boolean }
  | { everybodyVotes: string; changed: number }
  | { question: number; asked: string; answer: number | string };
type AbsentVotersList = { found: number; changed: number; postal: number };

/** A polling station as saved, or the id of one that was removed. */
type StationChange =
  | { station: number; name: string; place: string; warp: boolean; districts: string[]; shifts: object[] }
  | { removed: number };

/** A walk as saved, or the name of one that was deleted. */
type WalkChange =
  | { walk: number; name: string; note: string; runner: string; streetIds: readonly number[] }
  | { removed: string };

/** A row of the journal as the file has it. */
export type JournalRow = {
  seq: number;
  id: string;
  command_id: string | null;
  at: number;
  by: string;
  kind: string;
  status: string | null;
  entered: string | null;
  message: string | null;
  elector_id: number | null;
  slip_id: number | null;
  district: string | null;
  station_id: number | null;
  settles: string | null;
  detail: string | null;
};

const sql = prepared((db) => ({
  add: db.prepare<[Omit<JournalRow, 'seq'>]>(
    `INSERT INTO journal (id, command_id, at, by, kind, status, entered, message, elector_id, slip_id, district,
                          station_id, settles, detail)
     VALUES (@id, @command_id, @at, @by, @kind, @status, @entered, @message, @elector_id, @slip_id, @district,
             @station_id, @settles, @detail)`,
  ),
}));

/** All columns that an entry may have; no kind has all of them. */
type Said = Partial<Omit<NumberEntry, 'kind' | 'detail'>> & { detail?: object | undefined };

/** Adds an entry. Call it inside the `room.change` that does what the entry says. */
export function addToJournal(room: Room, entry: JournalEntry): void {
  const { by, at = Date.now(), kind } = entry;
  const { status, entered, message, electorId, commandId, place, settles, detail }: Said = entry;
  addRow(room, {
    id: randomUUID(),
    command_id: commandId ?? null,
    at,
    by,
    kind,
    status: status ?? null,
    entered: entered ?? null,
    message: message ? storeMessage(message) : null,
    elector_id: electorId ?? null,
    slip_id: place?.slipId ?? null,
    district: place?.district ?? null,
    station_id: place?.stationId ?? null,
    settles: settles ?? null,
    detail: detail ? JSON.stringify(detail) : null,
  });
}

/** Adds an entry that was made in another file of this room, with its id, time and person there. */
export function addRow(room: Room, row: Omit<JournalRow, 'seq'>): void {
  sql(room.db).add.run(row);
}
