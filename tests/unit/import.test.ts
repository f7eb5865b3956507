import { describe, expect, it } from 'vitest';
import { roomSummary } from '../../src-main/api/summary.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { csv } from '../fixtures/layouts.ts';
import { elector, register as file } from '../fixtures/register.ts';
import { importText, temporaryRoom } from './temporary-room.ts';

const EVANS = elector('1', 'Evans', 'Ann', { vi: 'P' });
const JONES = elector('2', 'Jones', 'Bob', { vi: 'p ' });

describe('promises', () => {
  it('are the electors whose code counts, in capitals or not', () => {
    const room = temporaryRoom();
    expect(
      importText(room, file(EVANS, JONES, elector('3', 'Price', 'Cai', { vi: 'X' })), { promises: ['P'] }),
    ).toMatchObject({ promises: 2 });
  });

  it('are counted by the codes chosen before if none are named', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS), { promises: ['P'] });
    expect(importText(room, file(EVANS, JONES))).toMatchObject({ promises: 2 });
  });

  it('are counted again when other codes are chosen', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, elector('3', 'Price', 'Cai', { vi: 'X' })), { promises: ['P'] });
    expect(importText(room, file(EVANS), { promises: ['X', 'Y'] })).toMatchObject({
      promises: 0,
      removed: 1,
    });
  });

  it('have to be chosen if no code counts', () => {
    expect(importText(temporaryRoom(), file(EVANS)).warnings).toContainEqual({
      line: 1,
      reason: expect.stringMatching(/\(P\).*Choose which do/),
    });
  });
});

describe('a new register', () => {
  it('keeps, for everybody, facts that only some lines have', () => {
    const room = temporaryRoom();
    const lines = Array.from({ length: 50 }, (_, index) => {
      const number = index + 1;
      return elector(String(number), 'Evans', 'Ann', {
        markers: number === 20 || number === 50 ? 'A' : '',
        dnk: number % 7 === 0 ? 'Y' : '',
        address: number === 33 ? 'Flat 2, 33 High Street' : `${number} High Street`,
      });
    });
    importText(room, file(...lines));
    const numbers = (what: string) =>
      room.db.prepare<[], number>(`SELECT number FROM elector WHERE ${what} ORDER BY id`).pluck().all();
    expect(numbers("markers = 'A'")).toEqual([20, 50]);
    expect(numbers('do_not_knock')).toEqual([7, 14, 21, 28, 35, 42, 49]);
    expect(numbers("flat = 'Flat 2'")).toEqual([33]);
    expect(numbers('1')).toEqual(lines.map((_, index) => index + 1));
  });
});

describe('the name of a polling district', () => {
  it('is kept beside its code, also by a later register without names', () => {
    const room = temporaryRoom();
    const electors = [EVANS, JONES];
    const named = file(...electors).replaceAll('KA,', 'KA - Littleton North,');
    expect(named).toContain('KA - Littleton North');
    importText(room, named);
    importText(room, file(...electors));
    expect(roomSummary(room).pollingDistricts).toEqual([
      { code: 'KA', name: 'Littleton North', electors: 2 },
    ]);
  });
});

describe('a canvass file', () => {
  const canvass = (...lines: string[][]) =>
    csv([['Elector Number', 'Surname', 'Voting Intention', 'Date Last Knocked'], ...lines]);

  it('counts its latest dated answer', () => {
    const room = temporaryRoom();
    const answers = canvass(['KA-1', '', 'P', '03/05/2026'], ['ka 1', '', 'X', '01/05/2026']);
    expect(
      importText(room, file(elector('1', 'Evans', 'Ann')), { promises: ['P'], canvass: answers }),
    ).toMatchObject({ promises: 1 });
  });

  it('checks its numbers by a name written either way round', () => {
    const result = importText(temporaryRoom(), file(elector('1', 'Evans', 'Ann', { markers: 'F' }), JONES), {
      promises: ['P'],
      canvass: csv([
        ['Elector No', 'Name', 'VI'],
        ['KA1', 'Ann Evans', 'P'],
        ['KA2', 'Jones Bob', 'P'],
      ]),
    });
    expect(result).toMatchObject({ promises: 2, warnings: [] });
  });

  it('from an older register does not give its answers to other people', () => {
    const room = temporaryRoom();
    const result = importText(room, file(elector('1', 'Evans', 'Ann')), {
      promises: ['P'],
      canvass: canvass(['KA-1', 'Featherstone', 'P', '']),
    });
    expect(result.promises).toBe(0);
    expect(result.warnings).toContainEqual({
      line: 2,
      reason: expect.stringMatching(/KA-1 is Featherstone there, but Ann Evans/),
    });
  });

  it('names electors who are not on the register', () => {
    const result = importText(temporaryRoom(), file(EVANS), {
      promises: ['P'],
      canvass: canvass(['KA-9', '', 'P', '']),
    });
    expect(result.warnings).toContainEqual({
      line: 2,
      reason: expect.stringMatching(/KA-9 is not on the register/),
    });
  });

  it('reaches electors in districts that today’s register file does not have', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS), { promises: ['P'] });
    const other = file(elector('1', 'Owen', 'Dai', { district: 'KB' }));
    expect(importText(room, other, { canvass: canvass(['KA-1', 'Evans', 'X', '']) })).toMatchObject({
      imported: 1,
      updated: 1,
      promises: 0,
    });
    expect(checkRoom(room).ok).toBe(true);
  });
});

describe('a second import', () => {
  it('keeps marks and promises, and says what changed', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, JONES, elector('3', 'Price', 'Cai')), { promises: ['P'] });
    markNumbers(room, { text: 'KA-1', by: 'a test' });
    const next = file(
      elector('1', 'Evans', 'Ann', { address: '9 Mill Road' }),
      JONES,
      elector('4', 'New', 'Nia'),
    );
    expect(importText(room, next)).toMatchObject({
      imported: 1,
      updated: 1,
      unchanged: 1,
      removed: 1,
      electors: 3,
      promises: 2,
    });
    expect(readBoard(room, 'street')).toMatchObject({ voted: 1, promisesVoted: 1, outstanding: 1 });
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('removes nobody in a district that the file does not have', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, JONES));
    expect(importText(room, file(elector('1', 'Owen', 'Dai', { district: 'KB' })))).toMatchObject({
      imported: 1,
      removed: 0,
      electors: 3,
    });
  });

  it('never moves a mark or a promise to another elector who now has the number', () => {
    const room = temporaryRoom();
    const many = Array.from({ length: 12 }, (_, index) => elector(String(index + 2), 'Jones', 'Bob'));
    importText(room, file(EVANS, ...many), { promises: ['P'] });
    const result = importText(room, file(elector('1', 'Quinn', 'Zac'), ...many));
    expect(result).toMatchObject({
      rejected: [{ line: 2, reason: expect.stringMatching(/KA-1 is Ann Evans in this room, but Zac Quinn/) }],
      unchanged: 12,
      promises: 1,
      questions: 1,
    });
  });

  it('of entirely different people is refused as a whole', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, JONES));
    expect(() => importText(room, file(elector('1', 'Quinn', 'Zac'), elector('2', 'Rees', 'Yan')))).toThrow(
      /different people/,
    );
    expect(readBoard(room, 'district').electors).toBe(2);
  });

  it('of a few late additions removes nobody, and says so', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, JONES, elector('3', 'Price', 'Cai')), { promises: ['P'] });
    expect(importText(room, file(elector('4', 'New', 'Nia')))).toMatchObject({
      imported: 1,
      removed: 0,
      takenForAdditions: ['KA'],
      electors: 4,
    });
    const again = importText(room, file(elector('4', 'New', 'Nia')), { removeMissing: true });
    expect(again).toMatchObject({ removed: 3, electors: 1 });
  });

  it('of the same file changes nothing', () => {
    const room = temporaryRoom();
    const same = file(EVANS, JONES, elector('3', 'Price', 'Cai', { markers: 'A', date: '01/01/2009' }));
    importText(room, same, { promises: ['P'] });
    markNumbers(room, { text: 'KA-1', by: 'a test' });
    const before = room.db.prepare('SELECT * FROM elector').all();
    expect(importText(room, same)).toMatchObject({ imported: 0, updated: 0, unchanged: 3, removed: 0 });
    expect(room.db.prepare('SELECT * FROM elector').all()).toEqual(before);
  });

  it('keeps the mark of an elector who is no longer listed, and says so', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, JONES));
    markNumbers(room, { text: 'KA-1', by: 'a test' });
    const result = importText(room, file(JONES));
    expect(result.gone).toEqual([{ number: 'KA-1', name: 'Ann Evans', what: 'was marked off' }]);
    expect(result.warnings).toContainEqual({
      line: 1,
      reason: expect.stringMatching(/KA-1 Ann Evans, who was marked off, is no longer/),
    });
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('of an alterations file adds, amends and deletes only the people it names', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, JONES, elector('3', 'Price', 'Cai')));
    const altered = csv([
      ['PD', 'ENO', 'Status', 'Surname', 'First Name(s)', 'Address 1', 'Clerical Error'],
      ['Monthly Additions and Deletions January'],
      ['Ref: 2026/2', 'Date Published: 1 May'],
      ['KA', '2', 'D', 'Jones', 'Bob', '2 High Street', ''],
      ['KA', '3', 'M', 'Price', 'Cai', '7 Mill Road', ''],
      ['KA', '4', 'A', 'New', 'Nia', '8 Mill Road', ''],
    ]);
    expect(importText(room, altered)).toMatchObject({
      imported: 1,
      updated: 1,
      removed: 1,
      unchanged: 0,
      electors: 3,
    });
  });
});

describe('a file without markers', () => {
  const before = file(
    elector('1', 'Evans', 'Ann', { markers: 'A' }),
    elector('2', 'Jones', 'Bob', { date: '01/01/2009' }),
  );

  it('leaves them as they are, if it has no column for them', () => {
    const room = temporaryRoom();
    importText(room, before);
    const plain = csv([
      ['PD', 'Number', 'Surname', 'Forename', 'Postcode', 'Address 1', 'Address 2'],
      ['KA', '1', 'Evans', 'Ann', 'ZZ1 1AA', '1 High Street', 'Littleton'],
      ['KA', '2', 'Jones', 'Bob', 'ZZ1 1AA', '2 High Street', 'Littleton'],
    ]);
    expect(importText(room, plain)).toMatchObject({ unchanged: 2, postal: 1 });
  });

  it('leaves them as they are, if it is a month’s alterations', () => {
    const room = temporaryRoom();
    importText(room, before);
    const altered = csv([
      ['PD', 'ENO', 'Status', 'Surname', 'First Name(s)', 'Franchise Flag', 'Address 1', 'Clerical Error'],
      ['KA', '1', 'M', 'Evans', 'Anne', '', '1 High Street', ''],
    ]);
    expect(importText(room, altered)).toMatchObject({ updated: 1, postal: 1 });
  });
});

describe('who is worth a knock', () => {
  it.each([
    ['a promise', {}, 1],
    ['a postal voter', { markers: 'A' }, 0],
    ['a postal voter among other markers', { markers: 'G+A' }, 0],
    ['a proxied elector', { markers: 'P' }, 0],
    ['an elector not to be knocked', { dnk: 'Y' }, 0],
    ['an elector too young on polling day', { date: '01/01/2099' }, 0],
    ['an attainer of voting age by then', { date: '01/01/2026' }, 1],
    ['an elector with a date of birth', { date: '01/01/1960' }, 1],
    ['an overseas elector', { markers: 'F' }, 1],
  ])('%s', (_who, more, outstanding) => {
    const room = temporaryRoom();
    importText(room, file(elector('1', 'Evans', 'Ann', { vi: 'P', ...more })), { promises: ['P'] });
    expect(readBoard(room, 'street')).toMatchObject({ promises: 1, outstanding });
  });
});

describe('Xpress monthly alterations', () => {
  const months = (
    number: string,
    forename: string,
    surname: string,
    [created, changed, deleted]: [string, string, string],
  ) => ['KA', 'High Street', `${number} High Street`, number, forename, surname, created, changed, deleted];
  const headings = [
    'DistrictRef',
    'StreetName',
    'PropertyAddress1',
    'ElectorNumber',
    'ElectorForename',
    'ElectorSurname',
    'ElectorCreatedMonth',
    'ElectorChangedMonth',
    'ElectorDeletedMonth',
  ];

  it('delete before they amend and add, and skip anybody who was added and deleted', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, JONES, elector('3', 'Price', 'Cai')), { promises: ['P'] });
    const altered = csv([
      headings,
      months('KA-2', 'Nia', 'New', ['3', '0', '0']),
      months('KA-2', 'Bob', 'Jones', ['0', '0', '3']),
      months('KA-3', 'Cai', 'Price-Jones', ['0', '3', '0']),
      months('KA-9', 'Come', 'Gone', ['3', '0', '3']),
      months('KA-10', 'Dai', 'Owen', ['3', '0', '0']),
      months('KA-10', 'Dai', 'Owen', ['3', '3', '0']),
    ]);
    expect(importText(room, altered)).toMatchObject({
      imported: 2,
      updated: 1,
      removed: 1,
      electors: 4,
      warnings: [{ line: 5, reason: expect.stringMatching(/added and deleted again/) }],
    });
    expect(readBoard(room, 'district').promises).toBe(1);
  });
});

describe('an elector who is back on the register', () => {
  it('is the same person as before, with mark and promise', () => {
    const room = temporaryRoom();
    importText(room, file(EVANS, JONES), { promises: ['P'] });
    markNumbers(room, { text: 'KA-1', by: 'a test' });
    expect(importText(room, file(JONES))).toMatchObject({ removed: 1, electors: 1 });
    expect(readBoard(room, 'district').voted).toBe(0);
    expect(importText(room, file(elector('1', 'Evans', 'Ann'), JONES))).toMatchObject({
      updated: 1,
      imported: 0,
      electors: 2,
      promises: 2,
    });
    expect(readBoard(room, 'district').voted).toBe(1);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });
});

describe('an elector with the same number', () => {
  const others = Array.from({ length: 12 }, (_, index) => elector(String(index + 2), 'Jones', 'Bob'));

  it.each([
    ['Ann', 'Evans-Price', '1 High Street', true],
    ['Anne', 'Evans', '1 High Street', true],
    ['A', 'EVANS', '9 Mill Road', true],
    ['Aneurin', 'Evans', '1 High Street', true],
    ['Bob', 'Evans', '1 High Street', false],
    ['Ann', 'Price', '9 Mill Road', false],
  ])('called %s %s at %s: is that Ann Evans of 1 High Street? %s', (forename, surname, address, same) => {
    const room = temporaryRoom();
    importText(room, file(EVANS, ...others), { promises: ['P'] });
    const result = importText(room, file(elector('1', surname, forename, { address }), ...others));
    expect([result.updated, result.rejected.length]).toEqual(same ? [1, 0] : [0, 1]);
  });
});
