import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Message } from '../../../src-shared/message.ts';
import type { SheetLook } from '../../../src-shared/paper-look.ts';
import { thisDevice } from '../laptops/device.ts';
import { prepared } from '../prepared.ts';
import type { Room } from '../room.ts';
import { storedList } from '../stored-json.ts';
import { besideSubjects } from './door-links.ts';
import { latestOf, linkEntry } from './journal-links.ts';
import { type EntryContent, entryHash, type JournalRow, subjectsOf } from './journal-row.ts';
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

/** How a teller told of a person without a number: `ann evans`, or `14 high street`, which may have a name too. */
export type ToldBy = 'name' | 'door';

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
  /** Where the number was recorded. */
  place?: EntryPlace | undefined;
  /** The number set aside that this one replaces. */
  settles?: string | undefined;
  /** The entries that an undo takes back, which may be undos. */
  undoes?: readonly string[] | undefined;
  /** The undos of earlier marks, which a mark knows of; the tellings that an undo knows of and leaves. */
  insteadOf?: readonly string[] | undefined;
  detail?: NumberDetail | undefined;
};

/**
 * A number that was set aside was retried and found, and nobody has checked it yet; or there was no number, and `entered`
 * is what the teller wrote instead.
 */
export type NumberDetail = { foundLater: true } | { toldBy: ToldBy };

/** What each kind of entry says. `stored-detail.ts` reads `detail` again. */
type Kinds =
  | NumberEntry
  | {
      kind: 'taken back';
      detail: { entries: number };
      undoes: readonly string[];
      insteadOf?: readonly string[] | undefined;
    }
  | { kind: 'given up'; entered: string; place: EntryPlace; settles: string }
  | { kind: 'looked at'; entered: string; place: EntryPlace; settles: string; electorId: number }
  /** A number that only one of two times of entering a slip has, kept after a look at the paper. */
  | { kind: 'kept'; entered: string; place: EntryPlace; electorId?: number | undefined; detail: KeptNumber }
  /** What several laptops say differently, once a person has said what is right. */
  | { kind: 'settled'; detail: Settled; commandId: string }
  | {
      kind: 'doorstep';
      electorId: number;
      /** The doorstep answer; '' for one that was undone. */
      entered: string;
      /** The code of the sheet that it came back on; if it was carried here from another room, the entry that it was there. */
      detail: { code: string; was?: string };
    }
  | { kind: 'sheet codes'; detail: ReservedCodes }
  | { kind: 'sheet'; detail: SheetRecord }
  | { kind: SheetMove; detail: SheetMoved; insteadOf?: readonly string[] }
  | { kind: 'import'; detail: ImportDone }
  | { kind: 'export'; detail: ExportDone }
  | { kind: 'register'; electorId?: number | undefined; detail: RegisterChange }
  | { kind: 'setting'; detail: SettingChange }
  /** `insteadOf` are the entries that took it off the list, which this one knows of. */
  | { kind: 'laptop'; detail: LaptopNamed; insteadOf?: readonly string[] }
  /** Somebody asks every laptop of the day to destroy its room. Nothing is destroyed by it. */
  | { kind: 'ending'; detail: Record<string, never> }
  | { kind: 'destroyed'; detail: LaptopDestroyed }
  | { kind: 'slip'; detail: SlipHead }
  | { kind: 'station'; detail: StationChange }
  | { kind: 'official'; detail: OfficialFigure }
  | { kind: 'walk'; detail: WalkChange };

/** One thing done on polling day. Rows are only ever added: what is undone stays, with the entry that undid it. */
export type JournalEntry = {
  by: string;
  /** Milliseconds since 1970 (UTC); now if left out. */
  at?: number | undefined;
  /**
   * Of the call that it came with: repeating the call marks nothing twice. It also holds together what was done at
   * once: the answer to a question, a station or walk with those that lost something to it, a settled conflict.
   */
  commandId?: string | undefined;
} & Kinds;

/** The entry of that number. */
type KeptNumber = { kept: string };

/**
 * The thing in doubt, the entries that somebody was shown, and what is right; of an act that settled several conflicts
 * `together`, how many. Each of them has entries of its own.
 */
type Settled = { about: string; entries: readonly string[]; as: string; together?: number };

/** Codes that were given to sheets together. */
export type ReservedCodes = {
  /** The common part of the codes: the round, the code that letters are added to, or the all-day pack. */
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
  /** The one of the polls combined that day that its promises are for. */
  election?: string;
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
  /** The imports that it follows: the newest that this laptop knew. Older versions did not say. */
  after?: readonly string[] | undefined;
};

/** What was exported: who was marked off, the doorstep answers, the journal, or the next election's room. */
export type ExportDone = { of: 'marks' | 'answers' | 'journal' | 'next room'; rows: number };

/**
 * What a person changed in the register; a correction has each field's value before and after. With `byRegister`, the
 * register's own line did it, once somebody had answered a question about it: later registers go on from there.
 */
export type RegisterChange =
  | { added: string; elector: AddedElector; byRegister?: true }
  | { removed: string; byRegister?: true }
  | { restored: string }
  /** `viOn` is the date of the voting intention before, if that was corrected. */
  | { corrected: Record<string, [before: string | number, after: string | number]>; viOn?: string }
  /** `found` are the register's names that mean the new one from now on; `electors` lived in the street then. */
  | {
      street: string;
      district: string;
      becomes: string;
      merged: boolean;
      found: string[];
      electors: number[];
    }
  | ({ address: string; district: string; movedTo: string; house: string; flat: string } & MovedDoor)
  | { file?: string | undefined; absentVoters: AbsentVotersList; complete: boolean; absent: AbsentChanges }
  | { everybodyVotes: string; changed: number; absent: AbsentChanges }
  /** `settled` by a person, where laptops had read different lists. */
  | { file?: string | undefined; canvassed: number; answers: ElectorChanges; settled?: true }
  /** `key` and `asked` are the question in every copy of the room, `about` is the person in the file. */
  | {
      question: number;
      asked: string;
      key: string;
      about: string;
      answer: number | string;
      answers?: ElectorChanges;
    };
/** Facts as `ElectorFacts`, and the name of the street. */
type AddedElector = Record<string, string | number | null>;
/** An address of the register as corrections know it, and the doors of its electors before. */
type MovedDoor = {
  movedFrom: string;
  doors: { elector: number; street: string; house: string; flat: string }[];
};
/** How electors vote, before and after, by their ids; only of those who changed. */
type AbsentChanges = Record<number, [before: string, after: string]>;
/** What a file changed: each field's value before and after, by the elector's id. */
export type ElectorChanges = Record<
  number,
  Record<string, [before: string | number | null, after: string | number | null]>
>;
type AbsentVotersList = { found: number; changed: number; postal: number };

/** A polling station as saved, or the id of one that was removed. */
type StationChange =
  | { station: number; name: string; place: string; warp: boolean; districts: string[]; shifts: object[] }
  | { removed: number };

/**
 * How many ballot papers a station says that it has issued by a time, in milliseconds since 1970, as somebody read it on
 * its door; null once that was a mistake. With the name that the station had then.
 */
type OfficialFigure = { station: number; name: string; at: number; ballots: number | null };

/** A walk as saved, with its streets by district and name, or the name of one that was deleted. */
type WalkChange =
  | {
      walk: number;
      name: string;
      note: string;
      runner: string;
      streetIds: readonly number[];
      streets: readonly (readonly [district: string, name: string])[];
    }
  | { walk: number; removed: string };

/** A laptop of the room: its letter, for paper, and its name. */
type LaptopNamed = { device: string; letter: string; name: string; was?: string };

/** A file with the day in it that a laptop wrote for others, by its path there: somebody has to wipe it by hand. */
export type FileForLaptops = { file: string; what: 'shared' | 'copy'; times: number; last: number };

/** What a laptop says of the destruction of its room: who did it, when by its clock, and what was left there. */
export type LaptopDestroyed = LaptopNamed & {
  by: string;
  at: number;
  /** False while it has only begun: it may have been killed, and the room may still be there. */
  isDone: boolean;
  removed: number;
  left: string[];
  /** Folders with backups that were not there. */
  unreached: string[];
  files: FileForLaptops[];
};

/** A setting of the day; `before` is null if it was never set. */
type SettingChange = { setting: string; before: string | null; value: string };

/** The head of a teller's slip as it is now; `number` is written on the paper, behind `letter` if it has one. */
type SlipHead = {
  slip: number;
  number: number;
  /** Of the laptop that numbered it; missing if the room had only one. */
  letter?: string;
  district: string;
  stationId: number | null;
  toldAt: number | null;
  teller: string;
  toldCount: number | null;
  /** Strokes: how many voters gave neither number nor name. Missing in older entries. */
  gaveNothing?: number | null;
  secondOf: number | null;
  isOpen: boolean;
};

const sql = prepared((db) => ({
  add: db.prepare<[Omit<JournalRow, 'seq'>]>(
    `INSERT INTO journal (id, device, n, hash, command_id, at, by, kind, status, entered, message, elector_id, slip_id,
                          district, station_id, settles, undoes, instead_of, detail)
     VALUES (@id, @device, @n, @hash, @command_id, @at, @by, @kind, @status, @entered, @message, @elector_id, @slip_id,
             @district, @station_id, @settles, @undoes, @instead_of, @detail)`,
  ),
  byDevice: db.prepare<[], [device: string, entries: number]>(
    `SELECT device.id, COUNT(*) FROM journal JOIN device ON device.number = journal.device
      WHERE kind <> '${AGAIN}' GROUP BY device.id`,
  ),
  /** Read from the end, where it is: an index would cost each entry more. */
  last: db.prepare<[number], { n: number; hash: Buffer }>(
    'SELECT n, hash FROM journal WHERE device = ? ORDER BY seq DESC LIMIT 1',
  ),
  byId: db.prepare<[string], JournalRow>('SELECT * FROM journal WHERE id = ?'),
}));

/** All columns that an entry may have; no kind has all of them. */
type Said = Partial<Omit<NumberEntry, 'kind' | 'detail'>> & { detail?: object | undefined };

/**
 * Adds an entry, which replaces what the room has about the same thing. Call it inside the `room.change` that does
 * what the entry says. Returns the entry's id, and the ids of those that hold or do not hold any more because of it.
 */
export function addToJournal(room: Room, entry: JournalEntry): { id: string; changed: string[] } {
  const { by, at = Date.now(), kind, commandId } = entry;
  const {
    status,
    entered,
    message,
    electorId,
    place,
    settles,
    undoes = [],
    insteadOf = [],
    detail,
  }: Said = entry;
  return addContent(room, insteadOf, {
    id: randomUUID(),
    kind,
    elector_id: electorId ?? null,
    detail: detail ? JSON.stringify(detail) : null,
    command_id: commandId ?? null,
    at,
    by,
    status: status ?? null,
    entered: entered ?? null,
    message: message ? storeMessage(message) : null,
    slip_id: place?.slipId ?? null,
    district: place?.district ?? null,
    station_id: place?.stationId ?? null,
    settles: settles ?? null,
    undoes: listed(undoes),
  });
}

/**
 * Adds an entry that was made in a draft of this room, as of now: what it replaces is known only here. An import
 * follows these. Call it inside `room.change`.
 */
export function addDrafted(
  room: Room,
  { device, n, hash, seq, ...entry }: JournalRow,
  imports: readonly string[],
): void {
  const detail = entry.kind === 'import' ? following(imports, entry.detail) : entry.detail;
  addContent(room, storedList(entry.instead_of), { ...entry, detail, at: Date.now() });
}

/** An import's detail, with the imports that it follows. */
function following(imports: readonly string[], detail: string | null): string {
  return JSON.stringify({ ...JSON.parse(detail ?? '{}'), after: imports });
}

function addContent(
  room: Room,
  insteadOf: readonly string[],
  entry: Omit<EntryContent, 'instead_of'>,
): { id: string; changed: string[] } {
  // What is undone now too: it may be redone, and this entry is the newer one all the same.
  const subjects = subjectsOf(entry);
  const latest = latestOf(room.db, [...subjects, ...besideSubjects(room.db, entry, subjects)]);
  const content = { ...entry, instead_of: listed([...new Set([...insteadOf, ...latest])]) };
  return { id: content.id, changed: addOwnRow(room, content) };
}

/** Adds an entry at the end of this device's chain. As `addRow`. */
export function addOwnRow(room: Room, content: EntryContent): string[] {
  return addOwnRows(room, [content]);
}

/** The same of entries that follow each other. */
export function addOwnRows(room: Room, contents: readonly EntryContent[]): string[] {
  const device = thisDevice(room);
  let last = sql(room.db).last.get(device.number);
  const changed: string[] = [];
  for (const content of contents) {
    const n = (last?.n ?? 0) + 1;
    const hash = entryHash(device.id, n, last?.hash ?? null, content);
    changed.push(...addRow(room.db, { ...content, device: device.number, n, hash }));
    last = { n, hash };
  }
  return changed;
}

function listed(ids: readonly string[]): string | null {
  return ids.length > 0 ? JSON.stringify(ids) : null;
}

/**
 * Adds an entry as another copy of the room has it. Call it inside `room.change`, and apply what it says. Returns the
 * ids of the entries that hold or do not hold any more because of it.
 */
export function addRow(db: Database, row: Omit<JournalRow, 'seq'>): string[] {
  sql(db).add.run(row);
  return linkEntry(db, row);
}

/** The same of an entry that was written before others came in. */
export function linkAgain(db: Database, id: string): string[] {
  const entry = sql(db).byId.get(id);
  return entry ? linkEntry(db, entry) : [];
}

/**
 * The kind of a row that only keeps a place: an entry of the room is there too, in the chain of another device or in
 * another branch. Without it the entries that follow would hang on nothing. It says nothing, and is never sent.
 */
export const AGAIN = 'again';

/** Keeps the second place of an entry that the room has. Call it inside `room.change`. */
export function addPlace(
  db: Database,
  id: string,
  { device, n, hash }: Pick<JournalRow, 'device' | 'n' | 'hash'>,
): void {
  const nothing = {
    command_id: null,
    status: null,
    message: null,
    elector_id: null,
    slip_id: null,
    district: null,
    station_id: null,
    settles: null,
    undoes: null,
    instead_of: null,
    detail: null,
  };
  const row = { ...nothing, id: `${AGAIN} ${hash.toString('hex')}`, kind: AGAIN, entered: id, at: 0, by: '' };
  sql(db).add.run({ ...row, device, n, hash });
}

/** The entry that was written at the place of a row: the row itself, or the entry that it keeps a second place of. */
export function entryOf(db: Database, row: JournalRow): JournalRow {
  if (row.kind !== AGAIN) return row;
  const entry = sql(db).byId.get(row.entered ?? '');
  const { seq, device, n, hash } = row;
  return entry ? { ...entry, seq, device, n, hash } : row;
}

/** How many entries of each device are here, by its id. */
export function entriesByDevice(db: Database): Record<string, number> {
  return Object.fromEntries(sql(db).byDevice.raw().all());
}
