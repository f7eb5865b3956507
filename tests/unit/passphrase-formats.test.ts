import { pbkdf2Sync } from 'node:crypto';
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { ownFolder } from '../../src-main/backup/backup-name.ts';
import { changePassphrase } from '../../src-main/backup/change-passphrase.ts';
import { inspectBackup } from '../../src-main/backup/inspect-backup.ts';
import { makeBackup } from '../../src-main/backup/make-backup.ts';
import { Arguments } from '../../src-main/cli/arguments.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { type RoomKey, RoomLocked, recoveryKey } from '../../src-main/store/room-key.ts';
import { isNameOf } from '../../src-main/store/room-name.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText, temporaryFolder } from './temporary-room.ts';

const hashing = vi.hoisted(() => ({ here: 0, elsewhere: 0 }));
/** Rounds that make no difference to a test are not made, as each time takes a tenth of a second. */
const rounds = vi.hoisted(() => ({ areSkipped: true }));

vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  const { pbkdf2, pbkdf2Sync } = crypto;
  const made = (all: number) => (rounds.areSkipped && all === 210_000 ? 1 : all);
  return {
    ...crypto,
    pbkdf2Sync: (...[passphrase, salt, all, ...rest]: Parameters<typeof pbkdf2Sync>) => {
      hashing.here += 1;
      return pbkdf2Sync(passphrase, salt, made(all), ...rest);
    },
    pbkdf2: (...[passphrase, salt, all, ...rest]: Parameters<typeof pbkdf2>) => {
      hashing.elsewhere += 1;
      pbkdf2(passphrase, salt, made(all), ...rest);
    },
  };
});

let made = 0;
/** A passphrase that no other test has hashed. */
const newPassphrase = () => {
  made += 1;
  return `three random words ${made}`;
};

/** A closed room with one elector and a passphrase. */
function encrypted(passphrase: string): string {
  const file = join(temporaryFolder(), 'day.room');
  const room = openRoom(file, { create: true, program: 'a test' });
  importText(room, register(elector('1', 'Llewellyn', 'Ann')));
  room.setPassphrase(passphrase);
  room.close();
  return file;
}

const electorsIn = (file: string, key?: RoomKey) => {
  const room = openRoom(file, { create: false, program: 'a test', key });
  try {
    return room.db.prepare<[], number>('SELECT COUNT(*) FROM elector').pluck().get();
  } finally {
    room.close();
  }
};

/** Opens a file by SQLite’s cipher alone, with these bytes as a key. */
function byCipher(file: string, key: string): Sqlite.Database {
  const db = new Sqlite(file);
  db.pragma("cipher = 'chacha20'");
  db.pragma(`hexkey = '${Buffer.from(key).toString('hex')}'`);
  return db;
}

const keyOf = (file: string, passphrase: string, rounds: number) => {
  const salt = readFileSync(file).subarray(0, 16);
  return `raw:${pbkdf2Sync(passphrase, salt, rounds, 32, 'sha256').toString('hex')}`;
};

/** A room as earlier programs made it: the cipher hashed the passphrase itself, which could be short. */
function asEarlier(passphrase: string): string {
  const before = newPassphrase();
  const file = encrypted(before);
  const db = byCipher(file, keyOf(file, before, 210_000));
  db.pragma('journal_mode = DELETE');
  db.pragma(`hexrekey = '${Buffer.from(passphrase).toString('hex')}'`);
  db.close();
  return file;
}

describe('the key of a room', () => {
  it('is its passphrase hashed 210,000 times', () => {
    rounds.areSkipped = false;
    onTestFinished(() => {
      rounds.areSkipped = true;
    });
    const passphrase = newPassphrase();
    const file = encrypted(passphrase);
    const db = byCipher(file, keyOf(file, passphrase, 210_000));
    expect(db.prepare('SELECT COUNT(*) FROM elector').pluck().get()).toBe(1);
    db.close();
  });

  it('is hashed once for the room, its backups and its recovery key', async () => {
    const passphrase = newPassphrase();
    const file = encrypted(passphrase);
    expect(hashing.here).toBeGreaterThan(0);
    vi.resetModules();
    hashing.here = 0;
    const [store, keys, backup, inspect] = await Promise.all([
      import('../../src-main/store/open-room.ts'),
      import('../../src-main/store/room-key.ts'),
      import('../../src-main/backup/make-backup.ts'),
      import('../../src-main/backup/inspect-backup.ts'),
    ]);
    const room = store.openRoom(file, { create: false, program: 'a test', key: { passphrase } });
    const { file: copy } = await backup.makeBackup(room, ownFolder(file));
    expect(inspect.inspectBackup(copy, { passphrase }).state).toBe('good');
    room.close();
    keys.recoveryKey(file, passphrase);
    expect(hashing.here).toBe(1);
  });

  it('is hashed off the main thread if a window is waiting for it', async () => {
    const passphrase = newPassphrase();
    const file = encrypted(passphrase);
    vi.resetModules();
    const { RoomDoor: Door } = await import('../../src-main/api/room-door.ts');
    Object.assign(hashing, { here: 0, elsewhere: 0 });
    const door = Door.open(file, { create: false, program: 'a test' });
    await door.unlock({ passphrase }, false);
    expect(hashing).toEqual({ here: 0, elsewhere: 1 });
    door.close();
  });

  it('of an earlier program is hashed off the main thread too, and so is a wrong one', async () => {
    const file = asEarlier('8letters');
    vi.resetModules();
    const { RoomDoor: Door } = await import('../../src-main/api/room-door.ts');
    Object.assign(hashing, { here: 0, elsewhere: 0 });
    const door = Door.open(file, { create: false, program: 'a test' });
    await expect(door.unlock({ passphrase: '9letters' }, false)).rejects.toThrow(/does not open/);
    await door.unlock({ passphrase: '8letters' }, false);
    expect(hashing).toEqual({ here: 0, elsewhere: 4 });
    door.close();
  });

  // Only Linux lists them.
  it.runIf(process.platform === 'linux')('never drops the locks of an open room', async () => {
    const passphrase = newPassphrase();
    const file = encrypted(passphrase);
    const { ino } = statSync(file);
    const locks = () =>
      readFileSync('/proc/locks', 'utf8')
        .split('\n')
        .filter((line) => line.includes(`:${ino} `)).length;
    const door = RoomDoor.open(file, { create: false, program: 'a test' });
    await door.unlock({ passphrase }, false);
    expect(locks()).toBeGreaterThan(0);
    // A second window that asks late.
    await door.unlock({ passphrase: newPassphrase() }, false);
    expect(locks()).toBeGreaterThan(0);
    // A virus scanner may touch the file, which is then compared with what is on the disk.
    utimesSync(file, new Date(), new Date());
    expect(door.room.fileTrouble()).toBe(null);
    expect(locks()).toBeGreaterThan(0);
    door.close();
  });

  it('of an earlier program still opens the room, and is replaced when a passphrase is set', () => {
    const file = asEarlier('8letters');
    expect(electorsIn(file, { passphrase: ' 8letters ' })).toBe(1);
    expect(electorsIn(file, { recoveryKey: recoveryKey(file, '8letters') })).toBe(1);
    expect(() => electorsIn(file, { passphrase: '9letters' })).toThrow(/does not open/);
    const room = openRoom(file, { create: false, program: 'a test', key: { passphrase: '8letters' } });
    const passphrase = newPassphrase();
    room.setPassphrase(passphrase);
    room.close();
    byCipher(file, keyOf(file, passphrase, 210_000))
      .prepare('SELECT 1 FROM elector')
      .get();
    expect(() => electorsIn(file, { passphrase: '8letters' })).toThrow(RoomLocked);
  });

  it('of an earlier program opens its backups and the door too', async () => {
    const file = asEarlier('8letters');
    const door = RoomDoor.open(file, { create: false, program: 'a test' });
    await door.unlock({ passphrase: '8letters' }, false);
    const { file: backup } = await makeBackup(door.room, ownFolder(file));
    door.close();
    expect(inspectBackup(backup, { passphrase: '8letters' }).state).toBe('good');
  });

  it('cannot be typed as a passphrase', () => {
    const passphrase = newPassphrase();
    const file = encrypted(passphrase);
    const raw = keyOf(file, passphrase, 210_000);
    for (const typed of [
      raw,
      raw.toUpperCase(),
      `${raw}${readFileSync(file).subarray(0, 16).toString('hex')}`,
    ])
      expect(() => electorsIn(file, { passphrase: typed })).toThrow(RoomLocked);
    // As a passphrase it works like any other.
    expect(electorsIn(encrypted(raw), { passphrase: raw })).toBe(1);
    byCipher(file, raw).prepare('SELECT 1 FROM elector').get();
  });
});

describe('a new passphrase', () => {
  const set = async (passphrase: string) => {
    const room = openRoom(join(temporaryFolder(), 'day.room'), { create: true, program: 'a test' });
    try {
      await changePassphrase(room, passphrase);
    } finally {
      room.close();
    }
  };

  it('has at least twelve characters, however many bytes they are', async () => {
    for (const short of ['ŵŷŵŷŵŷŵŷŵŷŵ', 'ŵŷŵŷŵŷŵŷŵŷŵ'.normalize('NFD')])
      await expect(set(short)).rejects.toThrow(/12 characters or more/);
    await set('ŵŷŵŷŵŷŵŷŵŷŵŷ');
  });

  it.each([
    ['two emoji of many parts', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦'],
    ['a letter with twelve accents', `a${'\u0301\u0300'.repeat(6)}`],
    ['a character that is a whole sentence', '\uFDFA'],
    ['invisible characters', '\u200b'.repeat(12)],
    ['eleven letters and invisible characters', 'elevenchars\u00ad\u200b'],
  ])('of %s is too short', async (_what, passphrase) => {
    await expect(set(passphrase)).rejects.toThrow(/12 characters or more/);
  });

  it('is never longer than the fields that ask for it allow', async () => {
    await expect(set('x'.repeat(501))).rejects.toThrow(/500 characters at most/);
    await set('x'.repeat(500));
  });

  it('that is refused leaves the room as it was', async () => {
    const passphrase = newPassphrase();
    const file = encrypted(passphrase);
    const room = openRoom(file, { create: false, program: 'a test', key: { passphrase } });
    const made = room.changesMade;
    await expect(changePassphrase(room, '8letters')).rejects.toThrow(/12 characters or more/);
    expect(room.changesMade).toBe(made);
    room.close();
  });
});

describe('a file with a passphrase', () => {
  const words = 'tŷ ar y graig';
  const utf16 = Buffer.from(`\uFEFF${words}\r\nnot this\r\n`, 'utf16le');
  const read = (bytes: Buffer | string) => {
    const file = join(temporaryFolder(), 'words.txt');
    writeFileSync(file, bytes);
    return new Arguments(['--passphrase-file', file], ['passphrase-file']).roomKey();
  };

  it('is decoded like a register', () => {
    for (const bytes of [
      words,
      `${words}\n`,
      `\uFEFF${words}\r\nnot this`,
      utf16,
      utf16.subarray(2),
      Buffer.from(utf16).swap16(),
    ]) {
      const key = read(bytes);
      expect(key && 'passphrase' in key && key.passphrase.trim()).toBe(words);
    }
    expect(read(Buffer.from('caf\xe9 au lait glac\xe9', 'latin1'))).toEqual({
      passphrase: 'café au lait glacé',
    });
  });

  it('is read completely, up to what a field of the window allows', () => {
    for (const typed of ['👩‍👩‍👧 tŷ ar y graig', 'soft\u00adhyphen words', '\u200fآب و هوا خوب'])
      for (const bytes of [Buffer.from(typed), Buffer.from(`\uFEFF${typed}`, 'utf16le')])
        expect(read(bytes)).toEqual({ passphrase: typed });
  });

  it('is refused if its first line is empty', () => {
    for (const text of ['\n', ' \t\r\nthree random words\n', '\uFEFF\nthree random words'])
      expect(() => read(text)).toThrow(/is not a text file with a passphrase/);
  });

  it('is refused if a letter of its line was lost, and never read without it', () => {
    for (const bytes of [
      'three\0 random words',
      'three\u0007 random words',
      'three \ufffd random words',
      Buffer.from('three random words\x81', 'latin1'),
      Buffer.concat([Buffer.from('\ufeffthree random words', 'utf16le'), Buffer.from('x')]),
    ])
      expect(() => read(bytes)).toThrow(/words\.txt is not a text file with a passphrase/);
    // The first line decides the encoding, whatever comes after it.
    const mixed = Buffer.concat([Buffer.from(`${words}\n`), Buffer.from('caf\xe9', 'latin1')]);
    expect(read(mixed)).toEqual({ passphrase: words });
  });

  it('is refused if it is not text', () => {
    for (const bytes of [
      readFileSync(encrypted(newPassphrase())),
      Buffer.from('%PDF-1.7\n1 0 obj'),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
      Buffer.alloc(0),
      Buffer.from(Array.from({ length: 200 }, (_, place) => place)),
      'a line\n'.repeat(5000),
    ])
      expect(() => read(bytes)).toThrow(/words\.txt is not a text file with a passphrase/);
  });
});

describe('the name of a room', () => {
  it('is the same, however its accents are encoded', () => {
    const name = 'Tŷ Llanfair.room';
    for (const file of [name.normalize('NFC'), name.normalize('NFD')])
      for (const typed of [` ${name.normalize('NFC')}`, name.normalize('NFD')])
        expect(isNameOf(typed, join('a folder', file))).toBe(true);
    expect(isNameOf('Ty Llanfair.room', name)).toBe(false);
  });
});
