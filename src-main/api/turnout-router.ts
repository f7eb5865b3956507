import { z } from 'zod';
import { WEIGHT_LIMITS } from '../../src-shared/limits.ts';
import { applyToRegister } from '../journal/apply.ts';
import { moveSlip } from '../journal/move-slip.ts';
import { enterAgain, takeBack } from '../journal/take-back.ts';
import { ELECTION_KINDS } from '../register/elector/elections.ts';
import { streetDoors } from '../sheets/street-doors.ts';
import type { Room } from '../store/room.ts';
import { readyForPeople } from '../turnout/by-name/search-ready.ts';
import { exportMarks } from '../turnout/export-marks.ts';
import { exportResults } from '../turnout/export-results.ts';
import { readBoard } from '../turnout/figures/board.ts';
import { boardCsv } from '../turnout/figures/board-csv.ts';
import { readCoverage } from '../turnout/figures/coverage.ts';
import { figureParts, peopleOfPart } from '../turnout/figures/figure-parts.ts';
import { figureRow, knockTime } from '../turnout/figures/figure-rows.ts';
import { FIGURE_NAMES, PART_NAMES } from '../turnout/figures/figure-types.ts';
import { writeWeights } from '../turnout/figures/next-streets.ts';
import { sourceDifferences } from '../turnout/figures/sources.ts';
import { readWall } from '../turnout/figures/wall.ts';
import { markNumbers, undoNumbers } from '../turnout/mark.ts';
import { saveOfficialFigure } from '../turnout/official-figures.ts';
import { recentEntries, resolveNumbers } from '../turnout/resolve.ts';
import {
  discardSetAside,
  foundLater,
  lookedAt,
  numbersSetAside,
  retrySetAside,
  settleSetAside,
  writtenSetAside,
} from '../turnout/set-aside.ts';
import { keepDifference } from '../turnout/slips/slip-differences.ts';
import { slipEntries } from '../turnout/slips/slip-entries.ts';
import {
  allSlips,
  beginSlip,
  changeSlip,
  differencesOf,
  findSlips,
  readSlip,
} from '../turnout/slips/slips.ts';
import { removeStation, saveStation, stations } from '../turnout/stations.ts';
import { readTrust } from '../turnout/trust/trust.ts';
import { call, t } from './calls.ts';
import { by, districtCode, whole } from './inputs.ts';

/** Where the numbers were recorded. */
const place = {
  district: districtCode.optional(),
  stationId: z.int().optional(),
  slipId: z.int().optional(),
};

const entryInput = z.object({
  text: z.string().max(20_000),
  ...place,
  by,
  /** The screen makes one for each entry, so that repeating the call marks nothing twice. */
  commandId: z.uuid(),
});

/** A person chosen for a name or a door that a teller wrote: `text` is their number. */
const chosenFor = z.object({ written: z.string().min(1).max(500), toldBy: z.enum(['name', 'door']) });

const boardBy = z.object({
  by: z.enum(['street', 'district', 'hour']),
  election: z.enum(ELECTION_KINDS).optional(),
});

const ofPoll = z.object({ election: z.enum(ELECTION_KINDS).optional() });

const hourOfDay = z.string().max(5);

const ofScope = ofPoll.extend({
  scope: z.object({
    district: districtCode.optional(),
    street: z.string().max(300).optional(),
    station: z.object({ name: z.string().max(120), districts: z.array(districtCode).max(200) }).optional(),
    walk: z.object({ id: z.int(), name: z.string().max(200) }).optional(),
    hour: hourOfDay.optional(),
    toldIn: hourOfDay.optional(),
    toldBy: hourOfDay.optional(),
    between: z.tuple([z.int(), z.int()]).optional(),
  }),
});

const figure = ofScope.extend({ figure: z.enum(FIGURE_NAMES) });

const slipHead = {
  toldAt: z.int().nullable(),
  teller: z.string().max(80),
  toldCount: z.int().min(0).max(1000).nullable(),
  gaveNothing: z.int().min(0).max(1000).nullable().optional(),
};

/** More than anybody reads. A room whose letters are misread may have thousands, and asks again after each entry. */
const MOST_DIFFERENCES = 500;

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

const stationForm = z.object({
  name: z.string().max(120),
  place: z.string().max(200),
  warp: z.boolean(),
  districts: z.array(districtCode).max(200),
  shifts: z.array(z.object({ teller: z.string().max(80), starts: clock, ends: clock })).max(100),
});

function exported(make: typeof exportMarks, room: Room, who: string): { csv: string; rows: number } {
  let csv = '';
  const { rows } = make(room, who, (text, record) => {
    csv = text;
    return record();
  });
  return { csv, rows };
}

/** Entering numbers, and the board. */
export const turnoutRouter = t.router({
  resolve: call
    .input(
      z.object({
        text: z.string().max(20_000),
        ...place,
        /** How many of the numbers are looked up. */
        limit: z.int().min(1).max(500),
      }),
    )
    .query(async ({ ctx, input }) => {
      await readyForPeople(ctx.room, input.text);
      return resolveNumbers(ctx.room, input.text, input, input.limit);
    }),
  mark: call
    .input(entryInput.extend({ chosenFor: chosenFor.optional() }))
    .mutation(async ({ ctx, input }) => {
      await readyForPeople(ctx.room, input.chosenFor?.written ?? input.text);
      return markNumbers(ctx.room, input);
    }),
  undo: call
    .input(entryInput.extend({ telling: z.string().max(60).optional() }))
    .mutation(({ ctx, input }) => undoNumbers(ctx.room, input)),
  /** Undoes all numbers of one call of `mark`, and does it again. */
  takeBack: call
    .input(z.object({ commandId: z.uuid(), by }))
    .mutation(({ ctx, input }) => ({ undo: takeBack(ctx.room, input.commandId, input.by) })),
  enterAgain: call
    .input(z.object({ undo: z.string().max(60), by }))
    .mutation(({ ctx, input }) => enterAgain(ctx.room, input.undo, input.by)),
  recent: call
    .input(z.object({ limit: z.int().min(1).max(500) }))
    .query(({ ctx, input }) => recentEntries(ctx.room, input.limit)),
  board: call.input(boardBy).query(({ ctx, input }) => readBoard(ctx.room, input.by, input.election)),
  boardCsv: call.input(boardBy).query(({ ctx, input }) => boardCsv(ctx.room, input.by, input.election)),

  /** What a row of a table opens into, and how the time to knock it is reckoned. */
  figureRow: call.input(ofScope).query(({ ctx, input }) => figureRow(ctx.room, input.scope, input.election)),
  knockTime: call.input(ofScope).query(({ ctx, input }) => knockTime(ctx.room, input.scope, input.election)),
  /** A figure of the board as a sum, the people behind one of its parts, and a street door by door. */
  figure: call
    .input(figure)
    .query(({ ctx, input }) => figureParts(ctx.room, input.figure, input.scope, input.election)),
  peopleOfFigure: call
    .input(
      figure.extend({
        path: z.array(z.enum(PART_NAMES)).max(3),
        offset: z.int().min(0),
        limit: z.int().min(1).max(500),
      }),
    )
    .query(({ ctx, input: { figure: name, path, scope, election, ...page } }) =>
      peopleOfPart(ctx.room, name, path, scope, page, election),
    ),
  streetDoors: call
    .input(ofPoll.extend({ district: districtCode, street: z.string().max(300) }))
    .query(({ ctx, input }) => streetDoors(ctx.room, input, input.election)),
  wall: call.input(ofPoll).query(({ ctx, input }) => readWall(ctx.room, input.election)),

  slips: call.query(({ ctx }) => allSlips(ctx.room)),
  slip: call.input(z.object({ id: z.int() })).query(({ ctx, input }) => {
    const slip = readSlip(ctx.room, input.id);
    return {
      slip,
      entries: slipEntries(ctx.room, input.id),
      differences: differencesOf(ctx.room, slip),
    };
  }),
  /** The slips with the number on a paper, as somebody types it. */
  findSlips: call
    .input(z.object({ text: z.string().max(40) }))
    .query(({ ctx, input }) => findSlips(ctx.room, input.text)),
  /** Keeps a number that only one of two times of entering a slip has; `second` is the second time. */
  keepDifference: call
    .input(z.object({ first: z.int(), second: z.int(), entry: z.string().max(60), by }))
    .mutation(({ ctx, input }) => keepDifference(ctx.room, input)),
  beginSlip: call
    .input(
      z.object({
        ...slipHead,
        district: districtCode,
        stationId: z.int().nullable(),
        secondOf: z.int().nullable(),
        by,
      }),
    )
    .mutation(({ ctx, input }) => beginSlip(ctx.room, input)),
  changeSlip: call
    .input(z.object({ ...slipHead, id: z.int(), isOpen: z.boolean().optional(), by: by.optional() }))
    .mutation(({ ctx, input: { id, by: who = '', ...head } }) =>
      changeSlip(ctx.room, id, { ...head, by: who }),
    ),

  /** Enters a slip's numbers again for another district or station. */
  moveSlip: call
    .input(z.object({ id: z.int(), district: districtCode, stationId: z.int().nullable(), by }))
    .mutation(({ ctx, input: { id, by: who, ...where } }) => moveSlip(ctx.room, id, where, who)),

  /** Who was marked off, and the doorstep answers, as CSV for the party's own system. */
  exportMarks: call
    .input(z.object({ by }))
    .mutation(({ ctx, input }) => exported(exportMarks, ctx.room, input.by)),
  exportResults: call
    .input(z.object({ by }))
    .mutation(({ ctx, input }) => exported(exportResults, ctx.room, input.by)),

  numbersSetAside: call.query(async ({ ctx }) => {
    await readyForPeople(ctx.room, writtenSetAside(ctx.room).join('\n'));
    return numbersSetAside(ctx.room);
  }),
  retrySetAside: call.input(z.object({ by })).mutation(({ ctx, input }) => {
    applyToRegister(ctx.room);
    return retrySetAside(ctx.room, input.by);
  }),
  settleSetAside: call
    .input(z.object({ id: z.string().max(60), number: z.string().max(2000), by }))
    .mutation(({ ctx, input }) => settleSetAside(ctx.room, input.id, input.number, input.by)),
  foundLater: call.query(({ ctx }) => foundLater(ctx.room)),
  lookedAt: call
    .input(z.object({ id: z.string().max(60), by }))
    .mutation(({ ctx, input }) => lookedAt(ctx.room, input.id, input.by)),
  discardSetAside: call
    .input(z.object({ id: z.string().max(60), by }))
    .mutation(({ ctx, input }) => discardSetAside(ctx.room, input.id, input.by)),

  stations: call.query(({ ctx }) => stations(ctx.room)),
  saveStation: call
    .input(z.object({ id: z.int().nullable(), form: stationForm, by }))
    .mutation(({ ctx, input }) => saveStation(ctx.room, input.id, input.form, input.by)),
  removeStation: call
    .input(z.object({ id: z.int(), by }))
    .mutation(({ ctx, input }) => removeStation(ctx.room, input.id, input.by)),
  /** What a station has posted of its ballot papers by a time; null takes it back. */
  saveOfficialFigure: call
    .input(
      z.object({
        stationId: z.int(),
        at: z.int(),
        ballots: z.int().min(0).max(1_000_000).nullable(),
        by,
      }),
    )
    .mutation(({ ctx, input }) => saveOfficialFigure(ctx.room, input)),
  /** Where tellers, doors, slips and official figures say different things: how many, and the first of them. */
  sources: call.query(({ ctx }) => {
    const all = sourceDifferences(ctx.room);
    return { count: all.length, first: all.slice(0, MOST_DIFFERENCES) };
  }),
  trust: call.query(({ ctx }) => readTrust(ctx.room)),
  coverage: call.input(ofPoll).query(({ ctx, input }) => readCoverage(ctx.room, new Date(), input.election)),

  setWeights: call
    .input(
      z.object({
        doorsPerHour: whole(WEIGHT_LIMITS.doorsPerHour),
        minutesToReach: whole(WEIGHT_LIMITS.minutesToReach),
        gainPerHundred: whole(WEIGHT_LIMITS.gainPerHundred),
        restMinutes: whole(WEIGHT_LIMITS.restMinutes),
      }),
    )
    .mutation(({ ctx, input }) => writeWeights(ctx.room, input)),
});
