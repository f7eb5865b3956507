import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { cardsOfGroup, conflictCards } from '../../src-main/journal/conflicts/conflict-words.ts';
import { conflicts, doubts } from '../../src-main/journal/conflicts/conflicts.ts';
import { choicesOf, settleConflict } from '../../src-main/journal/conflicts/settle-conflict.ts';
import { runSettle } from '../../src-main/journal/conflicts/settle-many.ts';
import { runUndo } from '../../src-main/journal/long-undo.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import {
  addElector,
  correctElector,
  electorRecord,
  removeElector,
  restoreElector,
} from '../../src-main/register/by-hand.ts';
import { seeded } from '../../src-main/register/sample.ts';
import { renameStreet, streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { issuedSheets, moveSheets, sheetRecord } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { committeeRoom, setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { readWalks, saveWalk } from '../../src-main/sheets/walks.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { officialFigures, saveOfficialFigure } from '../../src-main/turnout/official-figures.ts';
import { discardSetAside, numbersSetAside, settleSetAside } from '../../src-main/turnout/set-aside.ts';
import {
  allSlips,
  beginSlip,
  changeSlip,
  readSlip,
  type SlipForm,
} from '../../src-main/turnout/slips/slips.ts';
import { saveStation, stations } from '../../src-main/turnout/stations.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { runCommand } from './run-command.ts';
import { importAbsent, importedRoom } from './temporary-room.ts';
import { copyOf, exchange, ORDERS_OF_THREE, send } from './two-rooms.ts';

const PEOPLE = Array.from({ length: 12 }, (_, at) =>
  elector(String(at + 1), `Evans${at}`, 'Ann', { vi: 'P' }),
);

function room(): Room {
  return importedRoom(register(...PEOPLE), { promises: ['P'] });
}

const mark = (where: Room, text: string, slipId?: number) =>
  markNumbers(where, { text, district: 'KA', slipId, by: 'Ann' });
const undo = (where: Room, text: string) => undoNumbers(where, { text, district: 'KA', by: 'Ann' });
const voted = (where: Room) =>
  where.db
    .prepare<[], number>('SELECT number FROM elector WHERE voted_at IS NOT NULL ORDER BY number')
    .pluck()
    .all();

/** Who is on new sheets, if any can be made. The board counts the same. */
async function onSheets(where: Room): Promise<number[]> {
  const copy = copyOf(where);
  const { codes } = await makeSheetsAtOnce(copy, {}, 'Ann');
  const electors = codes.flatMap((code) => sheetRecord(copy, code).electorIds);
  expect(electors).toHaveLength(readBoard(where, 'district').outstanding);
  return electors;
}

const kinds = (where: Room) => conflicts(where).map(({ kind }) => kind);

/** The only conflict there is. */
function only(where: Room) {
  const [first, ...more] = doubts(where);
  expect(more).toEqual([]);
  if (!first) throw new Error('There is no conflict.');
  return first;
}

const settle = (where: Room, choice: string, by = 'Cai') => settleConflict(where, only(where).id, choice, by);

const entriesBy = (where: Room, who: string) =>
  where.db.prepare<[string], string>('SELECT id FROM journal WHERE by = ? ORDER BY seq').pluck().all(who);

/** All have the same, and the same list of conflicts. */
function expectSame(...rooms: Room[]): void {
  const checks = rooms.map((each) => checkRoom(each));
  for (const { problems } of checks) expect(problems).toEqual([]);
  expect(new Set(checks.map(({ digest }) => digest)).size).toBe(1);
  expect(new Set(rooms.map((each) => JSON.stringify(conflicts(each)))).size).toBe(1);
}

const HEAD: SlipForm = { district: 'KA', stationId: null, toldAt: null, teller: '', toldCount: null };

function enterSlip(where: Room, text: string, head: Partial<SlipForm> = {}): number {
  const { id } = beginSlip(where, { ...HEAD, ...head, by: 'Ann' });
  mark(where, text, id);
  return id;
}

/** Two laptops with copies of one room, after each did something and they exchanged it. */
function afterBoth(one: Room, other: Room, ...acts: ((where: Room) => unknown)[]): void {
  [one, other].forEach((where, at) => {
    acts[at]?.(where);
  });
  exchange(one, other);
  expectSame(one, other);
}

describe('a mark that one laptop undid and another recorded', () => {
  function twoLaptops() {
    const one = room();
    const other = copyOf(one);
    afterBoth(
      one,
      other,
      (where) => {
        mark(where, '1');
        undo(where, '1');
      },
      (where) => mark(where, '1'),
    );
    return { one, other };
  }

  it('is listed with both sides until a person says that they have voted, and nobody knocks', async () => {
    const { one, other } = twoLaptops();
    expect(only(one)).toMatchObject({ kind: 'mark', number: 'KA-1', sides: [{}, {}] });
    expect(choicesOf(only(one))).toEqual(['voted', 'not voted']);
    expect(await onSheets(one)).not.toContain(1);
    settle(one, 'voted');
    exchange(one, other);
    expectSame(one, other);
    expect([conflicts(other), voted(other)]).toEqual([[], [1]]);
  });

  it('is taken back if a person says that they have not', async () => {
    const { one, other } = twoLaptops();
    settle(other, 'not voted');
    exchange(one, other);
    expectSame(one, other);
    expect([conflicts(one), voted(one)]).toEqual([[], []]);
    expect(await onSheets(one)).toContain(1);
  });

  it('is listed once more if two laptops settle it in two ways', async () => {
    const { one, other } = twoLaptops();
    const before = only(one).id;
    afterBoth(
      one,
      other,
      (where) => settle(where, 'voted'),
      (where) => settle(where, 'not voted'),
    );
    expect(only(one).id).not.toBe(before);
    expect(await onSheets(one)).not.toContain(1);
    settle(one, 'not voted');
    exchange(one, other);
    expect([conflicts(other), voted(other)]).toEqual([[], []]);
    expect(() => settleConflict(other, before, 'voted', 'Cai')).toThrow(/has been settled/);
  });

  it('is not one if the laptop that undid a mark knew of the other', () => {
    const one = room();
    const other = copyOf(one);
    afterBoth(
      one,
      other,
      (where) => mark(where, '1 2'),
      (where) => mark(where, '1 2'),
    );
    const [first = ''] = doubtless(one, 1);
    undoEntries(one, [first], 'Ann');
    exchange(one, other);
    expectSame(one, other);
    expect([conflicts(one), voted(one)]).toEqual([[], [1, 2]]);
  });

  it('is one too if a whole slip, or a number set aside, was undone meanwhile', () => {
    const one = room();
    const slip = enterSlip(one, '1 77');
    const other = copyOf(one);
    afterBoth(
      one,
      other,
      (where) => undoEntries(where, [readSlip(where, slip).begun ?? ''], 'Ann'),
      (where) => {
        settleSetAside(where, numbersSetAside(where)[0]?.id ?? '', '7', 'Bob');
        mark(where, '8', slip);
      },
    );
    expect(conflicts(one)).toMatchObject([
      { kind: 'mark', number: 'KA-7' },
      { kind: 'mark', number: 'KA-8' },
    ]);
    for (const { id } of conflicts(one)) settleConflict(one, id, 'voted', 'Cai');
    exchange(one, other);
    expect([conflicts(other), voted(other)]).toEqual([[], [7, 8]]);
  });

  /** The ids of the tellings of an elector. */
  const doubtless = (where: Room, id: number) =>
    where.db
      .prepare<[number], string>(
        "SELECT id FROM journal WHERE elector_id = ? AND kind = 'number' ORDER BY seq",
      )
      .pluck()
      .all(id);
});

describe('a number set aside that two laptops settled in two ways', () => {
  function twoLaptops() {
    const one = room();
    mark(one, '77');
    const other = copyOf(one);
    const id = numbersSetAside(one)[0]?.id ?? '';
    afterBoth(
      one,
      other,
      (where) => settleSetAside(where, id, '7, 8', 'Ann'),
      (where) => discardSetAside(where, id, 'Bob'),
    );
    return { one, other };
  }
  const sideWith = (where: Room, count: number) =>
    `${only(where).sides.findIndex(({ entries }) => entries.length === count) + 1}`;

  it('is settled as a person says, and until then both that may be meant are left alone', async () => {
    for (const count of [1, 2]) {
      const { one, other } = twoLaptops();
      expect(await onSheets(one)).not.toContain(7);
      settle(one, sideWith(one, count));
      exchange(one, other);
      expectSame(one, other);
      expect([conflicts(other), voted(other)]).toEqual([[], count === 2 ? [7, 8] : []]);
      expect(numbersSetAside(other)).toEqual([]);
    }
  });

  it('is listed again if what settled it is undone, by any of its entries', () => {
    const written = twoLaptops().one;
    settle(written, sideWith(written, 2));
    const count = entriesBy(written, 'Cai').length;
    expect(count).toBeGreaterThan(2);
    for (let at = 0; at < count; at += 1) {
      const { one, other } = twoLaptops();
      const before = [kinds(one), voted(one)];
      settle(one, sideWith(one, 2));
      exchange(one, other);
      expect(kinds(other)).toEqual([]);
      undoEntries(other, [entriesBy(other, 'Cai')[at] ?? ''], 'Dai');
      exchange(one, other);
      expectSame(one, other);
      expect([kinds(one), voted(one)]).toEqual(before);
    }
  });

  it('is listed once more if two laptops choose differently, and loses no mark meanwhile', () => {
    const { one, other } = twoLaptops();
    afterBoth(
      one,
      other,
      (where) => settle(where, sideWith(where, 1)),
      (where) => settle(where, sideWith(where, 2)),
    );
    expect(kinds(one)).toEqual(['set aside']);
    expect(voted(one)).toEqual([7, 8]);
    settle(one, sideWith(one, 1));
    exchange(one, other);
    expectSame(one, other);
    expect([conflicts(other), voted(other)]).toEqual([[], []]);
  });
});

describe('a number that was recorded on two laptops and taken for two people', () => {
  const settleAside = (where: Room, text: string) =>
    settleSetAside(where, numbersSetAside(where)[0]?.id ?? '', text, 'Ann');
  const WAYS: [what: string, act: (where: Room) => void, other: number][] = [
    [
      'set aside there too',
      (where) => {
        mark(where, '77');
        settleAside(where, '8');
      },
      8,
    ],
    [
      'found there at once',
      (where) => {
        addElector(where, { ...electorRecord(where, 2), number: 'KA-77', surname: 'New' }, 'Bob');
        markNumbers(where, { text: 'KA 77', by: 'Bob' });
      },
      77,
    ],
  ];
  function twoLaptops(act: (where: Room) => void) {
    const one = room();
    const other = copyOf(one);
    afterBoth(
      one,
      other,
      (where) => {
        mark(where, '077');
        settleAside(where, '7');
      },
      act,
    );
    return { one, other };
  }
  const labels = (where: Room) => conflictCards(where).cards[0]?.choices.map(({ label }) => label) ?? [];

  it.each(WAYS)('is asked: %s. Both count until then, and if it is two people', async (_, act, second) => {
    const { one, other } = twoLaptops(act);
    expect(kinds(one)).toEqual(['set aside']);
    expect(conflictCards(one).cards[0]?.title).toMatch(/^0?(KA )?77, recorded on two laptops/);
    expect(labels(one)).toContain('Two people: both count');
    expect(voted(one)).toEqual([7, second]);
    settle(one, 'two');
    exchange(one, other);
    expectSame(one, other);
    expect([conflicts(other), voted(other)]).toEqual([[], [7, second]]);
    // A telling that comes later is asked about again.
    const third = copyOf(one);
    mark(third, '9');
    expect(kinds(third)).toEqual([]);
  });

  it.each(WAYS)('counts for one of them if a person says so: %s', async (_, act, second) => {
    const { one, other } = twoLaptops(act);
    const place = labels(one).findIndex((label) => label.startsWith('KA-7 '));
    settle(one, `${place + 1}`);
    exchange(one, other);
    expectSame(one, other);
    expect([conflicts(other), voted(other), numbersSetAside(other)]).toEqual([[], [7], []]);
    expect(voted(one)).not.toContain(second);
  });

  it.each(WAYS)('is listed once more if two laptops answer in two ways: %s', (_, act, second) => {
    const { one, other } = twoLaptops(act);
    const place = labels(one).findIndex((label) => label.startsWith('KA-7 '));
    afterBoth(
      one,
      other,
      (where) => settle(where, 'two'),
      (where) => settle(where, `${place + 1}`),
    );
    expect(kinds(one)).toEqual(['set aside']);
    const both = labels(one).indexOf('Two people: both count');
    settle(one, `${both + 1}`);
    exchange(one, other);
    expectSame(one, other);
    expect([conflicts(other), voted(other)]).toEqual([[], [7, second]]);
  });

  it('is not asked if one laptop knew of both, or if both took it for one person', () => {
    const one = room();
    const other = copyOf(one);
    afterBoth(
      one,
      other,
      (where) => {
        mark(where, '77');
        settleAside(where, '7');
        mark(where, '77');
        settleAside(where, '8');
      },
      (where) => mark(where, '9'),
    );
    expect(conflicts(one)).toEqual([]);
    afterBoth(
      one,
      other,
      (where) => {
        mark(where, '78');
        settleAside(where, '10');
      },
      (where) => {
        mark(where, '78');
        settleAside(where, '10, 11');
      },
    );
    expect(conflicts(one)).toEqual([]);
  });
});

describe('a slip that two laptops entered', () => {
  const at = 1_800_000_000_000;
  function twoLaptops(
    first = '1 2 3 4 5',
    second = '1 2 3 4 6',
    [one, other]: (number | null)[] = [null, null],
  ) {
    const rooms = [room()];
    rooms.push(copyOf(rooms[0] as Room));
    const [a, b] = rooms as [Room, Room];
    afterBoth(
      a,
      b,
      (where) => enterSlip(where, first, { toldAt: one ?? null }),
      (where) => enterSlip(where, second, { toldAt: other ?? null }),
    );
    return { one: a, other: b };
  }

  it.each<[what: string, is: boolean, first: string, second: string, times: [number | null, number | null]]>([
    ['of one time with four fifths of the numbers', true, '1 2 3 4 5', '1 2 3 4 6', [at, at]],
    ['of one time with fewer', false, '1 2 3 5 6', '1 2 3 7 8', [at, at]],
    ['of one time, of which one has only begun to be entered', true, '1 2 3 4 5 6', '2', [at, at]],
    [
      'without a time, with more than half and at least four',
      true,
      '1 2 3 4 5 6 7',
      '1 2 3 4 10 11',
      [null, null],
    ],
    ['of two times, with three equal numbers', false, '1 2 3', '1 2 3', [at, at + 60_000]],
    ['of one time with numbers that nobody has', true, '77 78 1', '78 77 1', [at, at]],
  ])('%s: %s', (_, is, first, second, times) => {
    const { one } = twoLaptops(first, second, times);
    expect(kinds(one)).toEqual(is ? ['slip'] : []);
  });

  it('counts as entered again if it is the same, so that differences are shown', () => {
    const { one, other } = twoLaptops();
    settle(one, 'same');
    exchange(one, other);
    expectSame(one, other);
    for (const each of [one, other]) {
      const [second, first] = allSlips(each).sort((a, b) => b.id - a.id);
      expect(second).toMatchObject({ secondOf: first?.id });
    }
    expect(conflicts(one)).toEqual([]);
    const id = Math.max(...allSlips(one).map((slip) => slip.id));
    changeSlip(one, id, { ...HEAD, isOpen: false, by: 'Ann' });
    expect(readSlip(one, id).state).toBe('differs');
    const said = one.db.prepare<[], string>("SELECT id FROM journal WHERE kind = 'settled'").pluck().all();
    undoEntries(one, said, 'Ann');
    expect(readSlip(one, id)).toMatchObject({ secondOf: null, state: 'in' });
    exchange(one, other);
    expectSame(one, other);
    expect(kinds(other)).toEqual(['slip']);
  });

  it('stays two slips, whatever is added, until laptops disagree about it', () => {
    const { one, other } = twoLaptops();
    settle(one, 'two');
    mark(one, '9', allSlips(one)[0]?.id);
    expect(conflicts(one)).toEqual([]);
    settle(other, 'same');
    exchange(one, other);
    expectSame(one, other);
    expect(only(one)).toMatchObject({ kind: 'slip', sides: [{}, {}] });
    settle(other, 'two');
    exchange(one, other);
    expectSame(one, other);
    expect(conflicts(one)).toEqual([]);
    expect(allSlips(one).map(({ secondOf }) => secondOf)).toEqual([null, null]);
  });
});

describe('a thing that two laptops set to two values', () => {
  async function made() {
    const one = room();
    const { codes } = await makeSheetsAtOnce(one, {}, 'Ann');
    const id = saveStation(
      one,
      null,
      { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] },
      'Ann',
    );
    const walk = saveWalk(one, null, { name: 'Hill', note: '', runner: '', streetIds: [] }, 'Ann');
    const slip = beginSlip(one, { ...HEAD, by: 'Ann' }).id;
    return { one, other: copyOf(one), code: codes[0] ?? '', station: id, walk, slip };
  }
  type Made = Awaited<ReturnType<typeof made>>;
  const correct = (where: Room, change: object) =>
    correctElector(where, 2, { ...electorRecord(where, 2), ...change }, 'Ann');

  it.each<
    [
      what: string,
      act: (of: Made, where: Room, value: string) => unknown,
      read: (of: Made, where: Room) => unknown,
    ]
  >([
    [
      'an answer at a door',
      ({ code }, where, value) =>
        enterDoorstep(where, code, [{ electorId: 5, answer: value === 'A' ? 'refused' : 'lift' }], value),
      (_, where) => where.db.prepare('SELECT doorstep FROM elector WHERE id = 5').pluck().get(),
    ],
    [
      'where a sheet is',
      ({ code }, where, runner) => moveSheets(where, [code], 'sheet out', { by: 'Ann', runner }),
      ({ code }, where) => issuedSheets(where).find((sheet) => sheet.code === code)?.runner,
    ],
    [
      'a setting',
      (_, where, value) => setCommitteeRoom(where, value, 'Ann'),
      (_, where) => committeeRoom(where),
    ],
    [
      'a station',
      ({ station }, where, place) =>
        saveStation(
          where,
          station,
          { name: 'School', place, warp: false, districts: ['KA'], shifts: [] },
          'Ann',
        ),
      (_, where) => stations(where)[0]?.place,
    ],
    [
      'a walk',
      ({ walk }, where, note) =>
        saveWalk(where, walk, { name: 'Hill', note, runner: '', streetIds: [] }, 'Ann'),
      (_, where) => readWalks(where).walks[0]?.note,
    ],
    [
      'the head of a slip',
      ({ slip }, where, teller) => changeSlip(where, slip, { ...HEAD, teller, by: 'Ann' }),
      ({ slip }, where) => readSlip(where, slip).teller,
    ],
    [
      'a correction',
      (_, where, phone) => correct(where, { phone }),
      (_, where) => electorRecord(where, 2).phone,
    ],
    [
      'a list of absent voters',
      (_, where, value) =>
        importAbsent(where, 'KA-2', { otherwise: value === 'A' ? 'postal' : 'proxy', by: value }),
      (_, where) => electorRecord(where, 2).absent,
    ],
    [
      'whether somebody is on the register',
      (_, where, value) =>
        value === 'A'
          ? removeElector(where, 2, 'Ann')
          : [removeElector(where, 2, 'Bob'), restoreElector(where, 2, 'Bob')],
      (_, where) => electorRecord(where, 2).onRegister,
    ],
    [
      'a street',
      (_, where, value) => renameStreet(where, streetsToCorrect(where)[0]?.id ?? 0, `${value} Road`, 'Ann'),
      (_, where) => electorRecord(where, 3).street,
    ],
  ])('%s is set as a person chooses, and again if two choose differently', async (_, act, read) => {
    for (const chosen of [0, 1]) {
      const it = await made();
      const rooms = [it.one, it.other] as const;
      const [one, other] = rooms;
      const newest = () =>
        rooms.map((where) =>
          where.db.prepare('SELECT id FROM journal ORDER BY seq DESC LIMIT 1').pluck().get(),
        );
      act(it, one, 'A');
      act(it, other, 'B');
      const said = new Map(newest().map((id, at) => [id, read(it, rooms[at] as Room)]));
      exchange(one, other);
      expectSame(one, other);
      // Each laptop chooses another side.
      const values = only(one).sides.map(({ entries }) => said.get(entries.at(-1)));
      expect(new Set(values).size).toBe(2);
      settle(one, '1');
      settle(other, '2');
      const settled = newest();
      exchange(one, other);
      expectSame(one, other);
      const place = only(one).sides.findIndex(({ entries }) => entries.includes(`${settled[chosen]}`));
      settle(other, `${place + 1}`);
      exchange(one, other);
      expectSame(one, other);
      expect(conflicts(one)).toEqual([]);
      expect([read(it, one), read(it, other)]).toEqual([values[chosen], values[chosen]]);
    }
  });
});

describe('two sheets of one code, or two electors of one number', () => {
  it('stay as they are once a person has seen it, and are listed again if there is a third', async () => {
    const one = room();
    const [other, third] = [copyOf(one), copyOf(one)];
    for (const [at, where] of [one, other, third].entries()) {
      mark(where, `${at + 1}`);
      await makeSheetsAtOnce(where, { round: 2 }, 'Ann');
    }
    exchange(one, other);
    expect(only(one)).toMatchObject({ kind: 'sheet', sheet: '2-01' });
    settle(one, 'both');
    exchange(one, other);
    expect(conflicts(other)).toEqual([]);
    exchange(other, third);
    expect(only(third).entries).toHaveLength(3);
    settle(third, 'both');
    exchange(one, third);
    expect(conflicts(one)).toEqual([]);
    expectSame(one, third);
  });

  it.each(['same', 'two'])('count for one another, or not: %s', async (choice) => {
    const one = room();
    const other = copyOf(one);
    const added = (where: Room) =>
      addElector(where, { ...electorRecord(where, 2), number: 'KA-50', surname: 'New' }, 'Ann');
    const ids = [added(one), added(other)];
    const holder = Math.min(...ids);
    const marking = ids[0] === holder ? other : one;
    mark(marking, '50');
    exchange(one, other);
    expect(only(one)).toMatchObject({ kind: 'register', number: 'KA-50' });
    expect(await onSheets(one)).not.toContain(holder);
    settle(one, choice);
    exchange(one, other);
    expectSame(one, other);
    expect(conflicts(other)).toEqual([]);
    expect(electorRecord(other, holder).markedOff).toBe(choice === 'same');
    if (choice === 'two') expect(await onSheets(other)).toContain(holder);
  });
});

it('a choice that is not one is refused with those that there are', () => {
  const one = room();
  const other = copyOf(one);
  setCommitteeRoom(one, 'A', 'Ann');
  setCommitteeRoom(other, 'B', 'Bob');
  send(one, other);
  expect(() => settle(other, 'both')).toThrow(/Choose “1” or “2”/);
  expect(kinds(other)).toEqual(['setting']);
});

describe('settlements on three laptops, exchanged in any order', () => {
  /** Each gets what it lacks from the others, in this order, until nothing is new. */
  function exchangeAll(rooms: readonly Room[], order: readonly number[]): void {
    for (let merged = 1; merged > 0; ) {
      merged = 0;
      for (const to of order)
        for (const from of order) if (from !== to) merged += send(rooms[from] as Room, rooms[to] as Room).new;
    }
  }

  async function threeLaptops(): Promise<{ rooms: Room[]; code: string }> {
    const one = room();
    const { codes } = await makeSheetsAtOnce(one, {}, 'Ann');
    mark(one, '1 77');
    return { rooms: [one, copyOf(one), copyOf(one)], code: codes[0] ?? '' };
  }

  function disagree(rooms: readonly Room[], code: string): void {
    const answers = ['voted', 'out', 'refused'] as const;
    rooms.forEach((where, at) => {
      if (at === 0) undo(where, '1');
      else mark(where, '1');
      enterDoorstep(where, code, [{ electorId: 5, answer: answers[at] ?? 'out' }], 'Ann');
      moveSheets(where, [code], 'sheet out', { by: 'Ann', runner: `R${at}` });
      setCommitteeRoom(where, `${at} High Street`, 'Ann');
      correctElector(where, 2, { ...electorRecord(where, 2), phone: `${at}` }, 'Ann');
      const [aside] = numbersSetAside(where);
      if (at === 0) discardSetAside(where, aside?.id ?? '', 'Ann');
      else settleSetAside(where, aside?.id ?? '', `${at + 6}`, 'Ann');
      enterSlip(where, '9 10 11 12');
    });
  }

  it.each([1, 2, 3].slice(0, sampleOf(3)))(
    'give one state and one list, and none after the last one (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
      const { rooms, code } = await threeLaptops();
      disagree(rooms, code);
      for (let step = 0; step < 15; step += 1) {
        const where = pick(rooms);
        const found = doubts(where);
        if (found.length > 0 && random() < 0.7) {
          const doubt = pick(found);
          settleConflict(where, doubt.id, pick(choicesOf(doubt)), 'Cai');
        } else send(pick(rooms.filter((each) => each !== where)), where);
      }
      const copies = ORDERS_OF_THREE.map((order) => {
        const own = rooms.map((each) => copyOf(each));
        exchangeAll(own, order);
        return own;
      });
      expectSame(...copies.flat());
      const last = copies[0] as Room[];
      expect(voted(last[0] as Room)).toContain(9);
      // Those of the first look, and what they lead to: a slip that repeats another is compared as one with it.
      for (let look = 0; conflicts(last[2] as Room).length > 0; look += 1) {
        expect(look).toBeLessThan(30);
        const [doubt] = doubts(last[2] as Room);
        if (doubt) settleConflict(last[2] as Room, doubt.id, pick(choicesOf(doubt)), 'Dai');
      }
      exchangeAll(last, [0, 1, 2]);
      expectSame(...last);
      expect(conflicts(last[0] as Room)).toEqual([]);
    },
  );
});

describe('many conflicts of one kind', () => {
  /** Two lists were read on two laptops; they differ about 9 electors in one way and about 2 in another. */
  function twoLists() {
    const one = room();
    const other = copyOf(one);
    const list = (where: Room, numbers: number[], otherwise: 'postal' | 'proxy') =>
      importAbsent(where, ['Number', ...numbers.map((each) => `KA-${each}`)].join('\n'), { otherwise });
    list(one, [1, 2, 3, 4, 5, 6, 7, 8, 9], 'postal');
    list(one, [10, 11], 'proxy');
    list(other, [1, 2, 3, 4, 5, 6, 7, 8, 9], 'proxy');
    list(other, [10, 11], 'postal');
    exchange(one, other);
    return { one, other };
  }
  const absent = (where: Room) =>
    where.db.prepare<[], string>('SELECT absent FROM elector ORDER BY number').pluck().all().join(' ');
  const NINE = (vote: string) => Array.from({ length: 9 }, () => vote).join(' ');
  /** The choice of this label. */
  const choiceOf = (where: Room, label: RegExp) =>
    conflictCards(where).groups[0]?.choices.find((each) => label.test(each.label))?.choice ?? '';

  it('are listed as one, by what each laptop says, and the few others singly', () => {
    const { one } = twoLists();
    const { total, groups, cards } = conflictCards(one);
    expect([total, groups.length, cards.length]).toEqual([11, 1, 2]);
    expect(groups).toMatchObject([
      { kind: 'register', count: 9, title: 'Corrected in different ways: how they vote' },
    ]);
    expect(groups[0]?.sides.map(({ says }) => says)).toEqual([
      'how they vote: postal',
      'how they vote: proxy',
    ]);
    expect(groups[0]?.sides.some(({ laptops }) => laptops[0] === 'This laptop')).toBe(true);
    const each = cardsOfGroup(one, groups[0]?.id ?? '', { from: 7, most: 5 });
    expect(each.map(({ number }) => number)).toEqual(['KA-8', 'KA-9']);
    expect(cardsOfGroup(one, 'all-gone', { from: 0, most: 5 })).toEqual([]);
  });

  it('are settled by one act, which is undone as one, on every laptop', () => {
    const { one, other } = twoLists();
    const [group] = conflictCards(one).groups;
    const before = absent(one);
    settleConflict(one, group?.id ?? '', choiceOf(one, /^All 9: how they vote: proxy$/), 'Cai');
    expect(kinds(one)).toEqual(['register', 'register']);
    expect(absent(one)).toMatch(new RegExp(`^${NINE('proxy')}`));
    exchange(one, other);
    expectSame(one, other);
    expect(() => settleConflict(other, group?.id ?? '', '1', 'Cai')).toThrow(/has been settled/);
    const [act = ''] = one.db.prepare<[], string>("SELECT id FROM journal WHERE by = 'Cai'").pluck().all();
    undoEntries(one, [act], 'Cai');
    expect(absent(one)).toBe(before);
    exchange(one, other);
    expectSame(one, other);
    expect(conflictCards(other).groups).toMatchObject([{ count: 9 }]);
  });

  it.each(['voted', 'not voted'])('are settled though each needs an entry: %s', (choice) => {
    const one = room();
    const other = copyOf(one);
    mark(one, '1 2 3 4 5');
    undo(one, '1 2 3 4 5');
    mark(other, '1 2 3 4 5');
    exchange(one, other);
    const [group] = conflictCards(one).groups;
    expect(group).toMatchObject({
      kind: 'mark',
      count: 5,
      sides: [{ says: 'Marked off' }, { says: 'Mark taken back' }],
    });
    expect(() => settleConflict(one, group?.id ?? '', 'perhaps', 'Cai')).toThrow(
      /Choose “voted” or “not voted”/,
    );
    settleConflict(one, group?.id ?? '', choice, 'Cai');
    exchange(one, other);
    expectSame(one, other);
    expect([conflicts(other), voted(other)]).toEqual([[], choice === 'voted' ? [1, 2, 3, 4, 5] : []]);
    // Any entry of the act stands for all of it.
    const act = one.db.prepare<[], string>("SELECT id FROM journal WHERE by = 'Cai'").pluck().all();
    undoEntries(other, [act[0] ?? ''], 'Dai');
    exchange(one, other);
    expectSame(one, other);
    expect(conflictCards(one).groups).toMatchObject([{ count: 5 }]);
  });

  it('of things that have nothing in common are settled as one laptop has them', () => {
    const one = room();
    const other = copyOf(one);
    for (const [where, name] of [
      [one, 'A'],
      [other, 'B'],
    ] as const)
      for (const id of [1, 2, 3, 4])
        correctElector(where, id, { ...electorRecord(where, id), phone: `${name}${id}` }, 'Ann');
    exchange(one, other);
    const [group] = conflictCards(one).groups;
    expect(group?.count).toBe(4);
    settleConflict(one, group?.id ?? '', choiceOf(one, /^All 4: as this laptop has it$/), 'Cai');
    exchange(one, other);
    expectSame(one, other);
    expect(conflicts(other)).toEqual([]);
    expect([1, 2, 3, 4].map((id) => electorRecord(other, id).phone)).toEqual(['A1', 'A2', 'A3', 'A4']);
  });

  it('are settled in a thread if there are hundreds, while marks go on', async () => {
    const people = Array.from({ length: 250 }, (_, at) =>
      elector(String(at + 1), `Evans${at}`, 'Ann', { vi: 'P' }),
    );
    const one = importedRoom(register(...people), { promises: ['P'] });
    const other = copyOf(one);
    const list = ['Number', ...people.map((_, at) => `KA-${at + 1}`)].join('\n');
    importAbsent(one, list, { otherwise: 'postal' });
    importAbsent(other, list, { otherwise: 'proxy' });
    exchange(one, other);
    const [group] = conflictCards(one).groups;
    const settled = runSettle(one, group?.id ?? '', choiceOf(one, /proxy/), 'Cai');
    mark(one, '7');
    await settled;
    expect([conflicts(one), voted(one)]).toEqual([[], [7]]);
    expect(new Set(absent(one).split(' '))).toEqual(new Set(['proxy']));
    exchange(one, other);
    expectSame(one, other);
    const act = one.db.prepare<[], string>("SELECT id FROM journal WHERE by = 'Cai'").pluck().all();
    expect(act).toHaveLength(1);
    await runUndo(one, act, 'Cai');
    expect(conflictCards(one).groups).toMatchObject([{ count: 250 }]);
    await expect(runSettle(one, 'all-gone', '1', 'Cai')).rejects.toThrow(/has been settled/);
  });

  it('are settled on the command line in the same words', async () => {
    const { one } = twoLists();
    const choice = choiceOf(one, /proxy/);
    const { id } = conflictCards(one).groups[0] ?? { id: '' };
    const { file } = one;
    one.close();
    const listed = await runCommand(['conflicts', '--room', file]);
    expect(listed.stdout).toContain('9 of one kind: Corrected in different ways: how they vote');
    expect(listed.stdout).toContain(`conflicts ${id} ${choice}: All 9: how they vote: proxy`);
    const each = await runCommand(['conflicts', id, '--room', file, '--json']);
    expect(each.json).toMatchObject({ conflicts: expect.objectContaining({ length: 9 }) });
    const json = await runCommand(['conflicts', id, choice, '--room', file, '--json']);
    expect(json.json).toMatchObject({ conflicts: expect.objectContaining({ length: 2 }), groups: [] });
  });
});

describe('the list for people', () => {
  it('says of every kind what each laptop said, and settles it on the command line', async () => {
    const one = room();
    const other = copyOf(one);
    correctElector(one, 2, { ...electorRecord(one, 2), phone: '1' }, 'Ann');
    correctElector(other, 2, { ...electorRecord(other, 2), phone: '', note: 'dog' }, 'Bob');
    enterSlip(one, '1 2 3 4');
    enterSlip(other, '1 2 3 4');
    mark(one, '9');
    undo(one, '9');
    mark(other, '9');
    setCommitteeRoom(one, 'The Bell', 'Ann');
    setCommitteeRoom(other, '', 'Bob');
    setCommitteeRoom(other, 'The Bull', 'Bob');
    exchange(one, other);
    expect(conflictCards(one).cards).toMatchObject([
      {
        kind: 'mark',
        number: 'KA-9',
        name: 'Ann Evans8',
        title: 'Recorded on one laptop and undone on another',
        sides: [
          { says: 'Mark taken back, entered as 9', by: [{ laptop: 'This laptop', by: 'Ann' }] },
          {
            says: 'Marked off, entered as 9',
            by: [{ laptop: expect.stringMatching(/^Laptop [0-9a-f]{6}$/) }],
          },
        ],
        choices: [{ choice: 'voted', label: 'They have voted' }, { choice: 'not voted' }],
      },
      {
        kind: 'slip',
        title: 'Slips 1 and 1 may be the same paper',
        sides: [
          { says: 'Slip 1, numbers: 4, KA, still being entered' },
          { says: 'Slip 1, numbers: 4, KA, still being entered' },
        ],
      },
      { kind: 'setting', title: 'Address of the committee room changed' },
    ]);
    expect(
      conflictCards(one)
        .cards[2]?.choices.map(({ label }) => label)
        .sort(),
    ).toEqual(['The Bell', 'The Bull']);
    const { file } = one;
    one.close();
    const listed = await runCommand(['conflicts', '--room', file, '--json']);
    expect(listed.json).toMatchObject({
      conflicts: [{ kind: 'mark', number: 'KA-9', entries: [{}, {}].map(() => expect.any(String)) }, {}, {}],
    });
    const [{ id }] = (listed.json as { conflicts: [{ id: string }] }).conflicts;
    const refused = await runCommand(['conflicts', id, 'perhaps', '--room', file]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('Choose “voted” or “not voted”'),
    ]);
    const unknown = await runCommand(['conflicts', 'x', 'voted', '--room', file]);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('has been settled')]);
    const words = await runCommand(['conflicts', id, 'not', 'voted', '--room', file]);
    expect(words.stdout).toContain('Slips 1 and 1 may be the same paper');
    expect(words.stdout).not.toContain('KA-9');
    expect((await runCommand(['conflicts', id, '--room', file])).code).toBe(2);
  });
});

describe('what tellers and stations counted, said differently by two laptops', () => {
  const SCHOOL = { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };

  it.each([
    ['official figures', 'station'],
    ['strokes of a slip', 'slip'],
  ])('is listed, settled and listed again: %s', (what, kind) => {
    const one = room();
    const stationId = saveStation(one, null, SCHOOL, 'Ann');
    const slip = beginSlip(one, { ...HEAD, by: 'Ann' }).id;
    const other = copyOf(one);
    const say = (where: Room, number: number, by: string) =>
      what === 'official figures'
        ? saveOfficialFigure(where, { stationId, at: 60_000, ballots: number, by })
        : changeSlip(where, slip, { ...HEAD, gaveNothing: number, isOpen: false, by });
    const said = (where: Room) =>
      what === 'official figures'
        ? officialFigures(where).get(stationId)?.[0]?.ballots
        : readSlip(where, slip).gaveNothing;
    afterBoth(
      one,
      other,
      (where) => say(where, 3, 'Ann'),
      (where) => say(where, 5, 'Bob'),
    );
    expect([said(one), kinds(one)]).toEqual([said(other), [kind]]);
    settle(one, '2');
    const chosen = said(one);
    exchange(one, other);
    expectSame(one, other);
    expect([said(other), kinds(other)]).toEqual([chosen, []]);
    undoEntries(other, [entriesBy(other, 'Cai')[0] ?? ''], 'Dai');
    exchange(one, other);
    expectSame(one, other);
    expect(kinds(one)).toEqual([kind]);
  });
});
