import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { copiesBeside, pickFolder } from '../../src-main/backup/backup-places.ts';
import { changePassphrase, finishCopies } from '../../src-main/backup/change-passphrase.ts';
import { destroyRoom, destroyUnopened, filesOf } from '../../src-main/backup/destroy-room.ts';
import { dropPlan } from '../../src-main/backup/destruction-plan.ts';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { settleIn } from '../../src-main/backup/room-place.ts';
import { settle } from '../../src-main/backup/settle.ts';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { startNextRoom } from '../../src-main/next/next-room.ts';
import { startedRoom, suggestedFile } from '../../src-main/next/started-room.ts';
import { destructionPlan } from '../../src-main/store/file/being-destroyed.ts';
import { noteBegun } from '../../src-main/store/laptops/begun-elsewhere.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import type { RoomKey } from '../../src-main/store/room-key.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { diesAfter } from '../fixtures/dies-at-step.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { someSteps } from '../sample-size.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const SECRET = 'tŷ ar y graig';
const how = { create: false, program: 'a test' };

function open(file: string, key?: RoomKey): Room {
  const room = openRoom(file, { ...how, key });
  settleIn(room);
  return room;
}

/** A closed room with a backup beside it and one on a stick; `again` puts all of it back as it was. */
async function roomWithBackups(passphrase: string | null = null) {
  const place = temporaryFolder();
  const file = join(place, 'laptop', 'day.room');
  const stick = join(place, 'stick');
  cpSync(temporaryFolder(), dirname(file), { recursive: true });
  cpSync(temporaryFolder(), stick, { recursive: true });
  const room = openRoom(file, { create: true, program: 'a test' });
  settleIn(room);
  importText(room, register(elector('1', 'Llewellyn', 'Ann', { vi: 'P' })));
  if (passphrase !== null) room.setPassphrase(passphrase);
  pickFolder(room, stick);
  for (const folder of [ownFolder(file), stick]) await makeBackup(room, folder);
  room.close();
  const original = join(temporaryFolder(), 'kept');
  cpSync(place, original, { recursive: true });
  const again = () => {
    rmSync(place, { recursive: true });
    cpSync(original, place, { recursive: true });
  };
  const backups = () =>
    [ownFolder(file), stick]
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return { file, stick, again, backups };
}

describe('a destruction that is killed', () => {
  it('at any step leaves the whole room or continues at the next start, without a name in its list', async () => {
    const { file, again, backups } = await roomWithBackups();
    const originals = backups();
    let steps = 0;
    let resumed = 0;
    for (let isDone = false; !isDone; steps += 1) {
      again();
      const room = open(file);
      isDone = !(await diesAfter(steps, () => destroyRoom(room, { by: 'Gwen' })));
      room.close();
      const plan = destructionPlan(file);
      if (existsSync(plan)) {
        resumed += 1;
        expect(readFileSync(plan, 'utf8')).not.toContain('Llewellyn');
        // Whatever is left, the room itself is removed last.
        if (backups().length > 0) expect(existsSync(file)).toBe(true);
        expect(() => openRoom(file, { ...how, create: true })).toThrow(/interrupted/);
      }
      const door = RoomDoor.open(file, { create: false, program: 'a test' });
      const certificate = await door.certificate();
      door.close();
      if (certificate === null) {
        expect([existsSync(file), backups()]).toEqual([true, originals]);
        continue;
      }
      for (const each of [file, ...originals]) expect(certificate).toContain(`${each} (`);
      expect(certificate).not.toContain('NOT removed');
      expect(backups()).toEqual([]);
      expect(readdirSync(dirname(file))).toEqual([]);
    }
    expect(steps).toBeGreaterThan(12);
    expect(resumed).toBeGreaterThan(8);
  }, 120_000);

  it('continues for a room whose passphrase is lost', async () => {
    const { file, stick, again } = await roomWithBackups(SECRET);
    for (let steps = 0, isDone = false; !isDone; steps += 1) {
      again();
      isDone = !(await diesAfter(steps, () => destroyUnopened(file, { by: 'Gwen' })));
      const door = RoomDoor.open(file, { create: false, program: 'a test' });
      const certificate = await door.certificate();
      expect(certificate === null).toBe(door.isLocked);
      door.close();
      if (certificate === null) continue;
      expect(certificate).toContain('It was not opened');
      expect(readdirSync(dirname(file))).toEqual([]);
      expect(readdirSync(stick)).toHaveLength(1);
    }
  }, 120_000);

  it('continues on the command line, which leaves a certificate of all of it', async () => {
    const { file, again, backups } = await roomWithBackups();
    const originals = backups();
    for (let steps = 0; backups().length === originals.length; steps += 1) {
      again();
      const room = open(file);
      expect(await diesAfter(steps, () => destroyRoom(room, { by: 'Gwen' }))).toBe(true);
      room.close();
    }
    const board = await runCommand(['board', '--room', file]);
    expect([board.code, board.stderr]).toEqual([1, expect.stringContaining('was interrupted')]);
    const paper = join(temporaryFolder(), 'certificate.txt');
    const done = await runCommand(['destroy', '--room', file, '--certificate', paper, '--yes', '--json']);
    expect(done.json).toMatchObject({ room: 'day.room', by: 'Gwen', left: [] });
    for (const each of originals) expect(readFileSync(paper, 'utf8')).toContain(each);
    expect([readdirSync(dirname(file)), backups()]).toEqual([[], []]);
  });

  it('continues with papers that were opened in the system’s viewer, but follows no link that replaced them', async () => {
    const { file, again } = await roomWithBackups();
    const papersFolder = join(temporaryFolder(), 'papers');
    mkdirSync(papersFolder);
    const [paper, replaced] = [join(papersFolder, 'paper-7-1.pdf'), join(papersFolder, 'paper-7-2.pdf')];
    const outside = join(temporaryFolder(), 'outside.pdf');
    writeFileSync(outside, 'Chapter 1');
    const plan = destructionPlan(file);
    for (let steps = 0; !existsSync(plan); steps += 1) {
      again();
      for (const each of [paper, replaced]) writeFileSync(each, 'Llewellyn');
      const room = open(file);
      expect(await diesAfter(steps, () => destroyRoom(room, { by: 'Gwen', papersFolder }))).toBe(true);
      room.close();
    }
    expect(existsSync(paper)).toBe(true);
    rmSync(replaced);
    symlinkSync(outside, replaced);
    const door = RoomDoor.open(file, how);
    const certificate = await door.certificate();
    door.close();
    expect(certificate).toContain(`${paper} (9 bytes)`);
    expect(certificate).toContain(`${replaced}: Its name is not that of a copy`);
    expect([existsSync(paper), existsSync(file), readFileSync(outside, 'utf8')]).toEqual([
      false,
      false,
      'Chapter 1',
    ]);
  });

  it('does not continue if its list comes from another place, nor for files that are not the program’s', async () => {
    const { file } = await roomWithBackups();
    const otherFile = join(temporaryFolder(), 'thesis.odt');
    writeFileSync(otherFile, 'Chapter 1');
    const plan = {
      computer: hostname(),
      path: file,
      by: '',
      at: 0,
      language: 'en',
      wasOpened: true,
      files: [{ file: otherFile, bytes: 9 }],
      left: [],
      unreached: [],
    };
    for (const otherPlan of [{ ...plan, computer: 'another' }, { ...plan, path: '/x/day.room' }, {}]) {
      writeFileSync(destructionPlan(file), JSON.stringify(otherPlan));
      expect(() => RoomDoor.open(file, how)).toThrow(/another place/);
    }
    writeFileSync(destructionPlan(file), JSON.stringify(plan));
    const door = RoomDoor.open(file, how);
    expect(await door.certificate()).toContain(`${otherFile}: Its name is not that of a copy`);
    door.close();
    expect(readFileSync(otherFile, 'utf8')).toBe('Chapter 1');
  });
});

describe('a change of the passphrase that is killed', () => {
  /** Which of these keys opens the room. */
  function opened(file: string, keys: readonly (RoomKey | undefined)[]): Room {
    for (const key of keys) {
      try {
        return open(file, key);
      } catch {
        // Then it is the other one.
      }
    }
    throw new Error('No key opens the room.');
  }

  it.each([
    ['of a plain room', null],
    ['from another passphrase', 'three words before it'],
  ])(
    '%s is finished at the next opening, for every copy',
    async (_, before) => {
      const { file, again, backups } = await roomWithBackups(before);
      const keys = [{ passphrase: SECRET }, before === null ? undefined : { passphrase: before }];
      let halfDone = 0;
      const { first, every } = someSteps();
      for (let steps = first, isDone = false; !isDone; steps += every) {
        again();
        const room = open(file, keys[1]);
        isDone = !(await diesAfter(steps, () => changePassphrase(room, SECRET)));
        room.close();
        const now = opened(file, keys);
        const has = (copy: string) => inspectBackup(copy, now.key);
        const door = RoomDoor.of(now);
        if (now.isEncrypted && before === null && backups().some((copy) => !has(copy).isEncrypted)) {
          halfDone += 1;
          expect(door.backups({}).some(({ isEncrypted }) => !isEncrypted)).toBe(true);
        }
        expect(await finishCopies(now)).toEqual([]);
        const whole = backups().filter((copy) => copy.endsWith('.room-backup'));
        expect(whole).toHaveLength(2);
        for (const copy of whole)
          expect(has(copy)).toMatchObject({ state: 'good', isEncrypted: now.isEncrypted });
        expect(now.db.prepare("SELECT value FROM setting WHERE name = 'keys_owed'").pluck().get() ?? '').toBe(
          '',
        );
        now.close();
      }
      if (before === null) expect(halfDone).toBeGreaterThan(0);
    },
    120_000,
  );

  it('leaves no plain copy of an encrypted room if the passphrase is removed before the change is finished', async () => {
    const { file, again, backups } = await roomWithBackups();
    let stillEncrypted = 0;
    const { first, every } = someSteps();
    for (let steps = first, isDone = false; !isDone; steps += every) {
      again();
      const room = open(file);
      // Killed before any copy got the key.
      room.change(() => writeSetting(room, 'keys_owed', '[]'));
      room.setPassphrase(SECRET);
      room.close();
      const locked = open(file, { passphrase: SECRET });
      isDone = !(await diesAfter(steps, () => changePassphrase(locked, null)));
      locked.close();
      const now = opened(file, [{ passphrase: SECRET }, undefined]);
      expect(await finishCopies(now)).toEqual([]);
      if (now.isEncrypted) {
        stillEncrypted += 1;
        for (const copy of backups().filter((each) => each.endsWith('.room-backup')))
          expect(inspectBackup(copy, now.key)).toMatchObject({ state: 'good', isEncrypted: true });
      }
      now.close();
    }
    expect(stillEncrypted).toBeGreaterThan(2);
  }, 120_000);

  it('is finished on a stick that was not there', async () => {
    const { file, stick, backups } = await roomWithBackups();
    const pocket = `${stick} in a pocket`;
    cpSync(stick, pocket, { recursive: true });
    rmSync(stick, { recursive: true });
    const room = open(file);
    expect(await changePassphrase(room, SECRET)).toEqual([]);
    await changePassphrase(room, 'another three words');
    cpSync(pocket, stick, { recursive: true });
    expect(
      RoomDoor.of(room)
        .backups({})
        .filter(({ isEncrypted }) => !isEncrypted),
    ).toHaveLength(1);
    room.close();
    const door = RoomDoor.open(file, { ...how, key: { passphrase: 'another three words' } });
    door.openRoom?.ensureSound();
    await expect
      .poll(() => backups().map((copy) => inspectBackup(copy, door.room.key).state), { timeout: 10_000 })
      .toEqual(['good', 'good']);
    door.close();
  });
});

describe('a restore that is killed', () => {
  it('at any step leaves the old room or the new one, and nothing beside it once the room is opened', async () => {
    const { file, again } = await roomWithBackups();
    const older = join(temporaryFolder(), 'older.room');
    openRoom(older, { create: true, program: 'a test', migrations: MIGRATIONS.slice(0, 3) }).close();
    let steps = 0;
    for (let isDone = false; !isDone; steps += 1) {
      again();
      const [backup = ''] = readdirSync(ownFolder(file)).map((name) => join(ownFolder(file), name));
      isDone = !(await diesAfter(steps, () => restore(file, steps % 2 === 0 ? older : backup, undefined)));
      const door = RoomDoor.open(file, how);
      const room = door.room;
      const beside = readdirSync(dirname(file)).filter((name) => name !== basename(ownFolder(file)));
      const unexpected = beside.filter(
        (name) => !/^day\.room(?:-wal|-shm|-lock|\.lock)?$|^day before restore .*\.room$/.test(name),
      );
      expect(unexpected).toEqual([]);
      room.close();
    }
    expect(steps).toBeGreaterThan(5);
  }, 120_000);

  it('leaves only files that destroying the room removes', async () => {
    const { file } = await roomWithBackups();
    const left = [`${file}.part.before-version-7`, `${file}.restoring`, `${file}.restoring.before-version-7`];
    for (const each of left) writeFileSync(each, 'half a room');
    expect(copiesBeside(file).sort()).toEqual(left.sort());
    const room = open(file);
    expect(filesOf(room).files).toEqual(expect.arrayContaining(left));
    destroyRoom(room, { by: 'Gwen' });
    expect(readdirSync(dirname(file))).toEqual(['day.room.destroying']);
  });
});

describe('a room that is made in another folder when the program is killed', () => {
  const made = {
    'the next room': (room: Room, file: string) =>
      startNextRoom(room, {
        file,
        election: 'Local 2026',
        passphrase: null,
        by: 'Gwen',
        now: AFTER_THE_POLL,
      }),
    'a copy for another laptop': (room: Room, file: string) => prepareLaptop(room, file, 'Back room', 'Gwen'),
  };

  it.each(Object.entries(made))(
    'leaves nothing of %s once this room is opened or destroyed',
    async (_, make) => {
      const { file, again } = await roomWithBackups();
      const usb = join(dirname(dirname(file)), 'usb');
      const { first, every } = someSteps();
      let isDone = false;
      let left = 0;
      for (let steps = first; !isDone; steps += every) {
        again();
        rmSync(usb, { recursive: true, force: true });
        mkdirSync(usb);
        const room = open(file);
        markNumbers(room, { text: 'KA-1', by: 'Gwen' });
        isDone = !(await diesAfter(steps, () => make(room, join(usb, 'other.room'))));
        room.close();
        const unfinished = () => readdirSync(usb).filter((name) => name !== 'other.room');
        if (unfinished().length > 0) left += 1;
        // A stick that is not there is named, and what is on it found when it is back.
        const away = `${usb}-away`;
        renameSync(usb, away);
        const reopened = open(file);
        settle(reopened);
        const isNoted = filesOf(reopened).unreached.some((place) => dirname(place) === usb);
        if (readdirSync(away).some((name) => name !== 'other.room'))
          expect([steps, readdirSync(away), isNoted]).toEqual([steps, readdirSync(away), true]);
        renameSync(away, usb);
        if (Math.floor(steps / every) % 2 === 0) {
          settle(reopened);
          reopened.close();
        } else {
          const certificateFile = join(dirname(dirname(file)), `for-laptops-${steps}.destroyed`);
          expect(destroyRoom(reopened, { by: 'Gwen', certificateFile }).left).toEqual([]);
          dropPlan(file);
          // What a lock leaves has nobody's name, and goes when the room is opened.
          for (const name of unfinished().filter((each) => /lock$/.test(each))) rmSync(join(usb, name));
        }
        expect([steps, unfinished()]).toEqual([steps, []]);
      }
      expect(left).toBeGreaterThan(0);
    },
    120_000,
  );

  it('touches nothing else of such a name', async () => {
    const { file } = await roomWithBackups();
    const usb = temporaryFolder();
    const download = join(usb, 'minutes.room.part');
    writeFileSync(download, 'half a download');
    const room = open(file);
    noteBegun(room, download);
    settle(room);
    expect(readFileSync(download, 'utf8')).toBe('half a download');
    expect(filesOf(room).files).not.toContain(download);
    room.close();
  });
});

describe('the start of the next room that is killed', () => {
  it.each([null, SECRET])(
    'at any step leaves this room whole, and no part of the next (passphrase: %s)',
    async (passphrase) => {
      const { file, again } = await roomWithBackups(passphrase);
      const key = passphrase === null ? undefined : { passphrase };
      const next = join(dirname(file), 'next.room');
      const { first, every } = someSteps();
      let whole = 0;
      let steps = first;
      for (let isDone = false; !isDone; steps += every) {
        again();
        const room = open(file, key);
        markNumbers(room, { text: 'KA-1', by: 'Gwen' });
        const choice = {
          file: next,
          election: 'Local 2026',
          passphrase: null,
          by: 'Gwen',
          now: AFTER_THE_POLL,
        };
        isDone = !(await diesAfter(steps, () => startNextRoom(room, choice)));
        room.close();
        const reopened = open(file, key);
        settle(reopened);
        expect(checkRoom(reopened)).toMatchObject({ ok: true });
        const isThere = existsSync(next) && statSync(next).size > 0;
        // Whoever reads the journal of this room knows of a next room that has got its name.
        if (isThere) expect(startedRoom(reopened)).toMatchObject({ file: next, isThere, since: 0 });
        else expect(startedRoom(reopened)?.isThere ?? false).toBe(false);
        const [place] = [suggestedFile(reopened)];
        startNextRoom(reopened, { ...choice, file: place });
        reopened.close();
        for (const each of isThere ? [next, place] : [place]) {
          const made = openRoom(each, { ...how, key });
          expect(checkRoom(made)).toMatchObject({ ok: true });
          expect(made.db.prepare('SELECT surname, past FROM elector').raw().all()).toEqual([
            ['Llewellyn', 'v'],
          ]);
          made.close();
        }
        if (isThere) whole += 1;
        const known = ['day.room', 'next.room', 'next-election.room', basename(ownFolder(file))];
        expect(readdirSync(dirname(file)).filter((name) => !known.includes(name))).toEqual([]);
      }
      expect(steps).toBeGreaterThan(8);
      expect(whole).toBeGreaterThan(0);
    },
    120_000,
  );
});

const AFTER_THE_POLL = new Date(2030, 0, 1);
