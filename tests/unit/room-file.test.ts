import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { readCodeMeanings } from '../../src-main/register/elector/code-meanings.ts';
import { explainFault } from '../../src-main/store/faults.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { APPLICATION_ID, MIGRATIONS, type Migration } from '../../src-main/store/schema.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { damageFile } from '../damage-file.ts';
import { LAYOUTS, layoutFile } from '../fixtures/layouts.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

const ROOT = join(import.meta.dirname, '../..');

const open = (file: string, migrations?: readonly Migration[]) =>
  openRoom(file, { create: true, program: 'a test', ...(migrations ? { migrations } : {}) });

describe('a room file', () => {
  it('keeps what was acknowledged when the plug is pulled', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    const pragma = (name: string) => room.db.pragma(name, { simple: true });
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
    expect([pragma('application_id'), pragma('user_version')]).toEqual([APPLICATION_ID, MIGRATIONS.length]);
    room.close();
    const again = open(room.file);
    expect(again.db.pragma('synchronous', { simple: true })).toBe(2);
    again.close();
  });

  it('always flushes to the disk: nothing can turn that off, not even a test', () => {
    const files = globSync(['src-main/store/**/*.ts', 'src-main/backup/**/*.ts'], { cwd: ROOT });
    const sources = files
      // A draft of an import is thrown away with the program.
      .filter((file) => basename(file) !== 'draft.ts')
      .map((file) => readFileSync(join(ROOT, file), 'utf8'));
    expect(sources.length).toBeGreaterThan(30);
    const set = sources.flatMap((source) => source.match(/synchronous\s*=\s*\w+/gi) ?? []);
    expect(new Set(set)).toEqual(new Set(['synchronous = FULL', 'synchronous=FULL']));
    // Code that reads its environment could be influenced by it.
    expect(sources.filter((source) => source.includes('process.env'))).toEqual([]);
  });

  it('protects its journal: rows are neither changed nor removed', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    expect(() => room.db.exec("UPDATE journal SET by = 'nobody'")).toThrow(/only ever added/);
    expect(() => room.db.exec('DELETE FROM journal')).toThrow(/only ever added/);
  });

  it('is open in one program at a time, and says in which', async () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    const second = await runCommand(['board', '--room', room.file, '--json']);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`is already open in a test (process ${process.pid}`);
    room.close();
    expect((await runCommand(['board', '--room', room.file, '--json'])).code).toBe(0);
    expect(readdirSync(join(room.file, '..'))).toEqual(['test.room']);
  });

  it('can be opened again after its program was killed', () => {
    const file = join(temporaryFolder(), 'killed.room');
    const script = `import { openRoom } from ${JSON.stringify(join(import.meta.dirname, '../../src-main/store/open-room.ts'))};
      const room = openRoom(${JSON.stringify(file)}, { create: true, program: 'a doomed program' });
      room.change(() => room.db.exec("INSERT INTO setting VALUES ('polling_day', '2026-05-07')"));
      process.kill(process.pid, 'SIGKILL');`;
    spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script]);
    expect(existsSync(`${file}.lock`)).toBe(true);
    const room = open(file);
    expect(room.db.prepare("SELECT value FROM setting WHERE name = 'polling_day'").pluck().all()).toEqual([
      '2026-05-07',
    ]);
    room.close();
  });

  it('has a whole import or none if the program is killed in the middle of the first', () => {
    const file = join(temporaryFolder(), 'half.room');
    const script = `import { openRoom } from ${JSON.stringify(join(import.meta.dirname, '../../src-main/store/open-room.ts'))};
      const room = openRoom(${JSON.stringify(file)}, { create: true, program: 'a doomed program' });
      room.db.pragma('cache_size = 2');
      room.change(() => {
        const add = room.db.prepare("INSERT INTO street (district, name, walk_order) VALUES ('KA', ?, 1)");
        for (let n = 0; n < 20000; n += 1) add.run('Street ' + n);
        process.kill(process.pid, 'SIGKILL');
      });`;
    spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script]);
    expect(existsSync(`${file}-journal`)).toBe(true);
    const room = open(file);
    expect(room.db.prepare('SELECT COUNT(*) FROM street').pluck().get()).toBe(0);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    room.close();
  });

  it.each<[string, (file: string) => void]>([
    ['a letter', (file) => writeFileSync(file, 'Dear Sir')],
    ['another program’s database', (file) => void new Sqlite(file).exec('CREATE TABLE t (x)').close()],
  ])('is not confused with %s, which stays as it was', async (_what, make) => {
    const file = join(temporaryFolder(), 'other.room');
    make(file);
    const before = readFileSync(file);
    const register = `${file}.csv`;
    writeFileSync(register, layoutFile(LAYOUTS[0]!));
    const { code, stderr } = await runCommand(['import', register, '--room', file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^other\.room is not a Committee Room file\./);
    expect(readFileSync(file)).toEqual(before);
  });

  it.each([
    [
      'a journal that would undo half a change',
      `PRAGMA cache_size = 1; CREATE TABLE t (x); 
       WITH n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200) INSERT INTO t SELECT randomblob(900) FROM n;
       BEGIN; UPDATE t SET x = randomblob(900)`,
    ],
    [
      'a write-ahead log that has all but its first page',
      'PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (x); INSERT INTO t VALUES (1)',
    ],
  ])('leaves the database of another killed program alone, with %s', (_what, sql) => {
    const folder = temporaryFolder();
    const live = new Sqlite(join(folder, 'live.room'));
    live.exec(sql);
    const file = join(folder, 'other.room');
    // As a kill leaves them: without what is kept in memory.
    const parts = ['', '-wal', '-journal'].filter((part) => existsSync(join(folder, `live.room${part}`)));
    for (const part of parts) copyFileSync(join(folder, `live.room${part}`), `${file}${part}`);
    live.close();
    const now = () =>
      parts.map((part) => [readFileSync(`${file}${part}`), statSync(`${file}${part}`).mtimeMs]);
    const before = now();
    expect(parts).toHaveLength(2);
    expect(() => open(file)).toThrow(/is not a Committee Room file/);
    expect(now()).toEqual(before);
  });

  it('is refused at once if its name leads to a pipe or a folder, and a restore does not move these either', () => {
    const folder = temporaryFolder();
    const backup = temporaryRoom();
    backup.close();
    const pipe = join(folder, 'pipe.room');
    const directory = join(folder, 'folder.room');
    if (spawnSync('mkfifo', [pipe]).status === 0) {
      expect(() => open(pipe)).toThrow(/not an ordinary file/);
      expect(() => restore(pipe, backup.file, undefined)).toThrow(/not an ordinary file/);
      expect(lstatSync(pipe).isFIFO()).toBe(true);
    }
    expect(() => open(join(backup.file, 'inside.room'))).toThrow(/was not found/);
    mkdirSync(directory);
    expect(() => restore(directory, backup.file, undefined)).toThrow(/is a folder, not a file/);
    expect(lstatSync(directory).isDirectory()).toBe(true);
  });

  it('is refused if a newer version made it', async () => {
    const room = temporaryRoom();
    room.db.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    room.close();
    const before = readFileSync(room.file);
    const { code, stderr } = await runCommand(['board', '--room', room.file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/newer version of Committee Room/);
    expect(readFileSync(room.file)).toEqual(before);
  });

  it('is refused if it is damaged', async () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    room.close();
    damageFile(room.file);
    const { code, stderr } = await runCommand(['board', '--room', room.file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/damaged/);
  });

  it('that will be checked later is checked before its door lets anybody in', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    room.close();
    const door = RoomDoor.open(room.file, { create: false, program: 'a test' });
    expect([door.damage, door.isLocked, readBoard(door.room, 'district').electors]).toEqual([null, false, 8]);
    door.close();

    const tampered = new Sqlite(room.file);
    tampered.exec('CREATE TRIGGER harm AFTER INSERT ON journal BEGIN DELETE FROM slip; END');
    tampered.close();
    for (const ask of [
      (it: RoomDoor) => it.openRoom === null && it.damage,
      (it: RoomDoor) => !it.isLocked && it.damage,
      (it: RoomDoor) => it.damage,
    ]) {
      const other = RoomDoor.open(room.file, { create: false, program: 'a test' });
      expect(ask(other)).toMatchObject({ text: expect.stringContaining('damaged') });
      expect(() => other.room).toThrow(/damaged/);
      // It is closed, so a backup can replace it.
      expect(existsSync(`${room.file}.lock`)).toBe(false);
    }
    const later = openRoom(room.file, { create: false, program: 'a test', lookThroughLater: true });
    expect(() => later.ensureSound()).toThrow(/damaged/);
    expect(later.db.open).toBe(false);
  });

  it('is refused if there is none', async () => {
    const { code, stderr } = await runCommand(['board', '--room', join(temporaryFolder(), 'none.room')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/There is no room at/);
  });

  it('is updated in one step, with a backup of how it was', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    room.close();
    const newer = [...MIGRATIONS, 'ALTER TABLE street ADD COLUMN map_note TEXT'];
    open(room.file, newer).close();
    const after = new Sqlite(room.file);
    expect(after.pragma('user_version', { simple: true })).toBe(newer.length);
    expect(after.prepare('SELECT map_note FROM street').pluck().all()).toEqual([null, null, null]);
    after.close();
    const backup = new Sqlite(`${room.file}.before-version-${newer.length}`, { readonly: true });
    expect(backup.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(backup.prepare('SELECT COUNT(*) FROM elector').pluck().get()).toBe(8);
    backup.close();
  });

  it('of version 1 keeps its electors, marks, promises and sheets', () => {
    const file = join(temporaryFolder(), 'old.room');
    const old = open(file, MIGRATIONS.slice(0, 1));
    old.db.exec(`
      INSERT INTO setting VALUES ('promise_codes', '["P","l "]'), ('polling_day', '2026-05-07');
      INSERT INTO street (id, district, name, walk_order, electors, promises, postal, postal_promises, voted, promises_voted, in_person_voted, outstanding)
        VALUES (1, 'KA', 'High Street', 1, 3, 3, 1, 1, 1, 1, 1, 1);
      INSERT INTO elector (id, district, number, suffix, surname, forename, address, postcode, street_id, house, vi, postal, promise, voted_at)
        VALUES (1, 'KA', 1, '', 'Evans', 'Ann', '1 High Street', '', 1, '1', 'P', 0, 1, 1000),
               (2, 'KA', 2, '', 'Jones', 'Bob', '2 High Street', '', 1, '2', 'P', 1, 1, NULL),
               (3, 'KA', 3, '', 'Price', 'Cai', '3 High Street', '', 1, '3', 'L', 0, 1, NULL);
      INSERT INTO journal (id, at, by, kind, status, entered, elector_id, detail)
        VALUES ('a', 1000, 'Ann', 'number', 'marked', 'KA-1', 1, NULL), ('b', 2000, 'Ann', 'sheet', NULL, NULL, NULL, '{"code":"1-01"}');
    `);
    old.close();
    const room = open(file);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    expect(readBoard(room, 'district')).toMatchObject({ promises: 3, voted: 1, outstanding: 1 });
    expect(readCodeMeanings(room).promises()).toEqual(['P', 'L']);
    expect(room.db.prepare('SELECT kept_off FROM elector ORDER BY id').pluck().all()).toEqual([
      '',
      'postal',
      '',
    ]);
    expect(room.db.prepare('SELECT id, kind FROM journal ORDER BY seq').raw().all()).toEqual([
      ['a', 'number'],
      ['b', 'sheet'],
    ]);
    expect(() => room.db.exec('DELETE FROM journal')).toThrow(/only ever added to/);
    room.close();
  });

  it('stays as it was if its update fails', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    room.close();
    expect(() => open(room.file, [...MIGRATIONS, 'CREATE TABLE half (x); SELECT * FROM nowhere'])).toThrow(
      /nowhere/,
    );
    const again = open(room.file);
    expect(again.db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
    again.close();
  });

  it('is unchanged if the disk is full', () => {
    const room = temporaryRoom();
    const pages = Number(room.db.pragma('page_count', { simple: true }));
    room.db.pragma(`max_page_count = ${pages + 1}`);
    const many = [
      LAYOUTS[0]!.headings,
      ...Array.from({ length: 500 }, (_, index) => LAYOUTS[0]!.row(person(index + 1))),
    ];
    expect(() => importText(room, many.map((cells) => cells.join(',')).join('\n'))).toThrow(
      /The disk is full.*Free some space/,
    );
    expect(room.db.prepare('SELECT COUNT(*) FROM elector').pluck().get()).toBe(0);
  });
});

describe('a change', () => {
  it('that is on the disk is never reported as undone if the log cannot be restarted after it', () => {
    const room = open(join(temporaryFolder(), 'new.room'));
    const refuses = vi.spyOn(room.db, 'pragma').mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
    });
    const write = (name: string) =>
      room.change(() => room.db.prepare('INSERT INTO setting VALUES (?, ?)').run(name, ''));
    expect(write('polling_day').changes).toBe(1);
    expect(refuses).toHaveBeenCalled();
    refuses.mockRestore();
    write('election');
    expect(room.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(
      room.db
        .prepare(
          "SELECT COUNT(*) FROM setting WHERE name NOT LIKE '%!_id' ESCAPE '!' AND name <> 'exchange_key'",
        )
        .pluck()
        .get(),
    ).toBe(2);
    room.close();
  });
});

describe('a change in steps', () => {
  const count = (room: Room) =>
    room.db
      .prepare(
        "SELECT COUNT(*) FROM setting WHERE name NOT LIKE '%!_id' ESCAPE '!' AND name <> 'exchange_key'",
      )
      .pluck()
      .get();
  function* write(room: Room, upTo = 3) {
    for (let index = 1; index <= upTo; index += 1) {
      room.db.prepare('INSERT INTO setting VALUES (?, ?)').run(String(index), '');
      yield;
    }
    return 'done';
  }

  it('is committed as a whole, and other changes wait for it', async () => {
    const room = temporaryRoom();
    const running = room.changeInSteps(() => write(room));
    expect(() => room.change(() => {})).toThrow(/is being imported/);
    await room.settled();
    expect(room.change(() => count(room))).toBe(3);
    expect(await running).toBe('done');
  });

  it('that is stopped, fails, or is a rehearsal changes nothing', async () => {
    const room = temporaryRoom();
    const stop = new AbortController();
    const running = room.changeInSteps(() => write(room, 1000), { signal: stop.signal });
    stop.abort();
    expect(await running).toBeUndefined();
    expect(await room.changeInSteps(() => write(room), { rehearsal: true })).toBe('done');
    await expect(
      room.changeInSteps(function* () {
        yield* write(room);
        throw new Error('a fault');
      }),
    ).rejects.toThrow('a fault');
    expect(count(room)).toBe(0);
    expect(room.change(() => 'free again')).toBe('free again');
  });
});

const person = (number: number) => ({
  number,
  suffix: '',
  markers: '',
  date: '',
  surname: 'Evans',
  forename: 'Ann',
  postcode: 'ZZ1 1AA',
  address: [`${number} High Street`],
  vi: '',
});

describe('a check of the room', () => {
  it('finds a mark that is missing in the journal, and wrong counts', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    markNumbers(room, { text: 'KA-1 KA-3', by: 'a test' });
    undoNumbers(room, { text: 'KA-3', by: 'a test' });
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
    room.db.exec('UPDATE elector SET voted_at = 1 WHERE number = 5');
    expect(checkRoom(room).problems).toEqual([
      '1 electors have another mark than the journal says.',
      "1 streets' counts differ from their electors.",
    ]);
  });

  it('finds a number that nobody can enter, and an elector without a street', () => {
    const room = temporaryRoom();
    importText(room, layoutFile(LAYOUTS[0]!));
    room.db.pragma('foreign_keys = OFF');
    room.db.exec('UPDATE elector SET number = -5 WHERE number = 5');
    expect(checkRoom(room).problems).toEqual(['1 electors have a number below 1, which nobody can enter.']);
    room.db.exec('UPDATE elector SET number = 5, street_id = 999 WHERE number = -5');
    expect(checkRoom(room).problems).toContain('1 rows refer to a missing elector or street.');
  });
});

describe('a disk error', () => {
  it.each([
    ['ENOSPC', /disk is full/],
    ['EACCES', /do not have permission to read or write/],
    ['SQLITE_IOERR_WRITE', /disk could not read or write/],
    ['SQLITE_READONLY_DBMOVED', /cannot be written/],
  ])('%s is reported in a sentence that names the file', (code, sentence) => {
    const refusal = explainFault(Object.assign(new Error('x'), { code }), 'day.room');
    expect(refusal).toBeInstanceOf(Refusal);
    expect(String(refusal)).toMatch(sentence);
    expect(String(refusal)).toContain('day.room');
  });

  it('leaves other errors as they are', () => {
    const error = new Error('a bug');
    expect(explainFault(error, 'day.room')).toBe(error);
  });
});
