import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exportJournal } from '../../src-main/journal/export-journal.ts';
import { inWords } from '../../src-main/journal/in-words.ts';
import { readJournal } from '../../src-main/journal/read-journal.ts';
import { correctElector, pastOf } from '../../src-main/register/by-hand.ts';
import { readCodeMeanings } from '../../src-main/register/elector/code-meanings.ts';
import { readMarkerSettings } from '../../src-main/register/elector/voting-rules.ts';
import { answerQuestion, openQuestions } from '../../src-main/register/import/questions.ts';
import { reserveInRound } from '../../src-main/sheets/codes.ts';
import { issuedSheets, sheetRecord } from '../../src-main/sheets/issued.ts';
import { newestRound, roundTimes } from '../../src-main/sheets/rounds.ts';
import { RoomDamaged } from '../../src-main/store/faults.ts';
import { sealCopy } from '../../src-main/store/file/page-checksums.ts';
import { nowhere } from '../../src-main/store/file/write-file.ts';
import { addOwnRow } from '../../src-main/store/journal/journal.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import type { Room } from '../../src-main/store/room.ts';
import { type SettingName, writeSetting } from '../../src-main/store/settings.ts';
import { someOf, storedJson } from '../../src-main/store/stored-json.ts';
import { exportResults } from '../../src-main/turnout/export-results.ts';
import { readWeights } from '../../src-main/turnout/figures/next-streets.ts';
import { readLook } from '../../src-renderer/paper/stored-look.ts';
import { importedRoom, importText } from './temporary-room.ts';

const REGISTER = 'PD,Number,Surname,Forename,Address\nKA,1,Evans,Ann,1 High Street\n';

function room(): Room {
  const made = importedRoom(REGISTER);
  return made;
}

/** Adds an entry that this program would not write. */
function addOdd(to: Room, kind: string, detail: object, entered: string | null = null): void {
  to.change(() =>
    addOwnRow(to, {
      id: randomUUID(),
      command_id: null,
      at: 0,
      by: '',
      kind,
      status: null,
      entered,
      message: null,
      elector_id: 1,
      slip_id: null,
      district: null,
      station_id: null,
      settles: null,
      undoes: null,
      instead_of: null,
      detail: JSON.stringify(detail),
    }),
  );
}

const SETTINGS: [SettingName, (room: Room) => unknown, string[]][] = [
  ['code_meanings', readCodeMeanings, ['[', '[]', '{"P":"president"}', '{"P":{}}']],
  ['marker_meanings', readMarkerSettings, ['null', '{"A":7}', '{"A":"everybody"}']],
  ['knock_weights', readWeights, ['{"doorsPerHour":"30"}', '{"toString":1}', '7']],
  ['round_times', roundTimes, ['{"1":18}', '"18:00"', '[1']],
];

describe.each(SETTINGS)('the setting %s', (name, read, badValues) => {
  it.each(badValues)('is refused if the room has %s', (value) => {
    const damaged = room();
    damaged.change(() => writeSetting(damaged, name, value));
    expect(() => read(damaged)).toThrow(RoomDamaged);
  });

  it('is read if it was never set', () => {
    expect(() => read(room())).not.toThrow();
  });
});

describe('what the room stores about an elector as JSON', () => {
  const form = {
    forename: 'Ann',
    surname: 'Rees',
    house: '1',
    flat: '',
    street: 'High Street',
    postcode: '',
    markers: '',
    absent: '' as const,
    votingIntention: '',
    phone: '',
    note: '',
    lift: false,
    doNotKnock: false,
    gone: '' as const,
  };

  it.each(['{"id":9}', '{"lift":2}', '{"surname":null}', '[]', '{'])(
    'in the register’s facts is refused if it is %s',
    (value) => {
      const damaged = room();
      damaged.change(() => damaged.db.prepare('UPDATE elector SET register_says = ?').run(value));
      expect(() => correctElector(damaged, 1, form, 'a test')).toThrow(RoomDamaged);
      expect(() => importText(damaged, REGISTER.replace('Ann', 'Anne'))).toThrow(RoomDamaged);
      expect(damaged.db.prepare('SELECT surname FROM elector').pluck().get()).toBe('Evans');
    },
  );

  it.each(['{}', '[{"label":1,"code":"P"}]', '[7]'])('in earlier answers is refused if it is %s', (value) => {
    const damaged = room();
    damaged.change(() => damaged.db.prepare('UPDATE elector SET vi_past = ?').run(value));
    expect(() => pastOf(damaged, 1)).toThrow(RoomDamaged);
  });

  it.each(['{}', '{"line":1,"key":"","about":{},"candidates":[1]}', 'x'])(
    'in a question is refused if it is %s',
    (detail) => {
      const damaged = room();
      damaged.change(() =>
        damaged.db
          .prepare("INSERT INTO question (id, at, kind, detail) VALUES (1, 0, 'number', ?)")
          .run(detail),
      );
      expect(() => openQuestions(damaged)).toThrow(RoomDamaged);
      expect(() => answerQuestion(damaged, 1, 'leave', 'a test')).toThrow(RoomDamaged);
    },
  );
});

describe('a room', () => {
  const put = (table: string, columns: string, values: string) =>
    `INSERT INTO ${table} (${columns}) VALUES (${values})`;
  const entry = (at: string, detail: string) =>
    put(
      'journal',
      'id, device, n, hash, at, by, kind, detail',
      `'x', 1, 99, x'00', ${at}, '', 'sheet', ${detail}`,
    );
  it.each([
    entry('0', "'['"),
    entry('0', "''"),
    entry('0', "replace(hex(zeroblob(2000)), '0', '[')"),
    entry('8640000000000001', 'NULL'),
    entry('-9223372036854775808', 'NULL'),
    put('question', 'at, kind, detail', "0, 'number', '{'"),
    'UPDATE elector SET voted_at = 9007199254740991',
  ])('is damaged if SQL would fail on %s', (damage) => {
    const whole = room();
    whole.close();
    const open = () => openRoom(whole.file, { create: false, program: 'a test' });
    open().close();
    const db = new Sqlite(whole.file);
    db.exec(damage);
    db.close();
    // As if a program had written it, without a disk error.
    sealCopy(whole.file);
    expect(open).toThrow(RoomDamaged);
  });
});

describe('what the journal stores about sheets', () => {
  const SHEET = {
    code: '1-01',
    round: 1,
    street: 'High Street',
    district: 'KA',
    streetId: 1,
    electorIds: [1],
  };

  it.each([
    ['not an object', []],
    ['without its people', { ...SHEET, electorIds: undefined }],
    ['with people of another kind', { ...SHEET, electorIds: '1' }],
    ['with a round in words', { ...SHEET, round: '1e999' }],
    ['in an unknown look', { ...SHEET, look: { size: 'a0' } }],
    ['with no text for its street', { ...SHEET, street: { toString: 1 } }],
  ])('is refused if it is %s', (_, detail) => {
    const damaged = room();
    addOdd(damaged, 'sheet', detail);
    expect(() => issuedSheets(damaged)).toThrow(RoomDamaged);
    if ('code' in detail) expect(() => sheetRecord(damaged, '1-01')).toThrow(RoomDamaged);
    expect(newestRound(damaged)).toBe(1);
  });

  it('is refused if somebody had a sheet without a code', () => {
    const damaged = room();
    addOdd(damaged, 'sheet out', { code: 7 });
    expect(() => issuedSheets(damaged)).toThrow(RoomDamaged);
  });

  it('as reserved codes is refused or skipped, and the next code is still a code', () => {
    const damaged = room();
    const sheets = ['not an object', 7, { code: '1-01' }];
    const detail = { series: '1', last: 'x', rounds: 'x', sheets };
    addOdd(damaged, 'sheet codes', detail);
    expect(() => sheetRecord(damaged, '1-01')).toThrow(RoomDamaged);
    const who = { by: '', at: new Date(0) };
    reserveInRound(damaged, 1, 1, who, ([code = '']) => {
      expect(code).toBe('1-01');
      return [];
    });
  });

  it('in another form leaves the rest of the journal readable', () => {
    const damaged = room();
    for (const kind of ['sheet', 'sheet lost', 'import', 'export', 'station', 'walk'])
      addOdd(damaged, kind, {});
    const all = { kind: 'all', text: '', hour: null, before: null, limit: -1 } as const;
    expect(readJournal(damaged, all).map(({ what }) => what)).toEqual([
      ...Array(6).fill('Entry that Committee Room did not write'),
      'Register imported: 1 new, 0 changed, 0 removed',
      'Polling day changed',
    ]);
    expect(exportJournal(damaged, '', nowhere)).toEqual({ rows: 8 });
  });

  it('as answers at the door goes into a file, whatever its code is', () => {
    const damaged = room();
    addOdd(damaged, 'doorstep', { code: 7 }, 'out');
    addOdd(damaged, 'doorstep', {});
    expect(exportResults(damaged, '', nowhere)).toEqual({ rows: 2 });
  });
});

it('a journal entry of a kind that this program does not write is still put in words', () => {
  const entry = { status: null, message: null };
  const hostile = '{"toString":1,"corrected":{"constructor":["a","b"]}}';
  expect(inWords({ ...entry, kind: 'constructor', entered: null, detail: hostile }, null)).toBe(
    'Corrected: constructor a is now b',
  );
  expect(inWords({ ...entry, kind: 'doorstep', entered: 'constructor', detail: null }, null)).toBe(
    'At the door: constructor',
  );
});

it('a journal entry in another form says only that, and corrections of another shape are left out', () => {
  const entry = { status: null, entered: null, message: null };
  const odd: [string, (string | null)[]][] = [
    ['import', ['[', '7', 'null', '[]', '{}', null]],
    ['sheet out', ['{"code":{"toString":1}}', null]],
    ['sheet codes', ['{}', '{"sheets":[{}]}', '{"sheets":"x"}']],
    ['walk', ['{"name":7}', null]],
  ];
  for (const [kind, details] of odd)
    for (const detail of details)
      expect(inWords({ ...entry, kind, detail }, null)).toBe('Entry that Committee Room did not write');
  expect(inWords({ ...entry, kind: 'register', detail: '{"corrected":{"surname":7}}' }, null)).toBe(
    'Corrected: ',
  );
});

it('an object with properties left out is read as it is, and one with an extra property is not', () => {
  const shape = someOf(z.object({ a: z.string(), b: z.number() }));
  expect(storedJson('{"b":1}', shape)).toEqual({ b: 1 });
  expect(() => storedJson('{"c":1}', shape)).toThrow(RoomDamaged);
});

describe('the look of paper that a window stored', () => {
  const usual = {
    size: 'a4',
    large: false,
    details: ['phone', 'note'],
    doorsOnly: false,
    cover: false,
    sides: 'through',
    language: '',
  };

  it.each(['', 'not JSON', 'null', '[]', '"a5"', '{}'])('is as usual after %j', (text) => {
    expect(readLook(text)).toEqual(usual);
  });

  it('keeps what this version knows, and nothing else', () => {
    const kept = { ...usual, size: 'a5', large: true, details: [], sides: 'odd-even', language: 'cy' };
    expect(readLook(JSON.stringify(kept))).toEqual(kept);
    const odd = {
      size: 'a3',
      large: 'yes',
      details: ['phone', 'age'],
      language: 'fr',
      cover: true,
      colour: 'red',
    };
    expect(readLook(JSON.stringify(odd))).toEqual({ ...usual, cover: true });
  });
});
