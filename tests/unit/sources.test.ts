import { describe, expect, it } from 'vitest';
import { moveSlip } from '../../src-main/journal/move-slip.ts';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { returnedSheet } from '../../src-main/sheets/returned.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { readCoverage } from '../../src-main/turnout/figures/coverage.ts';
import { sourceDifferences } from '../../src-main/turnout/figures/sources.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { saveOfficialFigure } from '../../src-main/turnout/official-figures.ts';
import { beginSlip, changeSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { english } from '../../src-shared/message.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom } from './temporary-room.ts';

const BY = 'Gwen';
const SCHOOL = { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] };
const HEAD = { district: 'KA', stationId: null, toldAt: null, teller: '', toldCount: null, by: BY };

const roomOf = () =>
  importedRoom(
    register(
      ...Array.from({ length: 20 }, (_, index) =>
        elector(String(index + 1), 'Evans', 'Ann', {
          vi: 'P',
          markers: index === 0 ? 'A' : '',
          address: `${index + 1} High Street`,
        }),
      ),
    ),
    { promises: ['P'] },
  );

const saying = (room: Room, now?: Date) =>
  sourceDifferences(room, now).map(({ kind, elector: who, says }) => [kind, who?.number, english(says)]);

it('agree in a room in which nothing has happened', () => {
  expect(sourceDifferences(roomOf())).toEqual([]);
});

it('list who was told before a sheet was made and says at the door that they have not voted', async () => {
  const room = roomOf();
  await makeSheetsAtOnce(room, {}, BY);
  const ids = returnedSheet(room, '1-01').lines.map(({ electorId }) => electorId);
  const [early = 0, late = 0, voted = 0] = ids;
  const slip = beginSlip(room, { ...HEAD, toldAt: Date.now() - 3_600_000 });
  // On the paper that came in late; told while the sheet was out; told, and says so.
  markNumbers(room, { text: '2', slipId: slip.id, district: 'KA', by: BY });
  markNumbers(room, { text: '3', district: 'KA', by: BY });
  markNumbers(room, { text: '4', slipId: slip.id, district: 'KA', by: BY });
  enterDoorstep(
    room,
    '1-01',
    [
      { electorId: early, answer: 'will vote' },
      { electorId: late, answer: 'will vote' },
      { electorId: voted, answer: 'voted' },
    ],
    BY,
  );
  expect(saying(room)).toEqual([
    [
      'door',
      'KA-2',
      expect.stringMatching(/^Told at \d\d:\d\d, and at the door after that: will vote \(sheet 1-01\)\.$/),
    ],
  ]);
  expect(english(sourceDifferences(room)[0]!.todo)).toMatch(/^Look at slip 1, or ask the teller/);
  undoNumbers(room, { text: '2', district: 'KA', by: BY });
  expect(sourceDifferences(room)).toEqual([]);
});

it('list who was told though they vote by post', () => {
  const room = roomOf();
  markNumbers(room, { text: '1 2', district: 'KA', by: BY });
  expect(saying(room)).toEqual([['mark', 'KA-1', expect.stringContaining('Has a postal vote')]]);
});

it('list who says at the door that they have voted, by station, where no teller told them', async () => {
  const room = roomOf();
  await makeSheetsAtOnce(room, {}, BY);
  const [first = 0, second = 0] = returnedSheet(room, '1-01').lines.map(({ electorId }) => electorId);
  enterDoorstep(
    room,
    '1-01',
    [
      { electorId: first, answer: 'voted' },
      { electorId: second, answer: 'voted' },
    ],
    BY,
  );
  expect(saying(room)).toEqual([
    ['untold', undefined, 'KA: 2 promises say at the door that they have voted, and no teller told them.'],
  ]);
});

it('list a slip that was entered again and differs', () => {
  const room = roomOf();
  const slip = beginSlip(room, HEAD);
  markNumbers(room, { text: '2 3', district: 'KA', slipId: slip.id, by: BY });
  const again = beginSlip(room, { ...HEAD, secondOf: slip.id });
  markNumbers(room, { text: '2 4 5', district: 'KA', slipId: again.id, by: BY });
  for (const { id } of [slip, again])
    changeSlip(room, id, { toldAt: null, teller: '', toldCount: null, isOpen: false, by: BY });
  expect(saying(room)).toEqual([
    ['slip', undefined, 'Slip 1 was entered twice: 1 only the first time, 2 only the second.'],
  ]);
});

it('hold what a station posts against what the tellers counted by then', () => {
  const room = roomOf();
  const stationId = saveStation(
    room,
    null,
    { name: 'School', place: '', warp: false, districts: ['KA'], shifts: [] },
    BY,
  );
  const at = (hour: number) => new Date(2026, 4, 7, hour, 30).getTime();
  const now = new Date(2026, 4, 7, 15, 0);
  const slip = beginSlip(room, { ...HEAD, toldAt: at(9), gaveNothing: 3 });
  markNumbers(room, { text: '2-6', district: 'KA', slipId: slip.id, by: BY });
  const figure = { stationId, by: BY };
  saveOfficialFigure(room, { ...figure, at: at(12), ballots: 8 });
  expect(saying(room, now)).toEqual([]);
  saveOfficialFigure(room, { ...figure, at: at(13), ballots: 12 });
  expect(saying(room, now)).toEqual([
    [
      'official',
      undefined,
      'School had issued 12 ballot papers at 13:30; the tellers counted 8 voters by then.',
    ],
  ]);
  saveOfficialFigure(room, { ...figure, at: at(13), ballots: 7 });
  expect(saying(room, now)).toEqual([
    ['official', undefined, 'School had issued 8 ballot papers at 12:30, but only 7 at 13:30.'],
    [
      'official',
      undefined,
      'School: the tellers counted 8 voters before 13:00, but the station had issued 7 ballot papers at 13:30.',
    ],
  ]);
});

it('count a voter once whose slip was entered again as a check', () => {
  const room = roomOf();
  const stationId = saveStation(room, null, SCHOOL, BY);
  const at = (hour: number) => new Date(2026, 4, 7, hour, 30).getTime();
  const slip = beginSlip(room, { ...HEAD, toldAt: at(9) });
  const again = beginSlip(room, { ...HEAD, toldAt: at(9), secondOf: slip.id });
  for (const { id } of [slip, again]) markNumbers(room, { text: '2-6', district: 'KA', slipId: id, by: BY });
  saveOfficialFigure(room, { stationId, at: at(12), ballots: 5, by: BY });
  expect(saying(room, new Date(2026, 4, 7, 15, 0))).toEqual([]);
});

describe('strokes', () => {
  const finish = (room: Room, id: number, gaveNothing: number | null) =>
    changeSlip(room, id, { toldAt: null, teller: '', toldCount: null, gaveNothing, isOpen: false, by: BY });

  it.each([
    [
      5,
      9,
      ['Slip 1 was entered twice: 5 gave nothing the first time, 9 the second. The higher count is used.'],
    ],
    [
      5,
      0,
      ['Slip 1 was entered twice: 5 gave nothing the first time, 0 the second. The higher count is used.'],
    ],
    [5, 5, []],
    [5, null, []],
    [null, 5, []],
  ])('of a slip that was entered twice: %s and %s', (first, second, expected) => {
    const room = roomOf();
    const slip = beginSlip(room, HEAD);
    const again = beginSlip(room, { ...HEAD, secondOf: slip.id });
    finish(room, slip.id, first);
    finish(room, again.id, second);
    expect(saying(room).map(([, , says]) => says)).toEqual(expected);
    // The right count settles it.
    finish(room, again.id, first);
    expect(saying(room)).toEqual([]);
  });

  it('of a slip that names no place are of the only one, and asked about where there are several', () => {
    const nowhere = { ...HEAD, district: '', gaveNothing: 4 };
    const one = roomOf();
    beginSlip(one, nowhere);
    expect(saying(one)).toEqual([]);
    expect(strokesIn(one)).toEqual([['KA', 4]]);
    const two = importedRoom(
      register(elector('1', 'Evans', 'Ann'), elector('1', 'Jones', 'Cai', { district: 'KB' })),
    );
    const slip = beginSlip(two, nowhere);
    expect(saying(two)).toEqual([
      ['slip', undefined, 'Slip 1: 4 gave nothing, but it names no station, so no station has them.'],
    ]);
    expect(strokesIn(two)).toEqual([
      ['KA', 0],
      ['KB', 0],
    ]);
    moveSlip(two, slip.id, { district: 'KB', stationId: null }, BY);
    expect(saying(two)).toEqual([]);
    expect(strokesIn(two)).toEqual([
      ['KA', 0],
      ['KB', 4],
    ]);
  });

  const strokesIn = (room: Room) =>
    readCoverage(room).map(({ name, hours }) => [
      name,
      hours.reduce((sum, hour) => sum + hour.gaveNothing, 0),
    ]);
});
