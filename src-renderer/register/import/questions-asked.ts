import type { CodeMeaning } from '../../../src-main/register/elector/code-meanings.ts';
import type { ElectionKind } from '../../../src-main/register/elector/elections.ts';
import type { AskedValue, CodeCount, Survey } from '../../../src-main/register/types.ts';
import { counted } from '../../shared/format.ts';
import { roomSays } from '../../shared/room-says.ts';
import { words } from '../../shared/words.ts';
import { type OnlyFor, pollsOf, withProposed } from '../promise-codes.ts';
import type { StepId, Understood } from './import-state.ts';

/** What the room has answered already, and no import asks again. */
export type RoomAnswers = {
  hasRegister: boolean;
  hasPromises: boolean;
  /** The voting intentions that its electors have or that have a meaning, in capitals. */
  codes: ReadonlySet<string>;
  /** Its polling day and kind of election are set. */
  isPollSet: boolean;
  /** ISO date; one is assumed while it is not set. */
  pollingDay: string;
  elections: readonly ElectionKind[];
  /** The polls that its promises are for, where somebody has chosen. */
  promisesFor: OnlyFor;
};

/** The check of the whole file, or the last one while it is checked again; null before the first. */
export function surveyOf({ surveying }: Understood): Survey | null {
  if (surveying.at === 'done') return surveying.survey;
  return surveying.at === 'running' ? surveying.last : null;
}

/** The same for a canvass file alone. */
export function planOf({ planning }: Understood) {
  if (planning.at === 'done') return planning.plan;
  return planning.at === 'running' ? planning.last : null;
}

type CodeInFile = CodeCount & { meaning: CodeMeaning };

/** The voting intentions of the files, each with its meaning; null while they are not known. */
export function codesOf(flow: Understood): readonly CodeInFile[] | null {
  const found = flow.register.kind === 'canvass' ? planOf(flow) : surveyOf(flow);
  return (
    found?.votingIntentions.map(({ code, electors, meaning }) => ({
      code,
      electors,
      meaning: flow.meanings[code] ?? meaning,
    })) ?? null
  );
}

/** The same as the question about promises shows them: those that say so themselves are proposed until it is answered. */
export function codesAsked(flow: Understood): readonly CodeInFile[] | null {
  const codes = codesOf(flow);
  const isOpen = flow.step === 'promises' && !isDone('promises', flow);
  const isChosen = codes?.some(({ code }) => flow.meanings[code] !== undefined);
  return codes && isOpen && !isChosen ? withProposed(codes) : codes;
}

/** Whether the register has voting intentions itself, so that no canvass file is needed. */
export function hasOwnAnswers(flow: Understood): boolean {
  return flow.canvass === null && (surveyOf(flow)?.votingIntentions.length ?? 0) > 0;
}

/** Values that nobody has given a meaning, and that the import waits for. */
function valuesOpen(flow: Understood): number {
  if (flow.isLeftOpen) return 0;
  const asked: AskedValue[] =
    (flow.register.kind === 'canvass' ? planOf(flow)?.asked : surveyOf(flow)?.asked) ?? [];
  return asked.filter(({ meaning }) => meaning === null).length;
}

/**
 * The questions about a file, in order. The first register is asked everything; later files only what the room has not
 * answered.
 */
export function stepsFor(flow: Understood, room: RoomAnswers): StepId[] {
  const isRegister = flow.register.kind === 'register';
  const isFirst = isRegister && !room.hasRegister;
  const asksCanvass = isFirst || flow.step === 'canvass' || flow.canvass !== null;
  const hasPromises = asksPromises(flow, room, isFirst);
  const hasPoll = isRegister && !room.isPollSet;
  const hasPolls = (hasPromises || hasPoll) && kindsOf(flow, room).length > 1 && promisesOf(flow).length > 0;
  return [
    'understood',
    ...(isRegister && asksCanvass ? (['canvass'] as const) : []),
    ...(hasPromises ? (['promises'] as const) : []),
    ...(hasPoll ? (['poll'] as const) : []),
    ...(hasPolls ? (['polls'] as const) : []),
    'check',
  ];
}

/** The polls of the day, as they are chosen so far. */
export function kindsOf({ poll }: Understood, room: RoomAnswers): readonly ElectionKind[] {
  return poll.elections ?? room.elections;
}

/** The voting intentions of the files that count as a promise. */
export function promisesOf(flow: Understood): readonly CodeInFile[] {
  return codesOf(flow)?.filter(({ meaning }) => meaning === 'promise') ?? [];
}

function asksPromises(flow: Understood, room: RoomAnswers, isFirst: boolean): boolean {
  const codes = codesOf(flow);
  if (codes === null) return isFirst;
  if (codes.length === 0) return isFirst && !isDone('canvass', flow);
  return isFirst || !room.hasPromises || codes.some(({ code }) => !room.codes.has(code.trim().toUpperCase()));
}

/**
 * Whether a question is answered, or skipped by name. That a promise is for every poll of the day need not be asked: the
 * page of all answers says so, and leads to the question.
 */
export function isDone(step: StepId, flow: Understood): boolean {
  return (
    flow.answered.includes(step) ||
    flow.skipped.includes(step) ||
    (step === 'canvass' && hasOwnAnswers(flow)) ||
    step === 'polls'
  );
}

/** The first question that is neither answered nor skipped; the last shows all answers. */
export function nextStep(steps: readonly StepId[], flow: Understood): StepId {
  return steps.find((step) => step !== 'check' && !isDone(step, flow)) ?? 'check';
}

/** The open question, or the next one if it is asked no more: what it was about has been left out. */
export function stepAsked(steps: readonly StepId[], flow: Understood): StepId {
  return steps.includes(flow.step) ? flow.step : nextStep(steps, flow);
}

/** Why a question is not answered yet, as a sentence with what to do; null if it is. */
export function whyNotAnswered(step: StepId, flow: Understood, room: RoomAnswers): string | null {
  if (step === 'understood') return whyNotUnderstood(flow, room) ?? whyOpen(flow);
  if (step === 'canvass') {
    if (flow.canvass === null && !hasOwnAnswers(flow))
      return words.t('Choose a canvass file, or go on with “Import without canvass answers”.');
    // The register was checked before, so what fails now is the canvass.
    if (flow.canvass !== null && flow.surveying.at === 'failed')
      return words.t('This canvass file cannot be used. Leave it out, or choose what its columns hold.');
    return whyOpen(flow);
  }
  if (step === 'promises') {
    // Of the answers that are new to the room, none has to count.
    return room.hasPromises || codesAsked(flow)?.some(({ meaning }) => meaning === 'promise')
      ? null
      : words.t(
          'Type or tick the answers that count as a promise, or go on with “Nobody counts as a promise yet”.',
        );
  }
  if (step === 'poll') {
    return kindsOf(flow, room).length > 0
      ? null
      : words.t('Tick the kind of election, or go on with “Set polling day later”.');
  }
  if (step === 'polls') {
    const { promisesFor = room.promisesFor } = flow;
    const left = promisesOf(flow).find(
      ({ code }) => pollsOf(promisesFor, code, kindsOf(flow, room)).length === 0,
    );
    return left ? words.t('Tick at least one poll for {{code}}.', { code: left.code }) : null;
  }
  return null;
}

function whyNotUnderstood(
  { register, canvass, surveying, planning }: Understood,
  room: RoomAnswers,
): string | null {
  if (register.kind === 'canvass' && !room.hasRegister)
    return words.t(
      'This is a canvass file, not a register. Cancel and choose the register first. You can then add this file to it.',
    );
  if (register.missing.length > 0)
    return words.t(
      'Choose which column has each of these: {{columns}}. If none does, this is not a register.',
      {
        columns: register.missing.map(roomSays).join(', '),
      },
    );
  if (register.doubtful?.isAsked && register.kind === 'register')
    return words.t('Say first what the column “{{heading}}” says.', { heading: register.doubtful.heading });
  const { at } = register.kind === 'canvass' ? planning : surveying;
  return at === 'failed' && canvass === null ? words.t('This file cannot be imported as it is.') : null;
}

function whyOpen(flow: Understood): string | null {
  const open = valuesOpen(flow);
  if (open === 0) return null;
  return words.t('{{values}} not understood. Say what each means, or choose “Answer later”.', {
    values: counted(open, 'value'),
  });
}

/** Whether the whole file is still being checked, which some questions wait for. */
export function isBeingChecked({ register, surveying, planning, readingCanvass }: Understood): boolean {
  if (readingCanvass !== null) return true;
  if (register.kind === 'canvass') return planning.at === 'running';
  if (surveying.at === 'running') return true;
  // It begins as soon as nothing has to be answered before.
  return surveying.at === 'waiting' && register.missing.length === 0 && !register.doubtful?.isAsked;
}
