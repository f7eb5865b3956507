import { existsSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BackupKeeper } from '../../src-main/backup/backup-keeper.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { backupFiles, readBackups } from '../../src-main/backup/backup-places.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom } from './temporary-room.ts';

function roomOf(upTo: number): Room {
  const lines = Array.from({ length: upTo }, (_, index) => elector(String(index + 1), 'Evans', 'Ann'));
  const room = importedRoom(register(...lines));
  return room;
}

const mark = (room: Room, text: string) => markNumbers(room, { text, district: 'KA', by: 'Gwen' });
const voted = (room: Room) =>
  room.db
    .prepare<[], number>('SELECT number FROM elector WHERE voted_at IS NOT NULL ORDER BY number')
    .pluck()
    .all();

afterEach(() => vi.useRealTimers());

describe('a disk that can no longer be written', () => {
  it('is reported in a sentence; what was entered stays, and entry can continue', async () => {
    const room = roomOf(10);
    mark(room, '1 2');
    room.db.pragma('query_only = ON');
    for (const work of [
      () => mark(room, '3'),
      () => undoNumbers(room, { text: '1', district: 'KA', by: '' }),
    ])
      expect(work).toThrow(/test\.room cannot be written to\. Copy it to a folder of your own/);
    expect(voted(room)).toEqual([1, 2]);
    room.db.pragma('query_only = OFF');
    mark(room, '3');
    expect(voted(room)).toEqual([1, 2, 3]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });
});

describe('a clock', () => {
  it('that jumps back, and past midnight, changes no mark and no order of entries', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const room = roomOf(10);
    const at = (time: string) => vi.setSystemTime(new Date(`2026-05-${time}`));
    at('07T21:59:00');
    mark(room, '1 2 3');
    const { file } = await makeBackup(room, ownFolder(room.file));
    at('07T18:00:00');
    undoNumbers(room, { text: '1 2', district: 'KA', by: 'Gwen' });
    at('08T00:01:00');
    mark(room, '2 4');
    at('06T09:00:00');
    undoNumbers(room, { text: '4', district: 'KA', by: 'Gwen' });
    expect(voted(room)).toEqual([2, 3]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    expect(readBoard(room, 'hour')).toMatchObject({ voted: 2 });
    room.close();
    // The order of entry counts, whatever the clock said.
    expect(restore(room.file, file, undefined)).toMatchObject({ carried: 5 });
    const restored = openRoom(room.file, { create: false, program: 'a test' });
    expect(voted(restored)).toEqual([2, 3]);
    expect(checkRoom(restored)).toMatchObject({ ok: true, problems: [] });
    restored.close();
  });

  it('that went on while the laptop slept triggers one backup at waking, of everything', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const room = roomOf(10);
    const keeper = new BackupKeeper(() => room, { every: 60_000, look: 1000 });
    mark(room, '1 2');
    const made = () => (existsSync(ownFolder(room.file)) ? readdirSync(ownFolder(room.file)).length : 0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(made()).toBe(0);
    // Asleep: the clock goes on, but no timer fires.
    vi.setSystemTime(Date.now() + 3 * 3_600_000);
    await vi.advanceTimersByTimeAsync(5000);
    expect(made()).toBe(1);
    expect(readBackups(backupFiles([ownFolder(room.file)]), undefined, () => 'ours')).toMatchObject([
      { marks: 2 },
    ]);
    await keeper.stop();
  });
});
