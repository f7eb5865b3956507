import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conflictCards } from '../../src-main/journal/conflicts/conflict-words.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { settleConflict } from '../../src-main/journal/conflicts/settle-conflict.ts';
import { undoEntries } from '../../src-main/journal/undo.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { nextPlaces } from '../../src-main/sheets/next-places.ts';
import { thisDevice } from '../../src-main/store/laptops/device.ts';
import { heardUpTo, noteHeard } from '../../src-main/store/laptops/heard.ts';
import { addLaptop, addThisLaptop } from '../../src-main/store/laptops/laptops.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { readCoverage } from '../../src-main/turnout/figures/coverage.ts';
import { readWall } from '../../src-main/turnout/figures/wall.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom } from './temporary-room.ts';
import { copyOf, exchange } from './two-rooms.ts';

const NOON = new Date('2026-05-07T12:00').getTime();
const HOUR = 60 * 60_000;
const BY = 'Gwen';
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOON }));
afterEach(() => void vi.useRealTimers());

function room(): Room {
  return importedRoom(
    register(...Array.from({ length: 12 }, (_, at) => elector(`${at + 1}`, 'Evans', 'Ann', { vi: 'P' }))),
    { promises: ['P'] },
  );
}

const mark = (where: Room, text: string) => markNumbers(where, { text, district: 'KA', by: BY });
const undo = (where: Room, text: string) => undoNumbers(where, { text, district: 'KA', by: BY });
const kinds = (where: Room) => conflicts(where).map(({ kind }) => kind);

describe('a clock that is off', () => {
  it.each([
    ['undone', (first: Room) => mark(first, '1'), (second: Room) => undo(second, '1')],
    ['answered anew', (first: Room) => enter(first, 'out'), (second: Room) => enter(second, 'refused')],
    [
      'said again',
      (first: Room) => undo(first, mark(first, '1').entries[0]?.entered ?? ''),
      (second: Room) => mark(second, '1'),
    ],
  ])('is listed on both laptops if what one wrote is %s earlier on the other', (_, first, second) => {
    for (const [ahead, isListed] of [
      [26, true],
      [2, true],
      [0.9, false],
      [-26, false],
    ] as const) {
      const one = room();
      const two = copyOf(one);
      vi.setSystemTime(NOON + ahead * HOUR);
      first(two);
      exchange(one, two);
      vi.setSystemTime(NOON);
      second(one);
      exchange(one, two);
      expect(kinds(one)).toEqual(isListed ? ['clock'] : []);
      expect(conflicts(two)).toEqual(conflicts(one));
    }
  });

  it('is said in words, and settled once for all that comes later', () => {
    const one = room();
    const two = copyOf(one);
    one.change(() => {
      addThisLaptop(one, BY);
      addLaptop(one, thisDevice(two).id, 'Kitchen', BY);
    });
    exchange(one, two);
    vi.setSystemTime(NOON + 26 * HOUR);
    mark(two, '1 2 3');
    exchange(one, two);
    vi.setSystemTime(NOON);
    undo(one, '1');
    const [card] = conflictCards(one).cards;
    expect(card?.title).toBe('The clock of B (Kitchen) is 26 h or more ahead of that of This laptop');
    settleConflict(one, card?.id ?? '', 'as written', BY);
    undo(one, '2');
    exchange(one, two);
    expect([kinds(one), kinds(two)]).toEqual([[], []]);
    // It can be undone like any other.
    const last = one.db.prepare<[], string>("SELECT id FROM journal WHERE kind = 'settled'").pluck().all();
    undoEntries(one, last, BY);
    expect(kinds(one)).toEqual(['clock']);
  });

  it('is listed if a laptop writes hours before it was prepared on another', () => {
    const one = room();
    const two = copyOf(one);
    one.change(() => addLaptop(one, thisDevice(two).id, 'Kitchen', BY));
    vi.setSystemTime(NOON - 2 * HOUR);
    mark(two, '1');
    exchange(one, two);
    expect(kinds(one)).toEqual(['clock']);
  });

  it('hides no street, station or mark, 26 hours ahead or behind', async () => {
    for (const hours of [26, -26, 3]) {
      const one = room();
      saveStation(one, null, { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] }, BY);
      const two = copyOf(one);
      vi.setSystemTime(NOON + hours * HOUR);
      await makeSheetsAtOnce(two, {}, BY);
      mark(two, '1 2');
      vi.setSystemTime(NOON - 2 * HOUR);
      mark(one, '3');
      exchange(one, two);
      vi.setSystemTime(NOON);
      mark(one, '4');
      const { promisesVoted, outstanding, rows } = readBoard(one, 'hour');
      expect([promisesVoted, outstanding]).toEqual([4, 8]);
      expect(new Set(rows.map(({ hour }) => hour)).size).toBe(rows.length);
      expect(rows.reduce((sum, { voted }) => sum + voted, 0)).toBe(4);
      const [school] = readCoverage(one, new Date(NOON));
      expect(school?.lastAt).toBe(NOON);
      expect(school?.hours.reduce((sum, { told }) => sum + told, 0)).toBe(4);
      const { pace, next } = readWall(one, undefined, new Date(NOON));
      expect(pace).toEqual({ lastHour: 1, promisesLastHour: 1, hourBefore: 0 });
      expect(next).toMatchObject([{ outstanding: 8 }]);
      const [place] = nextPlaces(one, { now: NOON }).places;
      expect(place?.waiting).toEqual([]);
      // As much as if it had not been knocked.
      expect(place?.votesPerHour).toBe(knocked(one, NOON + 100 * HOUR));
    }
  });

  it('is said of a laptop whose freshness is still to come here', () => {
    const one = room();
    const two = copyOf(one);
    one.change(() => {
      addThisLaptop(one, BY);
      addLaptop(one, thisDevice(two).id, 'Kitchen', BY);
    });
    const isAhead = () => heardUpTo(one, NOON).map((each) => each.isAhead);
    one.change(() => noteHeard(one, { [thisDevice(two).id]: NOON + 5 * 60_000 }));
    expect(isAhead()).toEqual([false, false]);
    one.change(() => noteHeard(one, { [thisDevice(two).id]: NOON + 2 * HOUR }));
    expect(isAhead()).toEqual([false, true]);
  });
});

/** What an hour of knocking gains at that time. */
function knocked(where: Room, now: number): number | undefined {
  return nextPlaces(where, { now }).places[0]?.votesPerHour;
}

function enter(where: Room, answer: 'out' | 'refused'): void {
  enterDoorstep(where, '1-01', [{ electorId: 2, answer }], BY);
}
