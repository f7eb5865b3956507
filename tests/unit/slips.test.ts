import { describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { moveSlip } from '../../src-main/journal/move-slip.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { boardCsv } from '../../src-main/turnout/figures/board-csv.ts';
import { readCoverage } from '../../src-main/turnout/figures/coverage.ts';
import { nextStreets } from '../../src-main/turnout/figures/next-streets.ts';
import { USUAL_WEIGHTS, votesGainedPerHour } from '../../src-main/turnout/figures/where-next.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { saveOfficialFigure } from '../../src-main/turnout/official-figures.ts';
import {
  discardSetAside,
  foundLater,
  lookedAt,
  numbersSetAside,
  retrySetAside,
  settleSetAside,
} from '../../src-main/turnout/set-aside.ts';
import { keepDifference, slipDifferences } from '../../src-main/turnout/slips/slip-differences.ts';
import { slipEntries } from '../../src-main/turnout/slips/slip-entries.ts';
import {
  allSlips,
  beginSlip,
  changeSlip,
  differencesOf,
  readSlip,
  type SlipForm,
} from '../../src-main/turnout/slips/slips.ts';
import { removeStation, saveStation, stations } from '../../src-main/turnout/stations.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { importedRoom, importText } from './temporary-room.ts';

const BY = 'Gwen';
const HEAD: SlipForm = { district: 'KA', stationId: null, toldAt: null, teller: 'Idris', toldCount: null };
const file = (upTo: number, district = 'KA') =>
  Array.from({ length: upTo }, (_, index) =>
    elector(String(index + 1), 'Evans', 'Ann', { vi: 'P', markers: index === 0 ? 'A' : '', district }),
  );

function roomOf(...districts: string[]) {
  const room = importedRoom(register(...districts.flatMap((district) => file(20, district))), {
    promises: ['P'],
  });
  return room;
}

const enter = (
  room: ReturnType<typeof roomOf>,
  text: string,
  head: Partial<SlipForm> & { secondOf?: number } = {},
) => {
  const slip = beginSlip(room, { ...HEAD, ...head, by: BY });
  markNumbers(room, {
    text,
    district: head.district ?? 'KA',
    stationId: head.stationId ?? undefined,
    slipId: slip.id,
    by: BY,
  });
  return readSlip(room, slip.id);
};

describe('a slip', () => {
  it('shows how many numbers were entered from it, next to the teller’s count', () => {
    const room = roomOf('KA');
    const slip = enter(room, '1 2 3 99 2', { toldCount: 6 });
    expect(slip).toMatchObject({
      entered: 5,
      marked: 3,
      already: 1,
      toLookAt: 1,
      toldCount: 6,
      sameAs: null,
      teller: 'Idris',
    });
    expect(slipEntries(room, slip.id).map(({ entered, status }) => `${entered} ${status}`)).toEqual([
      '1 marked',
      '2 marked',
      '3 marked',
      '99 unknown',
      '2 already',
    ]);
    expect(
      changeSlip(room, slip.id, { toldAt: 5, teller: 'Mair', toldCount: 5, by: 'a test' }),
    ).toMatchObject({
      toldCount: 5,
      teller: 'Mair',
    });
  });

  it('entered twice is noticed, but not one that only shares a number or two', () => {
    const room = roomOf('KA');
    const first = enter(room, '2-9');
    expect(enter(room, '2 3 10-14').sameAs).toBeNull();
    expect(enter(room, '2-8 15').sameAs).toBe(first.number);
  });

  it('entered again as a check shows where the two differ', () => {
    const room = roomOf('KA');
    const first = enter(room, '2 3 4 5');
    const second = enter(room, '2 3 4 6', { secondOf: first.id });
    const { onlyFirst, onlySecond } = slipDifferences(room, first.id, second.id);
    expect([onlyFirst, onlySecond].map((each) => each.map(({ elector: who }) => who?.number))).toEqual([
      ['KA-5'],
      ['KA-6'],
    ]);
    expect(second.sameAs).toBeNull();
  });

  it('entered again in another order, and with other ways of writing the numbers, is the same', () => {
    const room = roomOf('KA');
    const first = enter(room, '2 3 4 99');
    const second = enter(room, 'KA-99 4, KA 3; ka2', { secondOf: first.id });
    const { onlyFirst, onlySecond } = slipDifferences(room, first.id, second.id);
    expect([...onlyFirst, ...onlySecond].map(({ entered }) => entered)).toEqual([]);
  });

  it('keeps what somebody decided about a difference, until that is undone', () => {
    const room = roomOf('KA');
    const first = enter(room, '2 3 4');
    const second = enter(room, '3 4 5', { secondOf: first.id });
    const end = (slip: { id: number }) =>
      changeSlip(room, slip.id, { toldAt: null, teller: '', toldCount: null, isOpen: false, by: BY });
    expect(differencesOf(room, readSlip(room, second.id))).toBeNull();
    expect(end(second).state).toBe('differs');
    const now = () => differencesOf(room, readSlip(room, second.id));
    const [entry] = now()!.onlyFirst;
    const both = { first: first.id, second: second.id, entry: entry!.id };
    keepDifference(room, { ...both, by: 'Mair' });
    keepDifference(room, { ...both, by: 'Idris' });
    expect(now()).toMatchObject({
      onlyFirst: [],
      onlySecond: [{ entered: '5' }],
      kept: [{ number: 'KA-2', by: 'Mair' }],
    });
    undoNumbers(room, { text: '5', district: 'KA', by: BY });
    expect(readSlip(room, second.id).state).toBe('in');
    undoEntries(room, [now()!.kept[0]!.id], BY);
    expect(now()).toMatchObject({ onlyFirst: [{ entered: '2' }], kept: [] });
    expect(() => keepDifference(room, { ...both, entry: 'nothing', by: BY })).toThrow(/does not differ/);
    undoEntries(room, [readSlip(room, second.id).begun ?? ''], BY);
    expect(now()).toBeNull();
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it.each([
    ['nothing', '', 0],
    ['one number', '5', 1],
    ['200 numbers', Array.from({ length: 200 }, (_, index) => index + 1).join(' '), 200],
  ])('with %s can be undone and redone as a whole', (_, text, entered) => {
    const room = roomOf('KA');
    const slip = text === '' ? beginSlip(room, { ...HEAD, by: BY }) : enter(room, text);
    expect(slip.entered).toBe(entered);
    const undo = undoEntries(room, [slip.begun ?? ''], BY);
    expect([readSlip(room, slip.id), markedOff(room)]).toMatchObject([{ state: 'undone', entered: 0 }, 0]);
    undoEntries(room, [undo], BY);
    expect([readSlip(room, slip.id).entered, markedOff(room)]).toEqual([entered, Math.min(entered, 20)]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('is undone as a whole after some of its numbers were, or were put right or discarded', () => {
    const room = roomOf('KA');
    const slip = enter(room, '2 3 98 99');
    undoNumbers(room, { text: '3', district: 'KA', by: BY });
    const [last, first] = numbersSetAside(room);
    discardSetAside(room, last!.id, BY);
    settleSetAside(room, first!.id, '9', BY);
    expect([markedOff(room), numbersSetAside(room)]).toMatchObject([2, []]);
    const undo = undoEntries(room, [slip.begun ?? ''], BY);
    expect([markedOff(room), numbersSetAside(room)]).toMatchObject([0, []]);
    undoEntries(room, [undo], BY);
    expect([markedOff(room), numbersSetAside(room)]).toMatchObject([2, []]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('takes no number more once another window has undone it', () => {
    const room = roomOf('KA');
    const slip = enter(room, '2 3');
    const undo = undoEntries(room, [slip.begun ?? ''], BY);
    const more = () => markNumbers(room, { text: '4', district: 'KA', slipId: slip.id, by: BY });
    expect(more).toThrow('Slip 1 was undone, so no number can be added.');
    undoEntries(room, [undo], BY);
    expect(more()).toMatchObject({ marked: 1 });
  });

  it('moves with the times that it was entered again as a check, and with discarded numbers', () => {
    const room = roomOf('KA', 'KB');
    markNumbers(room, { text: 'KB-2 KB-3', by: BY });
    const first = enter(room, '2 3 99');
    const second = enter(room, '3 2 99', { secondOf: first.id });
    const undone = enter(room, '2 3', { secondOf: first.id });
    undoEntries(room, [undone.begun ?? ''], BY);
    discardSetAside(room, numbersSetAside(room)[0]!.id, BY);
    expect(moveSlip(room, second.id, { district: 'KB', stationId: null }, BY)).toMatchObject({ already: 2 });
    expect([first, second, undone].map(({ id }) => readSlip(room, id))).toMatchObject([
      { district: 'KB', already: 2, toLookAt: 1 },
      { district: 'KB', already: 2, toLookAt: 1 },
      { district: 'KA', state: 'undone' },
    ]);
    expect(markedOff(room)).toBe(2);
    undoEntries(room, [readSlip(room, second.id).begun ?? ''], BY);
    undoEntries(room, [readSlip(room, first.id).begun ?? ''], BY);
    expect(markedOff(room)).toBe(2);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('for a station finds numbers in the districts that vote there', () => {
    const room = roomOf('KA', 'KB', 'KC');
    importText(room, register(...file(20, 'KC'), elector('55', 'Long', 'Lil', { district: 'KC' })));
    const hall = saveStation(
      room,
      null,
      { name: 'Village hall', place: 'Mill Road', warp: false, districts: ['KB', 'KC'], shifts: [] },
      BY,
    );
    expect(enter(room, '55 7', { district: '', stationId: hall })).toMatchObject({
      marked: 1,
      toLookAt: 1,
      station: 'Village hall',
    });
    expect(stations(room)).toMatchObject([{ name: 'Village hall', districts: ['KB', 'KC'] }]);
    expect(() =>
      saveStation(
        room,
        null,
        { name: 'village hall', place: '', warp: false, districts: [], shifts: [] },
        BY,
      ),
    ).toThrow(/already/);
    expect(() => removeStation(room, hall, BY)).toThrow(/Slips or official figures were entered/);
    expect(() => beginSlip(room, { ...HEAD, stationId: 99, by: BY })).toThrow(/no longer/);
    expect(() => readSlip(room, 99)).toThrow(/no slip 99/);
  });
});

describe('a number that was set aside', () => {
  it('is tried again when the register has been updated', () => {
    const room = roomOf('KA');
    enter(room, '21 99');
    expect(numbersSetAside(room).map(({ entered }) => entered)).toEqual(['99', '21']);
    importText(room, register(elector('21', 'New', 'Nia')));
    expect(retrySetAside(room, BY)).toMatchObject({ settled: [{ elector: { number: 'KA-21' } }], left: 1 });
    expect(room.db.prepare('SELECT voted_at IS NOT NULL FROM elector WHERE number = 21').pluck().get()).toBe(
      1,
    );
    expect(numbersSetAside(room).map(({ entered }) => entered)).toEqual(['99']);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('is looked for only in the district or station where it was written down', () => {
    const room = roomOf('KA', 'KB');
    importText(room, register(elector('1', 'Kay', 'Cee', { district: 'KC' })));
    const hall = saveStation(
      room,
      null,
      { name: 'Hall', place: '', warp: false, districts: ['KA', 'KB'], shifts: [] },
      BY,
    );
    enter(room, '955', { district: '', stationId: hall });
    markNumbers(room, { text: '956', stationId: hall, by: BY });
    importText(
      room,
      register(...['1', '955', '956'].map((each) => elector(each, 'Kay', 'Cee', { district: 'KC' }))),
    );
    expect(retrySetAside(room, BY)).toEqual({ settled: [], left: 2 });
    expect(numbersSetAside(room).map(({ near }) => near.map(({ number }) => number))).toEqual([
      ['KC-956'],
      ['KC-955'],
    ]);
    const [last] = numbersSetAside(room);
    expect(() => settleSetAside(room, last!.id, '956', BY)).toThrow(/not on the register/);
    expect(() => removeStation(room, hall, BY)).toThrow(/so it stays/);
    expect(room.db.prepare("SELECT station_id FROM journal WHERE entered = '956'").pluck().get()).toBe(hall);
  });

  it('that was ambiguous waits for a person, though the register now has one match', () => {
    const room = roomOf('KA', 'KB');
    markNumbers(room, { text: '12', by: BY });
    markNumbers(room, { text: '77', by: BY });
    importText(room, register(...file(20, 'KA'), ...file(11, 'KB')), { removeMissing: true });
    expect(retrySetAside(room, BY)).toEqual({ settled: [], left: 2 });
    const [, ambiguous] = numbersSetAside(room);
    expect(ambiguous?.near.map(({ number }) => number)).toEqual(['KA-12']);
    settleSetAside(room, ambiguous!.id, 'KA-12', BY);
    expect(numbersSetAside(room).map(({ entered }) => entered)).toEqual(['77']);
    // A number whose district nobody gave waits too, if one of many districts gets it.
    importText(room, register(elector('77', 'New', 'Nia')));
    expect(retrySetAside(room, BY)).toEqual({ settled: [], left: 1 });
  });

  it('that is found later is listed until somebody has checked it', () => {
    const room = roomOf('KA');
    markNumbers(room, { text: 'BN3 45, 46; BN3 45; KA-99; KA-98', by: BY });
    importText(room, register(elector('45', 'New', 'Nia', { district: 'BN3' }), elector('99', 'Old', 'Ola')));
    const { settled, left } = retrySetAside(room, BY);
    expect(settled.map(({ entered, elector: who }) => [entered, who.number])).toEqual([
      ['KA-99', 'KA-99'],
      ['BN3 45', 'BN3-45'],
    ]);
    expect(left).toBe(2);
    expect(foundLater(room)).toEqual(settled);
    lookedAt(room, settled[0]!.id, BY);
    expect(() => lookedAt(room, settled[0]!.id, BY)).toThrow(/settled already/);
    expect(foundLater(room)).toEqual(settled.slice(1));
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('twice marks its elector once, when it is found later or settled', () => {
    const room = roomOf('KA');
    markNumbers(room, { text: 'KA-99; ka99; KA 3 3 postal', by: BY });
    importText(room, register(elector('99', 'Old', 'Ola')));
    expect(retrySetAside(room, BY)).toMatchObject({ settled: [{ entered: 'KA-99' }], left: 1 });
    const [ambiguous] = numbersSetAside(room);
    settleSetAside(room, ambiguous!.id, 'KA-3, KA-3', BY);
    expect(
      room.db
        .prepare('SELECT entered, status FROM journal WHERE settles IS NOT NULL ORDER BY seq')
        .raw()
        .all(),
    ).toEqual([
      ['KA-99', 'marked'],
      ['ka99', 'already'],
      ['KA-3', 'marked'],
      ['KA-3', 'already'],
    ]);
    expect(checkRoom(room)).toMatchObject({ ok: true, problems: [] });
  });

  it('that is found later and undone by its number is no longer listed', () => {
    const room = roomOf('KA');
    markNumbers(room, { text: 'KA-99', by: BY });
    importText(room, register(elector('99', 'Old', 'Ola')));
    const { settled } = retrySetAside(room, BY);
    undoNumbers(room, { text: 'KA-99', by: BY });
    expect(foundLater(room)).toEqual([]);
    expect(() => lookedAt(room, settled[0]!.id, BY)).toThrow(/settled already/);
    markNumbers(room, { text: 'KA-99', by: BY });
    expect(foundLater(room)).toEqual([]);
  });

  it('can be settled by several numbers at once, all or none', () => {
    const room = roomOf('KA');
    markNumbers(room, { text: 'KA 3 4 postal', by: BY });
    const [ambiguous] = numbersSetAside(room);
    expect(() => settleSetAside(room, ambiguous!.id, 'KA-3, KA-99', BY)).toThrow(/not on the register/);
    settleSetAside(room, ambiguous!.id, 'KA-3, KA-4', BY);
    expect(numbersSetAside(room)).toEqual([]);
    expect(markedOff(room)).toBe(2);
  });

  it('can be corrected or discarded, and stays in the journal', () => {
    const room = roomOf('KA');
    enter(room, '91 99');
    const [second, first] = numbersSetAside(room);
    expect(first?.near.map(({ number }) => number)).toEqual(['KA-19']);
    settleSetAside(room, first!.id, 'KA-19', BY);
    discardSetAside(room, second!.id, BY);
    expect(numbersSetAside(room)).toEqual([]);
    expect(() => discardSetAside(room, second!.id, BY)).toThrow(/settled already/);
    expect(
      room.db.prepare('SELECT kind, entered FROM journal WHERE settles IS NOT NULL ORDER BY seq').raw().all(),
    ).toEqual([
      ['number', 'KA-19'],
      ['given up', '99'],
    ]);
    expect(checkRoom(room).ok).toBe(true);
  });
});

describe('numbers from each station', () => {
  const at = (hour: number) => new Date(2026, 4, 7, hour, 30).getTime();

  it('are shown for each hour, by the time on the slip, and so are the hours without any', () => {
    const room = roomOf('KA', 'KB');
    saveStation(
      room,
      null,
      {
        name: 'School',
        place: '',
        warp: false,
        districts: ['KA'],
        shifts: [{ teller: 'Idris', starts: '07:00', ends: '09:00' }],
      },
      BY,
    );
    enter(room, '1-3', { toldAt: at(7) });
    enter(room, '3-5', { toldAt: at(9) });
    const [school, kb] = readCoverage(room, new Date(2026, 4, 7, 11, 10)).toSorted((a, b) =>
      b.name.localeCompare(a.name),
    );
    expect(school).toMatchObject({
      name: 'School',
      silentHours: [8, 10],
      lastAt: at(9),
      promises: 19,
      shifts: [{ teller: 'Idris' }],
    });
    expect(school?.hours.filter(({ told }) => told > 0)).toEqual([
      { hour: 7, told: 3, voted: 3, promisesVoted: 2, gaveNothing: 0 },
      { hour: 9, told: 3, voted: 2, promisesVoted: 2, gaveNothing: 0 },
    ]);
    expect(kb).toMatchObject({ name: 'KB', station: null, lastAt: null, silentHours: [7, 8, 9, 10] });
  });

  const school = (room: Room) =>
    saveStation(room, null, { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] }, BY);
  const strokesByHour = (room: Room) =>
    readCoverage(room, new Date(2026, 4, 7, 11, 10)).map(({ name, hours, silentHours }) => ({
      name,
      strokes: hours.flatMap(({ hour, gaveNothing }) => (gaveNothing > 0 ? [[hour, gaveNothing]] : [])),
      silentHours,
    }));

  it('include the voters who gave nothing, by the hour of the slip and once for each paper', () => {
    const room = roomOf('KA', 'KB');
    const stationId = school(room);
    const slip = enter(room, '1-3', { toldAt: at(7), gaveNothing: 4 });
    enter(room, '1-3', { toldAt: at(7), gaveNothing: 5, secondOf: slip.id });
    // A slip with strokes alone says that somebody was telling.
    beginSlip(room, { ...HEAD, district: '', stationId, toldAt: at(8), gaveNothing: 7, by: BY });
    beginSlip(room, { ...HEAD, district: 'KB', toldAt: at(9), gaveNothing: 2, by: BY });
    expect(strokesByHour(room)).toEqual([
      {
        name: 'School',
        strokes: [
          [7, 5],
          [8, 7],
        ],
        silentHours: [9, 10],
      },
      { name: 'KB', strokes: [[9, 2]], silentHours: [7, 8, 10] },
    ]);
    expect(readSlip(room, slip.id)).toMatchObject({ gaveNothing: 4, toldCount: null });
    changeSlip(room, slip.id, { toldAt: at(9), teller: 'May', toldCount: 3, by: BY });
    expect(readSlip(room, slip.id)).toMatchObject({ gaveNothing: 4, toldCount: 3 });
    expect(checkRoom(room).problems).toEqual([]);
  });

  it('do not include the strokes of a slip that was undone', () => {
    const room = roomOf('KA');
    const slip = enter(room, '1-3', { toldAt: at(7), gaveNothing: 4 });
    undoEntries(room, [readSlip(room, slip.id).begun ?? ''], BY);
    expect(strokesByHour(room)).toMatchObject([{ strokes: [] }]);
    expect(checkRoom(room).problems).toEqual([]);
  });

  it('have what the station has posted, which is corrected, taken back and refused if it cannot be', () => {
    const room = roomOf('KA', 'KB');
    const stationId = school(room);
    const figure = { stationId, by: BY };
    saveOfficialFigure(room, { ...figure, at: at(12), ballots: 12 });
    saveOfficialFigure(room, { ...figure, at: at(9), ballots: 7 });
    saveOfficialFigure(room, { ...figure, at: at(9), ballots: 6 });
    const posted = () => readCoverage(room).map(({ official }) => official);
    expect(posted()).toEqual([
      [
        { at: at(9), ballots: 6 },
        { at: at(12), ballots: 12 },
      ],
      [],
    ]);
    saveOfficialFigure(room, { ...figure, at: at(9), ballots: null });
    expect(posted()).toEqual([[{ at: at(12), ballots: 12 }], []]);
    expect(() => saveOfficialFigure(room, { ...figure, at: at(13), ballots: 21 })).toThrow(
      /School has 20 electors, fewer than 21/,
    );
    expect(() => saveOfficialFigure(room, { ...figure, stationId: 99, at: at(13), ballots: 1 })).toThrow(
      /no longer in this room/,
    );
    expect(() => saveOfficialFigure(room, { ...figure, at: Date.now() + 60_000, ballots: 1 })).toThrow(
      /nothing can be posted at .* yet/,
    );
    expect(() => removeStation(room, stationId, BY)).toThrow(Refusal);
  });
});

describe('where to knock next', () => {
  const street = { outstanding: 20, doors: 15, pastRate: 0.5, lastKnockedAt: null, probablyVoted: 0 };
  const gain = (change: Partial<Parameters<typeof votesGainedPerHour>[0][number]>) =>
    votesGainedPerHour([{ ...street, ...change }], USUAL_WEIGHTS, 10_000_000_000);

  it('depends on who is outstanding, doors, past turnout and the last knock', () => {
    expect(gain({})).toBeCloseTo((20 * 0.1) / (15 / 30 + 8 / 60), 6);
    expect(gain({ outstanding: 25 })).toBeGreaterThan(gain({}));
    expect(gain({ doors: 20 })).toBeLessThan(gain({}));
    expect(gain({ pastRate: 1 })).toBeCloseTo(gain({}) / 2, 6);
    expect(gain({ pastRate: 0 })).toBeCloseTo(gain({}) / 2, 6);
    expect(gain({ pastRate: null })).toBe(gain({}));
    expect(gain({ lastKnockedAt: 10_000_000_000 - 45 * 60_000 })).toBeCloseTo(gain({}) / 2, 6);
    expect(gain({ lastKnockedAt: 0 })).toBe(gain({}));
    expect(gain({ outstanding: 0, doors: 0 })).toBe(0);
    // Of those who have voted unseen nobody is gained.
    expect(gain({ probablyVoted: 0.4 })).toBeCloseTo(gain({}) * 0.6, 6);
    expect(gain({ probablyVoted: 1 })).toBe(0);
    expect(gain({ outstanding: 30, probablyVoted: 0.5 })).toBeLessThan(gain({}));
  });

  it('ranks the streets of the room', () => {
    const room = importedRoom(
      register(
        ...['1', '2', '3'].map((number) =>
          elector(number, 'Evans', 'Ann', { vi: 'P', address: `${number} Mill Road` }),
        ),
        elector('9', 'Jones', 'Bob', { vi: 'P', address: '1 High Street' }),
      ),
      { promises: ['P'] },
    );
    expect(nextStreets(room).map(({ street: name, doors }) => [name, doors])).toEqual([
      ['Mill Road', 3],
      ['High Street', 1],
    ]);
  });
});

describe('the board as CSV', () => {
  it('has the whole room in its last line', () => {
    const lines = boardCsv(roomOf('KA'), 'street').split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFDistrict,Street,Hour,Electors,Voted,Promises,Postal promises,Promises voted,Outstanding,Per cent,Usual turnout',
    );
    expect(lines.at(-2)).toBe('Whole room,,,20,0,20,1,0,19,0.0,');
  });
});

describe('the list of slips', () => {
  const states = (room: ReturnType<typeof roomOf>) =>
    allSlips(room).map(({ number, state, entered, toLookAt }) => ({ number, state, entered, toLookAt }));
  const finish = (room: ReturnType<typeof roomOf>, id: number, toldCount: number | null) =>
    changeSlip(room, id, { toldAt: null, teller: '', toldCount, isOpen: false, by: BY });

  it('says of each what is still to do', () => {
    const room = roomOf('KA');
    const [open, good, short, odd] = ['1 2', '3 4', '5 6', '7 99'].map((text) => enter(room, text));
    expect(states(room).every(({ state }) => state === 'open')).toBe(true);
    finish(room, good!.id, 2);
    finish(room, short!.id, 3);
    finish(room, odd!.id, 2);
    const again = enter(room, '3 4', { secondOf: good!.id });
    expect(again.number).toBe(good!.number);
    expect(states(room).reverse()).toEqual([
      { number: open!.number, state: 'open', entered: 2, toLookAt: 0 },
      { number: good!.number, state: 'in', entered: 2, toLookAt: 0 },
      { number: short!.number, state: 'count differs', entered: 2, toLookAt: 0 },
      { number: odd!.number, state: 'to check', entered: 2, toLookAt: 1 },
      { number: good!.number, state: 'open', entered: 2, toLookAt: 0 },
    ]);
    const [parked] = numbersSetAside(room);
    settleSetAside(room, parked!.id, '8', BY);
    expect(readSlip(room, odd!.id)).toMatchObject({ state: 'in', entered: 2, marked: 2, toLookAt: 0 });
  });

  it('has a slip that was undone as a whole, and redone', () => {
    const room = roomOf('KA');
    const slip = enter(room, '1 2 99');
    undoEntries(room, [slip.begun!], BY);
    const undone = readSlip(room, slip.id);
    expect(undone).toMatchObject({ state: 'undone', entered: 0, marked: 0, toLookAt: 0 });
    expect(numbersSetAside(room)).toEqual([]);
    undoEntries(room, [undone.undoneBy!], BY);
    expect(readSlip(room, slip.id)).toMatchObject({ state: 'open', entered: 3, marked: 2, toLookAt: 1 });
  });
});

describe('a slip that was entered for the wrong district', () => {
  it('is moved: its numbers mean those of the other district, all at once', () => {
    const room = roomOf('KA', 'KB');
    enter(room, 'KB-3');
    const slip = enter(room, '2 3 KA-4 99');
    const moved = moveSlip(room, slip.id, { district: 'KB', stationId: null }, BY);
    expect(moved).toMatchObject({
      district: 'KB',
      number: slip.number,
      entered: 4,
      marked: 2,
      already: 1,
      toLookAt: 1,
    });
    expect(slipEntries(room, slip.id).map(({ elector }) => elector?.number)).toEqual([
      'KB-2',
      'KB-3',
      'KA-4',
      undefined,
    ]);
    expect(numbersSetAside(room)).toMatchObject([{ entered: '99', district: 'KB' }]);
    expect(checkRoom(room).ok).toBe(true);
  });

  it('stays as it was if it is there already, or the place is not in the room', () => {
    const room = roomOf('KA', 'KB');
    const slip = enter(room, '2 99');
    for (const place of ['KA', 'KZ']) {
      expect(() => moveSlip(room, slip.id, { district: place, stationId: null }, BY)).toThrow();
    }
    expect(readSlip(room, slip.id)).toMatchObject({ district: 'KA', marked: 1 });
  });
});
