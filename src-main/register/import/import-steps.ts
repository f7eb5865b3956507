import type { Room } from '../../store/room.ts';
import type { StagedFiles } from '../file/staged-files.ts';
import { rememberMapping } from '../file/understand.ts';
import type { ImportStep, SurveyStep } from '../types.ts';
import { RegisterRefused } from './misread.ts';
import type { ImportChoice } from './plan/choice.ts';
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
  if (plan) yield { stage: 'done', survey: plan.survey };
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
  let plan = yield* planning.plan(room, choice, signal);
  refuse(plan, choice);
  if (!plan) return;
  const total = plan.survey.result.rows;
  yield { stage: 'writing', done: 0, total };
  while (room.isBusy) await room.settled();
  let release: (() => void) | undefined;
  try {
    if (!plan.isFor(room)) {
      // A second time, nobody comes between.
      release = room.holdRegister();
      plan = yield* planning.plan(room, choice, signal);
      refuse(plan, choice);
      while (room.isBusy) await room.settled();
    }
    if (!plan || signal?.aborted) return;
    plan.apply(() => rememberMapping(room, file));
  } finally {
    release?.();
  }
  staged.drop(choice.fileId);
  if (choice.canvassId) staged.drop(choice.canvassId);
  const { result } = plan.survey;
  await planning.end();
  yield { stage: 'writing', done: total, total };
  yield { stage: 'done', result };
}

function refuse(plan: ReadyPlan | null, { acceptRefused }: ImportChoice): void {
  if (!plan?.refused || acceptRefused) return;
  const { said, why, rejected, warnings } = plan.refused;
  throw new RegisterRefused(said, why, rejected, warnings);
}
