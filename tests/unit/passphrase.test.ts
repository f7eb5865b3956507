import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contextOf } from '../../src-main/api/context.ts';
import { type Keychain, RoomDoor } from '../../src-main/api/room-door.ts';
import { router } from '../../src-main/api/router.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { copiesBeside, pickFolder } from '../../src-main/backup/backup-places.ts';
import { changePassphrase } from '../../src-main/backup/change-passphrase.ts';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { sealCopy } from '../../src-main/store/file/page-checksums.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { RoomLocked, recoveryKey } from '../../src-main/store/room-key.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const SECRET = 'tŷ ar y graig';
const options = { create: false, program: 'a test' };

/** A closed room with two electors, under a passphrase. */
function encrypted(passphrase: string | null = SECRET): string {
  const file = join(temporaryFolder(), 'day.room');
  const room = openRoom(file, { create: true, program: 'a test' });
  importText(room, register(elector('1', 'Llewellyn', 'Ann', { vi: 'P' }), elector('2', 'Rees', 'Nia')), {
    promises: ['P'],
  });
  if (passphrase !== null) room.setPassphrase(passphrase);
  markNumbers(room, { text: '1', district: 'KA', by: 'Gwen' });
  room.close();
  return file;
}

/** Gives a closed room pages of another size, as older versions of the program did. */
function withPagesOf(bytes: number, file: string): void {
  const db = new Sqlite(file);
  db.pragma('journal_mode = DELETE');
  db.exec('DELETE FROM page_sum');
  db.pragma(`page_size = ${bytes}`);
  db.exec('VACUUM');
  db.close();
  sealCopy(file);
}

/** Turns the room back into one of this version, after a later version used it. */
function restoreVersion(file: string): void {
  const db = new Sqlite(file);
  db.pragma(`user_version = ${MIGRATIONS.length}`);
  db.close();
  sealCopy(file);
}

const marked = (file: string, key?: Parameters<typeof openRoom>[1]['key']) => {
  const room = openRoom(file, { ...options, key });
  const marks = markedOff(room);
  expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  room.close();
  return marks;
};

describe('a room with a passphrase', () => {
  it('opens with it, however the keyboard writes the accents, and with nothing else', () => {
    const file = encrypted();
    expect(marked(file, { passphrase: SECRET })).toBe(1);
    expect(marked(file, { passphrase: ` ${SECRET.normalize('NFD')} ` })).toBe(1);
    expect(() => openRoom(file, options)).toThrow(RoomLocked);
    expect(() => openRoom(file, { ...options, key: { passphrase: 'something else' } })).toThrow(
      /does not open/,
    );
    expect(existsSync(`${file}.lock`)).toBe(false);
    expect(marked(file, { passphrase: SECRET })).toBe(1);
  });

  it('has no readable name in its file, nor in SQLite’s files beside it', () => {
    const file = encrypted();
    const room = openRoom(file, { ...options, key: { passphrase: SECRET } });
    markNumbers(room, { text: '2', district: 'KA', by: 'Gwenllian' });
    for (const part of [file, `${file}-wal`]) {
      const bytes = readFileSync(part);
      expect(bytes.length).toBeGreaterThan(0);
      for (const name of ['Llewellyn', 'High Street', 'Gwenllian'])
        expect(bytes.includes(name), part).toBe(false);
    }
    room.close();
    expect(readFileSync(encrypted(null)).includes('Llewellyn')).toBe(true);
  });

  it('opens with its recovery key, even with mistyped letters, and says if letters are missing', () => {
    const file = encrypted();
    const key = recoveryKey(file, SECRET);
    expect(key).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){10}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(marked(file, { recoveryKey: key })).toBe(1);
    expect(marked(file, { recoveryKey: key.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o') })).toBe(
      1,
    );
    const open = (recovery: string) => openRoom(file, { ...options, key: { recoveryKey: recovery } });
    expect(() => open(key.slice(0, -6))).toThrow(/not a whole recovery key/);
    expect(() => open(`${key[0] === '7' ? '8' : '7'}${key.slice(1)}`)).toThrow(/not a whole recovery key/);
    const another = recoveryKey(encrypted('another passphrase'), 'another passphrase');
    expect(() => open(another)).toThrow(/another room/);
  });

  it('can change its passphrase, after which neither the old one nor its recovery key opens it', () => {
    const file = encrypted();
    const old = recoveryKey(file, SECRET);
    const room = openRoom(file, { ...options, key: { recoveryKey: old } });
    room.setPassphrase('four words as new');
    markNumbers(room, { text: '2', district: 'KA', by: 'Gwen' });
    room.close();
    expect(() => openRoom(file, { ...options, key: { passphrase: SECRET } })).toThrow(RoomLocked);
    expect(() => openRoom(file, { ...options, key: { recoveryKey: old } })).toThrow(RoomLocked);
    expect(marked(file, { passphrase: 'four words as new' })).toBe(2);
  });

  it('can have its passphrase removed, and needs one of a certain length', async () => {
    const file = encrypted();
    const room = openRoom(file, { ...options, key: { passphrase: SECRET } });
    for (const short of ['short', 'eleven long', '   eleven long   ', ''])
      await expect(changePassphrase(room, short)).rejects.toThrow(/12 characters/);
    expect(room.isEncrypted).toBe(true);
    expect(existsSync(`${file}.rekeying`)).toBe(false);
    room.setPassphrase(null);
    expect(room.isEncrypted).toBe(false);
    room.close();
    expect(marked(file)).toBe(1);
  });

  it('has small pages, and so do its copies, even if its pages were large before', () => {
    const file = join(temporaryFolder(), 'day.room');
    const first = openRoom(file, { create: true, program: 'a test' });
    importText(first, register(elector('1', 'Llewellyn', 'Ann')), {});
    const bytesOfAPage = ({ db }: Room) => db.pragma('page_size', { simple: true });
    expect(bytesOfAPage(first)).toBe(4096);
    first.close();
    withPagesOf(8192, file);
    const room = openRoom(file, options);
    expect(bytesOfAPage(room)).toBe(8192);
    room.setPassphrase(SECRET);
    expect(bytesOfAPage(room)).toBe(4096);
    const copy = join(dirname(file), 'copy.room');
    room.copyTo(copy);
    const copied = openRoom(copy, { ...options, key: room.key });
    expect(bytesOfAPage(copied)).toBe(4096);
    copied.close();
    room.close();
  });

  it('stays as it was if the disk has no space for a second copy', () => {
    const file = encrypted();
    const room = openRoom(file, { ...options, key: { passphrase: SECRET } });
    // Something that cannot be overwritten is where the copy would be.
    mkdirSync(`${file}.rekeying/kept`, { recursive: true });
    expect(() => room.setPassphrase('four words as new')).toThrow();
    markNumbers(room, { text: '2', district: 'KA', by: 'Gwen' });
    room.close();
    expect(marked(file, { passphrase: SECRET })).toBe(2);
  });

  it.skipIf(process.platform === 'win32')(
    'can be read only by its owner, and so can everything beside it',
    async () => {
      const file = encrypted();
      const room = openRoom(file, { ...options, key: { passphrase: SECRET } });
      room.setPassphrase('four words as new');
      markNumbers(room, { text: '2', district: 'KA', by: 'Gwen' });
      const { file: backup } = await makeBackup(room, ownFolder(file));
      for (const each of [file, `${file}-wal`, backup]) expect(statSync(each).mode & 0o077, each).toBe(0);
      room.close();
    },
  );

  it('is not confused with a file that is not a room', () => {
    const file = join(temporaryFolder(), 'letter.room');
    writeFileSync(file, Buffer.alloc(4096, 'Dear Gwen, '));
    for (const key of [undefined, { passphrase: SECRET }])
      expect(() => openRoom(file, { ...options, key })).toThrow(/not a Committee Room file/);
    expect(readFileSync(file, 'utf8').startsWith('Dear Gwen')).toBe(true);
  });
});

describe('the door of a room', () => {
  it('sets the passphrase on the room’s copies too, and the same recovery key opens them', async () => {
    const file = encrypted(null);
    const stick = temporaryFolder();
    const made = openRoom(file, options);
    pickFolder(made, stick);
    const [first, second] = [await makeBackup(made, ownFolder(file)), await makeBackup(made, stick)];
    made.close();
    // Beside the room are a copy from before its update, and one from before a restore.
    openRoom(file, { ...options, migrations: [...MIGRATIONS, 'SELECT 1'] }).close();
    restoreVersion(file);
    const { keptAs } = restore(file, first.file, undefined);
    const broken = join(stick, 'day 2026-05-07 14-05-09.room-backup');
    writeFileSync(broken, 'half a backup');
    const door = RoomDoor.open(file, options);
    // An unreadable file without an id in its name may be anybody’s.
    expect(await door.setPassphrase(SECRET, false)).toEqual([]);
    expect(readFileSync(broken, 'utf8')).toBe('half a backup');
    rmSync(broken);
    const key = { recoveryKey: recoveryKey(file, SECRET) };
    for (const each of [first.file, second.file]) {
      expect(inspectBackup(each, undefined).state).toBe('locked');
      expect(inspectBackup(each, { passphrase: SECRET })).toMatchObject({ state: 'good', marks: 1 });
      expect(inspectBackup(each, key)).toMatchObject({ state: 'good', marks: 1 });
    }
    expect(copiesBeside(file)).toHaveLength(2);
    expect(marked(keptAs ?? '', key)).toBe(1);
    const all = [dirname(file), ownFolder(file), stick].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile()),
    );
    expect(all.length).toBeGreaterThanOrEqual(5);
    for (const { parentPath, name } of all)
      expect(readFileSync(join(parentPath, name)).includes('Llewellyn'), name).toBe(false);
    // If it changes, it changes for them too.
    expect(await door.setPassphrase('four words as new', false)).toEqual([]);
    expect(inspectBackup(second.file, { passphrase: SECRET }).state).toBe('locked');
    expect(inspectBackup(second.file, { passphrase: 'four words as new' }).state).toBe('good');
    door.close();
  });

  it('waits for the passphrase, and remembers it if the system can', async () => {
    const file = encrypted();
    const held = new Map<string, string>();
    const keychain: Keychain = {
      recall: (room) => held.get(room) ?? null,
      remember: (room, passphrase) => {
        if (passphrase === null) held.delete(room);
        else held.set(room, passphrase);
      },
    };
    const door = RoomDoor.open(file, options, keychain);
    expect(door.isLocked).toBe(true);
    expect(() => door.room).toThrow(RoomLocked);
    await expect(door.unlock({ passphrase: 'wrong wrong' }, true)).rejects.toThrow(/does not open/);
    await door.unlock({ passphrase: SECRET }, true);
    expect(door.room.isEncrypted).toBe(true);
    door.close();
    const again = RoomDoor.open(file, options, keychain);
    expect(again.isLocked).toBe(false);
    expect(await again.setPassphrase('another passphrase', false)).toEqual([]);
    expect(held.size).toBe(0);
    again.close();
  });
});

describe('the screens of a room with a passphrase', () => {
  const opened = async () => {
    const door = RoomDoor.open(encrypted(), options);
    onTestFinished(() => door.close());
    await door.unlock({ passphrase: SECRET }, false);
    const context = contextOf(door);
    return { door, context, calls: router.createCaller(context) };
  };

  it('are closed by the lock: no call is answered but the one that opens them', async () => {
    const { door, context, calls } = await opened();
    const practice = await door.practices.start({ isAutomatic: false, every: 600_000 });
    const inPractice = router.createCaller(context.inPractice(practice));
    await calls.door.lock();
    expect(await calls.room.door()).toMatchObject({ file: 'day.room', isLocked: true, isScreenLocked: true });
    expect(await inPractice.room.door()).toMatchObject({ isLocked: true });
    const by = 'Gwen';
    for (const call of [
      () => calls.room.summary(),
      () => calls.turnout.mark({ text: 'KA-2', by, commandId: randomUUID() }),
      () => calls.door.backups({}),
      () => calls.door.restore({ file: 'day.room-backup' }),
      () => calls.door.filesOfUnopened(),
      () => calls.door.destroy({ name: 'day.room', by }),
      () => calls.door.recoveryKey({}),
      () => calls.door.setPassphrase({ present: SECRET, passphrase: 'four words as new', remember: false }),
      () => calls.backups.dangers(),
      () => inPractice.room.summary(),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'UNAUTHORIZED', message: /^The room is locked\./ });
    // Its backups go on.
    expect(door.openRoom?.isOpen).toBe(true);
    const unlock = (how: Partial<Record<'passphrase' | 'recoveryKey', string>>) =>
      calls.door.unlock({ ...how, remember: false });
    await expect(unlock({ passphrase: 'something else' })).rejects.toThrow(/^That does not open day\.room\./);
    await expect(unlock({ recoveryKey: 'ABC' })).rejects.toThrow(/not a whole recovery key/);
    await expect(calls.room.summary()).rejects.toThrow(/locked/);
    await unlock({ passphrase: SECRET.normalize('NFD') });
    expect((await calls.room.summary()).electors).toBe(2);
  });

  it('open with the recovery key too, also in a room that was opened with it', async () => {
    for (const by of ['passphrase', 'recoveryKey'] as const) {
      const file = encrypted();
      const key = recoveryKey(file, SECRET);
      const door = RoomDoor.open(file, options);
      await door.unlock(by === 'passphrase' ? { passphrase: SECRET } : { recoveryKey: key }, false);
      for (const other of [{ recoveryKey: key }, { passphrase: SECRET }]) {
        door.lockScreens();
        await door.unlock(other, false);
        expect(door.isScreenLocked, by).toBe(false);
      }
      door.close();
    }
  });

  it('cannot be closed without a passphrase to open them with', () => {
    const door = RoomDoor.open(encrypted(null), options);
    expect(() => door.lockScreens()).toThrow(/^This room has no passphrase/);
    door.close();
  });

  it('ask for the present passphrase, or the recovery key, before they change or remove it', async () => {
    const { door, calls } = await opened();
    const change = (present: string, passphrase: string) =>
      calls.door.setPassphrase({ present, passphrase, remember: false });
    const wrong = /^That is neither the current passphrase nor the recovery key\.$/;
    for (const present of ['', 'something else', 'ABCDE-12345']) {
      await expect(change(present, 'four words as new')).rejects.toThrow(wrong);
      await expect(calls.door.removePassphrase({ present })).rejects.toThrow(wrong);
    }
    expect(await change(SECRET, 'four words as new')).toEqual([]);
    const { recoveryKey: key = '' } = (await calls.door.recoveryKey({})) ?? {};
    await change(key, 'a third passphrase');
    await expect(change(key, 'four words as new')).rejects.toThrow(wrong);
    await calls.door.removePassphrase({ present: 'a third passphrase' });
    expect(door.room.isEncrypted).toBe(false);
  });

  it('show the recovery key until somebody says that it is on paper', async () => {
    const { door, calls } = await opened();
    expect(await calls.door.recoveryKey({})).toBeNull();
    await calls.door.setPassphrase({ present: SECRET, passphrase: 'four words as new', remember: false });
    const shown = await calls.door.recoveryKey({});
    expect(shown).toMatchObject({ base64: expect.stringMatching(/^JVBERi/) });
    expect(await calls.room.door()).toMatchObject({ owesRecoveryKey: true });
    await calls.door.recoveryKeyOnPaper();
    expect(await calls.room.door()).toMatchObject({ owesRecoveryKey: false });
    expect(await calls.door.recoveryKey({})).toBeNull();
    const { file } = door;
    door.close();
    expect(marked(file, { recoveryKey: shown?.recoveryKey ?? '' })).toBe(1);
  });
});

describe('the command line', () => {
  it('sets a passphrase, opens the room with one from a file, and says so if it is missing', async () => {
    const file = encrypted(null);
    const words = join(temporaryFolder(), 'words.txt');
    writeFileSync(words, `${SECRET}\n`);
    const set = await runCommand(['passphrase', '--room', file, '--new-passphrase-file', words, '--json']);
    expect(set.json).toMatchObject({ isEncrypted: true });
    const closed = await runCommand(['board', '--room', file, '--json'].slice(0, 3));
    expect([closed.code, closed.stdout]).toEqual([1, '']);
    expect(closed.stderr).toContain('has a passphrase');
    const board = await runCommand(['board', '--room', file, '--passphrase-file', words, '--json']);
    expect(board.json).toMatchObject({ electors: 2, voted: 1 });
    const removed = await runCommand(['passphrase', '--room', file, '--remove', '--passphrase-file', words]);
    expect(removed.code).toBe(0);
    expect((await runCommand(['passphrase', '--room', file])).code).toBe(2);
  });

  it('reads the recovery key from a file, and neither secret from an argument, which other accounts could read', async () => {
    const file = encrypted();
    const paper = join(temporaryFolder(), 'recovery key.txt');
    writeFileSync(paper, `${recoveryKey(file, SECRET)}\r\nKeep it in the safe\r\n`);
    const check = ['check', '--room', file, '--json'];
    expect((await runCommand([...check, '--recovery-key-file', paper])).json).toMatchObject({
      ok: true,
      problems: [],
    });
    writeFileSync(paper, 'ABCDE');
    const mistyped = await runCommand([...check, '--recovery-key-file', paper]);
    expect([mistyped.code, mistyped.stderr]).toEqual([
      1,
      expect.stringContaining('not a whole recovery key'),
    ]);
    const missing = await runCommand([...check, '--recovery-key-file', join(temporaryFolder(), 'none.txt')]);
    expect(missing.code).toBe(1);
    for (const argument of ['--recovery-key', '--passphrase']) {
      const shown = await runCommand([...check, argument, 'ABCDE']);
      expect([shown.code, shown.stderr]).toEqual([2, expect.stringContaining(`--recovery-key-file FILE`)]);
    }
  });
});
