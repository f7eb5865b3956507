import {
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { inEnglish } from './in-english.ts';
import { importedRoom, importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const PASSPHRASE = 'tŷ ar y graig';

const open = (file: string) =>
  openRoom(file, { create: false, program: 'a test', key: { passphrase: PASSPHRASE } });

function roomWithMarks(isEncrypted = false): Room {
  const lines = Array.from({ length: 30 }, (_, at) => elector(String(at + 1), 'Evans', 'Ann', { vi: 'P' }));
  const room = importedRoom(register(...lines));
  if (isEncrypted) room.setPassphrase(PASSPHRASE);
  mark(room, '1-5');
  return room;
}

const mark = (room: Room, text: string) => markNumbers(room, { text, district: 'KA', by: '' });
const kindOf = (room: Room) => room.fileTrouble()?.kind ?? null;

describe.each([false, true])('the file of an open room (encrypted: %s)', (isEncrypted) => {
  it('reports no trouble during changes, copies, long logs and undone steps', async () => {
    const room = roomWithMarks(isEncrypted);
    expect(room.fileTrouble()).toBeNull();
    room.copyTo(join(temporaryFolder(), 'copy.room'));
    await room.changeInSteps(
      function* () {
        room.db.exec("UPDATE elector SET surname = 'Rees'");
        yield;
      },
      { rehearsal: true },
    );
    room.setPassphrase('môr a mynydd');
    mark(room, '6');
    expect(room.fileTrouble()).toBeNull();
    expect(markedOff(room)).toBe(6);
  });

  it('refuses a change once the file is deleted, but can still be read and copied', () => {
    const room = roomWithMarks(isEncrypted);
    rmSync(room.file);
    expect(() => mark(room, '6')).toThrow(/moved or deleted while it was open/);
    expect(kindOf(room)).toBe('missing');
    expect(markedOff(room)).toBe(5);
    const copy = join(temporaryFolder(), 'rescued.room');
    room.copyTo(copy);
    room.close();
    const rescued = open(copy);
    expect(markedOff(rescued)).toBe(5);
    rescued.close();
  });

  it('accepts changes again when a moved file is back, and is whole where it was moved to', () => {
    const room = roomWithMarks(isEncrypted);
    const away = join(temporaryFolder(), 'away.room');
    renameSync(room.file, away);
    expect(() => mark(room, '6')).toThrow(/Put it back to go on/);
    renameSync(away, room.file);
    mark(room, '6');
    renameSync(room.file, away);
    expect(kindOf(room)).toBe('missing');
    room.close();
    const moved = open(away);
    expect(markedOff(moved)).toBe(6);
    expect(checkRoom(moved)).toMatchObject({ ok: true, problems: [] });
    moved.close();
  });

  it('says what the file was renamed to', () => {
    const room = roomWithMarks(isEncrypted);
    renameSync(room.file, `${room.file}.old`);
    expect(room.fileTrouble()).toMatchObject({ kind: 'moved' });
    expect(inEnglish(room.fileTrouble()?.sentence)).toContain('was renamed to test.room.old');
    expect(() => mark(room, '6')).toThrow(/was renamed to/);
  });

  it('refuses a change once another file has its name', () => {
    const room = roomWithMarks(isEncrypted);
    const copy = `${room.file}.copy`;
    room.copyTo(copy);
    renameSync(copy, room.file);
    expect(() => mark(room, '6')).toThrow(/replaced or overwrote/);
    expect(kindOf(room)).toBe('replaced');
  });

  it('refuses a change once another program overwrote it', () => {
    const room = roomWithMarks(isEncrypted);
    const older = join(temporaryFolder(), 'older.room');
    room.copyTo(older);
    room.close();
    const again = openRoom(room.file, {
      create: false,
      program: 'a test',
      key: isEncrypted ? { passphrase: PASSPHRASE } : undefined,
    });
    mark(again, '6');
    writeFileSync(again.file, 'not a room at all');
    expect(() => mark(again, '7')).toThrow(/replaced or overwrote/);
    expect(kindOf(again)).toBe('replaced');
    const other = open(older);
    other.close();
    copyFileSync(older, again.file);
    expect(kindOf(again)).toBe('replaced');
  });

  it('refuses a change once an older copy overwrote it in place, though the log has newer entries', () => {
    const room = roomWithMarks(isEncrypted);
    const key = room.key;
    room.close();
    const older = readFileSync(room.file);
    const again = openRoom(room.file, { create: false, program: 'a test', key });
    const lines = Array.from({ length: 900 }, (_, at) =>
      elector(String(at + 31), 'Rees', 'Ann', { vi: 'P' }),
    );
    importText(again, register(...lines), { removeMissing: false });
    again.close();
    const last = openRoom(room.file, { create: false, program: 'a test', key });
    mark(last, '7');
    const { ino } = statSync(last.file);
    writeFileSync(last.file, older);
    expect(statSync(last.file).ino).toBe(ino);
    expect(() => mark(last, '8')).toThrow(/replaced or overwrote/);
    expect(kindOf(last)).toBe('replaced');
  });

  it('still works if its file was only touched', () => {
    const room = roomWithMarks(isEncrypted);
    utimesSync(room.file, new Date(), new Date(Date.now() + 60_000));
    expect(room.fileTrouble()).toBeNull();
    mark(room, '6');
    expect(markedOff(room)).toBe(6);
  });

  it('refuses a change once its log is gone, and moves what the log contained into the file', () => {
    const room = roomWithMarks(isEncrypted);
    rmSync(`${room.file}-wal`);
    expect(() => mark(room, '6')).toThrow(/-wal, which belongs to the room, was moved or deleted/);
    expect(kindOf(room)).toBe('log');
    const asAfterAKill = join(temporaryFolder(), 'killed.room');
    copyFileSync(room.file, asAfterAKill);
    room.close();
    for (const file of [asAfterAKill, room.file]) {
      const again = open(file);
      expect(markedOff(again)).toBe(5);
      expect(checkRoom(again)).toMatchObject({ ok: true, problems: [] });
      again.close();
    }
  });

  it('refuses a change once its log was cut short', () => {
    const room = roomWithMarks(isEncrypted);
    expect(statSync(`${room.file}-wal`).size).toBeGreaterThan(0);
    truncateSync(`${room.file}-wal`, 0);
    expect(() => mark(room, '6')).toThrow(/replaced or overwrote/);
  });

  it('does not acknowledge what was written while its file disappeared', async () => {
    const room = roomWithMarks(isEncrypted);
    const change = () =>
      room.change(() => {
        room.db.exec("UPDATE elector SET surname = 'Rees'");
        rmSync(room.file);
      });
    expect(change).toThrow(/moved or deleted/);
  });

  it('does not let steps finish once it has disappeared', async () => {
    const room = roomWithMarks(isEncrypted);
    const steps = room.changeInSteps(function* () {
      room.db.exec("UPDATE elector SET surname = 'Rees'");
      yield;
    });
    rmSync(room.file);
    await expect(steps).rejects.toThrow(/moved or deleted/);
    expect(room.db.prepare("SELECT count(*) FROM elector WHERE surname = 'Rees'").pluck().get()).toBe(0);
  });
});
