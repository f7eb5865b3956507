import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { RoomDamaged } from '../../src-main/store/faults.ts';
import { RoomBusy } from '../../src-main/store/file/lock.ts';
import { notePageChecksums, spoiltPages } from '../../src-main/store/file/page-checksums.ts';
import { openRoom, openToRead } from '../../src-main/store/open-room.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { importBytes, SAMPLE } from '../fuzz/rooms.ts';
import { sampleOf } from '../sample-size.ts';
import { temporaryFolder } from './temporary-room.ts';

hashQuickly();

const PAGE = 4096;
/** The version of SQLite that wrote the file last; nothing reads it. */
const IDLE = { from: 96, to: 100 };

function openedRoom(file: string): Room {
  return openRoom(file, { create: true, program: 'a test' });
}

/** A room with the sample register and some marks, still open. */
function filledRoom(): Room {
  const room = openedRoom(join(temporaryFolder(), 'day.room'));
  importBytes(room, SAMPLE);
  mark(room, '1-20');
  return room;
}

/** Why the file cannot be opened. */
function refusalOf(file: string): unknown {
  try {
    openedRoom(file).close();
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return error;
  }
  throw new Error('The file was opened.');
}

const mark = (room: Room, text: string) => markNumbers(room, { text, district: 'KA', by: 'a test' });

/** The pages of the checksums themselves: each row has its own, and nobody reads the empty space between. */
function ownPages(file: string): Set<number> {
  const db = openToRead(file, undefined);
  const pages = db.prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'page_sum'").pluck().all();
  db.close();
  return new Set(pages);
}

/** The file with one flipped bit, written in place. */
function flip(file: string, good: Buffer, at: number, bit: number): void {
  const bad = Buffer.from(good);
  bad[at] = (bad[at] ?? 0) ^ (1 << bit);
  writeFileSync(file, bad);
}

const bits = (file: Buffer, own: ReadonlySet<number>) =>
  fc.tuple(
    fc
      .integer({ min: 0, max: file.length - 1 })
      .filter((at) => (at < IDLE.from || at >= IDLE.to) && !own.has(Math.floor(at / PAGE) + 1)),
    fc.integer({ min: 0, max: 7 }),
  );

describe('a bit that the disk flips in a plain room', () => {
  it('is noticed when the room is opened, wherever it is', () => {
    const room = filledRoom();
    room.close();
    const own = ownPages(room.file);
    expect(own.size).toBeGreaterThan(0);
    const good = readFileSync(room.file);
    fc.assert(
      fc.property(bits(good, own), ([at, bit]) => {
        flip(room.file, good, at, bit);
        expect(refusalOf(room.file)).not.toBeInstanceOf(RoomBusy);
      }),
      { numRuns: sampleOf(60) },
    );
    writeFileSync(room.file, good);
    openedRoom(room.file).close();
  });

  it('is noticed in a checksum too', () => {
    const room = filledRoom();
    room.close();
    const db = openToRead(room.file, undefined);
    const { sums } = db.prepare<[], { sums: Buffer }>('SELECT sums FROM page_sum').get()!;
    db.close();
    const good = readFileSync(room.file);
    const from = good.indexOf(sums.subarray(0, 64));
    expect(from).toBeGreaterThan(0);
    for (let at = 0; at < sums.length; at += 97) {
      flip(room.file, good, from + at, at % 8);
      expect(refusalOf(room.file)).toBeInstanceOf(RoomDamaged);
    }
  });

  it('is noticed by a check while the room is open, unless the log has a newer page', () => {
    const room = filledRoom();
    room.close();
    const good = readFileSync(room.file);
    const open = openedRoom(room.file);
    expect(spoiltPages(open.db)).toEqual([]);
    flip(room.file, good, 5 * PAGE + 1000, 3);
    expect(checkRoom(open).problems).toContain(
      '1 pages of the file have changed since they were written. Restore your last backup.',
    );
    writeFileSync(room.file, good);
    open.close();
  });

  it('is noticed in a backup', () => {
    const room = filledRoom();
    const copy = `${room.file}.copy`;
    room.copyTo(copy);
    room.close();
    const own = ownPages(copy);
    expect(inspectBackup(copy, undefined).state).toBe('good');
    const good = readFileSync(copy);
    fc.assert(
      fc.property(bits(good, own), ([at, bit]) => {
        flip(copy, good, at, bit);
        expect(inspectBackup(copy, undefined).state).toBe('damaged');
      }),
      { numRuns: sampleOf(30) },
    );
  });

  it('is noticed again after a passphrase was set and removed', () => {
    const room = filledRoom();
    room.setPassphrase('three random words');
    expect(checkRoom(room).problems).toEqual([]);
    room.setPassphrase(null);
    mark(room, '21');
    room.close();
    const good = readFileSync(room.file);
    openedRoom(room.file).close();
    flip(room.file, good, 4 * PAGE + 77, 0);
    expect(() => openedRoom(room.file)).toThrow(RoomDamaged);
  });
});

describe('an undamaged room', () => {
  it('is sound after every number, after a kill at any moment, and with its log half moved in', () => {
    const room = filledRoom();
    const elsewhere = join(temporaryFolder(), 'killed.room');
    const opensAsItWas = (file: Buffer, log: Buffer) => {
      writeFileSync(elsewhere, file);
      rmSync(`${elsewhere}-shm`, { force: true });
      writeFileSync(`${elsewhere}-wal`, log);
      const killed = openedRoom(elsewhere);
      expect(checkRoom(killed).problems).toEqual([]);
      killed.close();
      openedRoom(elsewhere).close();
    };
    for (let number = 30; number < 36; number += 1) {
      mark(room, String(number));
      opensAsItWas(readFileSync(room.file), readFileSync(`${room.file}-wal`));
    }
    notePageChecksums(room.db);
    const [before, log] = [readFileSync(room.file), readFileSync(`${room.file}-wal`)];
    opensAsItWas(before, log);
    room.close();
    const after = readFileSync(room.file);
    for (let odd = 0; odd < 2; odd += 1) {
      const mixed = Buffer.from(after);
      for (let at = odd * PAGE; at < before.length; at += 2 * PAGE) before.copy(mixed, at, at, at + PAGE);
      opensAsItWas(mixed, log);
    }
  });

  it('is sound after many openings, large changes and a long log', () => {
    let room = filledRoom();
    const { file } = room;
    for (let time = 0; time < 3; time += 1) {
      room.close();
      expect(existsSync(`${file}-wal`)).toBe(false);
      room = openedRoom(file);
      for (let round = 0; round < 4; round += 1) {
        // Ten times what a log may hold is written, all of it to be recorded.
        room.change(() => room.db.exec('UPDATE elector SET note = hex(randomblob(2000))'));
        expect(checkRoom(room).problems).toEqual([]);
      }
      room.change(() => room.db.exec("UPDATE elector SET note = ''"));
      expect(checkRoom(room).problems).toEqual([]);
    }
    room.close();
    openedRoom(file).close();
  });

  it('is sound if SQLite began the log again while the checksums were written', () => {
    const room = openedRoom(join(temporaryFolder(), 'room.room'));
    importBytes(room, SAMPLE);
    // As during a migration: SQLite moves a long log into the file by itself.
    room.db.pragma('wal_autocheckpoint = 1');
    const ask = room.db.prepare(
      "INSERT INTO question (at, kind, detail) VALUES (0, 'x', json_quote(hex(zeroblob(4000))))",
    );
    room.change(() => {
      for (let count = 0; count < 2000; count += 1) ask.run();
    });
    // Free pages, of which the checksums then need some.
    room.change(() => room.db.exec('DELETE FROM question'));
    room.close();
    openedRoom(room.file).close();
  });

  it('is sound if an earlier version without checksums made it, and so is its copy from before the update', () => {
    const file = join(temporaryFolder(), 'old.room');
    const known = MIGRATIONS.findIndex(
      (step) => typeof step === 'string' && step.includes('CREATE TABLE page_sum'),
    );
    openRoom(file, { create: true, program: 'a test', migrations: MIGRATIONS.slice(0, known) }).close();
    const room = openedRoom(file);
    importBytes(room, SAMPLE);
    room.close();
    const older = `${file}.later`;
    copyFileSync(file, older);
    // A later version that changes what is there.
    const migrations = [...MIGRATIONS, "UPDATE elector SET note = 'x'; ALTER TABLE walk ADD COLUMN y TEXT"];
    openRoom(older, { create: false, program: 'a test', migrations }).close();
    openRoom(older, { create: false, program: 'a test', migrations }).close();
    expect(inspectBackup(`${older}.before-version-${migrations.length}`, undefined).state).toBe('good');
  });
});
