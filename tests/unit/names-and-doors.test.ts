import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { moveSlip } from '../../src-main/journal/move-slip.ts';
import { searchUpToDate } from '../../src-main/register/search.ts';
import type { Room } from '../../src-main/store/room.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { recentEntries, resolveNumbers } from '../../src-main/turnout/resolve.ts';
import { numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import { slipEntries } from '../../src-main/turnout/slips/slip-entries.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { inEnglish } from './in-english.ts';
import { runCommand } from './run-command.ts';
import { importedRoom, temporaryFolder } from './temporary-room.ts';
import { copyOf, exchange } from './two-rooms.ts';

const BY = 'Gwen';

async function roomOf(...electors: string[][]): Promise<Room> {
  const room = importedRoom(register(...electors), { promises: ['P'], acceptRefused: true });
  await searchUpToDate(room);
  return room;
}

const read = (room: Room, text: string, district?: string) =>
  inEnglish(resolveNumbers(room, text, { district }, 100).entries);

/** Each entry as its elector, `name: KA-1 KA-2` for a question, or its text and status. */
const outcome = (room: Room, text: string, district?: string) =>
  read(room, text, district).map(({ entered, status, elector: who, toldBy, near = [] }) =>
    who
      ? who.number
      : toldBy
        ? `${toldBy}: ${near.map(({ number }) => number).join(' ')}`.trim()
        : `${entered}: ${near.map(({ number }) => number).join(' ') || status}`,
  );

/** A street with flats and named houses, two Anns of one name, and names as they are here. */
const STREET = [
  elector('1', 'Evans', 'Ann', { address: '14 High Street', vi: 'P' }),
  elector('2', 'Evans', 'Tom', { address: '14 High Street' }),
  elector('3', 'Evans', 'Ann Mary', { address: '3 Mill Lane' }),
  elector('4', "O'Brien", 'Siân', { address: 'Rose Cottage, Mill Lane' }),
  elector('5', 'McDonald', 'John Paul', { address: 'Flat 2/1, 64 High Street' }),
  elector('6', 'MacLeod', 'Fiona', { address: 'Flat 2, 64 High Street' }),
  elector('7', 'Pryce-Jones', 'Llŷr', { address: '14A High Street' }),
  elector('8', 'Vaughan Williams', 'Ann-Marie', { address: 'Flat 3, Elm House, Church Road' }),
  elector('9', 'St John', 'Harry', { address: "2 St Mary's Road" }),
  elector('10', 'Łuczak', 'Zofia', { address: '12 Heol y Bryn' }),
  elector('45', 'Evans', 'Rhys', { address: '7 Church Road' }),
  elector('46', 'Jones', 'Megan', { address: '45 Church Road' }),
  elector('47', 'Evans', 'Cai', { address: '45 Mill Lane' }),
  elector('14', 'Rees', 'Owen', { address: '9 Mill Lane' }),
  elector('102', 'Price', 'Gwen', { address: '8 Mill Lane' }),
  elector('12/1', 'Thomas', 'Dafydd', { address: '10 Mill Lane' }),
  elector('1', 'Evans', 'Ann', { district: 'KB', address: '14 Station Road' }),
  elector('2', 'Hughes', 'Bob', { district: 'KB', address: '20 High Street' }),
];

describe('a name or a door', () => {
  it.each([
    ['ann evans', 'name: KA-1 KA-3'],
    ['Ann Evans', 'name: KA-1 KA-3'],
    ['ann ev', 'name: KA-1 KA-3'],
    ['evans ann', 'name: KA-1 KA-3'],
    ['Evans, Ann', 'name: KA-1 KA-3'],
    ['EVANS A', 'name: KA-1 KA-3'],
    ['a. evans', 'name: KA-1 KA-3'],
    ['a m evans', 'name: KA-3'],
    ['A.M. Evans', 'name: KA-3'],
    ['mary evans', 'name: KA-3'],
    ['Mrs Evans', 'name: KA-1 KA-2 KA-3 KA-45 KA-47'],
    ['mrs a evans', 'name: KA-1 KA-3'],
    ['o’brien', 'name: KA-4'],
    ['obrien sian', 'name: KA-4'],
    ['S O Brien', 'name: KA-4'],
    ['john macdonald', 'name: KA-5'],
    ['Mc Donald', 'name: KA-5'],
    ['jp mcdonald', 'name: KA-5'],
    ['fiona mcleod', 'name: KA-6'],
    ['llyr jones', 'name: KA-7'],
    ['pryce jones', 'name: KA-7'],
    ['Pryce-Jones, Llŷr', 'name: KA-7'],
    ['williams', 'name: KA-8'],
    ['annmarie vaughan williams', 'name: KA-8'],
    ['saint john', 'name: KA-9'],
    ['harry st john', 'name: KA-9'],
    ['zofia luczak', 'name: KA-10'],
    ['14 high', 'door: KA-1 KA-2'],
    ['14 High St', 'door: KA-1 KA-2'],
    ['No. 14 High Street, Littleton', 'door: KA-1 KA-2'],
    ['high st 14', 'door: KA-1 KA-2'],
    ['14, High St', 'door: KA-1 KA-2'],
    ['14 ZZ1 1AA', 'door: KA-1 KA-2'],
    ['14a high', 'door: KA-7'],
    ['14 a high street', 'door: KA-1 KA-7'],
    ['14 High St Ann', 'door: KA-1'],
    ['14 High St, Ann', 'door: KA-1'],
    ['Ann, 14 High Street', 'door: KA-1'],
    ['Ann Evans 14 High', 'door: KA-1'],
    ['a evans, 14 high st, littleton', 'door: KA-1'],
    ['KA 14 high ann', 'door: KA-1'],
    ['64 high', 'door: KA-5 KA-6'],
    ['2/1 64 high', 'door: KA-5'],
    ['64 high st 2/1', 'door: KA-5'],
    ['2/1, 64 High St', 'door: KA-5'],
    ['flat 2 64 high', 'door: KA-6'],
    ['64/2 high st', 'door: KA-6'],
    ['Flat 2, 64 High Street', 'door: KA-6'],
    ['rose cottage', 'door: KA-4'],
    ['rose cott mill lane', 'door: KA-4'],
    ['flat 3 elm house', 'door: KA-8'],
    ['3 elm house', 'door: KA-8'],
    ['elm house 3', 'door: KA-8'],
    ['2 st marys rd', 'door: KA-9'],
    ["2 saint mary's road", 'door: KA-9'],
    ['12 heol bryn', 'door: KA-10'],
    ['45 evans', 'name: KA-45 KA-47'],
    ['evans 45', 'name: KA-45 KA-47'],
    ['KA-45 Evans', 'name: KA-45'],
    ['KA45 evans', 'name: KA-45'],
    ['12/1 thomas', 'name: KA-12/1'],
  ])('%j is a question about those whom it fits', async (text, expected) => {
    expect(outcome(await roomOf(...STREET), text, 'KA')).toEqual([expected]);
  });

  it.each([
    ['45 rees', '45 rees: unreadable'],
    ['KA-46 Evans', 'KA-46 Evans: unreadable'],
    ['99 high', '99 high: unreadable'],
    ['14', 'KA-14'],
    ['ka', 'ka: unreadable'],
    ['see you at 5', 'see you at 5: unreadable'],
    ['07700 900123', '07700 900123: unreadable'],
    ['ann?', 'ann?: unreadable'],
  ])('%j is not', async (text, expected) => {
    expect(outcome(await roomOf(...STREET), text, 'KA')).toEqual([expected]);
  });

  it('is asked about even if it fits only one person, and marks nobody off', async () => {
    const room = await roomOf(...STREET);
    for (const text of ['rose cottage', 'ann evans', 'KA 14 high ann', '14 High St, Ann'])
      expect(markNumbers(room, { text, district: 'KA', by: BY })).toMatchObject({ marked: 0, ambiguous: 1 });
    expect(undoNumbers(room, { text: 'rose cottage', by: BY })).toMatchObject({ undone: 0, ambiguous: 1 });
  });

  it('is never an anonymous elector, whatever the register says about them', async () => {
    const room = await roomOf(
      elector('1', 'Evans', 'Ann', { address: '14 High Street', markers: 'N' }),
      elector('2', 'Evans', 'Bob', { address: '16 High Street' }),
    );
    for (const text of ['ann evans', '14 high', 'evans', '1 evans', '14, 16 high street'])
      expect([text, JSON.stringify(read(room, text)).includes('Ann')]).toEqual([text, false]);
  });

  it.each([
    'the green house of the green flat 1 at green ann may',
    'the green the of the green on the green at the zz',
    'st st st st st st st st st st st zz',
    'ann ann ann ann ann ann ann ann ann ann ann zz',
    'gr the gr the gr the gr the gr gr gr gre',
    'flat of the house green no on green 1 at an and',
  ])('is read however many ways there are to cut it, as %j of 100 people at one door', async (text) => {
    const people = Array.from({ length: 100 }, (_, index) =>
      elector(`${index + 1}`, 'Green', 'Ann May', {
        address: `Flat ${index + 1}, The Green House of the Green on the Green, 1 The Green`,
      }),
    );
    const room = await roomOf(...people);
    // Each word more took several times as long: some of these would not have come to an end.
    for (const { elector: found } of read(room, text)) expect(found).toBeUndefined();
  });

  it('is looked for in the first of very many lines, and the others say that they were not', async () => {
    const room = await roomOf(...STREET);
    const text = Array.from({ length: 400 }, () => 'ann evans').join('\n');
    const { entries } = inEnglish(markNumbers(room, { text, by: BY }));
    expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(['ambiguous', 'unreadable']));
    expect(entries[0]?.message).toMatch(/^Which one\?/);
    expect(entries.at(-1)?.message).toMatch(/^"ann evans" was not looked for/);
    expect(entries.filter(({ message }) => message?.startsWith('Which one?'))).toHaveLength(300);
  });

  it('proposes promises first, and those marked off last', async () => {
    const room = await roomOf(...STREET);
    markNumbers(room, { text: 'KA-1', by: BY });
    expect(read(room, '14 high', 'KA')[0]).toMatchObject({
      near: [
        { number: 'KA-2', markedOff: false, promise: false },
        { number: 'KA-1', markedOff: true, promise: true },
      ],
      message: expect.stringContaining('KA-1 is Ann Evans, 14 High Street, Littleton (marked off already)'),
    });
  });

  it('is looked for where it was recorded, and elsewhere only if nobody there fits', async () => {
    const room = await roomOf(...STREET);
    expect(outcome(room, 'ann evans')).toEqual(['name: KA-1 KA-3 KB-1']);
    expect(outcome(room, 'ann evans', 'KB')).toEqual(['name: KB-1']);
    expect(outcome(room, 'KA\nann evans', 'KB')).toEqual(['name: KA-1 KA-3']);
    expect(read(room, 'bob hughes', 'KA')[0]).toMatchObject({
      near: [{ number: 'KB-2' }],
      message: expect.stringMatching(
        /^Nobody in KA fits "bob hughes". Elsewhere: Is it this one\? KB-2 is Bob Hughes/,
      ),
    });
  });

  it.each([
    ['ann evens', 'KA-1 KA-3', 'Nobody is called "ann evens". Did you mean'],
    ['evens', 'KA-1 KA-2 KA-3 KA-45 KA-47', 'Nobody is called "evens". Did you mean'],
    ['anne evans', 'KA-1 KA-3', 'Nobody is called "anne evans". Did you mean'],
    ['vaughn williams', 'KA-8', 'Nobody is called "vaughn williams". Did you mean'],
    ['14 hihg st', 'KA-1 KA-2', 'Nobody fits "14 hihg st" exactly. Did you mean'],
    ['14 high road', 'KA-1 KA-2', 'Nobody fits "14 high road" exactly. Did you mean'],
    ['14 high st bob', 'KA-1 KA-2', 'Nobody fits "14 high st bob" exactly. Did you mean'],
    ['14 High St, Bob', 'KA-1 KA-2', 'Nobody fits "14 High St, Bob" exactly. Did you mean'],
    ['16 high st tom evans', 'KA-2', 'Nobody fits "16 high st tom evans" exactly. Did you mean'],
  ])('spelled differently, as %j, is said to be so', async (text, near, message) => {
    const [only, ...more] = read(await roomOf(...STREET), text, 'KA');
    expect(more).toEqual([]);
    expect(only?.near?.map(({ number }) => number).join(' ')).toBe(near);
    expect(only?.message).toContain(message);
  });

  it('that fits more than nine people asks for more, with the number of them', async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      elector(`${index + 1}`, 'Evans', index < 2 ? 'Ann' : `Annabel${index}`, {
        address: `${index % 2} High Street`,
      }),
    );
    const room = await roomOf(...many);
    expect(read(room, 'evans')).toEqual([
      {
        entered: 'evans',
        status: 'ambiguous',
        toldBy: 'name',
        message: '12 people may be "evans". Write more of the name or the address, or enter the number.',
      },
    ]);
    // Of many, those whose names are written out.
    expect(outcome(room, 'ann evans')).toEqual(['name: KA-1 KA-2']);
  });
});

describe('the command line', () => {
  it('proposes people for a name in a room that was imported just now, and marks nobody', async () => {
    const file = join(temporaryFolder(), 'register.csv');
    writeFileSync(file, register(...STREET));
    const room = file.replace('.csv', '.room');
    await runCommand(['import', file, '--room', room, '--promises', 'P']);
    const args = ['mark', '--room', room, '--district', 'KA', '--json', '-'];
    const { code, json } = await runCommand(args, 'ann evans\n102\n');
    expect(code).toBe(0);
    expect(json).toMatchObject({
      marked: 1,
      ambiguous: 1,
      entries: [
        {
          entered: 'ann evans',
          status: 'ambiguous',
          toldBy: 'name',
          near: [{ number: 'KA-1' }, { number: 'KA-3' }],
        },
        { entered: '102', status: 'marked' },
      ],
    });
  });
});

describe('a line with numbers and people', () => {
  it.each([
    ['KA 45, 14 High St Ann, 102', ['KA-45', 'door: KA-1', 'KA-102']],
    ['KA 45, 14 High St, Ann, 102', ['KA-45', 'door: KA-1', 'KA-102']],
    ['KA 45, 14 High St, Ann, Tom, 102', ['KA-45', 'door: KA-1', 'door: KA-2', 'KA-102']],
    ['102, ann evans, 45', ['KA-102', 'name: KA-1 KA-3', 'KA-45']],
    ['102; ann evans; 45', ['KA-102', 'name: KA-1 KA-3', 'KA-45']],
    ['102\n14 high\n45', ['KA-102', 'door: KA-1 KA-2', 'KA-45']],
    ['Evans, 45', ['name: KA-45 KA-47']],
    // A number that may be the house is never entered as an elector.
    ['102, High St', ['102, High St: unreadable']],
    ['High St, 102', ['High St, 102: unreadable']],
    ['102, 64 High St', ['102, 64 High St: unreadable']],
    ['12/1, 14 High St', ['12/1, 14 High St: unreadable']],
    // If it is a house in that street, it is asked about by itself.
    ['8, 9 Mill Lane', ['8: KA-8 KA-102', 'door: KA-14']],
    ['8 & 9 mill', ['8: KA-8 KA-102', 'door: KA-14']],
    ['9 Mill Lane, 8', ['door: KA-14', '8: KA-8 KA-102']],
    ['9 Mill Lane, Owen, no 8, 102', ['9 Mill Lane, Owen, no 8, 102: unreadable']],
    ['9 Mill Lane, Owen, 8, 102', ['door: KA-14', '8: KA-8 KA-102', 'KA-102']],
    ['Mill Lane 9, 8, 10', ['door: KA-14', '8: KA-8 KA-102', '10: KA-10 KA-12/1']],
    ['102, 8, 9 Mill Lane', ['KA-102', '8: KA-8 KA-102', 'door: KA-14']],
    ['9 Mill Lane, KA 8', ['door: KA-14', 'KA-8']],
    [
      'Mill Lane\n8\n9\n102',
      ['door: KA-3 KA-4 KA-12/1 KA-14 KA-47 KA-102', '8: KA-8 KA-102', '9: KA-9 KA-14', 'KA-102'],
    ],
    ['9 Mill Lane\n8; 10', ['door: KA-14', '8: KA-8 KA-102', '10: KA-10 KA-12/1']],
    ['9 Mill Lane\nKA 8\n10', ['door: KA-14', 'KA-8', 'KA-10']],
    ['9 Mill Lane\n8-10', ['door: KA-14', '8: KA-8 KA-102', '9: KA-9 KA-14', '10: KA-10 KA-12/1']],
    // A number and a name that is not of its elector may be one voter.
    ['102, Rees', ['102, Rees: unreadable']],
    ['Owen Rees, KA 102', ['Owen Rees, KA 102: unreadable']],
    // What is not a name is as before: nothing of the line is entered.
    ['Sorry, 102', ['Sorry, 102: unreadable']],
    ['ann evans, no 102', ['ann evans, no 102: unreadable']],
    ['102, not ann evans', ['102, not ann evans: unreadable']],
  ])('%j is read piece by piece', async (text, expected) => {
    expect(outcome(await roomOf(...STREET), text, 'KA')).toEqual(expected);
  });
});

describe('a person who was chosen', () => {
  it('is marked off with what the teller wrote, until that is undone', async () => {
    const room = await roomOf(...STREET);
    const chosenFor = { written: '14 high', toldBy: 'door' as const };
    const result = markNumbers(room, { text: 'KA-2', chosenFor, by: BY });
    expect(result).toMatchObject({
      marked: 1,
      entries: [{ entered: '14 high', elector: { number: 'KA-2' } }],
    });
    expect(recentEntries(room, 1)).toMatchObject([{ entered: '14 high', toldBy: 'door', canUndo: true }]);
    expect(room.db.prepare("SELECT detail FROM journal WHERE kind = 'number'").pluck().all()).toEqual([
      '{"toldBy":"door"}',
    ]);
    expect(undoNumbers(room, { text: 'KA-2', by: BY })).toMatchObject({ undone: 1 });
    expect(() => markNumbers(room, { text: 'KA-2 KA-1', chosenFor, by: BY })).toThrow(/one person at a time/);
  });

  it('is asked about again if the number is somebody else’s by then', async () => {
    const room = await roomOf(...STREET);
    const chosenFor = { written: 'ann evans', toldBy: 'name' as const };
    const [entry] = inEnglish(
      markNumbers(room, { text: 'KA-14', chosenFor, district: 'KA', by: BY }).entries,
    );
    expect(entry).toMatchObject({
      entered: 'ann evans',
      status: 'ambiguous',
      near: [{ number: 'KA-1' }, { number: 'KA-3' }],
      message: expect.stringMatching(/^KA-14 is Owen Rees now, which does not fit "ann evans"/),
    });
    expect(numbersSetAside(room)).toMatchObject([{ entered: 'ann evans', toldBy: 'name' }]);
  });

  it('stays marked off when the slip is moved to where they vote, and is asked about again elsewhere', async () => {
    const room = await roomOf(...STREET);
    const head = {
      district: 'KB',
      stationId: null,
      toldAt: null,
      teller: '',
      toldCount: null,
      gaveNothing: null,
    };
    const slip = beginSlip(room, { ...head, secondOf: null, by: BY });
    const chosenFor = { written: 'ann evans', toldBy: 'name' as const };
    markNumbers(room, { text: 'KA-3', chosenFor, slipId: slip.id, by: BY });
    markNumbers(room, { text: 'rose cottage', slipId: slip.id, district: 'KA', by: BY });
    const written = () =>
      slipEntries(room, slip.id).map(({ entered, toldBy, elector: who }) => [entered, toldBy, who?.number]);
    moveSlip(room, slip.id, { district: 'KA', stationId: null }, BY);
    expect(written()).toEqual([
      ['ann evans', 'name', 'KA-3'],
      ['rose cottage', 'door', undefined],
    ]);
    moveSlip(room, slip.id, { district: 'KB', stationId: null }, BY);
    expect(written()).toEqual([
      ['ann evans', 'name', undefined],
      ['rose cottage', 'door', undefined],
    ]);
    expect(numbersSetAside(room)[1]?.near.map(({ number }) => number)).toEqual(['KB-1']);
  });

  it('may be another on another laptop: two people may have one name', async () => {
    const one = await roomOf(...STREET);
    const other = copyOf(one);
    for (const [room, number] of [
      [one, 'KA-1'],
      [other, 'KA-3'],
    ] as const) {
      markNumbers(room, { text: 'ann evans', district: 'KA', by: BY });
      settleSetAside(room, numbersSetAside(room)[0]!.id, number, BY);
    }
    exchange(one, other);
    expect(conflicts(one)).toEqual([]);
    expect(recentEntries(one, 4).filter(({ status }) => status === 'marked')).toHaveLength(2);
  });

  it('for one set aside is kept with what was written too', async () => {
    const room = await roomOf(...STREET);
    markNumbers(room, { text: 'ann evans', district: 'KA', by: BY });
    const [aside] = numbersSetAside(room);
    expect(aside).toMatchObject({ toldBy: 'name', near: [{ number: 'KA-1' }, { number: 'KA-3' }] });
    expect(() => settleSetAside(room, aside!.id, 'tom evans', BY)).toThrow(/Is it this one\? KA-2/);
    settleSetAside(room, aside!.id, 'KA-3', BY);
    expect(recentEntries(room, 1)).toMatchObject([
      { entered: 'ann evans', toldBy: 'name', status: 'marked', elector: { number: 'KA-3' } },
    ]);
    expect(numbersSetAside(room)).toEqual([]);
  });
});

const SURNAMES = [
  ...[
    'Evans',
    'Evan',
    'Jones',
    "O'Brien",
    'O’Neill',
    'McDonald',
    'MacDonald',
    'Mac Leod',
    'Macey',
    'St John',
    'Pryce-Jones',
  ],
  ...[
    'Vaughan Williams',
    'ap Rhys',
    'de la Cruz',
    'Łuczak',
    'Fernández',
    'Ó Súilleabháin',
    'Ng',
    'Lord',
    'Green',
    'High',
  ],
  ...['Llŷr', "D'Arcy", 'Street', 'Flatt', 'Smith'],
];
const FORENAMES = [
  'Ann',
  'Anne',
  'Ann-Marie',
  'Siân',
  'Llŷr',
  'John Paul',
  'J',
  'Şükrü',
  'Jo',
  'Evan',
  'Mary Ann',
  "D'Arcy",
];
const STREETS = [
  ...[
    'High Street',
    'Upper High Street',
    "St Mary's Road",
    "King's Road",
    'Kings Avenue',
    'Heol y Bryn',
    'The Green',
  ],
  ...['Lôn Las', '1st Avenue', 'Grove Road', "O'Connell Street", 'Evans Terrace', 'Ann Street'],
];
const DOORS = [
  ...[
    '1',
    '2',
    '14',
    '14A',
    '14-16',
    'Flat 1, 14',
    'Flat 2, 14',
    'Flat 2/1, 64',
    '2/1, 64',
    'Flat B, 3',
    'Flat 3, Elm House, 7',
  ],
  ...['Rose Cottage,', 'The Old Rectory,', 'Bryn Awel,', 'Flat 3, Elm House,'],
];

type Written = { surname: string; forename: string; door: string; street: string; number: string };

const plain = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L');
const initial = (forename: string) => [...forename][0] ?? '';
const short = (street: string) =>
  street
    .replace(/Street$/, 'St')
    .replace(/Road$/, 'Rd')
    .replace(/Avenue$/, 'Ave')
    .replace(/Terrace$/, 'Terr');
const withoutStop = (door: string) => door.replace(/,$/, '').replaceAll(',', '');
/** `2/1, 64` is also told as `64 High Street 2/1`. */
const behind = ({ door, street }: Written) => {
  const [flat = '', house = '', ...more] = door.split(', ');
  return house === '' || more.length > 0 ? `${withoutStop(door)} ${street}` : `${house} ${street} ${flat}`;
};

/** The ways in which tellers write who has voted. */
const WAYS: Record<string, (who: Written) => string> = {
  'forename and surname': ({ forename, surname }) => `${forename} ${surname}`,
  'surname and forename': ({ forename, surname }) => `${surname} ${forename}`,
  'surname, forename': ({ forename, surname }) => `${surname.toUpperCase()}, ${forename}`,
  'surname and initial': ({ forename, surname }) => `${surname} ${initial(forename)}`,
  'initial and surname': ({ forename, surname }) => `${initial(forename)}. ${surname}`,
  'title and surname': ({ surname }) => `Mrs ${surname}`,
  'title, initial and surname': ({ forename, surname }) => `mr. ${initial(forename)} ${surname}`,
  'first forename and surname': ({ forename, surname }) => `${forename.split(' ')[0]} ${surname}`,
  'no accents': ({ forename, surname }) => plain(`${forename} ${surname}`).toLowerCase(),
  'no apostrophes': ({ forename, surname }) => `${forename} ${surname}`.replace(/['’]/g, ''),
  'no hyphens': ({ forename, surname }) => `${forename} ${surname}`.replaceAll('-', ' '),
  'Mac for Mc': ({ forename, surname }) => `${forename} ${surname.replace(/^Mc/, 'Mac')}`,
  'Mc for Mac': ({ forename, surname }) => `${forename} ${surname.replace(/^Mac ?(?=[A-Z])/, 'Mc')}`,
  'a number and the surname': ({ number, surname }) => `${number} ${surname}`,
  'the whole number and the surname': ({ number, surname }) => `KA-${number} ${surname}`,
  'a door': ({ door, street }) => `${withoutStop(door)} ${street}`,
  'a door with its comma': ({ door, street }) => `${door} ${street}`,
  'a door, shortened': ({ door, street }) => `${withoutStop(door)} ${short(street)}`,
  'a door and the start of the street': ({ door, street }) =>
    `${withoutStop(door)} ${street.replace('The ', '').split(' ')[0]}`,
  'a flat behind the street': behind,
  'a door in small letters': ({ door, street }) =>
    plain(`${withoutStop(door)} ${street}`)
      .toLowerCase()
      .replace(/['’]/g, ''),
  'a door with the village': ({ door, street }) => `${withoutStop(door)} ${street}, Littleton`,
  'a door and a forename': ({ door, street, forename }) =>
    `${withoutStop(door)} ${short(street)} ${forename}`,
  'a door, a comma and a forename': ({ door, street, forename }) =>
    `${withoutStop(door)} ${street}, ${forename}`,
  'a door and an initial': ({ door, street, forename }) =>
    `${withoutStop(door)} ${street}, ${initial(forename)}`,
  'a name, a comma and a door': ({ door, street, forename, surname }) =>
    `${forename} ${surname}, ${door} ${street}`,
};

/** The house, or the flat, on its own between commas. */
const inParts = ({ door, street }: Written) =>
  `${withoutStop(door.replaceAll(', ', '@'))}, ${street}`.replaceAll('@', ', ');

describe('every elector of any register', () => {
  const person = fc.record({
    surname: fc.constantFrom(...SURNAMES),
    forename: fc.constantFrom(...FORENAMES),
    door: fc.constantFrom(...DOORS),
    street: fc.constantFrom(...STREETS),
    vi: fc.constantFrom('P', ''),
  });

  it('is among those proposed for each way of writing them, or too many are; and nobody is marked off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 25 }), async (people) => {
        const room = await roomOf(
          ...people.map(({ surname, forename, door, street, vi }, index) =>
            elector(`${index + 1}`, surname, forename, { address: `${door} ${street}`, vi }),
          ),
        );
        for (const [index, each] of people.entries()) {
          const number = `${index + 1}`;
          for (const [way, write] of Object.entries(WAYS)) {
            const text = write({ ...each, number });
            const entries = read(room, text, 'KA');
            const near = entries.flatMap((entry) => entry.near?.map((who) => who.number) ?? []);
            const isTooMany = entries.some(
              ({ toldBy, message }) => toldBy && /^\d+ people may be/.test(message ?? ''),
            );
            if (!isTooMany)
              expect([way, text, `${each.door} ${each.street}`, near]).toEqual([
                way,
                text,
                `${each.door} ${each.street}`,
                expect.arrayContaining([`KA-${number}`]),
              ]);
            expect([way, text, markNumbers(room, { text, district: 'KA', by: BY }).marked]).toEqual([
              way,
              text,
              0,
            ]);
          }
        }
        room.close();
      }),
      { numRuns: sampleOf(30) },
    );
  });

  it('is marked off on a line with people only by a number that was meant as one', async () => {
    const ways = [...Object.values(WAYS), inParts];
    const item = fc.oneof(
      fc.record({ number: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ who: fc.nat(), way: fc.constantFrom(...ways) }),
    );
    const lines = fc.array(
      fc.tuple(
        fc.array(item, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(', ', ', ', '; ', ' & ', '\n'),
      ),
      { minLength: 5, maxLength: 15 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 5, maxLength: 25 }), lines, async (people, written) => {
        const lived = people.map(({ surname, forename, door, street }, index) =>
          elector(`${index + 1}`, surname, forename, { address: `${door} ${street}` }),
        );
        const room = await roomOf(...lived, elector('2/1', 'Rees', 'Owen', { address: '9 Mill Lane' }));
        for (const [items, between] of written) {
          const text = items
            .map((each) => {
              if ('number' in each) return `${each.number}`;
              const at = each.who % people.length;
              return each.way({ ...people[at]!, number: `${at + 1}` });
            })
            .join(between);
          const meant = items.flatMap((each) => ('number' in each ? `KA-${each.number}` : []));
          const marked = read(room, text, 'KA').flatMap(({ elector: who }) => who?.number ?? []);
          expect([text, marked.filter((number) => !meant.includes(number))]).toEqual([text, []]);
        }
        room.close();
      }),
      { numRuns: sampleOf(60) },
    );
  });
});

describe('numbers', () => {
  const PIECES =
    'KA|ka|KB|BN2|1|2|4|12|14|21|037|1037|150|/1|/|-| | | |,|\n|;|.|•|#|No. |:|&| and |?|O|07:45|+44 |(|)|\t'.split(
      '|',
    );

  it('are read exactly as before names were, in any text of them', async () => {
    const text = fc
      .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 9 })
      .map((each) => each.join(''));
    const lines = ['1', '2', '4', '12', '12/1', '14', '21', '1037'].flatMap((number) => [
      elector(number, 'Evans', 'Ann'),
      elector(number, 'Jones', 'Kai', { district: 'KB' }),
    ]);
    const bare = importedRoom(register(...lines));
    const withNames = await roomOf(...lines);
    // `KA 1` is not a house, though there is one with the number below it in its street.
    expect(read(withNames, 'KA\t1;1037 ')).toEqual(read(bare, 'KA\t1;1037 '));
    fc.assert(
      fc.property(text, fc.constantFrom(undefined, 'KA', 'KB'), (each, district) => {
        expect([each, read(withNames, each, district)]).toEqual([each, read(bare, each, district)]);
      }),
      { numRuns: sampleOf(5000) },
    );
  });
});
