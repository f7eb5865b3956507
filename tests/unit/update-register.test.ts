import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import {
  addElector,
  correctElector,
  type ElectorForm,
  electorRecord,
  removeElector,
  restoreElector,
} from '../../src-main/register/by-hand.ts';
import { answerQuestion, openQuestions } from '../../src-main/register/import/questions.ts';
import {
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../../src-main/register/streets/street-corrections.ts';
import type { Room } from '../../src-main/store/room.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const SURNAMES = 'Adams Bevan Clarke Davies Ellis Foster Griffith Howell Iwan Jenkins Kemp Lloyd'.split(' ');

/** Twelve electors of a street; `from` shifts their numbers, as a new edition does. */
const street = (from: number, more: Parameters<typeof elector>[3] = {}) =>
  SURNAMES.map((surname, index) =>
    elector(String(from + index), surname, 'Ann', { address: `${index + 1} Mill Road`, vi: 'P', ...more }),
  );

const promisesByName = (room: Room) =>
  room.db
    .prepare('SELECT surname FROM elector WHERE promise AND removed_at IS NULL ORDER BY surname')
    .pluck()
    .all();
const numberOf = (room: Room, surname: string) =>
  room.db
    .prepare<[string], string>(
      "SELECT district || '-' || number FROM elector WHERE surname = ? AND removed_at IS NULL",
    )
    .pluck()
    .get(surname);

describe('a renumbered register', () => {
  const noIntentions = { vi: '' };

  it('is matched by name and postcode, so no promise moves to another elector', () => {
    const room = temporaryRoom();
    importText(room, register(...street(1)), { promises: ['P'] });
    markNumbers(room, { text: 'KA-3', by: 'a test' });
    const newcomer = elector('1', 'Aaron', 'Zoe', { address: '20 Mill Road' });
    const result = importText(room, register(newcomer, ...street(2, noIntentions).slice(0, 11)));
    expect(result).toMatchObject({ imported: 1, updated: 11, removed: 1, rejected: [], electors: 12 });
    expect(result.warnings).toContainEqual({ line: 1, reason: expect.stringMatching(/KA was renumbered/) });
    expect(promisesByName(room)).toEqual(SURNAMES.slice(0, 11));
    expect(numberOf(room, 'Clarke')).toBe('KA-4');
    expect(markNumbers(room, { text: 'KA-4', by: 'a test' }).already).toBe(1);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('leaves an unchanged number as it was', () => {
    const room = temporaryRoom();
    importText(room, register(...street(1)), { promises: ['P'] });
    const [first = [], , ...others] = street(1, noIntentions);
    const moved = others.map((each) => each.with(1, String(Number(each[1]) - 1)));
    expect(importText(room, register(first, ...moved))).toMatchObject({
      updated: 10,
      removed: 1,
      electors: 11,
    });
    expect(markNumbers(room, { text: 'KA-1 KA-2', by: 'a test' }).marked).toBe(2);
    expect(['Adams', 'Clarke'].map((surname) => numberOf(room, surname))).toEqual(['KA-1', 'KA-2']);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('is recognised under other district codes too', () => {
    const room = temporaryRoom();
    importText(room, register(...street(1)), { promises: ['P'] });
    const result = importText(room, register(...street(101, { vi: '', district: 'QX' })));
    expect(result).toMatchObject({
      imported: 0,
      updated: 12,
      removed: 0,
      electors: 12,
      promises: 12,
      pollingDistricts: 1,
    });
    expect(numberOf(room, 'Kemp')).toBe('QX-111');
  });

  it('asks when two electors have the same name, and carries over what is answered', () => {
    const room = temporaryRoom();
    const sameName = [
      elector('50', 'Parry', 'Jo', { address: '30 Mill Road', vi: 'P' }),
      elector('51', 'Parry', 'Jo', { address: '30 Mill Road', vi: 'X' }),
    ];
    importText(room, register(...street(1), ...sameName), { promises: ['P'] });
    const result = importText(
      room,
      register(...street(2, noIntentions), elector('60', 'Parry', 'Jo', { address: '30 Mill Road' })),
    );
    expect(result.questions).toBe(1);
    const [question] = openQuestions(room);
    expect(question?.candidates.map(({ number }) => number)).toEqual(['KA-50', 'KA-51']);
    expect(promisesByName(room)).not.toContain('Parry');
    answerQuestion(room, question!.id, question!.candidates[0]!.id, 'a test');
    expect(promisesByName(room)).toContain('Parry');
    expect(numberOf(room, 'Parry')).toBe('KA-60');
    expect(openQuestions(room)).toEqual([]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });
});

describe('a number that now has another name', () => {
  const others = street(10);
  const before = register(elector('1', 'Evans', 'Ann', { vi: 'P' }), ...others);
  const after = register(elector('1', 'Quinn', 'Zac', { address: '7 Mill Road' }), ...others);
  const roomWithQuestion = () => {
    const room = temporaryRoom();
    importText(room, before, { promises: ['P'] });
    importText(room, after);
    return { room, question: openQuestions(room)[0]! };
  };

  it('is a different person: the new name has the number, without the promise', () => {
    const { room, question } = roomWithQuestion();
    expect(question.about).toEqual({ number: 'KA-1', name: 'Zac Quinn', address: '7 Mill Road, Littleton' });
    answerQuestion(room, question.id, 'other', 'a test');
    expect(numberOf(room, 'Quinn')).toBe('KA-1');
    expect(promisesByName(room)).not.toContain('Quinn');
    expect(importText(room, after)).toMatchObject({ unchanged: 13, rejected: [] });
    expect(checkRoom(room).ok).toBe(true);
  });

  it('is the same person under a new name: the promise stays', () => {
    const { room, question } = roomWithQuestion();
    answerQuestion(room, question.id, question.candidates[0]!.id, 'a test');
    expect(promisesByName(room)).toContain('Quinn');
    expect(importText(room, after)).toMatchObject({ unchanged: 13, rejected: [] });
  });

  it('is asked about once, however often the file is imported', () => {
    const { room } = roomWithQuestion();
    expect(importText(room, after).questions).toBe(0);
    expect(openQuestions(room)).toHaveLength(1);
  });
});

describe('a canvass without numbers', () => {
  const canvass = (...lines: string[][]) =>
    csv([['Name', 'Address 1', 'Postcode', 'Voting Intention', 'Mobile'], ...lines]);

  it('is matched by name and address, and asks if it is not sure', () => {
    const room = temporaryRoom();
    const result = importText(
      room,
      register(...street(1, { vi: '' }), elector('40', 'Kemp', 'Ann', { postcode: 'ZZ2 2BB' })),
      {
        promises: ['P'],
        canvass: canvass(
          ['Lloyd, Ann', '12 Mill Road', 'ZZ1 1AA', 'P', '07700 900123'],
          ['Kemp Ann', '99 Other Road', 'ZZ9 9ZZ', 'P', ''],
          ['Nobody Here', '1 Mill Road', 'ZZ1 1AA', 'P', ''],
        ),
      },
    );
    expect(promisesByName(room)).toEqual(['Lloyd']);
    expect(room.db.prepare("SELECT phone FROM elector WHERE surname = 'Lloyd'").pluck().get()).toBe(
      '07700 900123',
    );
    expect(result.questions).toBe(1);
    expect(result.warnings.map(({ line }) => line)).toEqual(expect.arrayContaining([3, 4]));
    const [question] = openQuestions(room);
    expect(question?.candidates.map(({ number }) => number)).toEqual(['KA-11', 'KA-40']);
    answerQuestion(room, question!.id, question!.candidates[1]!.id, 'a test');
    expect(promisesByName(room)).toEqual(['Kemp', 'Lloyd']);
    expect(checkRoom(room).ok).toBe(true);
  });

  it('may write the forename first, a title before it, and a surname of two words', () => {
    const room = temporaryRoom();
    const result = importText(
      room,
      register(
        elector('1', 'Evans', 'Ann Mary', { markers: 'F' }),
        elector('2', 'Vaughan Williams', 'Huw'),
        elector('3', 'Jones', 'Bob'),
      ),
      {
        promises: ['P'],
        canvass: canvass(
          ['Mrs Ann Evans', '1 High Street', 'ZZ1 1AA', 'P', ''],
          ['HUW VAUGHAN WILLIAMS', '2 High Street', 'ZZ1 1AA', 'P', ''],
          ['Jones, Mr Bob', '3 High Street', 'ZZ1 1AA', 'P', ''],
        ),
      },
    );
    expect(result.warnings).toEqual([]);
    expect(promisesByName(room)).toEqual(['Evans', 'Jones', 'Vaughan Williams']);
  });

  it('asks if the name could be read either way round', () => {
    const room = temporaryRoom();
    const result = importText(
      room,
      register(elector('1', 'James', 'Thomas'), elector('2', 'Thomas', 'James')),
      {
        promises: ['P'],
        canvass: canvass(['Thomas James', '1 High Street', 'ZZ1 1AA', 'P', '']),
      },
    );
    expect(result).toMatchObject({ promises: 0, questions: 1 });
    expect(openQuestions(room)[0]?.candidates.map(({ number }) => number)).toEqual(['KA-2', 'KA-1']);
  });
});

describe('past turnout and earlier answers', () => {
  const file = csv([
    [
      'PD',
      'Number',
      'Surname',
      'Forename',
      'Address1',
      'Markers',
      'Local 2022',
      'GE 2024 Voted',
      'VI 2023',
      'VI 2021',
    ],
    ['KA', '1', 'Evans', 'Ann', '1 High Street', 'A', 'v', 'x', 'P', 'L'],
    ['KA', '2', 'Jones', 'Bob', '2 High Street', '', '0', 'v', '', 'X'],
    ['KA', '3', 'Price', 'Cai', '3 High Street', '', '', '0', '', ''],
  ]);

  it('are kept for each election: not voting is separate from not being on the register', () => {
    const room = temporaryRoom();
    importText(room, file, { promises: ['P'] });
    expect(room.db.prepare('SELECT name, year FROM election').raw().all()).toEqual([
      ['Local 2022', 2022],
      ['GE 2024', 2024],
    ]);
    expect(room.db.prepare('SELECT past FROM elector ORDER BY number').pluck().all()).toEqual([
      'vx',
      '0v',
      '-0',
    ]);
    expect(readBoard(room, 'district').pastTurnout).toBe(60);
    expect(importText(room, file)).toMatchObject({ unchanged: 3 });
    expect(checkRoom(room).ok).toBe(true);
  });

  it('count the newest answer, and keep the others', () => {
    const room = temporaryRoom();
    importText(room, file, { promises: ['P'] });
    expect(room.db.prepare('SELECT vi FROM elector ORDER BY number').pluck().all()).toEqual(['P', 'X', '']);
    expect(room.db.prepare('SELECT vi_past FROM elector WHERE number = 1').pluck().get()).toBe(
      '[{"label":"VI 2021","code":"L"}]',
    );
  });

  it('from an older canvass do not replace a newer answer', () => {
    const room = temporaryRoom();
    const canvass = (vi: string, on: string) =>
      csv([
        ['Elector Number', 'VI', 'Canvass date'],
        ['KA-1', vi, on],
      ]);
    const plain = register(elector('1', 'Evans', 'Ann'));
    importText(room, plain, { promises: ['P'], canvass: canvass('P', '01/05/2026') });
    importText(room, plain, { canvass: canvass('X', '01/04/2026') });
    expect(room.db.prepare('SELECT vi, vi_on FROM elector').raw().get()).toEqual(['P', '2026-05-01']);
    importText(room, plain, { canvass: canvass('X', '02/05/2026') });
    expect(room.db.prepare('SELECT vi, vi_on, vi_past FROM elector').raw().get()).toEqual([
      'X',
      '2026-05-02',
      '[{"label":"2026-05-01","code":"P"}]',
    ]);
  });
});

const FORM: ElectorForm = {
  number: 'KA-77',
  forename: 'Nia',
  surname: 'New',
  house: '14a',
  flat: '',
  street: 'High Street',
  postcode: 'zz1 1aa',
  markers: '',
  absent: '',
  votingIntention: 'P',
  phone: '',
  note: '',
  lift: false,
  doNotKnock: false,
  gone: '',
};

describe('an elector entered by hand', () => {
  const file = register(elector('1', 'Evans', 'Ann', { vi: 'P' }), elector('2', 'Jones', 'Bob'));
  const inRoom = () => {
    const room = temporaryRoom();
    importText(room, file, { promises: ['P'] });
    return room;
  };

  it('is added, can be marked off, and stays when a register does not list them', () => {
    const room = inRoom();
    addElector(room, FORM, 'a test');
    expect(readBoard(room, 'street')).toMatchObject({ promises: 2, outstanding: 2 });
    expect(markNumbers(room, { text: 'KA 77', by: 'a test' })).toMatchObject({ marked: 1 });
    expect(importText(room, file)).toMatchObject({ removed: 0, electors: 3 });
    expect(() => addElector(room, FORM, 'a test')).toThrow(/KA-77 is Nia New already/);
    expect(() => addElector(room, { ...FORM, number: '77' }, 'a test')).toThrow(/with its polling district/);
    expect(checkRoom(room).ok).toBe(true);
  });

  it('stays corrected until the register itself changes', () => {
    const room = inRoom();
    const id = room.db.prepare<[], number>('SELECT id FROM elector WHERE number = 1').pluck().get() ?? 0;
    const { number: _, ...record } = electorRecord(room, id);
    correctElector(
      room,
      id,
      { ...record, surname: 'Evans-Price', street: 'Mill Road', votingIntention: 'X' },
      'a test',
    );
    expect(electorRecord(room, id)).toMatchObject({
      surname: 'Evans-Price',
      street: 'Mill Road',
      promise: false,
    });
    expect(importText(room, file)).toMatchObject({ unchanged: 2, updated: 0 });
    expect(electorRecord(room, id)).toMatchObject({ surname: 'Evans-Price', votingIntention: 'X' });
    importText(
      room,
      register(
        elector('1', 'Evans', 'Ann', { vi: 'P', address: '9 Church Lane' }),
        elector('2', 'Jones', 'Bob'),
      ),
    );
    expect(electorRecord(room, id)).toMatchObject({
      surname: 'Evans-Price',
      street: 'Church Lane',
      house: '9',
    });
    expect(checkRoom(room).ok).toBe(true);
  });

  it('stays corrected in what the register says nothing of, and that can still be undone', () => {
    const room = inRoom();
    const id = room.db.prepare<[], number>('SELECT id FROM elector WHERE number = 1').pluck().get() ?? 0;
    const before = electorRecord(room, id);
    correctElector(room, id, { ...before, phone: '01792 000123', absent: 'postal' }, 'Cai');
    const late = file + elector('3', 'Late', 'Nia').join(',');
    expect(importText(room, late)).toMatchObject({ imported: 1, updated: 0, unchanged: 2 });
    expect(checkRoom(room).problems).toEqual([]);
    expect(electorRecord(room, id)).toMatchObject({ phone: '01792 000123', absent: 'postal' });
    const corrected = room.db.prepare<[], string>("SELECT id FROM journal WHERE by = 'Cai'").pluck().all();
    undoEntries(room, corrected, 'Cai');
    expect(electorRecord(room, id)).toEqual(before);
    expect(checkRoom(room).problems).toEqual([]);
  });

  it('stays off the register when removed, and comes back by hand', () => {
    const room = inRoom();
    const id = room.db.prepare<[], number>('SELECT id FROM elector WHERE number = 1').pluck().get() ?? 0;
    markNumbers(room, { text: 'KA-1', by: 'a test' });
    removeElector(room, id, 'a test');
    expect(readBoard(room, 'district')).toMatchObject({ electors: 1, voted: 0 });
    const again = importText(room, file);
    expect(again).toMatchObject({ imported: 0, electors: 1 });
    expect(again.warnings).toContainEqual({ line: 2, reason: expect.stringMatching(/removed by hand/) });
    restoreElector(room, id, 'a test');
    expect(readBoard(room, 'district')).toMatchObject({ electors: 2, voted: 1 });
    expect(checkRoom(room).ok).toBe(true);
  });
});

describe('corrected streets', () => {
  const file = register(
    elector('1', 'Evans', 'Ann', { address: '1 High Street' }),
    elector('2', 'Jones', 'Bob', { address: '2 Hihg Street' }),
    elector('3', 'Price', 'Cai', { address: '3 Hihg Street' }),
    elector('4', 'Rees', 'Dai', { address: 'The Lodge, 5 Mill Road' }),
  );
  const street = (room: Room, name: string) => streetsToCorrect(room).find((each) => each.name === name)!;
  const board = (room: Room) =>
    readBoard(room, 'street').rows.map(({ street: name, electors }) => [name, electors]);

  it('stay merged in later imports', () => {
    const room = temporaryRoom();
    importText(room, file);
    renameStreet(room, street(room, 'Hihg Street').id, 'High Street', 'a test');
    expect(board(room)).toEqual([
      ['High Street', 3],
      ['Mill Road', 1],
    ]);
    expect(street(room, 'High Street').alsoCalled).toEqual(['Hihg Street']);
    expect(importText(room, file)).toMatchObject({ unchanged: 4 });
    renameStreet(room, street(room, 'High Street').id, 'Stryd Fawr', 'a test');
    expect(importText(room, file)).toMatchObject({ unchanged: 4 });
    expect(board(room)).toEqual([
      ['Mill Road', 1],
      ['Stryd Fawr', 3],
    ]);
    expect(checkRoom(room).ok).toBe(true);
  });

  it('keep a moved address in place, even with new residents', () => {
    const room = temporaryRoom();
    importText(room, file);
    const id = room.db.prepare<[], number>('SELECT id FROM elector WHERE number = 4').pluck().get() ?? 0;
    moveAddress(room, id, { street: 'High Street', house: '7', flat: 'The Lodge' }, 'a test');
    expect(board(room)).toEqual([
      ['High Street', 2],
      ['Hihg Street', 2],
    ]);
    const next = file.replace('Rees', 'Thomas').replace('KA,4', 'KA,5');
    importText(room, next);
    expect(room.db.prepare("SELECT house, flat FROM elector WHERE surname = 'Thomas'").raw().get()).toEqual([
      '7',
      'The Lodge',
    ]);
    expect(checkRoom(room).ok).toBe(true);
  });
});
