import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inWords } from '../../src-main/journal/in-words.ts';
import { correctElector, pastOf } from '../../src-main/register/by-hand.ts';
import { readCodeMeanings } from '../../src-main/register/code-meanings.ts';
import { answerQuestion, openQuestions } from '../../src-main/register/questions.ts';
import { readMarkerSettings } from '../../src-main/register/voting-rules.ts';
import { roundTimes } from '../../src-main/sheets/rounds.ts';
import { RoomDamaged } from '../../src-main/store/faults.ts';
import type { Room } from '../../src-main/store/room.ts';
import { type SettingName, writeSetting } from '../../src-main/store/settings.ts';
import { someOf, storedJson } from '../../src-main/store/stored-json.ts';
import { readWeights } from '../../src-main/turnout/next-streets.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const REGISTER = 'PD,Number,Surname,Forename,Address\nKA,1,Evans,Ann,1 High Street\n';

function room(): Room {
  const made = temporaryRoom();
  importText(made, REGISTER);
  return made;
}

const SETTINGS: [SettingName, (room: Room) => unknown, string[]][] = [
  ['code_meanings', readCodeMeanings, ['[', '[]', '{"P":"president"}', '{"P":{}}']],
  ['marker_meanings', readMarkerSettings, ['null', '{"A":7}', '{"A":"everybody"}']],
  ['knock_weights', readWeights, ['{"doorsPerHour":"30"}', '{"toString":1}', '7']],
  ['round_times', roundTimes, ['{"1":18}', '"18:00"', '[1']],
];

describe.each(SETTINGS)('the setting %s', (name, read, spoilt) => {
  it.each(spoilt)('is refused when the room holds %s', (value) => {
    const damaged = room();
    damaged.change(() => writeSetting(damaged, name, value));
    expect(() => read(damaged)).toThrow(RoomDamaged);
  });

  it('is read when it was never set', () => {
    expect(() => read(room())).not.toThrow();
  });
});

describe('what the room keeps of an elector as JSON', () => {
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
    'what the register says is refused when it is %s',
    (value) => {
      const damaged = room();
      damaged.change(() => damaged.db.prepare('UPDATE elector SET register_says = ?').run(value));
      expect(() => correctElector(damaged, 1, form, 'a test')).toThrow(RoomDamaged);
      expect(() => importText(damaged, REGISTER.replace('Ann', 'Anne'))).toThrow(RoomDamaged);
      expect(damaged.db.prepare('SELECT surname FROM elector').pluck().get()).toBe('Evans');
    },
  );

  it.each(['{}', '[{"label":1,"code":"P"}]', '[7]'])(
    'earlier answers are refused when they are %s',
    (value) => {
      const damaged = room();
      damaged.change(() => damaged.db.prepare('UPDATE elector SET vi_past = ?').run(value));
      expect(() => pastOf(damaged, 1)).toThrow(RoomDamaged);
    },
  );

  it.each(['{}', '{"line":1,"key":"","about":{},"candidates":[1]}', 'x'])(
    'a question is refused when it is %s',
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

it('an entry of the journal that cannot be read is refused, and corrections of another shape are left out', () => {
  const entry = { status: null, entered: null, message: null };
  for (const detail of ['[', '7', 'null', '[]']) {
    expect(() => inWords({ ...entry, kind: 'import', detail }, null)).toThrow(RoomDamaged);
  }
  expect(inWords({ ...entry, kind: 'register', detail: '{"corrected":{"surname":7}}' }, null)).toBe(
    'Corrected: ',
  );
});

it('an object with properties left out is read as it is, and one with a property more is not', () => {
  const shape = someOf(z.object({ a: z.string(), b: z.number() }));
  expect(storedJson('{"b":1}', shape)).toEqual({ b: 1 });
  expect(() => storedJson('{"c":1}', shape)).toThrow(RoomDamaged);
});
