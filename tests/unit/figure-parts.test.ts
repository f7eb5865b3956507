import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { correctElector, electorRecord, removeElector } from '../../src-main/register/by-hand.ts';
import { writeCodeMeanings, writePromisesFor } from '../../src-main/register/elector/code-meanings.ts';
import type { ElectionKind } from '../../src-main/register/elector/elections.ts';
import { refreshStanding } from '../../src-main/register/refresh-standing.ts';
import { listStreets } from '../../src-main/sheets/choose-streets.ts';
import { nextPlaces } from '../../src-main/sheets/next-places.ts';
import { streetDoors } from '../../src-main/sheets/street-doors.ts';
import { saveWalk } from '../../src-main/sheets/walks.ts';
import type { Room } from '../../src-main/store/room.ts';
import { DOORSTEP_ANSWERS, enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { readCoverage } from '../../src-main/turnout/figures/coverage.ts';
import { figureParts, peopleOfPart } from '../../src-main/turnout/figures/figure-parts.ts';
import { figureRow, knockTime } from '../../src-main/turnout/figures/figure-rows.ts';
import {
  FIGURE_NAMES,
  type FigureName,
  type FigurePart,
  type FigureParts,
  type FigureRow,
  type FigureScope,
  type PartName,
} from '../../src-main/turnout/figures/figure-types.ts';
import { readWall } from '../../src-main/turnout/figures/wall.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { beginSlip } from '../../src-main/turnout/slips/slips.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import type { BoardFigures } from '../../src-main/turnout/types.ts';
import { onTheHour } from '../../src-shared/time-of-day.ts';
import { elector, register } from '../fixtures/register.ts';
import { sampleOf } from '../sample-size.ts';
import { importText, temporaryRoom } from './temporary-room.ts';
import { copyOf, exchange } from './two-rooms.ts';

const POLLS = ['uk-parliament', 'local-england'] as const;

const people = fc.uniqueArray(
  fc.record({
    district: fc.constantFrom('KA', 'KB'),
    number: fc.integer({ min: 1, max: 12 }),
    address: fc.constantFrom('1 High Street', '2 High Street', '7 Mill Road', ''),
    vi: fc.constantFrom('P', 'P', 'P', 'M', 'X', 'W', 'D', ''),
    markers: fc.constantFrom('', '', '', 'A', 'P', 'G', 'F', 'N', 'FL'),
    date: fc.constantFrom('', '', '', '01/12/2026', '01/01/2027'),
    dnk: fc.constantFrom('', '', 'Y'),
  }),
  { minLength: 1, maxLength: 14, selector: ({ district, number }) => `${district}-${number}` },
);

const HOUR = 60 * 60_000;
const SLIP = { stationId: null, secondOf: null, teller: '', toldCount: null, by: 'a test' };

const who = fc.nat({ max: 13 });
const act = fc.oneof(
  fc.record({ kind: fc.constantFrom('mark', 'slip', 'undo', 'remove'), who, second: fc.boolean() }),
  fc.record({ kind: fc.constantFrom(...DOORSTEP_ANSWERS), who, second: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('gone', 'dead'), who, second: fc.boolean() }),
);
const acts = fc.array(act, { maxLength: 14 });
const settings = fc.record({
  combined: fc.boolean(),
  chasePostal: fc.boolean(),
  onlyFor: fc.boolean(),
  /** Whether there is a walk, and a station of both districts. */
  inWalk: fc.boolean(),
});

afterEach(() => void vi.useRealTimers());

/** A room in which two laptops have entered, and may disagree. */
function roomOf(list: readonly Sample[], played: readonly Act[], set: Settings): Room {
  const { combined, chasePostal, onlyFor, inWalk } = set;
  const room = temporaryRoom();
  importText(
    room,
    register(...list.map(({ number, ...more }) => elector(String(number), 'Evans', 'Ann', more))),
    { promises: ['P', 'M'], poll: { elections: combined ? [...POLLS] : ['local-england'], chasePostal } },
  );
  room.change(() => {
    writeCodeMeanings(room, { P: 'promise', M: 'promise', W: 'moved', D: 'do not knock' }, 'a test');
    if (onlyFor && combined) writePromisesFor(room, { M: ['local-england'] }, 'a test');
    refreshStanding(room);
  });
  const ids = room.db.prepare<[], number>('SELECT id FROM elector ORDER BY id').pluck().all();
  const other = copyOf(room);
  played.forEach(({ kind, who: at, second }, index) => {
    vi.setSystemTime(new Date(2026, 4, 7, 7 + (index % 15), 20));
    const here = second ? other : room;
    const id = ids[at % ids.length] ?? 0;
    act1(here, id, kind);
  });
  exchange(room, other);
  other.close();
  if (inWalk) {
    const [street] = listStreets(room);
    const walk = { name: 'Chapel side', note: '', runner: '', streetIds: street ? [street.id] : [] };
    if (street) saveWalk(room, null, walk, 'a test');
    const station = { name: 'School', place: '', warp: false, districts: ['KA', 'KB'], shifts: [] };
    saveStation(room, null, station, 'a test');
  }
  return room;
}

type Sample = {
  district: string;
  number: number;
  address: string;
  vi: string;
  markers: string;
  date: string;
  dnk: string;
};
type Act = { kind: string; who: number; second: boolean };
type Settings = { combined: boolean; chasePostal: boolean; onlyFor: boolean; inWalk: boolean };

function act1(room: Room, id: number, kind: string): void {
  const record = electorRecord(room, id);
  if (kind === 'mark') markNumbers(room, { text: record.number, by: 'a test' });
  else if (kind === 'slip') {
    // Told two hours before it came in.
    const toldAt = Date.now() - 2 * HOUR;
    const { id: slipId } = beginSlip(room, { ...SLIP, district: record.number.slice(0, 2), toldAt });
    markNumbers(room, { text: record.number, slipId, by: 'a test' });
  } else if (kind === 'undo') undoNumbers(room, { text: record.number, by: 'a test' });
  else if (kind === 'remove') {
    if (record.onRegister) removeElector(room, id, 'a test');
  } else if (kind === 'gone' || kind === 'dead')
    correctElector(room, id, { ...record, gone: kind === 'gone' ? 'moved' : 'deceased' }, 'a test');
  else
    enterDoorstep(
      room,
      '1-01',
      [{ electorId: id, answer: kind as (typeof DOORSTEP_ANSWERS)[number] }],
      'a test',
    );
}

/** What the board says a figure is, in electors. */
function onBoard(
  room: Room,
  row: BoardFigures,
  figure: keyof BoardFigures,
  scope: FigureScope,
  election?: ElectionKind,
): number {
  if (figure === 'pastTurnout') return row.electors;
  if (figure !== 'turnout') return row[figure];
  const inPerson = row.promises - row.postalPromises;
  if (scope.hour === undefined) return inPerson;
  // Of an hour: those who voted in it, which the per cent is of all in person.
  const whole = readBoard(room, 'district', election);
  return Math.round((row.turnout * (whole.promises - whole.postalPromises)) / 100);
}

/** That each part has as many people as it says, and nobody is in two. */
function expectPeople(
  list: (path: PartName[]) => number[],
  parts: readonly FigurePart[],
  path: PartName[] = [],
): void {
  const seen = new Set<number>();
  for (const { part, electors, parts: within } of parts) {
    const ids = list([...path, part]);
    expect([...path, part, ids.length]).toEqual([...path, part, electors]);
    for (const id of ids) {
      expect(seen.has(id)).toBe(false);
      seen.add(id);
    }
    if (within.length > 0) {
      expect(within.reduce((sum, each) => sum + each.electors, 0)).toBe(electors);
      expectPeople(list, within, [...path, part]);
    }
  }
  expect(new Set(list(path))).toEqual(seen);
}

const ON_BOARD = FIGURE_NAMES.filter((figure) => figure !== 'pastOfOutstanding' && figure !== 'numbers');

/** That a figure is as large as is shown, adds up, and has its people. */
function expectFigure(
  room: Room,
  figure: FigureName,
  scope: FigureScope,
  shown: number,
  election?: ElectionKind,
): FigureParts {
  const found = figureParts(room, figure, scope, election);
  const { electors, parts } = found;
  expect([scope, figure, electors]).toEqual([scope, figure, shown]);
  expect(parts.reduce((sum, part) => sum + part.electors, 0)).toBe(electors);
  const page = { offset: 0, limit: 100 };
  const list = (path: PartName[]) => peopleOfPart(room, figure, path, scope, page, election);
  // Somebody may have been told twice.
  if (figure === 'numbers') expect(list([])).toHaveLength(electors);
  else expectPeople((path) => list(path).map(({ id }) => id), parts);
  return found;
}

/** That a row opens into the figures that its parts are counted from, and into places that add up to it. */
function expectRow(room: Room, scope: FigureScope, election: ElectionKind | undefined): FigureRow {
  const row = figureRow(room, scope, election);
  for (const { figure, electors, share } of row.figures) {
    const found = figureParts(room, figure, scope, figure === 'numbers' ? undefined : election);
    expect([scope, figure, electors, share]).toEqual([scope, figure, found.electors, found.share]);
  }
  const whole = row.figures.find(({ figure }) => figure === 'electors')?.electors;
  if (whole !== undefined && row.places.length > 0)
    expect(row.places.reduce((sum, { electors }) => sum + electors, 0)).toBe(whole);
  return row;
}

/** That the stations, the curve, the wall and where next show what their figures open into. */
function expectOtherViews(room: Room, election: ElectionKind | undefined): void {
  const board = readBoard(room, 'district', election);
  const places = readCoverage(room, new Date(), election);
  let voted = 0;
  for (const { name, districts, hours, electors, promises } of places) {
    const station = { name, districts };
    expectRow(room, { station }, election);
    const by = { voted: 0, turnout: 0 };
    for (const each of hours) {
      by.voted += each.voted;
      by.turnout += each.promisesVoted;
      if (each.told === 0 && each !== hours.at(-1)) continue;
      const hour = onTheHour(each.hour);
      expectFigure(room, 'numbers', { station, toldIn: hour }, each.told);
      const toldBy = { station, toldBy: hour };
      expect(expectRow(room, toldBy, election).places).toEqual([]);
      const { share } = expectFigure(room, 'voted', toldBy, by.voted, election);
      expect(share).toEqual({ part: by.voted, of: electors });
      const inPerson = expectFigure(room, 'turnout', toldBy, by.turnout, election);
      expect(inPerson.share).toEqual({ part: by.turnout, of: promises });
    }
    voted += by.voted;
  }
  // No hour is left out.
  expect(voted).toBe(board.voted);
  expect(figureParts(room, 'numbers', {}).electors).toBe(
    places.flatMap(({ hours }) => hours).reduce((sum, { told }) => sum + told, 0),
  );
  const { now, pace } = readWall(room, election);
  const lastHour: FigureScope = { between: [now - HOUR, now] };
  expectFigure(room, 'voted', lastHour, pace.lastHour, election);
  expectFigure(room, 'promisesVoted', lastHour, pace.promisesLastHour, election);
  expectFigure(room, 'voted', { between: [now - 2 * HOUR, now - HOUR] }, pace.hourBefore, election);
  for (const place of nextPlaces(room, { election, byWalk: true }).places) {
    const { name, walkId, district, outstanding, pastTurnout } = place;
    const scope = walkId === null ? { district, street: name } : { walk: { id: walkId, name } };
    expectFigure(room, 'outstanding', scope, outstanding, election);
    const { share } = expectFigure(room, 'pastOfOutstanding', scope, outstanding, election);
    const { part, of } = share ?? { part: 0, of: 0 };
    expect(of === 0 ? null : Math.round((part / of) * 100)).toBe(pastTurnout);
    expectRow(room, scope, election);
    const time = knockTime(room, scope, election);
    expect(time.atDoors + time.onTheWay).toBe(Math.round(place.minutes));
    expect(time.doors).toBe(place.doors);
    expect(time.streets.reduce((sum, { doors }) => sum + doors, 0)).toBe(place.doors);
    const behind = time.streets.flatMap((street) => streetDoors(room, street, election));
    expect(behind.filter((door) => door.outstanding > 0)).toHaveLength(place.doors);
    expect(time.votesPerHour).toBeCloseTo(place.votesPerHour, 3);
  }
}

describe('the sum of a figure', () => {
  it('adds up to what the board shows, and each part has its people', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    fc.assert(
      fc.property(people, acts, settings, (list, played, set) => {
        const room = roomOf(list, played, set);
        for (const election of set.combined ? [undefined, ...POLLS] : [undefined]) {
          const { rows: districts, ...total } = readBoard(room, 'district', election);
          const scopes: [FigureScope, BoardFigures][] = [
            [{}, total],
            ...districts.map((row): [FigureScope, BoardFigures] => [{ district: row.district ?? '' }, row]),
            ...readBoard(room, 'street', election).rows.map((row): [FigureScope, BoardFigures] => [
              { district: row.district ?? '', street: row.street ?? '' },
              row,
            ]),
            ...readBoard(room, 'hour', election).rows.map((row): [FigureScope, BoardFigures] => [
              { hour: row.hour },
              row,
            ]),
          ];
          for (const [scope, row] of scopes)
            for (const figure of ON_BOARD)
              expectFigure(room, figure, scope, onBoard(room, row, figure, scope, election), election);
          expectOtherViews(room, election);
        }
        room.close();
      }),
      { numRuns: sampleOf(36) },
    );
  });

  it('says why a promise is not to be knocked', () => {
    const room = temporaryRoom();
    importText(
      room,
      register(
        elector('1', 'Evans', 'Ann', { vi: 'P' }),
        elector('2', 'Evans', 'Bob', { vi: 'P' }),
        elector('3', 'Evans', 'Cai', { vi: 'P', markers: 'A' }),
        elector('4', 'Evans', 'Dai', { vi: 'P', markers: 'P' }),
        elector('5', 'Evans', 'Eve', { vi: 'P', dnk: 'Y' }),
        elector('6', 'Evans', 'Fay', { vi: 'P' }),
        elector('7', 'Evans', 'Guy', { vi: 'X' }),
      ),
      { promises: ['P'] },
    );
    markNumbers(room, { text: 'KA-1 KA-7', by: 'a test' });
    enterDoorstep(room, '1-01', [{ electorId: 6, answer: 'refused' }], 'a test');
    const flat = (figure: FigureName) =>
      figureParts(room, figure, {}).parts.map(({ part, electors, parts }) => [
        part,
        electors,
        ...parts.map((each) => [each.part, each.electors]),
      ]);
    expect(flat('promises')).toEqual([
      ['voted', 1],
      ['to knock', 1],
      ['by post', 1],
      ['not at the door', 3, ['refused', 1], ['do not knock', 1], ['proxy', 1]],
    ]);
    expect(flat('voted')).toEqual([
      ['in person', 1],
      ['other intentions', 1],
    ]);
    expect(
      peopleOfPart(room, 'promises', ['not at the door', 'refused'], {}, { offset: 0, limit: 9 }),
    ).toMatchObject([{ number: 'KA-6', name: 'Fay Evans', state: 'refused', votedAt: null }]);
    expect(peopleOfPart(room, 'promises', [], {}, { offset: 2, limit: 2 })).toMatchObject([
      { number: 'KA-3' },
      { number: 'KA-4' },
    ]);
  });
});
