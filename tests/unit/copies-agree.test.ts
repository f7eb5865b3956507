import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { conflicts, doubts } from '../../src-main/journal/conflicts/conflicts.ts';
import { choicesOf, settleConflict } from '../../src-main/journal/conflicts/settle-conflict.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { addElector, correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import { seeded } from '../../src-main/register/sample.ts';
import { renameStreet, streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { issuedSheets, moveSheets } from '../../src-main/sheets/issued.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { returnedSheet } from '../../src-main/sheets/returned.ts';
import { readWalks, removeWalk, saveWalk } from '../../src-main/sheets/walks.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { removeStation, saveStation, stations } from '../../src-main/turnout/stations.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { importedRoom } from './temporary-room.ts';
import { copyOf, exchange, send } from './two-rooms.ts';

function room(): Room {
  const people = Array.from({ length: 12 }, (_, at) =>
    elector(String(at + 1), `Evans${at}`, 'Ann', { vi: 'P' }),
  );
  const made = importedRoom(register(...people), { promises: ['P'] });
  return made;
}

/** What the rooms say is the same, and sound. */
function expectSame(...rooms: Room[]): void {
  const checks = rooms.map((each) => checkRoom(each));
  for (const { problems } of checks) expect(problems).toEqual([]);
  expect(new Set(checks.map(({ digest }) => digest)).size).toBe(1);
}

describe('copies of a room with the same entries', () => {
  it('keep one number for one elector, the same in both, until the other may have it', () => {
    const one = room();
    const other = copyOf(one);
    const form = { ...electorRecord(one, 2), number: 'KA-50' };
    const added = [
      addElector(one, { ...form, surname: 'First' }, 'Ann'),
      addElector(other, { ...form, surname: 'Second' }, 'Bob'),
    ];
    exchange(one, other);
    expectSame(one, other);
    const onRegister = (where: Room) => added.filter((id) => electorRecord(where, id).onRegister);
    expect(onRegister(one)).toEqual([Math.min(...added)]);
    expect(onRegister(other)).toEqual(onRegister(one));
    removeElector(one, Math.min(...added), 'Ann');
    exchange(one, other);
    expectSame(one, other);
    for (const where of [one, other]) expect(onRegister(where)).toEqual([Math.max(...added)]);
  });

  it('show one answer on a returned sheet, and one runner of a sheet', async () => {
    const one = room();
    const { codes } = await makeSheetsAtOnce(one, {}, 'Ann');
    const code = codes[0] ?? '';
    const other = copyOf(one);
    enterDoorstep(one, code, [{ electorId: 5, answer: 'will vote' }], 'Ann');
    enterDoorstep(other, code, [{ electorId: 5, answer: 'out' }], 'Bob');
    moveSheets(one, [code], 'sheet out', { by: 'Ann', runner: 'May' });
    moveSheets(other, [code], 'sheet out', { by: 'Bob', runner: 'Huw' });
    moveSheets(other, [code], 'sheet back', { by: 'Bob' });
    exchange(one, other);
    const answerOn = (where: Room) =>
      returnedSheet(where, code).lines.find(({ electorId }) => electorId === 5)?.answer;
    expect(answerOn(other)).toBe(answerOn(one));
    // Nobody has said that May's is back.
    for (const where of [one, other])
      expect(issuedSheets(where)).toMatchObject([{ code, state: 'out', runner: 'May' }]);
    moveSheets(other, [code], 'sheet back', { by: 'Bob' });
    enterDoorstep(other, code, [{ electorId: 5, answer: 'lift' }], 'Bob');
    exchange(one, other);
    for (const where of [one, other]) {
      expect(answerOn(where)).toBe('lift');
      expect(issuedSheets(where)[0]?.state).toBe('back');
    }
    expect(issuedSheets(other)[0]?.runner).toBe(issuedSheets(one)[0]?.runner);
  });

  it('do not disagree when both set a value to the same, from different ones before', () => {
    const one = room();
    const other = copyOf(one);
    setCommitteeRoom(one, 'Hall', 'Ann');
    setCommitteeRoom(other, 'School', 'Bob');
    setCommitteeRoom(other, 'Hall', 'Bob');
    exchange(one, other);
    expect(conflicts(one)).toEqual([]);
    setCommitteeRoom(one, 'School', 'Ann');
    setCommitteeRoom(other, 'Shop', 'Bob');
    exchange(one, other);
    expect(conflicts(one)).toMatchObject([{ kind: 'setting' }]);
    expectSame(one, other);
  });

  it('put whoever was added to a street that another renames meanwhile into it, in any order', () => {
    const one = room();
    const [other, third] = [copyOf(one), copyOf(one)];
    const id = addElector(one, { ...electorRecord(one, 2), number: 'KA-50', surname: 'New' }, 'Ann');
    const [street] = streetsToCorrect(other);
    renameStreet(other, street?.id ?? 0, 'Mid Lane', 'Bob');
    // One of the two waits for the number.
    const second = addElector(
      third,
      { ...electorRecord(third, 2), number: 'KA-50', surname: 'Other' },
      'Cai',
    );
    exchange(one, third);
    exchange(other, third);
    exchange(one, other);
    expectSame(one, other, third);
    for (const where of [one, other, third]) {
      for (const each of [id, second]) expect(electorRecord(where, each).street).toBe('Mid Lane');
      expect(streetsToCorrect(where).map(({ name }) => name)).toEqual(['Mid Lane']);
    }
  });

  it('agree about names, districts and streets that both gave', () => {
    const one = room();
    const other = copyOf(one);
    const form = { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };
    const [street] = readWalks(one).free;
    const walk = { name: 'North', note: '', runner: '', streetIds: [street?.id ?? 0] };
    for (const where of [one, other]) {
      saveStation(where, null, form, 'Ann');
      saveWalk(where, null, walk, 'Ann');
    }
    exchange(one, other);
    const said = (where: Room) => ({
      stations: stations(where),
      walks: readWalks(where).walks.sort((a, b) => a.id - b.id),
    });
    expect(said(other)).toEqual(said(one));
    expect(said(one)).toMatchObject({
      stations: [
        { name: 'School', districts: ['KA'] },
        { name: 'School 2', districts: [] },
      ],
      walks: [
        { name: 'North', streets: [{ street: 'High Street' }] },
        { name: 'North 2', streets: [] },
      ],
    });
    // What the first had falls to the second.
    removeStation(other, stations(other)[0]?.id ?? 0, 'Bob');
    removeWalk(other, said(other).walks[0]?.id ?? 0, 'Bob');
    exchange(one, other);
    expect(said(other)).toEqual(said(one));
    expect(said(one)).toMatchObject({
      stations: [{ name: 'School', districts: ['KA'] }],
      walks: [{ name: 'North', streets: [{ street: 'High Street' }] }],
    });
  });

  it('move a district that two stations were given to the station that is saved last', () => {
    const one = room();
    const other = copyOf(one);
    const form = { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };
    for (const where of [one, other]) saveStation(where, null, form, 'Ann');
    exchange(one, other);
    saveStation(one, null, { ...form, name: 'Hall' }, 'Ann');
    exchange(one, other);
    for (const where of [one, other])
      expect(stations(where).map(({ name, districts }) => [name, districts])).toEqual([
        ['Hall', ['KA']],
        ['School', []],
        ['School 2', []],
      ]);
    expectSame(one, other);
  });
});

describe('streets that were renamed', () => {
  const STREETS = ['High Street', 'Low Road', 'Mid Lane', 'New Way', 'Old Hill'];

  function inThreeStreets(): Room {
    const people = Array.from({ length: 12 }, (_, at) =>
      elector(String(at + 1), `Evans${at}`, 'Ann', { vi: 'P', address: `${at + 1} ${STREETS[at % 3]}` }),
    );
    return importedRoom(register(...people), { promises: ['P'] });
  }

  const named = (room: Room, name: string) =>
    streetsToCorrect(room).find((each) => each.name === name)?.id ?? 0;

  it('are meant by their former names, also by somebody who is added to or corrected into one', () => {
    const one = inThreeStreets();
    renameStreet(one, named(one, 'High Street'), 'New Way', 'Ann');
    const id = addElector(one, { ...electorRecord(one, 2), number: 'KA-50', street: 'High Street' }, 'Ann');
    correctElector(one, 2, { ...electorRecord(one, 2), street: 'High Street' }, 'Ann');
    for (const each of [id, 2]) expect(electorRecord(one, each).street).toBe('New Way');
    expectSame(one);
  });

  it('keep apart when one takes the name that another had', () => {
    const one = inThreeStreets();
    const other = copyOf(one);
    renameStreet(one, named(one, 'High Street'), 'New Way', 'Ann');
    renameStreet(one, named(one, 'Low Road'), 'High Street', 'Ann');
    correctElector(one, 3, { ...electorRecord(one, 3), street: 'High Street' }, 'Ann');
    renameStreet(one, named(one, 'High Street'), 'Old Hill', 'Ann');
    exchange(one, other);
    expectSame(one, other);
    for (const where of [one, other])
      expect([1, 2, 3].map((each) => electorRecord(where, each).street)).toEqual([
        'New Way',
        'Old Hill',
        'Old Hill',
      ]);
  });

  it.each(Array.from({ length: sampleOf(10) }, (_, at) => at + 1))(
    'have the same electors and walks in every copy, whatever was done in which order (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
      const first = inThreeStreets();
      const rooms = [first, copyOf(first), copyOf(first)];
      const acts: ((room: Room, step: number) => void)[] = [
        (room, step) => {
          const form = { ...electorRecord(room, 1), number: `KA-${step + 50}`, street: pick(STREETS) };
          addElector(room, form, 'Ann');
        },
        (room) => {
          const id = 1 + Math.floor(random() * 12);
          correctElector(room, id, { ...electorRecord(room, id), street: pick(STREETS) }, 'Ann');
        },
        (room) => renameStreet(room, pick(streetsToCorrect(room)).id, pick(STREETS), 'Ann'),
        (room, step) => {
          const streetIds = streetsToCorrect(room).flatMap(({ id }) => (random() < 0.5 ? [id] : []));
          saveWalk(room, null, { name: `Walk ${step}`, note: '', runner: '', streetIds }, 'Ann');
        },
        (room) => {
          const entries = room.db
            .prepare<[], string>("SELECT id FROM journal WHERE kind IN ('register', 'walk', 'taken back')")
            .pluck()
            .all();
          if (entries.length > 0) undoEntries(room, [pick(entries)], 'Ann');
        },
        (room) => {
          const doubt = doubts(room)[0];
          if (doubt) settleConflict(room, doubt.id, pick(choicesOf(doubt)), 'Ann');
        },
      ];
      for (let step = 0; step < 20; step += 1) {
        const room = pick(rooms);
        try {
          if (random() < 0.2) send(pick(rooms), room);
          else pick(acts)(room, step);
        } catch (error) {
          // A person may not do everything at any time.
          if (!(error instanceof Refusal)) throw error;
        }
      }
      for (let round = 0; round < 2; round += 1)
        for (const one of rooms) for (const other of rooms) if (one !== other) exchange(one, other);
      expectSame(...rooms);
      const places = (room: Room) =>
        room.db
          .prepare(
            `SELECT elector.id, street.name AS street, walk.name AS walk
             FROM elector JOIN street ON street.id = street_id LEFT JOIN walk ON walk.id = walk_id
            WHERE removed_at IS NULL ORDER BY elector.id`,
          )
          .all();
      for (const room of rooms) expect(places(room)).toEqual(places(first));
    },
  );
});
