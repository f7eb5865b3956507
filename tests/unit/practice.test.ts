import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readiness } from '../../src-main/api/readiness.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { pickFolder } from '../../src-main/backup/backup-places.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { practiceSlips } from '../../src-main/practice/practice-slips.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { markedOff } from '../marked-off.ts';
import { importedRoom, importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

afterEach(() => vi.useRealTimers());

describe('a practice', () => {
  it('has its own room, which is deleted at the end; the real room stays as it was', async () => {
    const room = importedRoom(sampleRegister({ electors: 300, seed: 5 }), { promises: ['P'] });
    markNumbers(room, { text: 'KA-1', by: 'Gwen' });
    const door = RoomDoor.of(room);
    await door.startPractice({ isAutomatic: false, every: 1000 });
    const folder = dirname(door.room.file);
    expect(door.room.file).not.toBe(room.file);
    expect(door.room.changes).toBe(room.changes);
    expect(door.openRoom).toBe(room);
    markNumbers(door.room, { text: 'KA-2 KA-3', by: 'Gwen' });
    await expect(door.startPractice({ isAutomatic: false, every: 1000 })).rejects.toThrow(/already/);
    await expect(door.setPassphrase('a long passphrase', false)).rejects.toThrow(/practice/);
    expect(existsSync(folder)).toBe(true);
    door.endPractice();
    expect(existsSync(folder)).toBe(false);
    expect(door.room).toBe(room);
    expect(markedOff(room)).toBe(1);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('brings in slips one after another, to be entered by hand', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const door = RoomDoor.of(temporaryRoom());
    await door.startPractice({ isAutomatic: false, every: 10_000 });
    const ids = () => door.practice?.state().slips.map(({ id, isEntered }) => [id, isEntered]);
    expect(ids()).toEqual([[1, false]]);
    vi.advanceTimersByTime(21_000);
    door.practice?.setEntered(1);
    expect(ids()).toEqual([
      [3, false],
      [2, false],
      [1, true],
    ]);
    expect(markedOff(door.room)).toBe(0);
    door.endPractice();
  });

  it('can run a whole afternoon automatically, with the mistakes of a real one', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const door = RoomDoor.of(temporaryRoom());
    await door.startPractice({ isAutomatic: true, every: 1000 });
    vi.advanceTimersByTime(60_000);
    const total = door.practice?.state().total ?? 0;
    expect(total).toBeGreaterThanOrEqual(12);
    expect(door.room.db.prepare('SELECT COUNT(*) FROM slip').pluck().get()).toBe(total);
    expect(markedOff(door.room)).toBeGreaterThan(total * 8);
    const kinds = door.room.db
      .prepare<[], string>("SELECT DISTINCT status FROM journal WHERE kind = 'number' ORDER BY status")
      .pluck()
      .all();
    expect(kinds).toEqual(['already', 'marked', 'unknown', 'unreadable']);
    expect(checkRoom(door.room)).toMatchObject({ ok: true, problems: [] });
    door.close();
    expect(door.practice?.room.db.open).toBe(false);
  });

  it('has the same slips for the same seed', () => {
    const room = importedRoom(sampleRegister({ electors: 300, seed: 5 }), { promises: ['P'] });
    expect(practiceSlips(room, 1000, 3)).toEqual(practiceSlips(room, 1000, 3));
    expect(practiceSlips(room, 1000, 4)).not.toEqual(practiceSlips(room, 1000, 3));
  });
});

describe('the list of preparations', () => {
  it('knows what is done and what is not', () => {
    const room = temporaryRoom();
    expect(Object.values(readiness(room))).toEqual(Array(8).fill(false));
    importText(room, sampleRegister({ electors: 300, seed: 5 }), {
      promises: ['P'],
      poll: { elections: ['local-wales'] },
    });
    expect(readiness(room)).toEqual({
      passphrase: false,
      pollingDay: true,
      register: true,
      promises: true,
      settled: true,
      stations: false,
      committeeRoom: false,
      secondBackup: false,
    });
    saveStation(room, null, { name: 'Hall', place: '', warp: false, districts: [], shifts: [] }, 'Gwen');
    setCommitteeRoom(room, '14 Station Road');
    pickFolder(room, temporaryFolder());
    room.setPassphrase('tŷ ar y graig');
    expect(Object.values(readiness(room))).toEqual(Array(8).fill(true));
  });
});
