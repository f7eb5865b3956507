import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { BackupKeeper } from '../../src-main/backup/backup-keeper.ts';
import { backupName, ownFolder, readBackupName, superfluous } from '../../src-main/backup/backup-name.ts';
import {
  backupFiles,
  copiesBeside,
  knownFolders,
  pickFolder,
  readBackups,
  rememberFolder,
} from '../../src-main/backup/backup-places.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { newerBackup } from '../../src-main/backup/newer-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { numbersSetAside } from '../../src-main/turnout/set-aside.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { damageFile } from '../damage-file.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { inEnglish } from './in-english.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const BY = 'Gwen';
const electors = (upTo: number) =>
  Array.from({ length: upTo }, (_, index) => elector(String(index + 1), 'Evans', 'Ann', { vi: 'P' }));

const roomOf = (upTo = 30): Room => importedRoom(register(...electors(upTo)), { promises: ['P'] });

const mark = (room: Room, text: string) => markNumbers(room, { text, district: 'KA', by: BY });
const open = (file: string) => openRoom(file, { create: false, program: 'a test' });
const backups = (room: Room, key = room.key) =>
  readBackups(backupFiles([ownFolder(room.file)]), key, () => 'ours');

afterEach(() => vi.useRealTimers());

describe('a backup', () => {
  it('is verified, says what it contains, and is one whole file', async () => {
    const room = roomOf();
    mark(room, '1 2 3');
    const made = await makeBackup(room, ownFolder(room.file));
    expect(made).toMatchObject({ state: 'good', electors: 30, marks: 3 });
    expect(readdirSync(ownFolder(room.file))).toEqual([basename(made.file)]);
    mark(room, '4');
    expect(backups(room)).toMatchObject([{ marks: 3, state: 'good', file: made.file }]);
    expect(checkRoom(room).ok).toBe(true);
  });

  it('of a room with a passphrase is encrypted too', async () => {
    const room = roomOf();
    room.setPassphrase('tŷ ar y graig');
    mark(room, '1');
    const { file } = await makeBackup(room, ownFolder(room.file));
    expect(readFileSync(file).includes('Evans')).toBe(false);
    expect(readBackups(backupFiles([ownFolder(room.file)]), undefined, () => 'ours')).toMatchObject([
      { state: 'locked', isEncrypted: true },
    ]);
    expect(backups(room)).toMatchObject([{ state: 'good', marks: 1 }]);
  });

  it('is shown as damaged if it is damaged or cut short, and is not restored', async () => {
    const room = roomOf(400);
    const { file } = await makeBackup(room, ownFolder(room.file));
    const whole = readFileSync(file);
    truncateSync(file, Math.floor(whole.length / 2));
    expect(backups(room)).toMatchObject([{ state: 'damaged' }]);
    writeFileSync(file, whole.fill(7, 9000, 30_000));
    expect(backups(room)).toMatchObject([{ state: 'damaged' }]);
    room.close();
    expect(() => restore(room.file, file, undefined)).toThrow(/choose another backup/);
    expect(markedOff(open(room.file))).toBe(0);
  });

  it('leaves earlier files alone when the disk is full or the stick was pulled out', async () => {
    const room = roomOf();
    const stick = join(temporaryFolder(), 'stick');
    mkdirSync(stick);
    const first = await makeBackup(room, stick);
    // As a program that is killed meanwhile leaves it.
    writeFileSync(`${first.file}.part`, 'a half');
    writeFileSync(join(stick, 'holiday.part'), 'not ours');
    await makeBackup(room, stick).then(({ file }) => rmSync(file));
    expect(readdirSync(stick).sort()).toEqual(['holiday.part', basename(first.file)]);
    rmSync(join(stick, 'holiday.part'));
    renameSync(stick, `${stick} in a pocket`);
    await expect(makeBackup(room, stick)).rejects.toThrow(/plug the USB stick back in/);
    expect(existsSync(stick)).toBe(false);
    renameSync(`${stick} in a pocket`, stick);
    const full = vi.spyOn(room, 'copyTo').mockImplementation((file) => {
      writeFileSync(file, 'half');
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    });
    await expect(makeBackup(room, stick)).rejects.toThrow(/disk is full/);
    full.mockRestore();
    expect(readdirSync(stick)).toEqual([basename(first.file)]);
  });

  it('is not made halfway through an import', async () => {
    const room = roomOf();
    const importing = room.changeInSteps(function* () {
      room.db.exec("UPDATE elector SET surname = 'Half'");
      yield;
      room.db.exec("UPDATE elector SET surname = 'Whole'");
      yield;
    });
    const { file } = await makeBackup(room, ownFolder(room.file));
    await importing;
    expect(readFileSync(file).includes('Half')).toBe(false);
    expect(readFileSync(file).includes('Whole')).toBe(true);
  });
});

describe('a room that is older than its backup', () => {
  it('is detected, whether its file was replaced or its log was lost', async () => {
    const room = roomOf();
    mark(room, '1');
    const old = join(temporaryFolder(), 'old');
    room.copyTo(old);
    mark(room, '2');
    const at = new Date(2026, 4, 7, 14, 5);
    await makeBackup(room, ownFolder(room.file), at);
    expect(newerBackup(room)).toBe(null);
    mark(room, '3');
    expect(newerBackup(room)).toBe(null);
    room.close();
    writeFileSync(room.file, readFileSync(old));
    const back = open(room.file);
    expect(newerBackup(back)).toBe(at.getTime());
    mark(back, '9');
    back.close();
    const [{ file = '' } = {}] = backups(back);
    expect(restore(room.file, file, undefined)).toMatchObject({ carried: 1 });
    const repaired = open(room.file);
    expect([markedOff(repaired), newerBackup(repaired)]).toEqual([3, null]);
    repaired.close();
  });

  it('is not confused with the room of another poll', async () => {
    const room = roomOf();
    await makeBackup(room, ownFolder(room.file));
    room.close();
    rmSync(room.file);
    const next = openRoom(room.file, { create: true, program: 'a test' });
    expect(newerBackup(next)).not.toBe(null);
    importText(next, register(...electors(3)));
    expect(newerBackup(next)).toBe(null);
    next.close();
  });
});

describe('the names of backups', () => {
  it('say when they were made, in which order, and from which file', () => {
    const at = new Date(2026, 4, 7, 14, 5, 9);
    const id = '3f9ac01b77de4444aaaabbbbccccdddd';
    const names = [1, 2, 12345].map((number) => backupName('/x/day.room', at, number, id));
    expect(names).toEqual([
      'day 2026-05-07 14-05-09 0001-3f9ac01b77de.room-backup',
      'day 2026-05-07 14-05-09 0002-3f9ac01b77de.room-backup',
      'day 2026-05-07 14-05-09 12345-3f9ac01b77de.room-backup',
    ]);
    expect(names.map(readBackupName)).toEqual(
      [1, 2, 12345].map((number) => ({ room: 'day', madeAt: at.getTime(), number, id: '3f9ac01b77de' })),
    );
    for (const old of ['day 2026-05-07 14-05-09.room-backup', 'day 2026-05-07 14-05-09 (2).room-backup'])
      expect(readBackupName(old)).toEqual({ room: 'day', madeAt: at.getTime(), number: 0, id: null });
    for (const name of ['day.room', 'day x.room-backup', 'day 2026-05-07 14-05-09 0001-3f9.room-backup'])
      expect(readBackupName(name)).toBe(null);
  });

  it('decide what is kept: the newest twelve, and one of each hour', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 300 * 3_600_000 }), { maxLength: 120 }),
        (times) => {
          const newestFirst = times.toSorted((a, b) => b - a).map((madeAt) => ({ madeAt }));
          const gone = new Set(superfluous(newestFirst).map(({ madeAt }) => madeAt));
          const kept = times.filter((time) => !gone.has(time)).toSorted((a, b) => b - a);
          const newest = times.toSorted((a, b) => b - a).slice(0, 12);
          expect(kept.slice(0, newest.length)).toEqual(newest);
          const hours = kept.slice(12).map((time) => Math.floor(time / 3_600_000));
          expect(new Set(hours).size).toBe(hours.length);
          expect(kept.length).toBeLessThanOrEqual(36);
        },
      ),
    );
  });
});

describe('automatic backups', () => {
  it('are made after changes, at most every few minutes, in both folders independently', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const room = roomOf();
    const stick = temporaryFolder();
    pickFolder(room, stick);
    const keeper = new BackupKeeper(() => room, { every: 60_000, look: 1000 });
    const made = () =>
      [ownFolder(room.file), stick].map((folder) => (existsSync(folder) ? readdirSync(folder).length : 0));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(made()).toEqual([0, 0]);
    mark(room, '1');
    await vi.advanceTimersByTimeAsync(2000);
    expect(made()).toEqual([1, 1]);
    mark(room, '2');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(made()).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(made()).toEqual([2, 2]);
    rmSync(stick, { recursive: true });
    mark(room, '3');
    await vi.advanceTimersByTimeAsync(61_000);
    expect(made()).toEqual([3, 0]);
    expect(inEnglish(keeper.states())).toMatchObject([
      { isOwn: true, problem: null },
      { isOwn: false, problem: expect.stringContaining('plug the USB stick back in') },
    ]);
    // The clock is put back by a day; the next backup is made all the same.
    vi.setSystemTime(Date.now() - 24 * 3_600_000);
    mark(room, '4');
    await vi.advanceTimersByTimeAsync(61_000);
    expect(made()[0]).toBe(4);
    mark(room, '5');
    await keeper.stop();
    expect(made()[0]).toBe(5);
    expect(backups(room)[0]).toMatchObject({ marks: 5 });
    await keeper.stop();
    expect(made()[0]).toBe(5);
  });
});

describe('a restore', () => {
  it('enters again what was done after the backup, and keeps the replaced room', async () => {
    const room = roomOf();
    mark(room, '1 2 3');
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    const slip = beginSlip(room, {
      district: 'KA',
      stationId: null,
      toldAt: null,
      teller: 'Idris',
      toldCount: 3,
      by: BY,
    });
    markNumbers(room, { text: '4 5 77', district: 'KA', slipId: slip.id, by: BY });
    undoNumbers(room, { text: '1', district: 'KA', by: BY });
    enterDoorstep(room, '1-01', [{ electorId: 9, answer: 'refused' }], BY);
    importText(room, register(...electors(31)), { promises: ['P'] });
    mark(room, '31');
    const before = readJournal(room, { kind: 'all', text: '', hour: null, before: null, limit: -1 });
    room.close();
    const restored = restore(room.file, backup, undefined);
    expect(restored).toMatchObject({
      marks: 3,
      carried: 7,
      left: [
        {
          kind: 'import',
          by: 'a test',
          number: null,
          what: 'Register imported: 1 new, 0 changed, 0 removed',
          detail: { rows: 31, imported: 1 },
        },
      ],
    });
    const now = open(room.file);
    expect(checkRoom(now)).toMatchObject({ ok: true, problems: [] });
    expect(markedOff(now)).toBe(4);
    expect(now.db.prepare('SELECT doorstep FROM elector WHERE id = 9').pluck().get()).toBe('refused');
    expect(now.db.prepare('SELECT COUNT(*) FROM slip').pluck().get()).toBe(1);
    // The import added an elector who is not in the backup, so their number waits for the register.
    expect(numbersSetAside(now).map(({ entered }) => entered)).toEqual(['31', '77']);
    const kept = open(restored.keptAs ?? '');
    expect(readJournal(kept, { kind: 'all', text: '', hour: null, before: null, limit: -1 })).toEqual(before);
    expect(copiesBeside(room.file)).toEqual([restored.keptAs]);
    kept.close();
    now.close();
  });

  it('keeps every backup folder on record, so that destroying the room finds them all', async () => {
    const room = roomOf();
    const [stick, other] = [temporaryFolder(), temporaryFolder()];
    const { file: backup } = await makeBackup(room, stick);
    rememberFolder(room, other);
    room.close();
    restore(room.file, backup, undefined);
    const now = open(room.file);
    expect(knownFolders(now)).toEqual(expect.arrayContaining([stick, other]));
    now.close();
  });

  it('repairs a damaged room from the last good backup and what is left of its journal', async () => {
    const room = roomOf(3000);
    mark(room, '1 2 3');
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    mark(room, '10 11 12');
    room.close();
    damageFile(room.file);
    const damaged = readFileSync(room.file);
    expect(() => open(room.file)).toThrow(/damaged/);
    const door = RoomDoor.open(room.file, { create: false, program: 'a test' });
    expect(inEnglish(door.damage)).toContain('damaged');
    expect(() => door.room).toThrow(/damaged/);
    const restored = await door.restore(backup);
    expect(restored.carried).toBe(3);
    expect(markedOff(door.room)).toBe(6);
    expect(checkRoom(door.room)).toMatchObject({ ok: true, problems: [] });
    expect(door.damage).toBe(null);
    door.close();
    expect(readFileSync(restored.keptAs ?? '')).toEqual(damaged);
  });

  it('is offered when the first bytes of the room are damaged, even if only the backups know of the stick', async () => {
    const room = roomOf();
    const stick = temporaryFolder();
    pickFolder(room, stick);
    mark(room, '1 2 3');
    await makeBackup(room, ownFolder(room.file));
    mark(room, '4');
    const { file: newest } = await makeBackup(room, stick);
    room.close();
    for (const damaged of [Buffer.alloc(8192), Buffer.alloc(60, 7)]) {
      writeFileSync(room.file, damaged);
      const door = RoomDoor.open(room.file, { create: true, program: 'a test' });
      expect(inEnglish(door.damage)).toContain('test.room is damaged');
      expect(door.backups({}).map(({ marks: held }) => held)).toEqual([4, 3]);
      await door.restore(newest);
      expect(markedOff(door.room)).toBe(4);
      door.close();
    }
    // Without a backup it is somebody else’s file.
    const other = join(temporaryFolder(), 'letter.room');
    writeFileSync(other, 'Dear Gwen,');
    expect(() => RoomDoor.open(other, { create: true, program: 'a test' })).toThrow(
      /not a Committee Room file/,
    );
    expect(readFileSync(other, 'utf8')).toBe('Dear Gwen,');
  });

  it('looks in a folder it is given, and uses no file that is not a backup', async () => {
    const room = roomOf();
    mark(room, '1');
    const stick = temporaryFolder();
    const { file } = await makeBackup(room, stick);
    room.close();
    damageFile(room.file);
    const door = RoomDoor.open(room.file, { create: false, program: 'a test' });
    expect(door.backups({})).toEqual([]);
    await expect(door.restore(file)).rejects.toThrow(/not there any more/);
    expect(door.backups({ folder: stick })).toMatchObject([{ marks: 1 }]);
    await door.restore(file, { folder: stick });
    expect(markedOff(door.room)).toBe(1);
    door.close();
  });

  it('from a backup with an earlier passphrase enters again what came after it', async () => {
    const room = roomOf();
    room.setPassphrase('the first passphrase');
    mark(room, '1');
    const { file } = await makeBackup(room, ownFolder(room.file));
    room.setPassphrase('the second passphrase');
    mark(room, '2 3');
    room.close();
    const door = RoomDoor.open(room.file, {
      create: false,
      program: 'a test',
      key: { passphrase: 'the second passphrase' },
    });
    await expect(door.restore(file, { passphrase: 'no passphrase of anything' })).rejects.toThrow(
      /another passphrase.*Nothing was changed/,
    );
    expect(markedOff(door.room)).toBe(3);
    expect(await door.restore(file, { passphrase: 'the first passphrase' })).toMatchObject({ carried: 2 });
    expect(markedOff(door.room)).toBe(3);
    expect(door.room.key).toEqual({ passphrase: 'the first passphrase' });
    door.close();
  });

  it('from a backup of another room copies nothing from the replaced room', async () => {
    // Rooms with one register are copies of one.
    const [room, other] = [roomOf(), roomOf(31)];
    mark(other, '1');
    const { file } = await makeBackup(other, temporaryFolder());
    mark(room, '5 6 7');
    room.close();
    const restored = restore(room.file, file, undefined);
    expect(restored).toMatchObject({ carried: 0, left: [] });
    const now = open(room.file);
    expect(markedOff(now)).toBe(1);
    now.close();
    const kept = open(restored.keptAs ?? '');
    expect(markedOff(kept)).toBe(3);
    kept.close();
  });

  it('never replaces a file that is not a room', async () => {
    const room = roomOf();
    const { file } = await makeBackup(room, ownFolder(room.file));
    const letter = join(temporaryFolder(), 'letter.docx');
    writeFileSync(letter, 'Dear Gwen,');
    expect(() => restore(letter, file, undefined)).toThrow(/not a Committee Room file/);
    expect(readdirSync(dirname(letter))).toEqual(['letter.docx']);
    expect(readFileSync(letter, 'utf8')).toBe('Dear Gwen,');
  });

  it('that fails leaves the room as it was, and nothing beside it', async () => {
    const room = roomOf();
    const { file } = await makeBackup(room, ownFolder(room.file));
    mark(room, '1');
    room.close();
    const before = readFileSync(room.file);
    const newer = new Sqlite(file);
    newer.pragma('user_version = 1000');
    newer.close();
    expect(() => restore(room.file, file, undefined)).toThrow(/newer version/);
    expect(readFileSync(room.file)).toEqual(before);
    expect(readdirSync(dirname(room.file)).sort()).toEqual([
      basename(ownFolder(room.file)),
      basename(room.file),
    ]);
  });

  it('is refused while another program has the room open, and for a backup that does not exist', async () => {
    const room = roomOf();
    const { file } = await makeBackup(room, ownFolder(room.file));
    const ran = await runCommand(['restore', file, '--room', room.file]);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('already open')]);
    expect(() => restore(room.file, join(dirname(file), 'none.room-backup'), undefined)).toThrow(/no backup/);
    expect(markedOff(room)).toBe(0);
  });

  it('creates the room if it no longer exists', async () => {
    const room = roomOf();
    mark(room, '1');
    const { file } = await makeBackup(room, ownFolder(room.file));
    room.close();
    rmSync(room.file);
    expect(restore(room.file, file, undefined)).toMatchObject({ marks: 1, keptAs: null, carried: 0 });
    const again = open(room.file);
    expect(markedOff(again)).toBe(1);
    again.close();
  });

  it('can be done from the command line, which also makes and lists backups', async () => {
    const room = roomOf();
    mark(room, '1');
    room.close();
    const stick = temporaryFolder();
    const made = await runCommand(['backup', '--room', room.file, '--to', stick, '--json']);
    expect(made.json).toMatchObject({ electors: 30, marks: 1 });
    await runCommand(['mark', '--room', room.file, 'KA-2']);
    const listed = (await runCommand(['backups', '--room', room.file, '--json'])).json as {
      backups: { file: string }[];
    };
    expect(listed.backups).toHaveLength(1);
    const ran = await runCommand(['restore', listed.backups[0]?.file ?? '', '--room', room.file, '--json']);
    expect(ran.json).toMatchObject({ carried: 1, marks: 1 });
    expect((await runCommand(['board', '--room', room.file, '--json'])).json).toMatchObject({ voted: 2 });
  });
});
