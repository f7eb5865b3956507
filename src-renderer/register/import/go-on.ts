import {
  change,
  dropRefused,
  importFlow,
  leaveCanvassOut,
  setMeanings,
  setPoll,
  setPromisesFor,
  surveySoon,
} from './import-flow.ts';
import type { StepId, Understood } from './import-state.ts';
import {
  codesAsked,
  codesOf,
  nextStep,
  type RoomAnswers,
  stepsFor,
  whyNotAnswered,
} from './questions-asked.ts';

/** Answers the open question with what is chosen and opens the next, or says why it is not answered yet. */
export function goOn(room: RoomAnswers): void {
  const flow = open();
  if (!flow) return;
  const refusal = whyNotAnswered(flow.step, flow, room);
  if (refusal !== null) {
    change({ refusal });
    return;
  }
  // What is shown is the answer, whether it was chosen or left as it was.
  if (flow.step === 'poll') {
    const { pollingDay = room.pollingDay, elections = [...room.elections] } = flow.poll;
    setPoll({ pollingDay, elections });
  }
  if (flow.step === 'promises') {
    const shown = codesAsked(flow) ?? [];
    const known = codesOf(flow) ?? [];
    if (shown.some(({ meaning }, at) => meaning !== known[at]?.meaning))
      setMeanings(Object.fromEntries(shown.map(({ code, meaning }) => [code, meaning])));
  }
  if (flow.step === 'polls') setPromisesFor(flow.promisesFor ?? room.promisesFor);
  settle(flow, 'answered', room);
}

/** Skips the open question, whose answers so far are dropped. */
export function skipStep(room: RoomAnswers): void {
  const flow = open();
  if (!flow) return;
  if (flow.step === 'canvass' && flow.canvass) leaveCanvassOut();
  if (flow.step === 'promises') {
    const promises = codesAsked(flow)?.filter(({ meaning }) => meaning === 'promise') ?? [];
    const unknown = promises.map(({ code }) => [code, 'unknown'] as const);
    change({ meanings: { ...flow.meanings, ...Object.fromEntries(unknown) } });
    surveySoon();
  }
  if (flow.step === 'poll') {
    const { pollingDay: _, elections: __, ...others } = flow.poll;
    change({ poll: others });
    surveySoon();
  }
  settle(flow, 'skipped', room);
}

/** Back to the question before; its answer is as it was. */
export function goBack(room: RoomAnswers): void {
  const flow = open();
  if (!flow) return;
  const steps = stepsFor(flow, room);
  const before = steps[steps.indexOf(flow.step) - 1];
  if (before) openStep(before);
}

/** Opens a question that was asked already, or the last page. */
export function openStep(step: StepId): void {
  dropRefused.set(null);
  change({ step, refusal: null, sentence: null });
}

/** Opens the first question without an answer, with what is missing. @returns false if there is none. */
export function openUnanswered(room: RoomAnswers): boolean {
  const flow = open();
  if (!flow) return false;
  for (const step of stepsFor(flow, room)) {
    const refusal = flow.skipped.includes(step) ? null : whyNotAnswered(step, flow, room);
    if (refusal === null) continue;
    change({ step, refusal });
    return true;
  }
  return false;
}

function settle({ step }: Understood, how: 'answered' | 'skipped', room: RoomAnswers): void {
  const now = open();
  if (!now) return;
  const without = (list: readonly StepId[]) => list.filter((each) => each !== step);
  const answered = how === 'answered' ? [...without(now.answered), step] : without(now.answered);
  const skipped = how === 'skipped' ? [...without(now.skipped), step] : without(now.skipped);
  change({ answered, skipped });
  const settled = open();
  if (settled) openStep(nextStep(stepsFor(settled, room), settled));
}

function open(): Understood | null {
  const flow = importFlow.get();
  return flow.at === 'understood' ? flow : null;
}
