import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { readNumberCells, readWrittenNumber } from '../../src-main/register/elector/elector-number.ts';
import { readMapping } from '../../src-main/register/file/columns/mapping.ts';
import { sealCopy } from '../../src-main/store/file/page-checksums.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { removeStation, saveStation } from '../../src-main/turnout/stations.ts';
import { csv, HALAROSE_UPDATE, PEOPLE } from '../fixtures/layouts.ts';
import { importBytes, SAMPLE } from '../fuzz/rooms.ts';
import { inEnglish } from './in-english.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

/** A closed room with the sample register. Returns its file. */
function closedRoom(): string {
  const file = join(temporaryFolder(), 'day.room');
  const room = openRoom(file, { create: true, program: 'a test' });
  importBytes(room, SAMPLE);
  room.close();
  return file;
}

/** Changes a room file in a way that no program of ours does. */
function tamper(file: string, sql: string): void {
  const db = new Sqlite(file);
  db.unsafeMode().exec(sql);
  db.close();
  // The damage meant here is not the disk’s doing.
  sealCopy(file);
}

const open = (file: string) => openRoom(file, { create: false, program: 'a test' });

describe('what fuzzing found', () => {
  it('if a list of changes names somebody twice, the last line counts, also when it is imported again', () => {
    const layout = HALAROSE_UPDATE;
    const [, bob] = PEOPLE;
    const at = (street: string) => layout.row({ ...bob!, address: [street, 'Littleton'] });
    const list = csv([layout.headings, at('9 Mill Lane'), at('2 High Street')]);
    const room = temporaryRoom();
    for (const time of ['once', 'again', 'and again']) {
      importText(room, list);
      expect(room.db.prepare('SELECT address FROM elector').pluck().all(), time).toEqual([
        '2 High Street, Littleton',
      ]);
      expect(checkRoom(room).ok).toBe(true);
    }
  });

  it('ranges of hundreds of thousands of numbers are refused at once, and nothing is entered', () => {
    const room = temporaryRoom();
    importBytes(room, SAMPLE);
    const text = '1-100,'.repeat(1100);
    expect(() => markNumbers(room, { text, by: 'a test' })).toThrow('That is 110000 numbers at once');
    expect(room.db.prepare("SELECT COUNT(*) FROM journal WHERE kind = 'number'").pluck().get()).toBe(0);
  });

  it('seven digits written together with a district are not an elector number', () => {
    expect(readWrittenNumber('KA1234567').map(({ number }) => number)).toEqual([
      234567, 34567, 4567, 567, 67, 7,
    ]);
    expect(inEnglish(readNumberCells('', 'KA1234567', ''))).toBe('"KA1234567" is not an elector number');
    expect(readNumberCells('', 'KA123456', '')).toEqual({ district: 'KA', number: 123456, suffix: '' });
  });

  it('a mapping file cannot use the name of a built-in object property as a delimiter', () => {
    for (const delimiter of ['__proto__', 'constructor', 'toString']) {
      const text = JSON.stringify({ positions: [], delimiter });
      expect(() => readMapping(text)).toThrow(Refusal);
      expect(() => readMapping(text)).toThrow(`separated by "${delimiter}"`);
    }
  });

  it('marks on a slip that does not exist, a second slip of it, or a station that does not exist are refused in a sentence', () => {
    const room = temporaryRoom();
    importBytes(room, SAMPLE);
    const head = { district: 'KA', stationId: null, toldAt: null, teller: '', toldCount: null, by: 'a test' };
    expect(() => markNumbers(room, { text: '1', slipId: 0, by: 'a test' })).toThrow('There is no slip 0');
    expect(() => beginSlip(room, { ...head, secondOf: 7 })).toThrow('There is no slip 7');
    const form = { name: 'Hall', place: '', warp: false, districts: ['KA'], shifts: [] };
    const gone = 'That polling station is no longer in this room. Choose another.';
    expect(() => saveStation(room, 1, form, 'a test')).toThrow(gone);
    expect(() => removeStation(room, 1, 'a test')).toThrow(gone);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it.each([
    ['says that it is empty', 'PRAGMA user_version = 0'],
    ['says that it is older than it is', 'PRAGMA user_version = 1'],
    ['has a table that is not ours', 'CREATE TABLE x (y)'],
    ['has a damaged search table', "UPDATE elector_search_config SET v = 0 WHERE k = 'version'"],
    ['lacks a table', 'PRAGMA foreign_keys = OFF; DROP TABLE question'],
    ['lacks a column', 'ALTER TABLE slip DROP COLUMN teller'],
    [
      'has a trigger that runs on every mark',
      'CREATE TRIGGER x AFTER UPDATE ON elector BEGIN UPDATE street SET voted = 0; END',
    ],
    ['no longer protects its journal from changes', 'DROP TRIGGER journal_keeps_rows'],
    ['has one more index', 'CREATE UNIQUE INDEX x ON elector (surname, id)'],
    ['computes a function on every write', 'CREATE INDEX x ON elector (abs(number))'],
    ['lacks an index', 'DROP INDEX elector_by_number'],
    ['has statistics that mislead SQLite', 'ANALYZE'],
    ...[
      [
        'replaces rows without asking',
        'street',
        'UNIQUE (district, name)',
        'UNIQUE (district, name) ON CONFLICT REPLACE',
      ],
      ['no longer checks its values', 'journal', "CHECK (status IN ('marked',", "CHECK (status NOT IN ('x',"],
      ['decides differently who is outstanding', 'elector', 'voted_at IS NULL AND removed_at IS NULL', '1'],
    ].map(([what = '', table = '', from = '', to = '']) => [
      what,
      `PRAGMA writable_schema = ON;
       UPDATE sqlite_master SET sql = replace(sql, '${from.replaceAll("'", "''")}', '${to.replaceAll("'", "''")}')
        WHERE name = '${table}'`,
    ]),
  ])('a room file that %s is refused as damaged', (_, sql) => {
    const file = closedRoom();
    open(file).close();
    tamper(file, sql);
    expect(() => open(file)).toThrow(Refusal);
    expect(() => open(file)).toThrow('day.room is damaged.');
  });

  it('a room file in a format that SQLite does not know is refused as damaged', () => {
    const file = closedRoom();
    const bytes = readFileSync(file);
    bytes.writeUInt32BE(33, 44);
    writeFileSync(file, bytes);
    expect(() => open(file)).toThrow('day.room is damaged.');
  });

  it('a check that finds an unreadable page says so', () => {
    const file = closedRoom();
    open(file).close();
    const db = new Sqlite(file);
    const page = db
      .prepare<[], number>("SELECT rootpage FROM sqlite_master WHERE name = 'elector'")
      .pluck()
      .get()!;
    const size = Number(db.pragma('page_size', { simple: true }));
    db.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xee, size * (page - 1), size * page));
    expect(() => open(file)).toThrow('day.room is damaged.');
    const damaged = new Sqlite(file);
    const { ok, problems } = checkRoom({ db: damaged });
    damaged.close();
    expect(ok).toBe(false);
    expect(problems.at(-1)).toMatch(
      /^The file cannot be read to its end \(.*\)\. Restore your last backup\.$/,
    );
  });
});
