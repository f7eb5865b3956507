import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRoom } from '../../src-main/journal/check.ts';
import { closeWithPages, notePageChecksums, spoiltPages } from '../../src-main/store/file/page-checksums.ts';
import { removeRoomFiles } from '../../src-main/store/file/room-file.ts';
import { openToRead } from '../../src-main/store/open-room.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { percentile } from '../bench/harness.ts';
import type { Case } from './case.ts';
import { makeRoom, openTortured } from './electors.ts';

/** The version of SQLite that wrote the file last (https://sqlite.org/fileformat2.html#validfor): nothing reads it. */
const WRITTEN_BY = { from: 96, to: 100 };

/** A disk flips a bit, anywhere in the file of a closed, plain room. */
export const bits: Case = {
  name: 'bits',
  option: 'bits',
  defaultTimes: 1000,
  finding: 'Each was noticed.',
  async run(folder, times, random, onProgress) {
    const file = join(folder, 'day.room');
    makeRoom(file);
    const day = openTortured(file);
    markNumbers(day, { text: '1-100', district: 'KA', by: 'torture' });
    day.close();
    const before = layoutOf(file);
    const good = readFileSync(file);
    const noticed = { opening: 0, check: 0 };
    let unread = 0;
    while (noticed.opening + noticed.check < times) {
      const at = Math.floor(random() * good.length);
      const bad = Buffer.from(good);
      bad[at] = (good[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      put(file, bad);
      onProgress?.(noticed.opening + noticed.check);
      const where = whereNoticed(file);
      if (where !== null) {
        noticed[where] += 1;
        continue;
      }
      put(file, bad);
      expectUnread(file, at, before);
      unread += 1;
    }
    put(file, good);
    return {
      counts: { 'bits flipped': noticed.opening + noticed.check, pages: good.length / before.page },
      measured: `${noticed.opening} at opening, ${noticed.check} by check only. ${unread} more were in bytes that nothing reads, with every row as before. ${costOf(file, Math.min(times, 15))}`,
    };
  },
};

function put(file: string, bytes: Buffer): void {
  removeRoomFiles(file);
  writeFileSync(file, bytes);
}

function whereNoticed(file: string): 'opening' | 'check' | null {
  let room: Room;
  try {
    room = openTortured(file);
  } catch (error) {
    if (error instanceof Refusal) return 'opening';
    throw error;
  }
  try {
    return checkRoom(room).ok ? null : 'check';
  } finally {
    room.close();
  }
}

type Layout = {
  page: number;
  /** The pages of the checksums, each row of which has its own checksum. */
  ofSums: ReadonlySet<number>;
  /** The contents of every row of every table, checksums included. */
  rows: string;
};

function layoutOf(file: string): Layout {
  const db = openToRead(file, undefined);
  try {
    const rows = createHash('sha256');
    for (const table of db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .pluck()
      .all()) {
      if (table === 'elector_search') continue;
      rows.update(JSON.stringify(db.prepare(`SELECT * FROM "${table}"`).raw().all()));
    }
    return {
      page: Number(db.pragma('page_size', { simple: true })),
      ofSums: new Set(
        db.prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'page_sum'").pluck().all(),
      ),
      rows: rows.digest('hex'),
    };
  } finally {
    db.close();
  }
}

/** @throws Error unless nothing reads this byte: otherwise it was in use, and the flip went unnoticed. */
function expectUnread(file: string, at: number, before: Layout): void {
  const isWrittenBy = at >= WRITTEN_BY.from && at < WRITTEN_BY.to;
  const isOfSums = before.ofSums.has(Math.floor(at / before.page) + 1);
  if ((isWrittenBy || isOfSums) && layoutOf(file).rows === before.rows) return;
  throw new Error(`A bit of byte ${at} was flipped, and nothing noticed it.`);
}

/** What the checksums cost a room of this size, tried so many times. */
function costOf(file: string, turns: number): string {
  const times = { opening: [] as number[], looking: [] as number[], noting: [] as number[] };
  const timed = (into: number[], work: () => void) => {
    const began = performance.now();
    work();
    into.push(performance.now() - began);
  };
  for (let turn = 0; turn < turns; turn += 1) {
    timed(times.opening, () => openTortured(file).close());
    const db = openToRead(file, undefined);
    timed(times.looking, () => spoiltPages(db));
    closeWithPages(db);
    const room = openTortured(file);
    markNumbers(room, { text: String(101 + turn), district: 'KA', by: 'torture' });
    timed(times.noting, () => notePageChecksums(room.db));
    room.close();
  }
  const [opening, looking, noting] = [times.opening, times.looking, times.noting].map((each) =>
    percentile(
      each.toSorted((a, b) => a - b),
      50,
    ).toFixed(1),
  );
  return `Opening and closing takes ${opening} ms, ${looking} of them to compare the checksums; noting them after a mark, ${noting} ms.`;
}
