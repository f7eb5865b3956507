import { expect, it } from 'vitest';
import { moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { returnedSheet } from '../../src-main/sheets/returned.ts';
import { stillToBring } from '../../src-main/sheets/still-to-bring.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { elector, register } from '../fixtures/register.ts';
import { readPdf } from '../read-pdf.ts';
import { importedRoom } from './temporary-room.ts';

const BY = 'Gwen';
/** The room's polling day is today. */
const at = (hour: number, minute = 0) => new Date(new Date().setHours(hour, minute, 0, 0));

const lines = (first: number, street: string, { district = 'KA', postcode = '' } = {}) =>
  [0, 1, 2].map((place) =>
    elector(String(first + place), 'Evans', 'Ann', {
      district,
      address: `${place + 1} ${street}`,
      postcode,
      vi: 'P',
    }),
  );

/** Two districts; the station of KA is in School Lane, and KB has no tellers. */
function roomOf(): Room {
  const room = importedRoom(
    register(
      ...lines(1, 'School Lane', { postcode: 'ZZ1 1AA' }),
      ...lines(11, 'Next Close', { postcode: 'ZZ1 1AB' }),
      ...lines(21, 'High Street', { postcode: 'ZZ2 4QQ' }),
      ...lines(1, 'Quay', { district: 'KB' }),
    ),
    { promises: ['P'] },
  );
  const station = { warp: false, shifts: [] };
  saveStation(room, null, { ...station, name: 'School', place: '3 School Lane', districts: ['KA'] }, BY);
  saveStation(room, null, { ...station, name: 'Hut', place: '', warp: true, districts: ['KB'] }, BY);
  return room;
}

const tell = (room: Room, text: string, hour: number) => {
  const slip = beginSlip(room, {
    district: 'KA',
    stationId: null,
    toldAt: at(hour, 30).getTime(),
    teller: '',
    toldCount: null,
    by: BY,
  });
  markNumbers(room, { text, district: 'KA', slipId: slip.id, by: BY });
};
const numbers = (people: readonly { number: string }[]) => people.map(({ number }) => number);

it('are the promises left, with those beside the station last and a station without tellers apart', () => {
  const room = roomOf();
  tell(room, '21', 18);
  const { people, littleTold } = stillToBring(room, at(20));
  expect(numbers(people)).toEqual(['KA-22', 'KA-23', 'KA-1', 'KA-2', 'KA-3', 'KA-11', 'KA-12', 'KA-13']);
  expect(people.filter(({ isNear }) => isNear)).toHaveLength(6);
  expect(numbers(littleTold)).toEqual(['KB-1', 'KB-2', 'KB-3']);
  expect(people[0]).toMatchObject({ why: 'promise', station: 'School', door: '2', street: 'High Street' });
});

it('begin with who wants a lift, then who says that they will vote', async () => {
  const room = roomOf();
  tell(room, '21', 18);
  await makeSheetsAtOnce(room, { sheetsBy: 'street' }, BY);
  const idOf = (number: string) =>
    ['1-01', '1-02', '1-03']
      .flatMap((code) => returnedSheet(room, code).lines)
      .find((line) => line.number === number)?.electorId ?? 0;
  enterDoorstep(
    room,
    '1-01',
    [
      { electorId: idOf('KA-2'), answer: 'lift' },
      { electorId: idOf('KA-23'), answer: 'will vote' },
      { electorId: idOf('KA-22'), answer: 'voted' },
    ],
    BY,
  );
  expect(numbers(stillToBring(room, at(20)).people).slice(0, 3)).toEqual(['KA-2', 'KA-23', 'KA-1']);
});

it('leave a station apart that told nothing in the last two hours', () => {
  const room = roomOf();
  tell(room, '21', 17);
  expect(numbers(stillToBring(room, at(19)).people)).toHaveLength(8);
  expect(stillToBring(room, at(20)).people).toEqual([]);
  expect(stillToBring(room, at(20)).littleTold).toHaveLength(11);
});

it('bring who wants a lift, at a station without tellers too', async () => {
  const room = roomOf();
  tell(room, '21', 18);
  await makeSheetsAtOnce(room, { sheetsBy: 'street', district: 'KB' }, BY);
  const [first, second] = returnedSheet(room, '1-01').lines;
  enterDoorstep(
    room,
    '1-01',
    [
      { electorId: first!.electorId, answer: 'will vote' },
      { electorId: second!.electorId, answer: 'lift' },
    ],
    BY,
  );
  const { people, littleTold } = stillToBring(room, at(20));
  expect(numbers(people)[0]).toBe('KB-2');
  expect(numbers(littleTold)).toEqual(['KB-1', 'KB-3']);
});

it.each([
  ['School', '3 School Lane', ['School Lane']],
  ['St Mary’s Church Hall', 'School Lane, ZZ9 9ZZ', ['School Lane']],
  ['St Mary’s Church Hall, School Ln', '', ['School Lane']],
  ['School Lane Methodist Church', '', ['School Lane']],
  ['School', '12-14 School Lane ZZ9 9ZZ', ['School Lane']],
  ['School', 'corner of School Lane and High Street', ['School Lane', 'High Street']],
  ['School', 'Old School Lane', ['Old School Lane']],
  ['Quay Centre', 'Far Road', []],
  ['Hall', 'Quay', ['Quay']],
  ['Hall', 'Far Road, ZZ2 4QQ', ['High Street']],
  ['Hall ZZ2 4QX', '', ['High Street']],
])('know the streets beside %s, %s', (name, place, streets) => {
  const room = importedRoom(
    register(
      ...lines(1, 'School Lane', { postcode: 'ZZ1 1AA' }),
      ...lines(11, 'Old School Lane'),
      ...lines(21, 'High Street', { postcode: 'ZZ2 4QQ' }),
      ...lines(31, 'Quay'),
    ),
    { promises: ['P'] },
  );
  saveStation(room, null, { warp: false, shifts: [], name, place, districts: ['KA'] }, BY);
  const { people } = stillToBring(room, at(8));
  expect([...new Set(people.flatMap((each) => (each.isNear ? [each.street] : [])))].toSorted()).toEqual(
    streets.toSorted(),
  );
});

it('say which sheets of their street are out', async () => {
  const room = roomOf();
  await makeSheetsAtOnce(room, { sheetsBy: 'street' }, BY);
  const code = ['1-01', '1-02', '1-03', '1-04'].find((each) =>
    returnedSheet(room, each).lines.some((line) => line.number === 'KA-21'),
  )!;
  moveSheets(room, [code], 'sheet out', { runner: 'Mair', by: BY });
  const { people } = stillToBring(room, at(8));
  expect(
    people.flatMap(({ sheetsOut, number }) => (sheetsOut.length > 0 ? [[number, ...sheetsOut]] : [])),
  ).toEqual(['KA-21', 'KA-22', 'KA-23'].map((number) => [number, code]));
});

it('are printed on sheets of these people alone, the streets beside the station last', async () => {
  const room = roomOf();
  tell(room, '21', Math.max(0, new Date().getHours() - 1));
  const { people } = stillToBring(room);
  const made = await makeSheetsAtOnce(room, { sheetsBy: 'street', stillToBring: { littleTold: false } }, BY);
  expect(made.electors).toBe(people.length);
  const text = (await readPdf(made.pdf)).map((page) => page.join(' '));
  expect(text.some((page) => page.includes('Quay'))).toBe(false);
  expect(text[0]).toContain('High Street');
  const all = await makeSheetsAtOnce(room, { stillToBring: { littleTold: true } }, BY);
  expect(all.electors).toBe(people.length + stillToBring(room).littleTold.length);
});
