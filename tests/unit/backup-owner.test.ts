import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { BackupKeeper } from '../../src-main/backup/backup-keeper.ts';
import { ownFolder, superfluous } from '../../src-main/backup/backup-name.ts';
import { backupFiles, knownFolders, pickedFolder, pickFolder } from '../../src-main/backup/backup-places.ts';
import { changePassphrase } from '../../src-main/backup/change-passphrase.ts';
import { destroyRoom, filesOf } from '../../src-main/backup/destroy-room.ts';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { copiesOf } from '../../src-main/backup/room-copies.ts';
import { settleIn } from '../../src-main/backup/room-place.ts';
import { judgeOf } from '../../src-main/backup/whose-copy.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { roomIds } from '../../src-main/store/room-ids.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { inEnglish } from './in-english.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const SECRET = 'tŷ ar y graig';
const HOUR = 3_600_000;

/** A room called polling-day.room in its own folder, with one elector. */
function roomIn(folder: string, surname = 'Evans', migrations = MIGRATIONS): Room {
  const file = join(folder, 'polling-day.room');
  if (migrations === MIGRATIONS) {
    const room = openRoom(file, { create: true, program: 'a test' });
    settleIn(room);
    importText(room, register(elector('1', surname, 'Ann', { vi: 'P' }), elector('2', surname, 'Nia')));
    return room;
  }
  const room = openRoom(file, { create: true, program: 'a test', migrations });
  room.change(() =>
    room.db.exec(`INSERT INTO journal (id, at, by, kind) VALUES ('${surname}-1', 1, '', 'import')`),
  );
  return room;
}

const open = (file: string, key?: { passphrase: string }) => {
  const room = openRoom(file, { create: false, program: 'a test', key });
  settleIn(room);
  return room;
};
const mark = (room: Room, text = '1') => markNumbers(room, { text, district: 'KA', by: 'Gwen' });
const namesIn = (folder: string) => readdirSync(folder).sort();

afterEach(() => vi.useRealTimers());

describe('two rooms with the same name and the same stick', () => {
  async function two() {
    const stick = temporaryFolder();
    const [a, b] = [roomIn(temporaryFolder(), 'Evans'), roomIn(temporaryFolder(), 'Rees')];
    for (const room of [a, b]) pickFolder(room, stick);
    const ofA = await makeBackup(a, stick);
    const ofB = await makeBackup(b, stick);
    return { stick, a, b, ofA: ofA.file, ofB: ofB.file };
  }

  it('keep separate passphrases', async () => {
    const { a, b, ofA, ofB } = await two();
    const before = readFileSync(ofB);
    expect(await changePassphrase(a, SECRET)).toEqual([]);
    expect(inspectBackup(ofA, undefined).state).toBe('locked');
    expect(readFileSync(ofB)).toEqual(before);
    // And in reverse: B’s passphrase leaves A’s encrypted copies alone.
    const encrypted = readFileSync(ofA);
    await changePassphrase(b, 'three words of another');
    expect(readFileSync(ofA)).toEqual(encrypted);
    for (const room of [a, b]) room.close();
  });

  it('are destroyed one without the other', async () => {
    const { stick, a, b, ofA, ofB } = await two();
    const { removed, left } = destroyRoom(a, { by: 'Gwen' });
    expect(removed.map(({ file }) => file)).toContain(ofA);
    expect([...removed, ...left].map(({ file }) => file)).not.toContain(ofB);
    expect(namesIn(stick)).toEqual([basename(ofB)]);
    b.close();
  });

  it('thin out and list only their own backups', async () => {
    const { stick, a, b, ofB } = await two();
    for (let time = 0; time < 16; time += 1) await makeBackup(a, stick, new Date(2026, 4, 7, 14, time));
    const left = backupFiles([stick]);
    expect(left.filter(({ file }) => judgeOf(a)(file) === 'ours').length).toBeLessThanOrEqual(14);
    expect(existsSync(ofB)).toBe(true);
    const door = RoomDoor.of(b);
    expect(door.backups({}).map(({ file }) => file)).toEqual([ofB]);
    // If the stick is named, the other backups on it are listed too, the room’s own first.
    const all = door.backups({ folder: stick });
    expect(all[0]).toMatchObject({ file: ofB, whose: 'ours' });
    expect(all.slice(1).every(({ whose }) => whose === 'others')).toBe(true);
    expect(all).toHaveLength(left.length);
    for (const room of [a, b]) room.close();
  });

  it('go by what is in a backup, not its name', async () => {
    const { stick, a, b, ofA, ofB } = await two();
    // Of an hour with newer ones, in which only the last of those beyond twelve stays.
    const disguised = join(
      stick,
      basename(ofA).replace(/[\d-]{10} [\d-]{8} 0001-/, '2026-05-07 14-00-30 0002-'),
    );
    renameSync(ofB, disguised);
    expect(judgeOf(a)(disguised)).toBe('others');
    expect(copiesOf(a).ours).toEqual([ofA]);
    for (let time = 0; time < 16; time += 1) await makeBackup(a, stick, new Date(2026, 4, 7, 14, time));
    await changePassphrase(a, SECRET);
    expect(inspectBackup(disguised, undefined).state).toBe('good');
    destroyRoom(a, { by: 'Gwen' });
    expect(existsSync(disguised)).toBe(true);
    b.close();
  });
});

describe('thinning', () => {
  it('never removes the backup just made, and what is reported exists, whatever the clock says', async () => {
    const start = new Date(2026, 4, 7, 14, 0).getTime();
    const jumps = [
      (time: number) => start - time * 60_000,
      (time: number) => start + time * 60_000 - (time > 8 ? 5 * HOUR : 0),
      (time: number) => start + time * 60_000 - (time > 8 ? 3 * 365 * 24 * HOUR : 0),
      (time: number) => start + (time % 2 === 0 ? 1 : -1) * time * 37 * HOUR,
    ];
    for (const clock of jumps) {
      const room = roomIn(temporaryFolder());
      const folder = ownFolder(room.file);
      const made: string[] = [];
      for (let time = 0; time < 16; time += 1) {
        const { file } = await makeBackup(room, folder, new Date(clock(time)));
        made.push(file);
        expect(existsSync(file)).toBe(true);
      }
      // The newest twelve are the last twelve made.
      expect(made.slice(-12).filter((file) => !existsSync(file))).toEqual([]);
      expect(RoomDoor.of(room).backups({})[0]?.file).toBe(made.at(-1));
      room.close();
    }
  }, 60_000);

  it('keeps twelve and the last of each hour, from the newest to the oldest', () => {
    const each = Array.from({ length: 200 }, (_, place) => ({ madeAt: 1e12 - place * 10 * 60_000 }));
    const gone = new Set(superfluous(each));
    expect(each.slice(0, 12).some((backup) => gone.has(backup))).toBe(false);
    expect(each.length - gone.size).toBe(36);
  });
});

describe('a room that comes from another computer', () => {
  it('does not use the folder in its settings until somebody agrees, and never has before', async () => {
    const stick = temporaryFolder();
    const mine = roomIn(temporaryFolder());
    pickFolder(mine, stick);
    const { file: backup } = await makeBackup(mine, stick);
    mine.close();
    const mailed = join(temporaryFolder(), 'polling-day.room');
    copyFileSync(mine.file, mailed);
    const copy = open(mailed);
    expect([pickedFolder(copy), knownFolders(copy)]).toEqual([null, [ownFolder(mailed)]]);
    expect(roomIds(copy).file).not.toBe(roomIds(open(mine.file)).file);
    expect(roomIds(copy)).toMatchObject({ earlier: [], elsewhere: [expect.any(String)] });
    const keeper = new BackupKeeper(() => copy);
    const [own, offered] = keeper.states();
    expect(own).toMatchObject({ isOwn: true, isOffered: false });
    expect(inEnglish(offered)).toMatchObject({
      folder: stick,
      isOffered: true,
      problem: expect.stringContaining(stick),
    });
    mark(copy);
    await keeper.backUp();
    expect(namesIn(stick)).toEqual([basename(backup)]);
    // After agreement the folder is used, and what the first room keeps there stays its own.
    pickFolder(copy, stick);
    expect(keeper.states()).toHaveLength(2);
    for (let time = 0; time < 16; time += 1) await makeBackup(copy, stick, new Date(2026, 4, 7, 14, time));
    await changePassphrase(copy, SECRET);
    expect(inspectBackup(backup, undefined).state).toBe('good');
    const { left } = destroyRoom(copy, { by: 'Gwen' });
    expect(inEnglish(left)).toEqual([{ file: backup, why: expect.stringContaining('another computer') }]);
    expect(namesIn(stick)).toEqual([basename(backup)]);
    await keeper.stop();
  });

  it('is recognised after it was renamed or moved, and finds its backups', async () => {
    const folder = temporaryFolder();
    const room = roomIn(folder);
    const stick = temporaryFolder();
    pickFolder(room, stick);
    const made = [await makeBackup(room, stick), await makeBackup(room, ownFolder(room.file))];
    const { file: id } = roomIds(room);
    room.close();
    const renamed = join(folder, 'by-election.room');
    renameSync(room.file, renamed);
    const now = open(renamed);
    expect([roomIds(now).file, pickedFolder(now)]).toEqual([id, stick]);
    expect(copiesOf(now).ours.sort()).toEqual(made.map(({ file }) => file).sort());
    now.close();
  });

  it('and was made by a version without places asks about its folder too', () => {
    const room = roomIn(temporaryFolder(), 'Evans', MIGRATIONS.slice(0, 6));
    const stick = temporaryFolder();
    room.change(() =>
      room.db.exec(
        `INSERT INTO setting VALUES ('backup_folder', '${stick}'), ('backup_folders', '["${stick}"]')`,
      ),
    );
    room.close();
    const now = open(room.file);
    expect([pickedFolder(now), knownFolders(now)]).toEqual([null, [ownFolder(room.file)]]);
    expect(filesOf(now).unreached).toEqual([stick]);
    now.close();
  });
});

describe('backups by a version without ids', () => {
  /** A room of the version before ids, with a backup on a stick made by it. */
  function old(surname: string, stick: string, name: string): Room {
    const room = roomIn(temporaryFolder(), surname, MIGRATIONS.slice(0, 6));
    room.copyTo(join(stick, name));
    room.close();
    const now = open(room.file);
    pickFolder(now, stick);
    return now;
  }

  it('are the room’s own if its journal continues theirs, and are left alone otherwise', async () => {
    const stick = temporaryFolder();
    const [first, second] = [
      'polling-day 2026-05-07 14-05-09.room-backup',
      'polling-day 2026-05-07 14-06-09.room-backup',
    ];
    const a = old('Evans', stick, first);
    const b = old('Rees', stick, second);
    const whose = judgeOf(a);
    expect([first, second].map((name) => whose(join(stick, name)))).toEqual(['ours', 'others']);
    await changePassphrase(a, SECRET);
    expect([first, second].map((name) => inspectBackup(join(stick, name), undefined).state)).toEqual([
      'locked',
      'good',
    ]);
    destroyRoom(a, { by: 'Gwen' });
    expect(namesIn(stick)).toEqual([second]);
    b.close();
  });

  it('that cannot be read are listed, and stay when the room is destroyed', async () => {
    const stick = temporaryFolder();
    const a = old('Evans', stick, 'polling-day 2026-05-07 14-05-09.room-backup');
    const other = roomIn(temporaryFolder(), 'Rees');
    await changePassphrase(other, 'three words of another');
    const unreadable = join(stick, 'polling-day 2026-05-07 15-05-09.room-backup');
    other.copyTo(unreadable);
    other.close();
    expect(judgeOf(a)(unreadable)).toBe('unknown');
    expect(RoomDoor.of(a).backups({})).toContainEqual(
      expect.objectContaining({ file: unreadable, state: 'locked', whose: 'unknown' }),
    );
    const { left } = destroyRoom(a, { by: 'Gwen' });
    expect(inEnglish(left)).toEqual([
      { file: unreadable, why: expect.stringContaining('may belong to another room') },
    ]);
    expect(namesIn(stick)).toEqual([basename(unreadable)]);
  });
});

describe('the ids of a room', () => {
  it('are of the day and of the file, and its backups have the same ids', async () => {
    const room = roomIn(temporaryFolder());
    const { file } = await makeBackup(room, ownFolder(room.file));
    const copy = openRoom(file, { create: false, program: 'a test' });
    expect(roomIds(copy)).toEqual(roomIds(room));
    copy.close();
    room.close();
  });

  it('give copies of an older room the same day and different files', () => {
    const room = roomIn(temporaryFolder(), 'Evans', MIGRATIONS.slice(0, 6));
    room.close();
    const copied = join(temporaryFolder(), 'polling-day.room');
    copyFileSync(room.file, copied);
    const [one, other] = [open(room.file), open(copied)];
    expect(roomIds(one).day).toBe(roomIds(other).day);
    expect(roomIds(one).file).not.toBe(roomIds(other).file);
    for (const each of [one, other]) each.close();
  });
});

describe('the command line', () => {
  it('keeps two rooms with the same name separate on one stick', async () => {
    const stick = temporaryFolder();
    const [a, b] = [roomIn(temporaryFolder()), roomIn(temporaryFolder(), 'Rees')];
    for (const room of [a, b]) {
      room.close();
      await runCommand(['backup', '--room', room.file, '--to', stick]);
    }
    const paper = join(temporaryFolder(), 'certificate.txt');
    await runCommand(['destroy', '--room', a.file, '--certificate', paper, '--yes']);
    const listed = (await runCommand(['backups', '--room', b.file, '--json'])).json as { backups: object[] };
    expect(listed.backups).toEqual([expect.objectContaining({ state: 'good', whose: 'ours' })]);
    expect(namesIn(stick)).toHaveLength(1);
  });
});
