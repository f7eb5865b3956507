import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import Sqlite, { type Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import { MIGRATIONS } from '../schema.ts';

/** Each row of `page_sum` covers this many pages, starting with `first`. A checksum of 0 means that there is none. */
const PAGES_A_ROW = 256;
const SUM_BYTES = 4;
/** Pages read from the file at a time. Memory for many more takes longer to get than they take to read. */
const PAGES_AT_A_TIME = 32;

/** https://sqlite.org/fileformat2.html#the_write_ahead_log */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const LOG_MAGIC = [0x377f0682, 0x377f0683];

/**
 * Bytes of the first page that SQLite changes outside the log: the versions that say whether there is a log, the
 * change counter, and for which count and by which SQLite (https://sqlite.org/fileformat2.html#the_database_header).
 */
const COUNTED = [
  [18, 20],
  [24, 28],
  [92, 100],
] as const;

const sql = prepared((db) => ({
  version: db.prepare<[], number>('PRAGMA user_version').pluck(),
  hasSums: db
    .prepare<[], 0 | 1>(
      "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'page_sum')",
    )
    .pluck(),
  read: db.prepare<[], { first: number; sums: Buffer }>('SELECT first, sums FROM page_sum'),
  write: db.prepare(
    'INSERT INTO page_sum (first, sums) VALUES (?, ?) ON CONFLICT (first) DO UPDATE SET sums = excluded.sums',
  ),
  ownPages: db.prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'page_sum'").pluck(),
}));

/** Checksums of pages, by page number from 1. */
export type Sums = ReadonlyMap<number, number>;

/**
 * Stores a checksum of each page of a room without encryption, so that a bit flipped by the disk is noticed: SQLite
 * has no checksums, and an encrypted room has those of its cipher. Call it before every checkpoint, and never inside
 * a transaction. Checksums of pages in the write-ahead log are stored in that log too, so the file and its checksums
 * agree wherever a checkpoint is interrupted. `anew` discards the stored ones: for a copy, whose pages are in other
 * places.
 */
export function notePageChecksums(db: Database, { anew = false } = {}): void {
  if (!keepsSums(db)) return;
  const file = db.name;
  const page = Number(db.pragma('page_size', { simple: true }));
  const inLog = db.pragma('journal_mode', { simple: true }) === 'wal';
  let known: Map<number, number> = anew ? new Map() : readChecksums(db).sums;
  let log = readLog(file, page);
  for (;;) {
    const found = inLog && known.size > 0 ? log.sums : new Map([...checksumsOfFile(db, page), ...log.sums]);
    const own = new Set(sql(db).ownPages.all());
    const changed = [...found].filter(([number, sum]) => !own.has(number) && known.get(number) !== sum);
    if (changed.length === 0) return;
    for (const [number, sum] of changed) known.set(number, sum);
    for (const number of own) known.delete(number);
    // Writing them can change pages of their own, which the next round finds.
    db.transaction(() => writeSums(db, known, new Set(changed.map(([number]) => rowOf(number))))).immediate();
    known = readChecksums(db).sums;
    log = readLog(file, page, log);
  }
}

/**
 * The pages of a room without encryption that no longer match their checksums. A page in the write-ahead log has that
 * log's own checksum. There are none for an encrypted room, or one of an older version.
 */
export function spoiltPages(db: Database): number[] {
  if (!keepsSums(db)) return [];
  const file = db.name;
  const { sums, spoilt } = readChecksums(db);
  if (sums.size === 0) return spoilt;
  const page = Number(db.pragma('page_size', { simple: true }));
  const inLog = readLog(file, page).sums;
  const own = new Set(sql(db).ownPages.all());
  const found = checksumsOfFile(db, page);
  const last = Number(db.pragma('page_count', { simple: true }));
  const differs = [...sums].filter(
    ([number, sum]) => number <= last && !own.has(number) && !inLog.has(number) && found.get(number) !== sum,
  );
  return [...spoilt, ...differs.map(([number]) => number), ...(isHeaderSound(db) ? [] : [1])];
}

/**
 * The pages in the file of an open room, whatever is in its log, for rooms without checksums: encrypted ones, and new
 * ones. Null for others, which `spoiltPages` checks.
 */
export function pagesOnDisk(db: Database): Sums | null {
  if (keepsSums(db) && readChecksums(db).sums.size > 0) return null;
  return checksumsOfFile(db, Number(db.pragma('page_size', { simple: true })));
}

/** Whether a file still has these pages, apart from those that are newer in the log. */
export function hasPages(db: Database, pages: Sums): boolean {
  const page = Number(db.pragma('page_size', { simple: true }));
  const now = checksumsOfFile(db, page);
  const inLog = readLog(db.name, page).sums;
  return [...now.keys(), ...pages.keys()].every(
    (number) => inLog.has(number) || now.get(number) === pages.get(number),
  );
}

/** For changes without the log, in the same transaction: until they are stored again, there are no checksums. */
export function forgetPageChecksums(db: Database): void {
  if (keepsSums(db)) db.exec('DELETE FROM page_sum');
}

/** Stores the checksums of a copy without encryption, whose pages are in other places than the room's own. */
export function sealCopy(file: string): void {
  const db = new Sqlite(file);
  try {
    notePageChecksums(db, { anew: true });
  } finally {
    closeWithPages(db);
  }
}

/** Rooms of older versions have no table for them, and a newer version may store something else. */
function keepsSums(db: Database): boolean {
  return Number(sql(db).version.get()) <= MIGRATIONS.length && sql(db).hasSums.get() === 1;
}

const rowOf = (page: number) => page - ((page - 1) % PAGES_A_ROW);

/** The stored checksums. `spoilt` has the first pages of rows that do not match the row's own checksum. */
function readChecksums(db: Database): { sums: Map<number, number>; spoilt: number[] } {
  const sums = new Map<number, number>();
  const spoilt: number[] = [];
  for (const row of sql(db).read.iterate()) {
    if (row.sums.length !== SUM_BYTES * (PAGES_A_ROW + 1) || row.sums.readUInt32BE() !== sumOfRow(row)) {
      spoilt.push(row.first);
      continue;
    }
    for (let at = 0; at < PAGES_A_ROW; at += 1) {
      const sum = row.sums.readUInt32BE(SUM_BYTES * (at + 1));
      if (sum !== 0) sums.set(row.first + at, sum);
    }
  }
  return { sums, spoilt };
}

function writeSums(db: Database, known: Sums, rows: ReadonlySet<number>): void {
  for (const first of rows) {
    const sums = Buffer.alloc(SUM_BYTES * (PAGES_A_ROW + 1));
    for (let at = 0; at < PAGES_A_ROW; at += 1) {
      sums.writeUInt32BE(known.get(first + at) ?? 0, SUM_BYTES * (at + 1));
    }
    sums.writeUInt32BE(sumOfRow({ first, sums }));
    sql(db).write.run(first, sums);
  }
}

/** A row's first four bytes are the checksum of its position and of the other checksums. */
function sumOfRow({ first, sums }: { first: number; sums: Buffer }): number {
  return crc32(sums.subarray(SUM_BYTES), first);
}

function checksumsOfFile(db: Database, page: number): Sums {
  const sums = new Map<number, number>();
  const handle = handleOf(db);
  const piece = Buffer.alloc(Math.min(fstatSync(handle).size, page * PAGES_AT_A_TIME));
  for (let number = 1; ; ) {
    const length = readSync(handle, piece, 0, piece.length, (number - 1) * page);
    if (length === 0) return sums;
    for (let at = 0; at < length; at += page, number += 1) {
      sums.set(number, sumOfPage(number, piece.subarray(at, Math.min(at + page, length))));
    }
  }
}

/** What is read of a log: `end` is where its last transaction ends, in the round of the log that has this `salt`. */
type ReadLog = { sums: Sums; end: number; salt: Buffer | null };

/**
 * The newest version of each page that a transaction in the log has written, after what was read before. SQLite begins
 * the log again from its start once all of it is in the file.
 */
function readLog(file: string, page: number, before?: ReadLog): ReadLog {
  const sums = new Map<number, number>();
  let end = LOG_HEADER;
  const log = `${file}-wal`;
  if (!existsSync(log)) return { sums, end, salt: null };
  const handle = openSync(log, 'r');
  try {
    const header = Buffer.alloc(LOG_HEADER);
    const isLog =
      readSync(handle, header, 0, LOG_HEADER, 0) === LOG_HEADER &&
      LOG_MAGIC.includes(header.readUInt32BE()) &&
      header.readUInt32BE(8) === page;
    if (!isLog) return { sums, end, salt: null };
    const salt = header.subarray(16, 24);
    if (before?.salt?.equals(salt)) end = before.end;
    const frame = Buffer.alloc(FRAME_HEADER + page);
    /** Of the transaction that is being read. */
    const pending = new Map<number, number>();
    for (let at = end; readSync(handle, frame, 0, frame.length, at) === frame.length; at += frame.length) {
      // Left from an earlier round of the log.
      if (!frame.subarray(8, 16).equals(salt)) break;
      const number = frame.readUInt32BE();
      pending.set(number, sumOfPage(number, frame.subarray(FRAME_HEADER)));
      const isCommit = frame.readUInt32BE(4) > 0;
      if (!isCommit) continue;
      for (const [each, sum] of pending) sums.set(each, sum);
      pending.clear();
      end = at + frame.length;
    }
    return { sums, end, salt };
  } finally {
    closeSync(handle);
  }
}

/** Never 0. Leaves out the parts of the first page's header that SQLite changes without the log. */
function sumOfPage(number: number, bytes: Buffer): number {
  if (number !== 1) return crc32(bytes) || 1;
  const first = Buffer.from(bytes);
  for (const [from, to] of COUNTED) first.fill(0, from, to);
  return crc32(first) || 1;
}

/** Whether the values that SQLite writes twice into the header agree: the versions, and the change counter. */
function isHeaderSound(db: Database): boolean {
  const header = Buffer.alloc(100);
  readSync(handleOf(db), header, 0, header.length, 0);
  return header[18] === header[19] && header.subarray(24, 28).equals(header.subarray(92, 96));
}

/** Handles on the files of open databases, for reading their pages. */
const handles = new WeakMap<Database, number>();

/**
 * One handle for as long as the database is open: when a process closes any handle on a file, the system releases all
 * its locks on that file, SQLite's too
 * (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 */
function handleOf(db: Database): number {
  const known = handles.get(db);
  if (known !== undefined) return known;
  const handle = openSync(db.name, 'r');
  handles.set(db, handle);
  return handle;
}

/** Closes a database whose pages may have been read, and only then the handle on its file. */
export function closeWithPages(db: Database): void {
  db.close();
  const handle = handles.get(db);
  if (handle !== undefined) closeSync(handle);
  handles.delete(db);
}
