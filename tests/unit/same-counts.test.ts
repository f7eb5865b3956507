import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roomSummary } from '../../src-main/api/summary.ts';
import { renameStreet, streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { roomTotals } from '../../src-main/register/totals.ts';
import { listStreets } from '../../src-main/sheets/choose-streets.ts';
import { doorsOf } from '../../src-main/sheets/doors.ts';
import { streetDoors } from '../../src-main/sheets/street-doors.ts';
import { readWalks } from '../../src-main/sheets/walks.ts';
import type { Room } from '../../src-main/store/room.ts';
import { districtsWithElectors } from '../../src-main/turnout/districts.ts';
import { readBoard, sumOf } from '../../src-main/turnout/figures/board.ts';
import { readCoverage } from '../../src-main/turnout/figures/coverage.ts';
import { figureParts } from '../../src-main/turnout/figures/figure-parts.ts';
import { nextStreets } from '../../src-main/turnout/figures/next-streets.ts';
import { readWall } from '../../src-main/turnout/figures/wall.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import type { Board } from '../../src-main/turnout/types.ts';
import { streetsInWords } from '../../src-renderer/shared/counted-streets.ts';
import { csv } from '../fixtures/layouts.ts';
import { runCommand } from './run-command.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

const HEADINGS = [
  'PD',
  'ENO',
  'Franchise Flag',
  'Surname',
  'First Name(s)',
  'Address 1',
  'Address 2',
  'Postcode',
  'VI',
];

/** One street name in two districts and in two villages, spellings of one street and of one door, and nobody’s. */
const REGISTER = csv([
  HEADINGS,
  ['KA', '1', '', 'Evans', 'Ann', '1 High Street', 'Littleton', 'ZZ1 1AA', 'P'],
  ['KA', '2', '', 'Evans', 'Bob', '2 High Street', 'Littleton', 'ZZ1 1AA', 'P'],
  ['KA', '3', '', 'Jones', 'Cai', '1 High Street', 'Great Wittering', 'ZZ9 9AA', 'P'],
  ['KA', '4', '', 'Jones', 'Dai', '2 High Street', 'Great Wittering', 'ZZ9 9AA', ''],
  ['KB', '1', '', 'Price', 'Eve', '1 High Street', 'Littleton', 'ZZ1 1AB', 'P'],
  ['KB', '2', 'A', 'Price', 'Fay', '14a High Street', 'Littleton', 'ZZ1 1AB', 'P'],
  ['KB', '3', '', 'Price', 'Guy', '14A High Street', 'Littleton', 'ZZ1 1AB', 'P'],
  ['KB', '4', '', 'Rees', 'Huw', 'Rose Cottage, Mill Road', 'Littleton', 'ZZ1 1AC', 'P'],
  ['KB', '5', '', 'Rees', 'Ida', 'ROSE COTTAGE, Mill Road', 'Littleton', 'ZZ1 1AC', 'P'],
  ['KB', '6', '', 'Rees', 'Jac', 'Tŷ Gwyn, Mill Road', 'Littleton', 'ZZ1 1AC', 'P'],
  ['KB', '7', '', 'Rees', 'Kim', 'TŶ GWYN, Mill Road', 'Littleton', 'ZZ1 1AC', 'P'],
  ['KB', '8', '', 'Rees', 'Lyn', '3 Mill Rd East', 'Littleton', 'ZZ1 1AC', 'P'],
  ['KC', '1', 'N', '', '', '', '', '', ''],
  ['KC', '2', 'N', '', '', '', '', '', 'P'],
  ['KC', '3', 'F', 'Other', 'Meg', 'Other Electors', '', '', 'P'],
]);

const named = <Street extends string | null>(streets: readonly Street[]) =>
  streets.filter((street) => street !== null && street !== '').length;

function expectSameCounts(room: Room): void {
  const board = readBoard(room, 'street');
  const totals = roomTotals(room);
  const summary = roomSummary(room);
  const { walks, free } = readWalks(room);
  const districts = readBoard(room, 'district').rows;
  expect({
    board: named(board.rows.map(({ street }) => street)),
    header: summary.streets,
    corrections: named(streetsToCorrect(room).map(({ name }) => name)),
    walks:
      free.length +
      sumOf(
        walks.map(({ streets }) => ({ streets: streets.length })),
        'streets',
      ),
  }).toEqual({
    board: totals.streets,
    header: totals.streets,
    corrections: totals.streets,
    walks: totals.streets,
  });
  expect({
    board: districts.length,
    header: summary.pollingDistricts.length,
    stations: readCoverage(room).length,
    sheets: districtsWithElectors(room).length,
    wall: readWall(room).districts.length,
  }).toEqual({
    board: totals.pollingDistricts,
    header: totals.pollingDistricts,
    stations: totals.pollingDistricts,
    sheets: totals.pollingDistricts,
    wall: totals.pollingDistricts,
  });
  for (const figure of ['electors', 'promises'] as const)
    expect([
      board[figure],
      sumOf(board.rows, figure),
      sumOf(districts, figure),
      summary[figure],
      figureParts(room, figure, {}).electors,
    ]).toEqual(Array(5).fill(totals[figure]));
  expectSameOutstanding(room);
}

function expectSameOutstanding(room: Room): void {
  const { outstanding, rows } = readBoard(room, 'street');
  const toPrint = listStreets(room);
  const next = nextStreets(room);
  const doors = doorsOf(
    room,
    toPrint.map(({ id }) => id),
    { doors: 'walk', sides: 'through' },
  );
  const onSheets = [...doors.values()].flat();
  expect([
    sumOf(rows, 'outstanding'),
    sumOf(toPrint, 'outstanding'),
    sumOf(next, 'outstanding'),
    onSheets.flatMap(({ electors }) => electors).length,
    figureParts(room, 'outstanding', {}).electors,
  ]).toEqual(Array(5).fill(outstanding));
  expect([sumOf(toPrint, 'doors'), sumOf(next, 'doors'), doorsOnBoard(room)]).toEqual(
    Array(3).fill(onSheets.length),
  );
}

/** The doors to knock, as the streets of the board open. */
function doorsOnBoard(room: Room): number {
  return readBoard(room, 'street').rows.flatMap(({ district, street }) =>
    streetDoors(room, { district: district ?? '', street: street ?? '' }).filter(
      ({ outstanding }) => outstanding > 0,
    ),
  ).length;
}

describe('a room has the same number everywhere', () => {
  it('of streets, districts, promises, and doors to knock', () => {
    const room = temporaryRoom();
    const result = importText(room, REGISTER, { promises: ['P'] });
    expect([result.streets, result.pollingDistricts, result.electors, result.promises]).toEqual([
      5, 3, 15, 13,
    ]);
    expectSameCounts(room);
    expect(listStreets(room).map(({ street, doors }) => [street, doors])).toContainEqual(['Mill Road', 2]);

    markNumbers(room, { text: 'KA-1 KB-4', by: 'a test' });
    const streets = streetsToCorrect(room);
    const east = streets.find(({ name }) => name.startsWith('Mill R') && name !== 'Mill Road');
    renameStreet(room, east?.id ?? 0, 'Mill Road', 'a test');
    expect(roomTotals(room).streets).toBe(4);
    // As the board and the list of streets head their rows.
    const rows = readBoard(room, 'street').rows.map(({ street }) => street ?? '');
    expect(streetsInWords(rows)).toBe('4 streets, and 1 row of electors without a street');
    expectSameCounts(room);
  });

  it('on the command line', async () => {
    const folder = temporaryFolder();
    const [file, room] = [join(folder, 'register.csv'), join(folder, 'day.room')];
    writeFileSync(file, REGISTER);
    const imported = (await runCommand(['import', file, '--room', room, '--promises', 'P', '--json'])).json;
    const by = async (rows: string) =>
      (await runCommand(['board', '--room', room, '--by', rows, '--json'])).json as Board;
    const [streets, districts] = [await by('street'), await by('district')];
    expect(imported).toMatchObject({
      streets: named(streets.rows.map(({ street }) => street)),
      pollingDistricts: districts.rows.length,
      electors: sumOf(streets.rows, 'electors'),
      promises: sumOf(districts.rows, 'promises'),
    });
  });
});
