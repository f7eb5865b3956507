import { say } from '../../../src-shared/message.ts';
import { runAsyncSteps } from '../../../src-shared/steps.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { type AbsentResult, type EverybodyVotes, refuseUnconfirmedList } from '../absent-voters.ts';
import type { StagedFile } from '../file/text/staged-file.ts';
import type { StagedFiles } from '../file/text/staged-files.ts';
import { rememberMapping } from '../file/understand.ts';
import type { ImportProgressStep, ImportStep, SurveyStep } from '../types.ts';
import type { CanvassResult } from './canvass-import.ts';
import { RegisterRefused } from './misread.ts';
import type { ImportChoice } from './plan/choice.ts';
import type { CanvassChoice, EverybodyChoice, ListChoice, RegisterResult } from './plan/planner.ts';
import { planningOf, type ReadyPlan } from './plan/planning.ts';

/**
 * Reads a staged file to its end and plans its import, yielding progress: what would be imported, what would be
 * refused and why. Writes nothing to the room.
 */
export async function* surveyFile(
  room: Room,
  staged: StagedFiles,
  choice: ImportChoice,
  signal: AbortSignal | undefined,
): AsyncGenerator<SurveyStep> {
  const plan = yield* planningOf(staged).plan(room, choice, signal);
  if (plan) yield { stage: 'done', survey: plan.result.survey };
}

/**
 * Imports a staged file, yielding each step. What was planned for the preview is applied as it is. `signal` can stop
 * it until its one transaction; nothing has changed then.
 * @throws RegisterRefused
 */
export async function* runImport(
  room: Room,
  staged: StagedFiles,
  choice: ImportChoice,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportStep> {
  // The host may forget its files meanwhile.
  const file = staged.get(choice.fileId);
  const planning = planningOf(staged);
  const done = yield* planAndApply(room, () => planning.plan(room, choice, signal), {
    check: ({ refused }) => refuse(refused, choice),
    rows: ({ survey }) => survey.result.rows,
    more: () => rememberMapping(room, file),
    signal,
  });
  if (!done) return;
  staged.drop(choice.fileId);
  if (choice.canvassId) staged.drop(choice.canvassId);
  const { result } = done.survey;
  await planning.endIfFree();
  yield { stage: 'writing', done: result.rows, total: result.rows };
  yield { stage: 'done', result };
}

function refuse(refused: RegisterResult['refused'], { acceptRefused }: ImportChoice): void {
  if (!refused || acceptRefused) return;
  const { said, why, rejected, warnings } = refused;
  throw new RegisterRefused(said, why, rejected, warnings);
}

/** What a staged canvass file alone would change. Writes nothing to the room. */
export function planCanvass(
  room: Room,
  staged: StagedFiles,
  fileId: string,
  choice: CanvassChoice,
  signal: AbortSignal | undefined,
): Promise<CanvassResult> {
  return shown(planningOf(staged).planCanvass(room, fileId, choice, signal));
}

/** Imports it, exactly as it was shown. */
export async function runCanvass(
  room: Room,
  staged: StagedFiles,
  fileId: string,
  choice: CanvassChoice,
): Promise<CanvassResult> {
  const file = staged.get(fileId);
  const planning = planningOf(staged);
  const plans = () => planning.planCanvass(room, fileId, choice, undefined);
  const result = await applied(room, plans, { more: () => rememberMapping(room, file) });
  staged.drop(fileId);
  await planning.endIfFree();
  return result;
}

/** What a list of absent voters would change. Writes nothing to the room. */
export function planList(
  room: Room,
  staged: StagedFiles,
  file: StagedFile,
  choice: ListChoice,
  signal: AbortSignal | undefined,
): Promise<AbsentResult> {
  return shown(planningOf(staged).planList(room, file, choice, signal));
}

/**
 * Imports it, exactly as it was shown.
 * @throws Refusal if something about it has to be confirmed and is not.
 */
export async function runList(
  room: Room,
  staged: StagedFiles,
  file: StagedFile,
  choice: ListChoice,
): Promise<AbsentResult> {
  const planning = planningOf(staged);
  const result = await applied(room, () => planning.planList(room, file, choice, undefined), {
    check: (planned) => refuseUnconfirmedList(planned, choice),
  });
  planning.forgetList();
  return result;
}

/** What setting how everybody votes would change. Writes nothing to the room. */
export function planEverybody(
  room: Room,
  staged: StagedFiles,
  choice: EverybodyChoice,
  signal: AbortSignal | undefined,
): Promise<EverybodyVotes> {
  return shown(planningOf(staged).planEverybody(room, choice, signal));
}

/** Sets it, exactly as it was shown. */
export async function runEverybody(
  room: Room,
  staged: StagedFiles,
  choice: EverybodyChoice,
): Promise<EverybodyVotes> {
  const planning = planningOf(staged);
  const result = await applied(room, () => planning.planEverybody(room, choice, undefined), {});
  planning.forgetList();
  return result;
}

export type Plans<Result> = () => AsyncGenerator<ImportProgressStep, ReadyPlan<Result> | null>;

type Applying<Result> = {
  /** Throws if the change is refused. */
  check?: (result: Result) => void;
  /** Lines of the file, for progress. */
  rows?: (result: Result) => number;
  /** What else is done in the one transaction. */
  more?: () => void;
  signal?: AbortSignal | undefined;
};

/** Applies a plan. If the register has changed since, it is planned anew once; then changes of the register wait. */
async function* planAndApply<Result>(
  room: Room,
  plans: Plans<Result>,
  { check = () => {}, rows = () => 1, more = () => {}, signal }: Applying<Result>,
): AsyncGenerator<ImportProgressStep, Result | null> {
  let plan = yield* plans();
  if (!plan) return null;
  check(plan.result);
  yield { stage: 'writing', done: 0, total: rows(plan.result) };
  while (room.isBusy) await room.settled();
  let release: (() => void) | undefined;
  try {
    if (!plan.isFor(room)) {
      // A second time, nobody comes between.
      release = room.holdRegister();
      plan = yield* plans();
      if (plan) check(plan.result);
      while (room.isBusy) await room.settled();
    }
    if (!plan || signal?.aborted) return null;
    plan.apply(more);
    return plan.result;
  } finally {
    release?.();
  }
}

/** Applies a plan, or throws if that was stopped. */
export async function applied<Result>(
  room: Room,
  plans: Plans<Result>,
  options: Applying<Result>,
): Promise<Result> {
  return orStopped(await runAsyncSteps(planAndApply(room, plans, options)));
}

async function shown<Result>(plans: ReturnType<Plans<Result>>): Promise<Result> {
  const plan = await runAsyncSteps(plans);
  return orStopped(plan ? plan.result : null);
}

/** It was stopped, or the room was closed. */
function orStopped<Result>(result: Result | null): Result {
  if (result === null) throw new Refusal(STOPPED);
  return result;
}

const STOPPED = say('It was stopped before it was done, and nothing was changed. Try again.');
