import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { ensureNotOpen, patience, RoomBusy } from '../../src-main/store/file/lock.ts';
import { RoomAway } from '../../src-main/store/file/room-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { recoveryKeyOf } from '../../src-main/store/room-key.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { inEnglish } from '../unit/in-english.ts';
import { runCommand } from '../unit/run-command.ts';
import { importText, temporaryFolder, temporaryRoom } from '../unit/temporary-room.ts';

hashQuickly();

const ROOM_MODULE = JSON.stringify(join(import.meta.dirname, '../../src-main/store/open-room.ts'));
const MARK_MODULE = JSON.stringify(join(import.meta.dirname, '../../src-main/turnout/mark.ts'));

const OLDER_PROGRAM = join(import.meta.dirname, '../fixtures/older-program.ts');

const open = (file: string, create = false) => openRoom(file, { create, program: 'a test' });

function roomOf(upTo = 30): Room {
  const room = temporaryRoom();
  importText(
    room,
    register(
      ...Array.from({ length: upTo }, (_, at) => elector(String(at + 1), 'Evans', 'Ann', { vi: 'P' })),
    ),
    { promises: ['P'] },
  );
  return room;
}

/** A program that runs these lines with `openRoom` and `markNumbers`. */
function program(lines: string): void {
  const script = `import { openRoom } from ${ROOM_MODULE}; import { markNumbers } from ${MARK_MODULE};
    ${lines}`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script]);
  expect(String(stderr)).toBe('');
}

/** The same, which is then killed without a chance to close. */
function killedProgram(lines: string): void {
  program(`${lines}
    process.kill(process.pid, 'SIGKILL');`);
}

function killedAfterMarks(room: Room, numbers: string): void {
  room.close();
  killedProgram(`const room = openRoom(${JSON.stringify(room.file)}, { create: false, program: 'a doomed program' });
    markNumbers(room, { text: ${JSON.stringify(numbers)}, district: 'KA', by: 'a test' });`);
}

it.each(['', 'process.exit(0);'])('a program that ends without closing it leaves it sound (%j)', (end) => {
  const room = roomOf();
  room.close();
  program(`const room = openRoom(${JSON.stringify(room.file)}, { create: false, program: 'a forgetful program' });
    markNumbers(room, { text: '1-5', district: 'KA', by: 'a test' });
    ${end}`);
  const again = open(room.file);
  expect(markedOff(again)).toBe(5);
  expect(checkRoom(again).problems).toEqual([]);
  again.close();
});

let killed: string | undefined;

/** A room whose program was killed after 20 marks: of one such, each test gets its own copy. */
function killedRoom(): string {
  if (killed === undefined) {
    const room = roomOf();
    killedAfterMarks(room, '1-20');
    killed = mkdtempSync(join(tmpdir(), 'committee-room-killed-'));
    cpSync(dirname(room.file), killed, { recursive: true });
  }
  const folder = temporaryFolder();
  cpSync(killed, folder, { recursive: true });
  return join(folder, 'test.room');
}

/** The way a room was locked before, in its own process. It says so, and keeps the lock until it is killed. */
async function olderProgram(file: string): Promise<{ output: string; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [OLDER_PROGRAM, file]);
  const [output] = await once(child.stdout, 'data');
  const kill = async () => {
    if (child.exitCode !== null || !child.kill('SIGKILL')) return;
    await once(child, 'exit');
  };
  onTestFinished(() => kill());
  return { output: String(output).trim(), kill };
}

describe('the lock of a room', () => {
  it('leaves nothing behind when the room is closed, and is free when its process is killed', () => {
    const room = roomOf();
    expect(readdirSync(dirname(room.file)).sort()).toEqual(
      ['test.room', 'test.room-lock', 'test.room-shm', 'test.room-wal', 'test.room.lock'].sort(),
    );
    room.close();
    expect(readdirSync(dirname(room.file))).toEqual(['test.room']);
    killedAfterMarks(room, '1 2 3');
    expect(existsSync(`${room.file}-lock`)).toBe(true);
    const again = open(room.file);
    expect(markedOff(again)).toBe(3);
    again.close();
    expect(readdirSync(dirname(room.file))).toEqual(['test.room']);
  });

  it('is the same lock, whichever links and spellings name the room', async () => {
    const room = roomOf();
    const folder = dirname(room.file);
    mkdirSync(join(folder, 'deep'));
    const names = [
      join(folder, 'deep', '..', 'test.room'),
      join(folder, 'link.room'),
      join(folder, 'linked', 'test.room'),
      join(folder, 'deep', 'again.room'),
    ];
    symlinkSync(room.file, join(folder, 'link.room'));
    symlinkSync(folder, join(folder, 'linked'));
    symlinkSync(join(folder, 'linked', 'link.room'), join(folder, 'deep', 'again.room'));
    for (const name of names) expect(() => open(name)).toThrow(RoomBusy);
    const command = await runCommand(['board', '--room', join(folder, 'linked', 'link.room')]);
    expect(command.stderr).toContain('is already open in a test');
    room.close();
    const linked = open(join(folder, 'link.room'));
    expect(linked.file).toBe(room.file);
    expect(() => open(room.file)).toThrow(RoomBusy);
    linked.close();
  });

  it('is waited for while another program closes the room', async () => {
    const room = roomOf();
    room.close();
    const script = `import { openRoom } from ${ROOM_MODULE};
      const room = openRoom(${JSON.stringify(room.file)}, { create: false, program: 'a program that closes' });
      console.log('OPEN');
      setTimeout(() => room.close(), 100);`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
    await once(child.stdout, 'data');
    patience.ms = 60_000;
    onTestFinished(() => {
      patience.ms = 0;
    });
    open(room.file).close();
  });

  it('still keeps an older program out after pages were read for their checksums', async () => {
    const made = roomOf();
    made.close();
    const room = open(made.file);
    markNumbers(room, { text: '1', district: 'KA', by: 'a test' });
    expect(checkRoom(room).problems).toEqual([]);
    room.copyTo(`${room.file}.copy`);
    expect((await olderProgram(room.file)).output).toBe('SQLITE_BUSY');
    room.close();
    expect((await olderProgram(room.file)).output).toBe('OPEN');
  });

  it('leaves another program’s file alone that has the name of the lock’s note', () => {
    const room = roomOf();
    room.close();
    const note = `${room.file}.lock`;
    writeFileSync(note, 'of a file manager');
    const again = open(room.file);
    expect(() => open(room.file)).toThrow(/already open in another program/);
    again.close();
    expect(readFileSync(note, 'utf8')).toBe('of a file manager');
    // Cut short when its program was killed, it is still this program’s.
    writeFileSync(note, '{"prog');
    open(room.file).close();
    expect(existsSync(note)).toBe(false);
  });

  it('cannot be avoided by a hard link, whose log would have another name', () => {
    const room = roomOf();
    const other = join(dirname(room.file), 'other.room');
    linkSync(room.file, other);
    expect(() => open(other)).toThrow(/another name on this disk too/);
    room.close();
    expect(() => open(other)).toThrow(/Make a copy of it/);
    expect(readdirSync(dirname(room.file)).sort()).toEqual(['other.room', 'test.room']);
  });

  it('keeps out an older program, which locks the room’s own file: with a log, and before there is one', async () => {
    const room = roomOf();
    expect((await olderProgram(room.file)).output).toBe('SQLITE_BUSY');
    const empty = open(join(dirname(room.file), 'empty.room'), true);
    expect((await olderProgram(empty.file)).output).toBe('SQLITE_BUSY');
    empty.change(() => empty.db.exec("INSERT INTO setting VALUES ('polling_day', '2026-05-07')"));
    expect((await olderProgram(empty.file)).output).toBe('SQLITE_BUSY');
    empty.close();
    const { output, kill } = await olderProgram(empty.file);
    expect(output).toBe('OPEN');
    await kill();
  });

  it('is refused while an older program has the room, until that is closed or killed', async () => {
    const room = roomOf();
    room.close();
    writeFileSync(
      `${room.file}.lock`,
      JSON.stringify({ program: 'an older program', process: 7, computer: 'a laptop' }),
    );
    const { output, kill } = await olderProgram(room.file);
    expect(output).toBe('OPEN');
    expect(() => open(room.file)).toThrow(/already open in an older program \(process 7 on a laptop\)/);
    expect(() => ensureNotOpen(room.file)).toThrow(RoomBusy);
    // Its note belongs to it.
    expect(existsSync(`${room.file}.lock`)).toBe(true);
    expect(existsSync(`${room.file}-lock`)).toBe(false);
    await kill();
    open(room.file).close();
  });

  it.runIf(process.platform === 'linux')('still holds after the recovery key was read', () => {
    const room = roomOf();
    room.setPassphrase('four words to remember');
    recoveryKeyOf(room.db, 'four words to remember');
    const { ino } = statSync(room.file);
    expect(readFileSync('/proc/locks', 'utf8')).toMatch(new RegExp(`POSIX +ADVISORY +READ .*:${ino} `));
    expect(() => openRoom(room.file, { create: false, program: 'a test', key: room.key })).toThrow(RoomBusy);
  });

  it('lets a worker of the same program read while numbers are entered', async () => {
    const room = roomOf();
    const script = `import { parentPort } from 'node:worker_threads';
      import Sqlite from 'better-sqlite3';
      const db = new Sqlite(${JSON.stringify(room.file)}, { readonly: true });
      parentPort.on('message', () => parentPort.postMessage(db.prepare('SELECT COUNT(voted_at) FROM elector').pluck().get()));`;
    const worker = new Worker(script, { eval: true });
    onTestFinished(async () => void (await worker.terminate()));
    const ask = async () => {
      worker.postMessage('');
      return (await once(worker, 'message'))[0];
    };
    expect(await ask()).toBe(0);
    markNumbers(room, { text: '1 2', district: 'KA', by: 'a test' });
    expect(await ask()).toBe(2);
    expect((await olderProgram(room.file)).output).toBe('SQLITE_BUSY');
  });

  it('is refused if something else has its name, which stays as it was', () => {
    const room = roomOf();
    room.close();
    const precious = join(dirname(room.file), 'precious.txt');
    writeFileSync(precious, 'precious');
    symlinkSync(precious, `${room.file}-lock`);
    expect(() => open(room.file)).toThrow(/is not a Committee Room lock file/);
    expect(existsSync(precious)).toBe(true);
  });
});

describe('a room whose file is missing for a moment', () => {
  it('is never replaced by a new one, which would lose its log', async () => {
    const file = killedRoom();
    renameSync(file, `${file} on a stick`);
    const before = readdirSync(dirname(file)).sort();
    expect(() => open(file, true)).toThrow(RoomAway);
    const csv = join(temporaryFolder(), 'r.csv');
    writeFileSync(csv, register(elector('1', 'Jones', 'Bob')));
    for (const args of [
      ['import', csv, '--room', file],
      ['board', '--room', file],
    ]) {
      const { code, stderr } = await runCommand(args);
      expect(code).toBe(1);
      expect(stderr).toContain('test.room-wal');
      expect(stderr).toContain('restore a backup');
    }
    expect(readdirSync(dirname(file)).sort()).toEqual(before);
    renameSync(`${file} on a stick`, file);
    const again = open(file);
    expect(markedOff(again)).toBe(20);
    again.close();
  });

  it('is not replaced if its file is empty, or if only its lock is left', () => {
    const file = killedRoom();
    renameSync(file, `${file} on a stick`);
    writeFileSync(file, '');
    expect(() => open(file, true)).toThrow(RoomAway);
    const other = join(temporaryFolder(), 'other.room');
    writeFileSync(`${other}.lock`, '{}');
    expect(() => open(other, true)).toThrow(/other\.room\.lock/);
  });

  it('can be made again if a program was killed while it made it', () => {
    const file = join(temporaryFolder(), 'new.room');
    killedProgram(`const room = openRoom(${JSON.stringify(file)}, { create: true, program: 'a doomed program' });
      room.db.pragma('cache_size = 2');
      room.db.exec('BEGIN');
      for (let n = 0; n < 2000; n += 1) room.db.exec("INSERT INTO street (district, name, walk_order) VALUES ('KA', 'S" + n + "', 1)");`);
    expect(existsSync(`${file}-journal`)).toBe(true);
    open(file, true).close();
    writeFileSync(file, '');
    open(file, true).close();
  });

  it('waits behind its door, and opens when its file is back', () => {
    const file = killedRoom();
    renameSync(file, `${file} on a stick`);
    const door = RoomDoor.open(file, { create: true, program: 'a test' });
    expect([inEnglish(door.away), door.isLocked, door.damage]).toEqual([
      expect.stringContaining('test.room-wal'),
      false,
      null,
    ]);
    expect(() => door.room).toThrow(RoomAway);
    door.openAgain();
    expect(door.away).not.toBe(null);
    renameSync(`${file} on a stick`, file);
    door.openAgain();
    expect(markedOff(door.room)).toBe(20);
    expect(door.away).toBe(null);
    door.close();
  });

  it('can be restored from a backup, which never gets the earlier room’s log', async () => {
    const room = roomOf();
    markNumbers(room, { text: '1 2', district: 'KA', by: 'a test' });
    const { file } = await makeBackup(room, ownFolder(room.file));
    killedAfterMarks(room, '3-20');
    renameSync(room.file, `${room.file} on a stick`);
    const door = RoomDoor.open(room.file, { create: true, program: 'a test' });
    await door.restore(file);
    expect([markedOff(door.room), door.away]).toEqual([2, null]);
    expect(readdirSync(dirname(room.file)).filter((name) => name.endsWith('.room-wal')).length).toBe(2);
    door.close();
    expect(readdirSync(dirname(room.file)).some((name) => /before restore .*\.room-wal$/.test(name))).toBe(
      true,
    );
    expect(new Sqlite(room.file, { readonly: true }).pragma('integrity_check', { simple: true })).toBe('ok');
    expect(basename(room.file)).toBe('test.room');
  });
});
