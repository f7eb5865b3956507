import type { Database } from 'better-sqlite3';
import { applyEntries } from '../journal/apply.ts';
import { formatNumber } from '../register/elector/elector-number.ts';
import { linkOldRows } from '../store/journal/chain-journal.ts';
import { addOwnRow, addRow } from '../store/journal/journal.ts';
import { type EntryContent, type JournalRow, subjectsOf } from '../store/journal/journal-row.ts';
import { storedDetail } from '../store/journal/stored-detail.ts';
import { deviceNumber } from '../store/laptops/device.ts';
import type { Room } from '../store/room.ts';

/** A tellers' slip as it is stored. */
type StoredSlip = Record<
  | 'id'
  | 'number'
  | 'at'
  | 'by'
  | 'district'
  | 'station_id'
  | 'told_at'
  | 'teller'
  | 'told_count'
  | 'second_of',
  string | number | null
>;

/** An entry of another file of this room: its device by its id, or null if an older version wrote it. */
type OtherRow = EntryContent & {
  seq: number;
  chain: { device: string; n: number; hash: Buffer } | null;
};

/** Work done in a room, some of it perhaps after a backup was made. */
export type Work = {
  entries: OtherRow[];
  slips: StoredSlip[];
  /** Elector numbers by id, for the entries that cannot be entered again. */
  numbers: Map<number, string>;
};

/**
 * Reads a journal as far as possible: forwards from its start to the first damaged page, then backwards from its end.
 */
export function readableWork(db: Database): Work {
  const found = new Map<string, JournalRow>();
  const read = (order: 'ASC' | 'DESC') => {
    try {
      const rows = db.prepare<[], JournalRow>(`SELECT * FROM journal ORDER BY seq ${order}`);
      for (const entry of rows.iterate()) found.set(entry.id, entry);
      return true;
    } catch {
      return false;
    }
  };
  if (!read('ASC')) read('DESC');
  let slips: StoredSlip[] = [];
  try {
    slips = db.prepare<[], StoredSlip>('SELECT * FROM slip').all();
  } catch {
    // The entries say more than the slips that they were on.
  }
  const entries = withChains(
    db,
    [...found.values()].sort((a, b) => a.seq - b.seq),
  );
  return { entries, slips, numbers: numbersIn(db, entries) };
}

/** Older versions have no chains, and no stations either. */
function withChains(db: Database, rows: readonly JournalRow[]): OtherRow[] {
  if (rows[0]?.hash === undefined) {
    const linked = linkOldRows(
      rows.map(({ seq: _, ...row }) => ({ ...row, station_id: row.station_id ?? null })),
    );
    return linked.map((content, index) => ({ ...content, seq: rows[index]?.seq ?? 0, chain: null }));
  }
  const devices = devicesIn(db);
  return rows.map(({ device, n, hash, ...row }) => {
    const id = devices.get(device);
    return { ...row, chain: id === undefined ? null : { device: id, n, hash } };
  });
}

/** By their numbers; none if their page is damaged, and then the entries become this file's own. */
function devicesIn(db: Database): Map<number, string> {
  try {
    return new Map(db.prepare<[], [number, string]>('SELECT number, id FROM device').raw().all());
  } catch {
    return new Map();
  }
}

function numbersIn(db: Database, entries: readonly OtherRow[]): Map<number, string> {
  const numbers = new Map<number, string>();
  try {
    const find = db.prepare<[number], { district: string; number: number; suffix: string }>(
      'SELECT district, number, suffix FROM elector WHERE id = ?',
    );
    for (const { kind, elector_id: id } of entries) {
      const elector = id !== null && (kind === 'register' || kind === 'doorstep') ? find.get(id) : undefined;
      if (id !== null && elector) numbers.set(id, formatNumber(elector));
    }
  } catch {
    // The electors' pages are damaged: the entries are listed without their numbers.
  }
  return numbers;
}

/**
 * Enters later work into a room with an earlier state, by the same rules as a merge: each entry that the room lacks
 * keeps its id, time and person, and what it says is applied, corrections of the register included. A number whose
 * elector is not in the room is set aside. Returns how many entries were added, and those whose effect is missing:
 * they need a file, or are about electors that came with one, or an older version did not note enough. Work of a room
 * with another beginning is ignored.
 */
export function carryOver(
  room: Room,
  { entries, slips }: Pick<Work, 'entries' | 'slips'>,
): { carried: number; left: EntryContent[] } {
  const { db } = room;
  const known = new Map(db.prepare<[], [string, number]>('SELECT id, seq FROM journal').raw().iterate());
  const beganOtherwise = known.size > 0 && entries.some(({ id, seq }) => seq === 1 && known.get(id) !== 1);
  const missing = beganOtherwise ? [] : entries.filter(({ id }) => !known.has(id));
  return room.change(() => {
    // Slips of older versions are not in the journal.
    const addSlip = db.prepare(
      `INSERT OR IGNORE INTO slip (id, number, at, by, district, station_id, told_at, teller, told_count, second_of)
       VALUES ($id, $number, $at, $by, $district, (SELECT id FROM station WHERE id = $station_id), $told_at, $teller, $told_count, NULL)`,
    );
    for (const { second_of: _, ...slip } of slips) addSlip.run({ ...slip, number: slip.number ?? slip.id });
    const touched: string[] = [];
    for (const { seq: _, chain, ...entry } of missing) {
      const changed = chain
        ? addRow(db, { ...entry, ...chain, device: deviceNumber(db, chain.device) })
        : addOwnRow(room, entry);
      if (!needsMore(entry)) touched.push(entry.id);
      touched.push(...changed);
    }
    applyEntries(room, touched);
    const isHere = db.prepare<[number | null], 1>('SELECT 1 FROM elector WHERE id = ?').pluck();
    const left = missing.filter((entry) => isLeft(entry, isHere));
    return { carried: missing.length - left.length, left };
  });
}

/** What a restore would do with the entries that a room has and a backup of it lacks. */
export type LaterEntries = {
  /** Entered again. */
  again: number;
  /** Numbers among those whose elector is not in the backup: they are set aside. */
  setAside: number;
  /** Imports that a person has to do again. */
  imports: number;
  /** Anything else that has to be done again by hand. */
  others: number;
};

/** Counts what `carryOver` would enter into a backup. Neither file is changed. */
export function countLater(backup: Database, room: Database): LaterEntries {
  const known = new Set(backup.prepare<[], string>('SELECT id FROM journal').pluck().all());
  const isHere = backup.prepare<[number | null], 1>('SELECT 1 FROM elector WHERE id = ?').pluck();
  const counts = { again: 0, setAside: 0, imports: 0, others: 0 };
  for (const entry of room.prepare<[], JournalRow>('SELECT * FROM journal ORDER BY seq').iterate()) {
    if (known.has(entry.id)) continue;
    if (entry.kind === 'import') counts.imports += 1;
    else if (isLeft(entry, isHere)) counts.others += 1;
    else counts.again += 1;
    const isNumber = entry.kind === 'number' && entry.elector_id !== null;
    if (isNumber && !isHere.get(entry.elector_id)) counts.setAside += 1;
  }
  return counts;
}

type IsHere = { get(elector: number | null): 1 | undefined };

/** Whether a person has to do again what an entry says. */
function isLeft(entry: EntryContent, isHere: IsHere): boolean {
  return needsMore(entry) || (setsElector(entry) && !isHere.get(entry.elector_id));
}

/** Whether it is about one elector, who may have come with a file. Their numbers are set aside by themselves. */
function setsElector({ kind, elector_id }: EntryContent): boolean {
  return elector_id !== null && (kind === 'doorstep' || kind === 'register');
}

/** What the journal alone cannot do again: a file is missing, or an older version did not note enough. */
function needsMore(entry: EntryContent): boolean {
  switch (entry.kind) {
    case 'import':
      return true;
    case 'station':
    case 'walk':
      return subjectsOf(entry).length === 0;
    case 'register':
      return subjectsOf(entry).length === 0 || isOfOlderVersion(entry);
    default:
      return false;
  }
}

/** Without the facts of somebody who was added, or without who lived in a street. */
function isOfOlderVersion({ detail }: EntryContent): boolean {
  const said = storedDetail('register', detail);
  if ('added' in said) return said.elector === undefined;
  return 'becomes' in said && said.electors === undefined;
}
