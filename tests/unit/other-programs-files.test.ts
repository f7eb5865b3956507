import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { backupFiles, namedLike, pickFolder } from '../../src-main/backup/backup-places.ts';
import { changePassphrase } from '../../src-main/backup/change-passphrase.ts';
import { destroyRoom, destroyUnopened, inWords } from '../../src-main/backup/destroy-room.ts';
import { writePlan } from '../../src-main/backup/destruction-plan.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { backupsOf } from '../../src-main/backup/room-copies.ts';
import { settleIn } from '../../src-main/backup/room-place.ts';
import { wordsOf } from '../../src-main/paper/words.ts';
import { destructionPlan } from '../../src-main/store/file/being-destroyed.ts';
import { RoomBusy } from '../../src-main/store/file/lock.ts';
import { RoomAway } from '../../src-main/store/file/room-file.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { MIGRATIONS } from '../../src-main/store/schema.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

hashQuickly();

const SECRET = 'tŷ ar y graig';
const open = (file: string, create = false) => openRoom(file, { create, program: 'a test' });

function roomIn(folder: string, name = 'day.room'): Room {
  const room = open(join(folder, name), true);
  settleIn(room);
  onTestFinished(() => room.close());
  importText(room, register(...[1, 2, 3, 4].map((at) => elector(String(at), 'Evans', 'Ann', { vi: 'P' }))));
  return room;
}

/** A closed room. */
function closedRoom(): string {
  const room = roomIn(temporaryFolder());
  room.close();
  return room.file;
}

/** A room as a killed program leaves it, with three marks in its log. */
function killedRoom(): string {
  const room = roomIn(temporaryFolder());
  markNumbers(room, { text: '1 2 3', district: 'KA', by: '' });
  const file = join(temporaryFolder(), 'killed.room');
  for (const part of ['', '-wal']) copyFileSync(`${room.file}${part}`, `${file}${part}`);
  room.close();
  return file;
}

/** Another program’s database, open there, with a log. */
function foreignDatabase(file: string): () => Buffer[] {
  const db = new Sqlite(file);
  onTestFinished(() => void db.close());
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE mail (text); INSERT INTO mail VALUES (1)');
  return () => ['', '-wal'].map((part) => readFileSync(`${file}${part}`));
}

function otherFile(): string {
  const file = join(temporaryFolder(), 'thesis.odt');
  writeFileSync(file, 'Chapter 1');
  return file;
}

const pipe = (file: string) => execFileSync('mkfifo', [file]);
const folderAt = (file: string) => mkdirSync(file);
const linkAt = (file: string) => symlinkSync(otherFile(), file);
const danglingAt = (file: string) => symlinkSync(join(temporaryFolder(), 'gone'), file);

describe('a restore', () => {
  it('never moves another program’s database or its log, whatever its name and whatever backups are beside it', async () => {
    const folder = temporaryFolder();
    const room = roomIn(folder);
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    room.close();
    const other = join(folder, 'mail.room');
    const content = foreignDatabase(other);
    const before = content();
    mkdirSync(ownFolder(other));
    copyFileSync(backup, join(ownFolder(other), 'mail 2026-05-07 14-05-09 0001-3f9ac01b77de.room-backup'));
    const names = readdirSync(folder);
    expect(() => restore(other, backup, undefined)).toThrow(
      /mail\.room is not a Committee Room file, so it was left/,
    );
    expect(() => RoomDoor.open(other, { create: false, program: 'a test' })).toThrow(
      /not a Committee Room file/,
    );
    expect(() => destroyUnopened(other, { by: '' })).toThrow(/not a Committee Room file/);
    expect([content(), readdirSync(folder)]).toEqual([before, names]);
  });

  it('leaves any other file without backups alone', async () => {
    const room = roomIn(temporaryFolder());
    const { file: backup } = await makeBackup(room, ownFolder(room.file));
    const letter = join(temporaryFolder(), 'letter.room');
    writeFileSync(letter, 'Dear Gwen, '.repeat(1000));
    expect(() => restore(letter, backup, undefined)).toThrow(/restore the backup under another name/);
    expect(readdirSync(dirname(letter))).toEqual(['letter.room']);
  });

  it('still replaces a room that is damaged in its first bytes, or in the bits that make it a room', async () => {
    for (const damage of [
      (bytes: Buffer) => bytes.fill(7, 0, 100),
      (bytes: Buffer) => bytes.writeUInt8(0x42, 68),
    ]) {
      const room = roomIn(temporaryFolder());
      markNumbers(room, { text: '1 2', district: 'KA', by: '' });
      const { file: backup } = await makeBackup(room, ownFolder(room.file));
      room.close();
      const bytes = readFileSync(room.file);
      damage(bytes);
      writeFileSync(room.file, bytes);
      restore(room.file, backup, undefined);
      const restored = open(room.file);
      expect(markedOff(restored)).toBe(2);
      restored.close();
    }
  });

  it('from the room of a killed program brings back what is in its log, and leaves that room as it is', () => {
    const source = killedRoom();
    const content = () =>
      readdirSync(dirname(source)).map((name) => readFileSync(join(dirname(source), name)));
    const before = content();
    const file = join(temporaryFolder(), 'new.room');
    expect(restore(file, source, undefined).marks).toBe(3);
    const room = open(file);
    expect(markedOff(room)).toBe(3);
    room.close();
    expect(content()).toEqual(before);
    expect(readdirSync(dirname(file))).toEqual(['new.room']);
  });

  it('from a room that a program has open is refused, because its newest entries could be missed', () => {
    const room = roomIn(temporaryFolder());
    expect(() => restore(join(temporaryFolder(), 'new.room'), room.file, undefined)).toThrow(RoomBusy);
    room.close();
    restore(join(temporaryFolder(), 'new.room'), room.file, undefined);
    expect(readdirSync(dirname(room.file))).toEqual(['day.room']);
  });

  it('says which folder is in the way', () => {
    const [file, source] = [closedRoom(), closedRoom()];
    mkdirSync(`${file}.restoring`);
    expect(() => restore(file, source, undefined)).toThrow(
      /The program needs to write a file named .*day\.room\.restoring, but a folder/,
    );
    const room = open(file);
    expect(() => RoomDoor.of(room).openRoom).not.toThrow();
    room.close();
  });
});

describe('a change of the passphrase', () => {
  it.each([
    ['a file', (file: string) => writeFileSync(file, 'half a download')],
    ['a pipe', pipe],
    ['a folder', folderAt],
    ['a link', linkAt],
  ])('leaves %s with the room’s name and .part alone', async (_, put) => {
    const room = roomIn(temporaryFolder());
    put(`${room.file}.part`);
    const before = statSync(`${room.file}.part`).ino;
    await changePassphrase(room, SECRET);
    expect(statSync(`${room.file}.part`).ino).toBe(before);
  });
});

describe('an empty file', () => {
  it.each(['-lock', '.lock'])('of another program stays if its name ends in %s', (ending) => {
    const file = closedRoom();
    writeFileSync(`${file}${ending}`, '');
    const room = open(file);
    expect(() => open(file)).toThrow(RoomBusy);
    room.close();
    expect(readdirSync(dirname(file))).toEqual(['day.room', `day.room${ending}`]);
  });
});

describe.each(['-wal', '-shm', '-journal'])(
  'anything but a plain file, with the name of the room and %s,',
  (part) => {
    it.each([
      ['a link', linkAt],
      ['a link that leads nowhere', danglingAt],
      ['a pipe', pipe],
      ['a folder', folderAt],
    ])('keeps a room closed, and prevents a new one: %s', (_, put) => {
      const file = closedRoom();
      put(`${file}${part}`);
      expect(() => open(file)).toThrow(`day.room${part} is a folder, a link or a device`);
      const other = join(temporaryFolder(), 'new.room');
      put(`${other}${part}`);
      expect(() => open(other, true)).toThrow(RoomAway);
      expect(readdirSync(dirname(other))).toEqual([`new.room${part}`]);
    });
  },
);

describe('a destruction', () => {
  it('does not overwrite a file that only a link leads to, or that has a second name, and says so', async () => {
    const room = roomIn(temporaryFolder());
    const { file } = await makeBackup(room, ownFolder(room.file));
    const [linked, hard] = [otherFile(), otherFile()];
    const names = [2, 3].map((number) => file.replace(' 0001-', ` 000${number}-`));
    symlinkSync(linked, names[0]!);
    linkSync(hard, names[1]!);
    const certificate = destroyRoom(room, { by: '' });
    expect([linked, hard].map((each) => readFileSync(each, 'utf8'))).toEqual(['Chapter 1', 'Chapter 1']);
    expect(certificate.left.map((each) => each.file).sort()).toEqual(names);
    expect(existsSync(file)).toBe(false);
  });

  it('gives its certificate if the folder of backups is a link to another', async () => {
    const room = roomIn(temporaryFolder());
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, ownFolder(room.file));
    await makeBackup(room, ownFolder(room.file));
    const certificate = destroyRoom(room, { by: '' });
    expect(inWords(certificate, await wordsOf('en'))).not.toContain('NOT removed');
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('continues through a link, and destroys a room that cannot be opened through one too', async () => {
    const certificate = join(temporaryFolder(), 'certificate.txt');
    const [begun, locked] = [closedRoom(), roomIn(temporaryFolder())];
    writePlan(begun, {
      ...{ by: '', at: 0, language: 'en', wasOpened: true, left: [], unreached: [] },
      files: [{ file: begun, bytes: statSync(begun).size }],
    });
    locked.setPassphrase(SECRET);
    locked.close();
    for (const [file, ...more] of [[begun], [locked.file, '--without-key', 'day.room']] as const) {
      const link = join(temporaryFolder(), 'link.room');
      symlinkSync(file, link);
      const done = await runCommand([
        'destroy',
        '--room',
        link,
        '--certificate',
        certificate,
        '--yes',
        '--json',
        ...more,
      ]);
      expect(done.json).toMatchObject({ room: 'day.room', left: [] });
      expect(readdirSync(dirname(file))).toEqual([]);
    }
  });

  it.each([
    ['a folder', folderAt],
    ['a pipe', pipe],
  ])('does not continue because of %s with the name of its plan', (_, put) => {
    const file = closedRoom();
    put(destructionPlan(file));
    expect(() => RoomDoor.open(file, { create: false, program: 'a test' })).toThrow(/cannot be read/);
  });
});

describe('a backup', () => {
  it.each([
    ['a pipe', pipe, 'is not a folder'],
    ['a file', (file: string) => writeFileSync(file, ''), 'is not a folder'],
    ['a link to a device', (file: string) => symlinkSync('/dev/full', file), 'is not a folder'],
    ['a link that leads nowhere', danglingAt, 'is not there'],
    ['a link to itself', (file: string) => symlinkSync(file, file), 'is not there'],
  ])(
    'into %s is refused with its name and the reason, and so is the room’s own folder',
    async (_, put, reason) => {
      const room = roomIn(temporaryFolder());
      const place = join(temporaryFolder(), 'place');
      put(place);
      put(ownFolder(room.file));
      await expect(makeBackup(room, place)).rejects.toThrow(`${place} ${reason}`);
      await expect(makeBackup(room, ownFolder(room.file))).rejects.toThrow(
        `${ownFolder(room.file)} ${reason}`,
      );
      expect(() => pickFolder(room, place)).toThrow(place);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'is in a folder for its owner only, whatever the umask',
    async () => {
      const before = process.umask(0);
      onTestFinished(() => void process.umask(before));
      const room = roomIn(temporaryFolder());
      const { file } = await makeBackup(room, ownFolder(room.file));
      expect([statSync(dirname(file)).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    },
  );

  it('is still listed and numbered after somebody gave another the greatest number', async () => {
    const room = roomIn(temporaryFolder());
    const { file } = await makeBackup(room, ownFolder(room.file));
    copyFileSync(file, file.replace(' 0001-', ' 999999999-'));
    const next = await makeBackup(room, ownFolder(room.file));
    expect(backupsOf(room).map((backup) => backup.file)).toContain(next.file);
  });

  it('is recognised as the room’s own, however the accents in its name are encoded', async () => {
    const folder = temporaryFolder();
    const room = roomIn(folder, 'tŷ.room'.normalize('NFC'));
    const name = 'tŷ 2026-05-07 14-05-09.room-backup'.normalize('NFD');
    mkdirSync(ownFolder(room.file));
    room.copyTo(join(ownFolder(room.file), name));
    expect(namedLike(room.file, backupFiles([ownFolder(room.file)]))).toHaveLength(1);
    expect(backupsOf(room)).toHaveLength(1);
  });
});

describe.skipIf(process.platform === 'win32')('an endless device', () => {
  it.each([
    [['import', '/dev/null']],
    [['import', 'REGISTER', '--mapping', '/dev/null']],
    [['import', 'REGISTER', '--canvass', '/dev/null']],
    [['board', '--passphrase-file', '/dev/null']],
  ])('is not read: %j', async (args) => {
    const folder = temporaryFolder();
    const csv = join(folder, 'register.csv');
    writeFileSync(csv, register(elector('1', 'Evans', 'Ann')));
    const commandArgs = args.map((each) => (each === 'REGISTER' ? csv : each));
    const { code, stderr } = await runCommand([...commandArgs, '--room', join(folder, 'new.room')]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('null is a link or a device, not an ordinary file'),
    ]);
    expect(readdirSync(folder)).toEqual(['register.csv']);
  });
});

describe('a room that somebody else had', () => {
  it.each(['../../elsewhere', '', 'a/b', '\0', 'X'.repeat(32)])(
    'is damaged if its id is malformed, because files are named after it: %j',
    async (id) => {
      const room = roomIn(temporaryFolder());
      room.change(() => room.db.prepare("UPDATE setting SET value = ? WHERE name = 'file_id'").run(id));
      room.close();
      expect(() => open(room.file)).toThrow(/is damaged/);
      expect(destroyUnopened(room.file, { by: '' }).removed.map((each) => each.file)).toContain(room.file);
    },
  );

  it('cannot bring in such an id through an older version', () => {
    const file = join(temporaryFolder(), 'older.room');
    const older = openRoom(file, { create: true, program: 'a test', migrations: MIGRATIONS.slice(0, 5) });
    older.change(() => older.db.exec("INSERT INTO setting VALUES ('file_id', '../../elsewhere')"));
    older.close();
    expect(() => open(file)).toThrow(/is damaged/);
  });
});
