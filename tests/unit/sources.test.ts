import { expect, it } from 'vitest';
import { makeSheetsAtOnce } from '../../src-main/sheets/make-sheets.ts';
import { returnedSheet } from '../../src-main/sheets/returned.ts';
import type { Room } from '../../src-main/store/room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { sourceDifferences } from '../../src-main/turnout/figures/sources.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { saveOfficialFigure } from '../../src-main/turnout/official-figures.ts';
import { beginSlip, changeSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { english } from '../../src-shared/message.ts';
import { elector, register } from '../fixtures/register.ts';
import { importedRoom } from './temporary-room.ts';

const BY = 'Gwen';
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
    [
      'official',
      undefined,
      'School: the tellers counted 8 voters before 13:00, but the station had issued 7 ballot papers at 13:30.',
    ],
  ]);
});
