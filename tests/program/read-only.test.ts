import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { contextOf } from '../../src-main/api/context.ts';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { router } from '../../src-main/api/router.ts';
import { knownFolders, pickedFolder, pickFolder } from '../../src-main/backup/backup-places.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { searchElectors } from '../../src-main/register/search.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { drawOtherPaper } from '../../src-main/sheets/other/other-papers.ts';
import { destructionPlan } from '../../src-main/store/file/being-destroyed.ts';
import { RoomBusy, takeLock } from '../../src-main/store/file/lock.ts';
import { type OpenOptions, openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { damageFile } from '../damage-file.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { inEnglish } from '../unit/in-english.ts';
import { runCommand, startCommand } from '../unit/run-command.ts';
import { importText, temporaryFolder } from '../unit/temporary-room.ts';
import {
  asUnprivileged,
  effectiveAccess,
  isProjectClosed,
  READ_ONLY_KINDS,
  type ReadOnly,
  readOnlyPlace,
  runBound,
  snapshot,
} from './read-only-place.ts';

/** Whether the system says that something cannot be written to before it is tried. */
let isKnownAhead = true;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const accessSync = (path: string, how: number) => {
    if (isKnownAhead) effectiveAccess(fs, path, how);
  };
  return { ...fs, accessSync, default: fs };
});

// Node ignores the variable in a process that acts as another account.
vi.mock('node:os', async (original) => {
  const os = await original<typeof import('node:os')>();
  return { ...os, tmpdir: () => process.env.TMPDIR ?? os.tmpdir(), default: os };
});

hashQuickly();

const cannotTry = isProjectClosed || READ_ONLY_KINDS.length === 0;

it.runIf(isProjectClosed)(
  'all of these pass in a process of root that permissions bind',
  () => {
    expect(runBound(import.meta.filename)).toEqual([0, '']);
  },
  300_000,
);

const PASSPHRASE = 'tŷ ar y graig';
const KEY = { passphrase: PASSPHRASE };

const open = (file: string, options: Partial<OpenOptions> = {}) => {
  const room = openRoom(file, { create: false, program: 'a test', key: KEY, ...options });
  onTestFinished(() => room.close());
  return room;
};
const mark = (room: Room, text: string) => markNumbers(room, { text, district: 'KA', by: '' });
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'Nothing was refused.';
};

/** The private copies in a folder; a program of its own may keep other things there. */
const copiesIn = (folder: string) =>
  readdirSync(folder).filter((name) => name.startsWith('committee-room-looking-'));

/** A program of its own, and its arguments. */
const script = (source: string, ...args: string[]) => ['--input-type=module', '-e', source, ...args];
const source = (path: string) =>
  JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src-main', path)));

/** Opens a room read-only, and dies. */
const KILLED = `
  import { openRoom } from ${source('store/open-room.ts')};
  openRoom(process.argv[1], { create: false, program: 'a test' });
  process.kill(process.pid, 'SIGKILL');`;

/**
 * Marks people off and undoes that, moves the log into the file now and then, and writes how many entries there are.
 */
const WRITER = `
  import { writeFileSync } from 'node:fs';
  import { notePageChecksums } from ${source('store/file/page-checksums.ts')};
  import { openRoom } from ${source('store/open-room.ts')};
  import { markNumbers, undoNumbers } from ${source('turnout/mark.ts')};
  const [, file, count] = process.argv;
  const room = openRoom(file, { create: false, program: 'a test' });
  const enter = (number) => (number % 2 === 1 ? markNumbers : undoNumbers);
  for (let number = 1; ; number += 1) {
    enter(number)(room, { text: '9', district: 'KA', by: '' });
    writeFileSync(count, String(number));
    if (number % 7 === 0) {
      notePageChecksums(room.db);
      room.db.pragma('wal_checkpoint(TRUNCATE)');
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
  }`;

/** The reason, in words, for a room called `test.room`. */
const SENTENCES: Record<ReadOnly, RegExp> = {
  disk: /^test\.room is on a disk that cannot be written to, so it can only be looked at\. To enter anything, copy it/,
  folder:
    /^You may not write to the folder .*, so test\.room can only be looked at\. To enter anything, copy it/,
  file: /^test\.room is read-only, so the room can only be looked at\. To enter anything, allow changes/,
};

/** Two folders with a room each, plain and encrypted, once they are made. */
const made = new Map<boolean, string>();

/** A folder with a room whose last marks are still in its log: five in all, of thirty electors. */
function folderWithRoom(isEncrypted = false): string {
  const ready = made.get(isEncrypted) ?? makeFolderWithRoom(isEncrypted);
  made.set(isEncrypted, ready);
  const folder = temporaryFolder();
  cpSync(ready, folder, { recursive: true });
  return folder;
}

function makeFolderWithRoom(isEncrypted: boolean): string {
  const whole = temporaryFolder();
  const room = open(join(whole, 'test.room'), { create: true });
  const lines = Array.from({ length: 30 }, (_, at) => elector(String(at + 1), 'Evans', 'Ann', { vi: 'P' }));
  importText(room, register(...lines), { promises: ['P'] });
  if (isEncrypted) room.setPassphrase(PASSPHRASE);
  mark(room, '1-5');
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-with-log-'));
  for (const part of ['', '-wal']) copyFileSync(`${room.file}${part}`, join(folder, `test.room${part}`));
  return folder;
}

/** The same, in a place that cannot be written to. */
function roomIn(kind: ReadOnly, isEncrypted = false) {
  const { folder, copies } = readOnlyPlace(kind, folderWithRoom(isEncrypted));
  return { folder, copies, file: join(folder, 'test.room') };
}

describe.skipIf(cannotTry).each(READ_ONLY_KINDS)(
  'a room that cannot be written to, because of its %s,',
  (kind) => {
    describe.each([false, true])('encrypted: %s', (isEncrypted) => {
      it('opens read-only with the marks in its log, and refuses every change with the true reason', async () => {
        const { folder, copies, file } = roomIn(kind, isEncrypted);
        const before = snapshot(folder);
        const room = open(file);
        expect(room.file).toBe(file);
        expect(room.isEncrypted).toBe(isEncrypted);
        const { sentence, news } = inEnglish(room.readOnly) ?? { sentence: '', news: '' };
        expect(sentence).toMatch(SENTENCES[kind]);
        expect(news).toBeNull();

        expect(readBoard(room, 'district').voted).toBe(5);
        expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
        expect(await searchElectors(room, 'evans', 50)).toHaveLength(30);
        expect(await searchElectors(room, 'KA-7', 50)).toHaveLength(1);
        const { pdf } = await drawOtherPaper(room, { kind: 'status' });
        expect(Buffer.from(pdf).toString('latin1', 0, 5)).toBe('%PDF-');

        expect(refusal(() => mark(room, '6'))).toBe(sentence);
        expect(refusal(() => room.setPassphrase('another long passphrase'))).toBe(sentence);
        await expect(makeSheetsAtOnce(room, {}, '')).rejects.toThrow(sentence);
        await expect(makeBackup(room, join(folder, 'Backups of test'))).rejects.toThrow(sentence);
        // Not through `change` alone.
        expect(() => room.db.exec("UPDATE elector SET surname = 'Rees'")).toThrow(/readonly/);
        expect(readBoard(room, 'district').voted).toBe(5);

        expect(copiesIn(copies)).toHaveLength(1);
        room.close();
        expect(room.isOpen).toBe(false);
        expect(copiesIn(copies)).toEqual([]);
        expect(snapshot(folder)).toEqual(before);
      });

      it('is backed up whole to another folder', async () => {
        const { folder, file } = roomIn(kind, isEncrypted);
        const before = snapshot(folder);
        const room = open(file);
        const stick = temporaryFolder();
        const backup = await makeBackup(room, stick);
        expect(backup).toMatchObject({ state: 'good', marks: 5, electors: 30 });
        expect(readdirSync(stick)).toEqual([basename(backup.file)]);
        expect(snapshot(folder)).toEqual(before);
      });

      it('opens in a window, which says so and refuses what it cannot do', async () => {
        const { folder, copies, file } = roomIn(kind, isEncrypted);
        const before = snapshot(folder);
        const door = RoomDoor.open(file, { create: true, program: 'a test' });
        const context = contextOf(door);
        const call = router.createCaller(context);
        if (isEncrypted) {
          expect(door.isLocked).toBe(true);
          expect(copiesIn(copies)).toEqual([]);
          await expect(call.door.unlock({ passphrase: 'tŷ ar y tywod', remember: false })).rejects.toThrow(
            /does not open test\.room/,
          );
          expect(copiesIn(copies)).toEqual([]);
          await call.door.unlock({ passphrase: PASSPHRASE, remember: false });
        }
        const { readOnly, voted } = await call.room.summary();
        expect(inEnglish(readOnly?.sentence)).toMatch(SENTENCES[kind]);
        expect(voted).toBe(5);
        expect(await call.backups.state()).toEqual({ picked: null, folders: [], newer: null });
        expect(await call.backups.dangers()).toEqual([]);
        const found = await Promise.all(
          ['ev', 'evans', 'KA-7'].map((text) => call.electors.search({ text, limit: 50 })),
        );
        expect(found.map((each) => each.length)).toEqual([30, 30, 1]);
        const sentence = inEnglish(readOnly?.sentence) ?? '';
        await expect(call.backups.make()).rejects.toThrow(sentence);
        await expect(call.backups.pickFolder({ folder: copies })).rejects.toThrow(sentence);
        await expect(
          call.turnout.mark({ text: '6', district: 'KA', by: '', commandId: randomUUID() }),
        ).rejects.toThrow(sentence);
        await expect(call.door.filesHeld()).rejects.toThrow(sentence);
        await expect(call.door.destroy({ name: 'test.room', by: '' })).rejects.toThrow(sentence);
        await expect(
          call.door.setPassphrase({ present: '', passphrase: 'three random words', remember: false }),
        ).rejects.toThrow(sentence);
        await context.stop();
        door.close();
        expect(copiesIn(copies)).toEqual([]);
        expect(snapshot(folder)).toEqual(before);
      });
    });

    it('is read by commands, which say so on standard error', async () => {
      const { folder, copies, file } = roomIn(kind);
      const before = snapshot(folder);
      const out = temporaryFolder();
      const run = (...args: string[]) => runCommand([...args, '--room', file]);
      const board = await run('board', '--json');
      expect(board).toMatchObject({ code: 0, json: { electors: 30, voted: 5 } });
      expect(board.stderr).toMatch(SENTENCES[kind]);
      for (const reading of [
        ['poll'],
        ['paper', 'status', '--out', join(out, 'status.pdf')],
        ['backup', '--to', out],
      ])
        expect(await run(...reading)).toMatchObject({ code: 0, stderr: board.stderr });
      expect(readdirSync(out)).toHaveLength(2);
      expect(copiesIn(copies)).toEqual([]);
      expect(snapshot(folder)).toEqual(before);
    });

    it('refuses commands that change it, and they leave no file', async () => {
      const { folder, copies, file } = roomIn(kind);
      const before = snapshot(folder);
      const out = temporaryFolder();
      for (const changing of [
        ['mark', '6', '--district', 'KA'],
        ['export', '--out', join(out, 'list.csv')],
        ['next', '--out', join(out, 'next.room'), '--yes'],
        ['destroy', '--certificate', join(out, 'certificate.txt'), '--yes'],
      ]) {
        const { code, stdout, stderr } = await runCommand([...changing, '--room', file]);
        expect({ changing, code, stdout }).toEqual({ changing, code: 1, stdout: '' });
        expect(stderr).toMatch(SENTENCES[kind]);
      }
      expect(readdirSync(out)).toEqual([]);
      expect(copiesIn(copies)).toEqual([]);
      expect(snapshot(folder)).toEqual(before);
    });

    it('cannot be destroyed without opening it', async () => {
      const { folder, file } = roomIn(kind, true);
      const before = snapshot(folder);
      const door = RoomDoor.open(file, { create: false, program: 'a test' });
      await expect(door.destroyUnopened('', 'en')).rejects.toThrow(SENTENCES[kind]);
      door.close();
      expect(snapshot(folder)).toEqual(before);
    });

    it('opens read-only even if the system says so only when a write is tried', () => {
      isKnownAhead = false;
      onTestFinished(() => {
        isKnownAhead = true;
      });
      const { folder, copies, file } = roomIn(kind);
      const before = snapshot(folder);
      const room = open(file);
      expect(inEnglish(room.readOnly?.sentence)).toMatch(SENTENCES[kind]);
      expect(readBoard(room, 'district').voted).toBe(5);
      room.close();
      expect(copiesIn(copies)).toEqual([]);
      expect(snapshot(folder)).toEqual(before);
    });

    it('is updated only in its copy', () => {
      const from = temporaryFolder();
      const migrations = MIGRATIONS.slice(0, 5);
      openRoom(join(from, 'test.room'), { create: true, program: 'a test', migrations }).close();
      const { folder, copies } = readOnlyPlace(kind, from);
      const before = snapshot(folder);
      const room = open(join(folder, 'test.room'));
      expect(room.db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
      expect(readBoard(room, 'district').electors).toBe(0);
      room.close();
      expect(copiesIn(copies)).toEqual([]);
      expect(snapshot(folder)).toEqual(before);
    });

    // A disk with a file that is open for writing cannot be made read-only.
    it.skipIf(kind === 'disk')('does not open while another program has it open', () => {
      const { folder, copies } = readOnlyPlace(kind, folderWithRoom(), {
        before: (place) => {
          const lock = takeLock(join(place, 'test.room'));
          onTestFinished(() => lock.release());
        },
      });
      const before = readdirSync(folder);
      expect(() => open(join(folder, 'test.room'))).toThrow(RoomBusy);
      expect(readdirSync(folder)).toEqual(before);
      expect(copiesIn(copies)).toEqual([]);
    });

    it('opens whatever a killed program left of its lock', () => {
      const from = folderWithRoom();
      writeFileSync(join(from, 'test.room-lock'), '');
      writeFileSync(join(from, 'test.room.lock'), '{"program":"a killed one"}');
      const { folder } = readOnlyPlace(kind, from);
      const before = snapshot(folder);
      expect(readBoard(open(join(folder, 'test.room')), 'district').voted).toBe(5);
      expect(snapshot(folder)).toEqual(before);
    });

    it('is not replaced by a backup', async () => {
      const { folder, file } = roomIn(kind);
      const before = snapshot(folder);
      const { file: backup } = await makeBackup(open(file), temporaryFolder());
      expect(refusal(() => restore(file, backup, undefined))).toMatch(SENTENCES[kind]);
      expect(snapshot(folder)).toEqual(before);
    });

    it('says so if its destruction cannot continue', () => {
      const from = folderWithRoom();
      writeFileSync(destructionPlan(join(from, 'test.room')), '{}');
      const { folder } = readOnlyPlace(kind, from);
      const before = snapshot(folder);
      const start = () => RoomDoor.open(join(folder, 'test.room'), { create: true, program: 'a test' });
      expect(start).toThrow(/^The destruction of test\.room was interrupted and cannot go on/);
      expect(snapshot(folder)).toEqual(before);
    });

    it('is not copied if it is not a room', () => {
      const from = temporaryFolder();
      writeFileSync(join(from, 'test.room'), 'Elector Number,Surname\n'.repeat(20));
      const { folder, copies } = readOnlyPlace(kind, from);
      expect(() => open(join(folder, 'test.room'))).toThrow(/^test\.room is not a Committee Room file/);
      expect(copiesIn(copies)).toEqual([]);
    });

    it('leaves no copy behind if it is damaged', () => {
      const from = folderWithRoom();
      const file = join(from, 'test.room');
      damageFile(file);
      const { folder, copies } = readOnlyPlace(kind, from);
      const before = snapshot(folder);
      expect(() => open(join(folder, 'test.room'))).toThrow(/^test\.room is damaged/);
      const door = RoomDoor.open(join(folder, 'test.room'), { create: false, program: 'a test' });
      expect(inEnglish(door.damage)).toMatch(/^test\.room is damaged/);
      expect(door.backups({})).toEqual([]);
      door.close();
      expect(copiesIn(copies)).toEqual([]);
      expect(snapshot(folder)).toEqual(before);
    });
  },
);

describe.skipIf(cannotTry)('a read-only room', () => {
  it('is read by a command in its own process, which asks the system itself', () => {
    const { folder, copies, file } = roomIn('folder');
    const before = snapshot(folder);
    const board = asUnprivileged((as) => startCommand(['board', '--json', '--room', file], '', as));
    expect(board).toMatchObject({ code: 0, json: { electors: 30, voted: 5 } });
    expect(board.stderr).toMatch(SENTENCES.folder);
    expect(copiesIn(copies)).toEqual([]);
    expect(snapshot(folder)).toEqual(before);
  });

  it('says in its windows if its file has since changed or disappeared', async () => {
    const { folder, file } = roomIn('file');
    const door = RoomDoor.open(file, { create: false, program: 'a test' });
    onTestFinished(() => door.close());
    const context = contextOf(door);
    onTestFinished(() => context.stop());
    const { room } = door;
    const announce = vi.spyOn(room.changes, 'announce');
    context.watch.lookAtFile();
    expect(announce).toHaveBeenCalledTimes(0);
    renameSync(`${file}-wal`, join(folder, 'away-wal'));
    context.watch.lookAtFile();
    context.watch.lookAtFile();
    expect(announce).toHaveBeenCalledTimes(1);
    expect(inEnglish(room.readOnly?.news)).toMatch(
      /^test\.room has changed since you opened it\. Close the room/,
    );
    renameSync(file, join(folder, 'away.room'));
    context.watch.lookAtFile();
    expect(announce).toHaveBeenCalledTimes(2);
    expect(inEnglish(room.readOnly?.news)).toMatch(/^test\.room is no longer in /);
    expect(readBoard(room, 'district').voted).toBe(5);
    await context.stop();
  });

  it('names the log if only that is read-only', () => {
    const { folder } = readOnlyPlace('file', folderWithRoom(), { only: 'test.room-wal' });
    const { readOnly } = open(join(folder, 'test.room'));
    expect(inEnglish(readOnly?.sentence)).toMatch(
      /^test\.room-wal is read-only, so the room can only be looked at\./,
    );
  });

  it('does not use the folders in its settings', () => {
    const whole = temporaryFolder();
    const named = temporaryFolder();
    const room = open(join(whole, 'test.room'), { create: true });
    pickFolder(room, named);
    room.close();
    const { folder } = readOnlyPlace('folder', whole);
    const looked = open(join(folder, 'test.room'));
    expect(knownFolders(looked)).not.toContain(named);
    expect(pickedFolder(looked)).toBeNull();
  });

  it('is read whole while a program whose lock cannot be seen enters numbers', () => {
    const shared = temporaryFolder();
    chmodSync(shared, 0o777);
    const count = join(shared, 'count');
    const { folder } = readOnlyPlace('folder', folderWithRoom(), {
      before: (place) => {
        const writer = spawn(process.execPath, script(WRITER, join(place, 'test.room'), count), {
          stdio: 'ignore',
        });
        onTestFinished(() => {
          writer.kill('SIGKILL');
        });
        while (!existsSync(count)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
        for (const name of ['test.room-lock', 'test.room.lock']) rmSync(join(place, name));
      },
    });
    for (let time = 0; time < 20; time += 1) {
      const acknowledged = Number(readFileSync(count, 'utf8'));
      try {
        const room = open(join(folder, 'test.room'));
        const journaled = room.db.prepare('SELECT count(*) FROM journal').pluck().get();
        expect(journaled).toBeGreaterThanOrEqual(acknowledged);
        expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
        room.close();
      } catch (error) {
        expect(error).toHaveProperty(
          'message',
          expect.stringMatching(/^Another program is changing test\.room/),
        );
      }
    }
  });
});

describe.skipIf(cannotTry)('copies of read-only rooms', () => {
  it('from a killed program are removed when a room is next opened', () => {
    const { file, copies } = roomIn('file');
    const killed = asUnprivileged((as) => spawnSync(process.execPath, script(KILLED, file), as));
    expect(killed.signal).toBe('SIGKILL');
    expect(copiesIn(copies)).toHaveLength(1);
    const room = open(file);
    expect(copiesIn(copies)).toHaveLength(1);
    // A copy in use stays.
    open(file).close();
    expect(copiesIn(copies)).toHaveLength(1);
    expect(readBoard(room, 'district').voted).toBe(5);
    room.close();
    expect(copiesIn(copies)).toEqual([]);
  });
});
