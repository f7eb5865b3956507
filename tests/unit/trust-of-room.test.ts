import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { removeElector } from '../../src-main/register/by-hand.ts';
import { nextPlaces } from '../../src-main/sheets/next-places.ts';
import { addToJournal } from '../../src-main/store/journal/journal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { type DoorstepAnswer, enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { saveOfficialFigure } from '../../src-main/turnout/official-figures.ts';
import { beginSlip, changeSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { toldByDistrict } from '../../src-main/turnout/trust/district-told.ts';
import { readEvidence } from '../../src-main/turnout/trust/read-evidence.ts';
import { readTrust } from '../../src-main/turnout/trust/trust.ts';
import { reasonOf } from '../../src-renderer/board/next-reason.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom } from './temporary-room.ts';

const by = 'a test';
const clock = (time: string, day = '2026-05-07') => new Date(`${day}T${time}`);
const at = (time: string) => vi.setSystemTime(clock(time));

let room: Room;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const person = (number: number, more = {}) =>
    elector(String(number), 'Evans', 'Ann', { vi: 'P', address: `${number} High Street`, ...more });
  room = importedRoom(
    register(
      ...Array.from({ length: 100 }, (_, index) => person(index + 1)),
      person(101, { vi: 'C' }),
      person(102, { markers: 'A' }),
      ...Array.from({ length: 5 }, (_, index) =>
        person(index + 1, { district: 'KB', address: `${index + 1} Mill Road` }),
      ),
    ),
    { promises: ['P'] },
  );
});
afterEach(() => void vi.useRealTimers());

/** The answers of so many people from a number on, on a sheet. */
function answer(from: number, count: number, said: DoorstepAnswer | '', code = '1-01') {
  const id = room.db
    .prepare<[number], number>("SELECT id FROM elector WHERE district = 'KA' AND number = ?")
    .pluck();
  const lines = Array.from({ length: count }, (_, index) => ({
    electorId: id.get(from + index)!,
    answer: said,
  }));
  enterDoorstep(room, code, lines, by);
}

const seen = (time: string) => readEvidence(room, clock(time)).evidence[0]!;

describe('what a room knows about those not told', () => {
  it('is promises at the door by station: those asked, those who were out, and the others', () => {
    at('12:00');
    answer(1, 16, 'voted');
    answer(17, 20, 'will vote');
    answer(37, 4, 'lift');
    answer(41, 30, 'out');
    answer(71, 5, 'refused');
    const evidence = seen('12:00');
    // 45 minutes before the answers were entered: nobody recorded the sheet as out.
    expect(new Set(evidence.answers.map((each) => each.at))).toEqual(new Set([255]));
    expect(evidence.answers.filter(({ saidVoted }) => saidVoted)).toHaveLength(16);
    expect(evidence.answers).toHaveLength(40);
    expect(evidence).toMatchObject({ name: 'KA', promises: 100, out: 30, notAsked: 55 });
    expect(evidence.saidNot).toHaveLength(24);
    const { room: whole, stations } = readTrust(room, clock('12:00'));
    expect(whole).toMatchObject({ outstanding: 84, answers: 40, pooled: ['KB'] });
    expect(stations.map(({ name, notVoted }) => [name, notVoted !== null])).toEqual([
      ['KA', true],
      ['KB', false],
    ]);
  });

  it('goes by the time on the slip, and by the first answer of each', () => {
    at('11:00');
    answer(1, 3, 'will vote');
    answer(2, 1, 'voted', '1-02');
    // Typed again on the same sheet, and taken back.
    answer(1, 1, 'voted');
    answer(3, 1, '');
    at('12:00');
    const slip = beginSlip(room, {
      district: 'KA',
      stationId: null,
      toldAt: clock('10:00').getTime(),
      teller: '',
      toldCount: null,
      gaveNothing: null,
      by,
    });
    markNumbers(room, { text: '2\n50\n51\n101', district: 'KA', slipId: slip.id, by });
    undoNumbers(room, { text: 'KA-51', by });
    answer(40, 30, 'out', '1-03');
    const { answers, told, saidNot } = seen('12:30');
    expect(answers.map(({ saidVoted, toldAt }) => [saidVoted, toldAt])).toEqual([
      [true, null],
      [false, 180],
    ]);
    expect(told.reduce((all, { promises }) => all + promises, 0)).toBe(2);
    expect(new Set(told.map((each) => each.at))).toEqual(new Set([180]));
    expect(saidNot).toEqual([]);
  });

  it('takes the doors of a sheet for knocked half-way, and soon after it went out if it was entered late', () => {
    const sheet = (kind: 'sheet out' | 'sheet back') =>
      room.change(() => addToJournal(room, { kind, by, detail: { code: '1-01' } }));
    at('11:00');
    sheet('sheet out');
    at('11:40');
    sheet('sheet back');
    at('12:30');
    answer(1, 1, 'voted');
    expect(seen('12:30').answers).toMatchObject([{ at: 260 }]);
    at('15:00');
    answer(2, 1, 'voted', '1-02');
    room.change(() => addToJournal(room, { kind: 'sheet out', by, detail: { code: '1-03' } }));
    at('19:00');
    answer(3, 1, 'voted', '1-03');
    expect(seen('19:00').answers.map((each) => each.at)).toEqual([260, 435, 525]);
  });

  it('adds the districts of a station, with its slips, and leaves out other days', () => {
    at('10:00');
    const stationId = saveStation(
      room,
      null,
      { name: 'The hall', place: '', warp: false, districts: ['KA', 'KB'], shifts: [] },
      by,
    );
    beginSlip(room, {
      district: '',
      stationId,
      toldAt: clock('09:00').getTime(),
      teller: '',
      toldCount: null,
      gaveNothing: null,
      by,
    });
    answer(1, 40, 'voted');
    markNumbers(room, { text: 'KA-41 KA-101', by });
    saveOfficialFigure(room, { stationId, at: clock('09:30').getTime(), ballots: 30, by });
    saveOfficialFigure(room, { stationId, at: clock('10:00').getTime(), ballots: 50, by });
    expect(readEvidence(room, clock('10:00')).evidence).toMatchObject([
      {
        name: 'The hall',
        promises: 105,
        told: [
          { at: 180, promises: 1 },
          { at: 120, promises: 0 },
        ],
        notAsked: 64,
        official: [
          { at: 150, ballots: 30, numbers: 0 },
          { at: 180, ballots: 50, numbers: 2 },
        ],
      },
    ]);
    expect(readTrust(room, clock('10:00')).room.notVoted).not.toBeNull();
    expect(readTrust(room, clock('10:00', '2026-05-08')).room).toMatchObject({ answers: 0, notVoted: null });
    expect(readTrust(room, clock('06:00')).room).toMatchObject({ answers: 0, notVoted: null });
  });

  it('reads again only the district of what was entered, and is the same as if all were read', () => {
    at('09:00');
    const anew = () => new Proxy(room, { get: (open, name) => Reflect.get(open, name) });
    const id = (number: number) =>
      room.db
        .prepare<[number], number>("SELECT id FROM elector WHERE district = 'KA' AND number = ?")
        .pluck()
        .get(number)!;
    const slip = {
      district: 'KA',
      stationId: null,
      toldAt: clock('08:30').getTime(),
      teller: '',
      toldCount: null,
      gaveNothing: null,
      by,
    };
    const acts: [string, () => unknown][] = [
      ['a number', () => markNumbers(room, { text: 'KA-1', by })],
      ['a number of a slip', () => markNumbers(room, { text: '2', district: 'KA', slipId, by })],
      ['an answer', () => answer(3, 1, 'voted')],
      ['a number of somebody marked off', () => markNumbers(room, { text: 'KA-1', by })],
      ['an undo', () => undoNumbers(room, { text: 'KA-1', by })],
      ['no number', () => markNumbers(room, { text: 'KA-999', by })],
    ];
    const newest = () =>
      room.db.prepare<[], string>('SELECT id FROM journal ORDER BY seq DESC LIMIT 1').pluck().get()!;
    const slipId = beginSlip(room, slip).id;
    toldByDistrict(room);
    for (const [what, act] of acts) {
      const mill = toldByDistrict(room).get('KB');
      at('09:10');
      act();
      expect(toldByDistrict(room), what).toEqual(toldByDistrict(anew()));
      expect(toldByDistrict(room).get('KB'), what).toBe(mill);
      expect(readEvidence(room, clock('09:10')), what).toEqual(readEvidence(anew(), clock('09:10')));
    }
    const others: [string, () => unknown][] = [
      ['an answer typed again', () => answer(3, 1, 'will vote')],
      [
        'a sheet that is back',
        () => room.change(() => addToJournal(room, { kind: 'sheet back', by, detail: { code: '1-01' } })),
      ],
      [
        'an answer by a clock ahead',
        () => {
          at('09:20');
          answer(4, 1, 'voted');
          at('09:10');
        },
      ],
      [
        'another time of the slip',
        () => changeSlip(room, slipId, { ...slip, toldAt: clock('08:00').getTime() }),
      ],
      ['that undone', () => undoEntries(room, [newest()], by)],
      ['a number after all that', () => markNumbers(room, { text: 'KA-5', by })],
      ['another time for no slip', () => markNumbers(room, { text: 'KB-1', by })],
      ['an elector removed', () => removeElector(room, id(1), by)],
    ];
    for (const [what, act] of others) {
      act();
      expect(toldByDistrict(room), what).toEqual(toldByDistrict(anew()));
      expect(readEvidence(room, clock('09:10')), what).toEqual(readEvidence(anew(), clock('09:10')));
    }
  });

  it('weighs the streets of where next by who has probably voted at their station', () => {
    at('12:00');
    const ranked = () =>
      nextPlaces(room, { now: Date.now() }).places.map((place) => ({ ...reasonOf(place), ...place }));
    const [before] = ranked();
    expect(before).toMatchObject({ name: 'High Street', probablyVoted: 0 });
    expect(before?.voted).toBeUndefined();
    answer(1, 40, 'voted');
    answer(41, 20, 'will vote');
    const [high, mill] = ranked();
    expect(high).toMatchObject({
      name: 'High Street',
      outstanding: 60,
      voted: 'about 60% probably voted unseen',
    });
    // It has no answers of its own, and nobody of it was told: taken to be like the other.
    expect(mill).toMatchObject({ name: 'Mill Road', voted: 'about 80% probably voted unseen' });
    const { stations } = readTrust(room, new Date());
    expect(high?.probablyVoted).toBeCloseTo(1 - stations[0]!.notVoted!.about / 60, 5);
  });
});
