import { z } from 'zod';
import { DATE_ORDERS } from '../../src-shared/date-cell.ts';
import { applyToRegister } from '../journal/apply.ts';
import {
  addElector,
  correctElector,
  electorRecord,
  removedElector,
  removeElector,
  restoreElector,
} from '../register/by-hand.ts';
import { CODE_MEANINGS, writeCodeMeanings, writePromisesFor } from '../register/elector/code-meanings.ts';
import { ELECTION_KINDS, MARKER_MEANINGS } from '../register/elector/elections.ts';
import { DATE_MEANINGS, KNOCK_MEANINGS, writePollSettings } from '../register/elector/voting-rules.ts';
import { ROLES, readMapping, writeMapping } from '../register/file/columns/mapping.ts';
import { refusedLines } from '../register/file/refused-lines.ts';
import { DELIMITERS } from '../register/file/text/csv.ts';
import { ENCODINGS } from '../register/file/text/decode.ts';
import { StagedFile, sharedFrom } from '../register/file/text/staged-file.ts';
import { chooseAlterations, chooseReading, stageFile, stageSample } from '../register/file/understand.ts';
import {
  planCanvass,
  planEverybody,
  planList,
  runCanvass,
  runEverybody,
  runImport,
  runList,
  surveyFile,
} from '../register/import/import-steps.ts';
import { planningOf } from '../register/import/plan/planning.ts';
import { answerQuestion, openQuestions } from '../register/import/questions.ts';
import { refreshStanding } from '../register/refresh-standing.ts';
import {
  addressesOf,
  moveAddress,
  renameStreet,
  streetsToCorrect,
} from '../register/streets/street-corrections.ts';
import { ASKED_ABOUT, refuseUnconfirmed } from '../register/typed-elector.ts';
import { messageShape } from '../store/journal/stored-message.ts';
import { NOWHERE } from '../turnout/entry-place.ts';
import { findOne } from '../turnout/read-entries.ts';
import { retrySetAside } from '../turnout/set-aside.ts';
import { call, t } from './calls.ts';
import { by, districtCode, electorForm, fileInput } from './inputs.ts';
import { pollInWords } from './poll.ts';
import { REGISTER_CHOICES } from './register-choices.ts';

/** A marker or a date as it is written. */
const settingKey = z.string().min(1).max(120);

const pollSettings = z.object({
  pollingDay: z.iso.date().optional(),
  elections: z.array(z.enum(ELECTION_KINDS)).optional(),
  chasePostal: z.boolean().optional(),
  markers: z.record(settingKey, z.enum(MARKER_MEANINGS)).optional(),
  dates: z.record(settingKey, z.enum(DATE_MEANINGS)).optional(),
  knocks: z.record(settingKey, z.enum(KNOCK_MEANINGS)).optional(),
});

const meanings = z.record(z.string().max(40), z.enum(CODE_MEANINGS));

const promisesFor = z.record(z.string().max(40), z.array(z.enum(ELECTION_KINDS)));

const importChoice = z.object({
  fileId: z.uuid(),
  canvassId: z.uuid().optional(),
  meanings,
  poll: pollSettings.optional(),
  promisesFor: promisesFor.optional(),
  acceptRefused: z.boolean(),
  removeMissing: z.boolean(),
  by,
});

const canvassChoice = z.object({
  fileId: z.uuid(),
  meanings,
  promisesFor: promisesFor.optional(),
  knocks: pollSettings.shape.knocks,
  by,
});

/** A list of absent voters, and a person's choices about it. */
const absentList = fileInput.extend({
  otherwise: z.enum(['postal', 'proxy']).nullable(),
  complete: z.boolean(),
  confirmed: z.boolean(),
  markers: z.record(settingKey, z.enum(MARKER_MEANINGS)).optional(),
  by,
});

/** Nobody by post or by proxy, or by the register's letters. */
const everybodyVotes = z.enum(['', 'none']);

/** What was asked about an elector and confirmed: a new street, a code without a meaning. */
const confirmed = z.array(z.enum(ASKED_ABOUT)).default([]);

const byId = z.object({ id: z.int(), by });

/** Calls for the register: importing files, and corrections by people. */
export const registerRouter = t.router({
  /** Lists of choices for the screens. */
  choices: call.query(() => REGISTER_CHOICES),
  stage: call
    .input(fileInput)
    .mutation(({ ctx, input }) => stageFile(ctx.staged, ctx.room, input.name, sharedFrom(input.base64))),
  stageSample: call
    .input(z.object({ electors: z.int().min(1).max(100_000) }))
    .mutation(({ ctx, input }) => stageSample(ctx.staged, ctx.room, input.electors)),
  /**
   * Another reading of a staged file: the role of each column, by position, and how the text is written. What is left
   * out stays as it is.
   */
  read: call
    .input(
      z.object({
        fileId: z.uuid(),
        columns: z.array(z.enum(ROLES).nullable()).max(1000).optional(),
        encoding: z.enum(ENCODINGS).optional(),
        delimiter: z.enum(DELIMITERS).optional(),
        mend: z.boolean().optional(),
        dateOrder: z.enum(DATE_ORDERS).optional(),
        as: z.enum(['register', 'canvass']).optional(),
      }),
    )
    .mutation(({ ctx, input: { fileId, columns, ...choice } }) =>
      chooseReading(ctx.staged, ctx.room, fileId, {
        ...choice,
        ...(columns ? { mapping: { byHeading: new Map(), positions: columns } } : {}),
      }),
    ),
  /** Whether the column that is asked about says whom the file adds, changes or deletes. */
  answerAlterations: call
    .input(z.object({ fileId: z.uuid(), isSo: z.boolean() }))
    .mutation(({ ctx, input }) => chooseAlterations(ctx.staged, ctx.room, input.fileId, input.isSo)),
  /** Forgets files that were opened and are not to be imported. */
  discard: call.input(z.object({ fileIds: z.array(z.uuid()).max(2) })).mutation(({ ctx, input }) => {
    for (const id of input.fileIds) ctx.staged.drop(id);
  }),
  /** The columns of a staged file as matched, to save for another room. */
  mappingFile: call.input(z.object({ fileId: z.uuid() })).query(({ ctx, input }) => {
    const { columns, headings, isGuessed } = ctx.staged.get(input.fileId).layout();
    // By heading, so that it also fits a file with its columns in another order, if headings tell them apart.
    const byHeading = new Map(columns.keys.map((key, place) => [key, columns.roles[place] ?? null]));
    const apart = !isGuessed && byHeading.size === headings.length && !byHeading.has('');
    return writeMapping(
      apart ? { byHeading, positions: null } : { byHeading: new Map(), positions: columns.roles },
    );
  }),
  useMappingFile: call
    .input(z.object({ fileId: z.uuid(), text: z.string().max(200_000) }))
    .mutation(({ ctx, input }) =>
      chooseReading(ctx.staged, ctx.room, input.fileId, { mapping: readMapping(input.text) }),
    ),
  survey: call.input(importChoice).subscription(async function* ({ ctx, input, signal }) {
    yield* surveyFile(ctx.room, ctx.staged, input, signal);
  }),
  import: call.input(importChoice).subscription(async function* ({ ctx, input, signal }) {
    for await (const step of runImport(ctx.room, ctx.staged, input, signal)) {
      if (step.stage !== 'done') {
        yield step;
        continue;
      }
      // What was said before, and numbers that were set aside, may be about somebody who is on the register now.
      while (ctx.room.isBusy) await ctx.room.settled();
      applyToRegister(ctx.room);
      yield { ...step, foundLater: retrySetAside(ctx.room, input.by).settled };
    }
  }),
  /** What a staged canvass file would change in a room that has a register. */
  previewCanvass: call
    .input(canvassChoice)
    .mutation(({ ctx, input: { fileId, ...choice }, signal }) =>
      planCanvass(ctx.room, ctx.staged, fileId, choice, signal),
    ),
  importCanvass: call
    .input(canvassChoice)
    .mutation(({ ctx, input: { fileId, ...choice } }) => runCanvass(ctx.room, ctx.staged, fileId, choice)),
  /** The refused lines of a staged file, as CSV. */
  refused: call
    .input(
      z.object({
        fileId: z.uuid(),
        rejected: z.array(z.object({ line: z.int(), reason: messageShape })).max(1_000_000),
      }),
    )
    .mutation(({ ctx, input }) => {
      const file = ctx.staged.get(input.fileId);
      return refusedLines(file.text(), file.layout(), input.rejected);
    }),

  questions: call.query(({ ctx }) => openQuestions(ctx.room)),
  answer: call
    .input(z.object({ id: z.int(), answer: z.union([z.int(), z.enum(['other', 'leave'])]), by }))
    .mutation(({ ctx, input }) => answerQuestion(ctx.room, input.id, input.answer, input.by)),

  poll: call.query(({ ctx }) => pollInWords(ctx.room)),
  setPoll: call.input(pollSettings.extend({ by: by.optional() })).mutation(({ ctx, input }) =>
    ctx.room.change(() => {
      writePollSettings(ctx.room, input, input.by ?? '');
      return { changed: refreshStanding(ctx.room) };
    }),
  ),
  /** The polls that the promise of each code is for; a code that is left out is for all. */
  setPromisesFor: call.input(z.object({ onlyFor: promisesFor, by })).mutation(({ ctx, input }) =>
    ctx.room.change(() => {
      writePromisesFor(ctx.room, input.onlyFor, input.by);
      return { changed: refreshStanding(ctx.room) };
    }),
  ),
  setMeanings: call.input(meanings).mutation(({ ctx, input }) =>
    ctx.room.change(() => {
      writeCodeMeanings(ctx.room, input, '');
      return { changed: refreshStanding(ctx.room) };
    }),
  ),

  findElector: call
    .input(z.object({ text: z.string().max(200), district: districtCode.optional() }))
    .query(({ ctx, input }) => {
      const found = findOne(ctx.room, input.text, { ...NOWHERE, district: input.district ?? null });
      const id = found.elector?.id ?? removedElector(ctx.room, input.text);
      return id === null
        ? { elector: null, message: found.message ?? null }
        : { elector: electorRecord(ctx.room, id), message: null };
    }),
  addElector: call.input(z.object({ form: electorForm, confirmed, by })).mutation(({ ctx, input }) => {
    refuseUnconfirmed(ctx.room, input.form, null, input.confirmed);
    return electorRecord(ctx.room, addElector(ctx.room, input.form, input.by));
  }),
  correctElector: call
    .input(z.object({ id: z.int(), form: electorForm.omit({ number: true }), confirmed, by }))
    .mutation(({ ctx, input }) => {
      const before = electorRecord(ctx.room, input.id);
      refuseUnconfirmed(ctx.room, { ...input.form, number: before.number }, before, input.confirmed);
      correctElector(ctx.room, input.id, input.form, input.by);
      return electorRecord(ctx.room, input.id);
    }),
  removeElector: call.input(byId).mutation(({ ctx, input }) => {
    removeElector(ctx.room, input.id, input.by);
    return electorRecord(ctx.room, input.id);
  }),
  restoreElector: call.input(byId).mutation(({ ctx, input }) => {
    restoreElector(ctx.room, input.id, input.by);
    return electorRecord(ctx.room, input.id);
  }),

  streets: call.query(({ ctx }) => streetsToCorrect(ctx.room)),
  addresses: call
    .input(z.object({ streetId: z.int() }))
    .query(({ ctx, input }) => addressesOf(ctx.room, input.streetId)),
  renameStreet: call
    .input(z.object({ streetId: z.int(), name: z.string().trim().min(1).max(200), by }))
    .mutation(({ ctx, input }) => renameStreet(ctx.room, input.streetId, input.name, input.by)),
  moveAddress: call
    .input(
      z.object({
        electorId: z.int(),
        street: z.string().max(200),
        house: z.string().max(40),
        flat: z.string().max(200),
        by,
      }),
    )
    .mutation(({ ctx, input: { electorId, by: who, ...to } }) => moveAddress(ctx.room, electorId, to, who)),

  /** What a list of postal and proxy voters would change. */
  previewAbsentVoters: call.input(absentList).mutation(async ({ ctx, input, signal }) => {
    const { file, choice } = await listIn(input);
    return planList(ctx.room, ctx.staged, file, choice, signal);
  }),
  absentVoters: call.input(absentList).mutation(async ({ ctx, input }) => {
    const { file, choice } = await listIn(input);
    return runList(ctx.room, ctx.staged, file, choice);
  }),
  /** Forgets a list, or a change for everybody, that is not to be made. */
  forgetAbsentVoters: call.mutation(({ ctx }) => planningOf(ctx.staged).forgetList()),
  /** What setting everybody's vote would change. */
  previewAbsentForAll: call
    .input(z.object({ vote: everybodyVotes, by }))
    .mutation(({ ctx, input, signal }) => planEverybody(ctx.room, ctx.staged, input, signal)),
  absentForAll: call
    .input(z.object({ vote: everybodyVotes, by }))
    .mutation(({ ctx, input }) => runEverybody(ctx.room, ctx.staged, input)),
});

/** The list, and the choices about it. */
async function listIn({ name, base64, ...choice }: z.output<typeof absentList>) {
  return { file: await StagedFile.of(name, sharedFrom(base64)), choice };
}
