import { z } from 'zod';
import {
  BEST_STREETS,
  DOORS_ON_A_SHEET,
  MINUTES_EACH,
  PEOPLE,
  ROUND_NUMBER,
} from '../../src-shared/limits.ts';
import { DETAILS, PAPER_SIZES, SIDES } from '../../src-shared/paper-look.ts';
import { wordsOf } from '../paper/words.ts';
import { ELECTION_KINDS } from '../register/elector/elections.ts';
import { listStreets } from '../sheets/choose-streets.ts';
import { issuedSheets, moveSheets } from '../sheets/issued.ts';
import { countSheets, makeSheetsInSteps } from '../sheets/make-sheets.ts';
import { nextPlaces } from '../sheets/next-places.ts';
import { countOtherPaper, drawOtherPaper, type OtherPaperChoice } from '../sheets/other/other-papers.ts';
import { committeeRoom, setCommitteeRoom } from '../sheets/paper.ts';
import { changesSince, printChanges, printFresh, printSame } from '../sheets/reprint.ts';
import { enterReturned, returnedSheet } from '../sheets/returned.ts';
import { planRound } from '../sheets/rounds.ts';
import { runners } from '../sheets/runners.ts';
import { stillToBring } from '../sheets/still-to-bring.ts';
import { OTHER_PAPERS, SHEETS_BY } from '../sheets/types.ts';
import {
  orderWalks,
  readWalks,
  removeWalk,
  saveWalk,
  suggestWalks,
  takeSuggestedWalks,
} from '../sheets/walks.ts';
import { SHEET_MOVES } from '../store/journal/journal.ts';
import type { Room } from '../store/room.ts';
import { DOORSTEP_ANSWERS } from '../turnout/doorstep.ts';
import { nextStreets } from '../turnout/figures/next-streets.ts';
import { call, t } from './calls.ts';
import { by, districtCode, language, whole } from './inputs.ts';

const paper = z.object({
  size: z.enum(PAPER_SIZES).optional(),
  large: z.boolean().optional(),
  details: z.array(z.enum(DETAILS)).max(DETAILS.length).optional(),
  doorsOnly: z.boolean().optional(),
  cover: z.boolean().optional(),
  language,
});

const election = z.enum(ELECTION_KINDS);
const round = whole(ROUND_NUMBER);
/** As typed, or as a scanner types the square. */
const code = z.string().trim().min(1).max(40);
const mostDoors = whole(DOORS_ON_A_SHEET);

const sheetChoice = z.object({
  streetIds: z.array(z.int()).min(1).max(20_000),
  round: round.optional(),
  election: election.optional(),
  stillToBring: z.object({ littleTold: z.boolean() }).optional(),
  order: z.enum(['walk', 'street']),
  doors: z.enum(['walk', 'worth']).optional(),
  sides: z.enum(SIDES).optional(),
  sheetsBy: z.enum(SHEETS_BY).optional(),
  mostDoors: mostDoors.optional(),
  forPeople: z.object({ people: whole(PEOPLE), minutes: whole(MINUTES_EACH) }).optional(),
  paper: paper.optional(),
});

const otherChoice = z.object({
  kind: z.enum(OTHER_PAPERS).exclude(['all-day']),
  district: districtCode.optional(),
  hourly: z.boolean().optional(),
  pages: z.int().min(1).max(200).optional(),
  election: election.optional(),
  paper: paper.optional(),
});

const walkForm = z.object({
  name: z.string().max(120),
  note: z.string().max(300),
  runner: z.string().max(80),
  streetIds: z.array(z.int()).max(2000),
});

const base64 = (pdf: Uint8Array) => Buffer.from(pdf).toString('base64');

async function otherPaper(room: Room, choice: OtherPaperChoice) {
  const { pdf, fileName, pages } = await drawOtherPaper(room, choice);
  return { fileName, pages, base64: base64(pdf) };
}

/** Calls for walks, rounds, and everything that is printed and comes back. */
export const sheetsRouter = t.router({
  streets: call
    .input(z.object({ election: election.optional() }).optional())
    .query(({ ctx, input }) => listStreets(ctx.room, input?.election)),
  /** The streets where a knock is likely to gain most, by id. */
  best: call
    .input(z.object({ top: whole(BEST_STREETS), election: election.optional() }))
    .query(({ ctx, input: { top, election: poll } }) =>
      nextStreets(ctx.room, { election: poll })
        .slice(0, top)
        .map(({ id }) => id),
    ),
  /** The streets or walks where a knock is likely to gain most, with who has a sheet of each. */
  next: call
    .input(z.object({ byWalk: z.boolean(), election: election.optional() }))
    .query(({ ctx, input }) => nextPlaces(ctx.room, input)),
  /** Who can still be brought, in order. */
  stillToBring: call
    .input(z.object({ election: election.optional() }))
    .query(({ ctx, input }) => stillToBring(ctx.room, new Date(), input.election)),
  /** Who takes sheets out, and what each has now. */
  runners: call.query(({ ctx }) => runners(ctx.room)),
  /** How many pages they would have. A subscription, whose input may be long, and which stops when nobody waits. */
  count: call.input(sheetChoice).subscription(async function* ({ ctx, input, signal }) {
    const count = await countSheets(ctx.room, input, signal);
    if (count) yield count;
  }),
  make: call.input(sheetChoice.extend({ by })).subscription(async function* ({ ctx, input, signal }) {
    yield* makeSheetsInSteps(ctx.room, input, input.by, signal);
  }),
  /** How many pages another paper has, before it is drawn. */
  otherPages: call
    .input(otherChoice.extend({ kind: z.enum(OTHER_PAPERS) }))
    .query(({ ctx, input }) => countOtherPaper(ctx.room, input)),
  /** Any other paper, as a PDF in base64. */
  other: call.input(otherChoice).query(({ ctx, input }) => otherPaper(ctx.room, input)),
  /** The all-day pack, whose sheets get codes. */
  wholeDay: call
    .input(
      z.object({
        district: districtCode.optional(),
        paper: paper.optional(),
        by,
      }),
    )
    .mutation(({ ctx, input }) => otherPaper(ctx.room, { ...input, kind: 'all-day' })),

  committeeRoom: call.query(({ ctx }) => committeeRoom(ctx.room)),
  setCommitteeRoom: call
    .input(z.object({ text: z.string().max(200) }))
    .mutation(({ ctx, input }) => setCommitteeRoom(ctx.room, input.text)),

  walks: call.query(({ ctx }) => readWalks(ctx.room)),
  saveWalk: call
    .input(z.object({ id: z.int().nullable(), form: walkForm, by }))
    .mutation(({ ctx, input }) => saveWalk(ctx.room, input.id, input.form, input.by)),
  removeWalk: call
    .input(z.object({ id: z.int(), by }))
    .mutation(({ ctx, input }) => removeWalk(ctx.room, input.id, input.by)),
  orderWalks: call
    .input(z.object({ ids: z.array(z.int()).max(5000) }))
    .mutation(({ ctx, input }) => orderWalks(ctx.room, input.ids)),
  suggestWalks: call
    .input(z.object({ mostDoors }))
    .query(({ ctx, input }) => suggestWalks(ctx.room, input.mostDoors)),
  takeSuggestedWalks: call
    .input(z.object({ mostDoors, by }))
    .mutation(({ ctx, input }) => takeSuggestedWalks(ctx.room, input.mostDoors, input.by)),

  planRound: call
    .input(z.object({ round, time: z.string().max(5) }))
    .mutation(({ ctx, input }) => planRound(ctx.room, input.round, input.time)),
  issued: call.query(({ ctx }) => issuedSheets(ctx.room)),
  move: call
    .input(
      z.object({
        codes: z.array(code).min(1).max(5000),
        move: z.enum(SHEET_MOVES),
        runner: z.string().max(80).optional(),
        by,
      }),
    )
    .mutation(({ ctx, input: { codes, move, ...who } }) => moveSheets(ctx.room, codes, move, who)),

  /** The same sheet again, as a PDF in base64. `paper` is for a sheet whose look was not stored. */
  same: call
    .input(z.object({ code, paper: paper.optional() }))
    .query(async ({ ctx, input }) => base64(await printSame(ctx.room, input.code, { usual: input.paper }))),
  fresh: call.input(z.object({ code, paper: paper.optional(), by })).mutation(async ({ ctx, input }) => {
    const { pdf, ...made } = await printFresh(ctx.room, input.code, { usual: input.paper }, input.by);
    return { ...made, base64: base64(pdf) };
  }),
  changes: call
    .input(z.object({ code, language }))
    .query(
      async ({ ctx, input }) =>
        changesSince(ctx.room, input.code, await wordsOf(input.language ?? 'en')).changes,
    ),
  changesPaper: call
    .input(z.object({ code, paper: paper.optional() }))
    .query(async ({ ctx, input }) =>
      base64(await printChanges(ctx.room, input.code, { usual: input.paper })),
    ),

  returned: call.input(z.object({ code })).query(({ ctx, input }) => returnedSheet(ctx.room, input.code)),
  enterReturned: call
    .input(
      z.object({
        code,
        lines: z
          .array(z.object({ electorId: z.int(), answer: z.enum(['', ...DOORSTEP_ANSWERS]) }))
          .min(1)
          .max(5000),
        by,
      }),
    )
    .mutation(({ ctx, input }) => ({
      entries: enterReturned(ctx.room, input.code, input.lines, input.by),
    })),
});
