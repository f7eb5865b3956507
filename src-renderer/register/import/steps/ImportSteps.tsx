import { useEffect } from 'react';
import { useEnteredBy } from '../../../room/entered-by.ts';
import { registerQuestion } from '../../../room/use-screen.ts';
import { useStore } from '../../../shared/store.ts';
import { useWords } from '../../../shared/use-words.ts';
import { goBack, goOn, openStep, openUnanswered, skipStep } from '../go-on.ts';
import { dropRefused, runCanvass, runImport, startAgain } from '../import-flow.ts';
import type { StepId, Understood } from '../import-state.ts';
import { hasOwnAnswers, isBeingChecked, type RoomAnswers, stepAsked, stepsFor } from '../questions-asked.ts';
import { CanvassStep } from './CanvassStep.tsx';
import { CheckStep } from './CheckStep.tsx';
import { importLabel } from './import-label.ts';
import { PollStep } from './PollStep.tsx';
import { PollsStep } from './PollsStep.tsx';
import { PromisesStep } from './PromisesStep.tsx';
import { StepFrame } from './StepFrame.tsx';
import { StepList } from './StepList.tsx';
import { CheckProgress, UnderstoodStep } from './UnderstoodStep.tsx';

type StepProps = { flow: Understood; room: RoomAnswers };

/** A file that is being imported, one question at a time; nothing is written before the last. */
export function ImportSteps({ flow, room }: StepProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const dropped = useStore(dropRefused);
  const { step, register } = flow;
  const steps = stepsFor(flow, room);
  const isCanvass = register.kind === 'canvass';
  const isChecked = step === 'understood' || step === 'canvass' || step === 'check';
  const isWaiting = isChecked && isBeingChecked(flow);
  const onGoOn = () => {
    if (step !== 'check') goOn(room);
    else if (!openUnanswered(room)) void (isCanvass ? runCanvass(by) : runImport(by));
  };
  const skip = skipLabel(step, flow, room);
  const stillAsked = stepAsked(steps, flow);
  useEffect(() => {
    if (stillAsked !== step) openStep(stillAsked);
  }, [stillAsked, step]);
  const asked = useStore(registerQuestion);
  useEffect(() => {
    // A link elsewhere asked for one of these questions.
    if (!asked) return;
    registerQuestion.set(null);
    // Without answers, what is missing is the canvass.
    openStep(steps.includes(asked.question) ? asked.question : 'canvass');
  }, [asked, steps]);
  return (
    <StepFrame
      // A new question is drawn anew, and takes the focus.
      key={step}
      question={questionOf(step, flow, t)}
      where={<StepList steps={steps} flow={flow} />}
      main={{
        label: step === 'check' ? importLabel(flow) : t('Continue'),
        isWaiting: isWaiting || flow.isImporting,
        onGoOn,
      }}
      skip={skip === null ? undefined : { label: t(skip), onSkip: () => skipStep(room) }}
      onBack={step === 'understood' ? undefined : () => goBack(room)}
      onCancel={startAgain}
      refusals={[flow.refusal, flow.sentence, dropped]}
      waitsFor={isWaiting && <CheckProgress flow={flow} />}
      aside={step === 'check' && <p>{t('Nothing is kept until you import.')}</p>}
    >
      {step === 'understood' && <UnderstoodStep flow={flow} />}
      {step === 'canvass' && <CanvassStep flow={flow} />}
      {step === 'promises' && <PromisesStep flow={flow} />}
      {step === 'poll' && <PollStep flow={flow} room={room} />}
      {step === 'polls' && <PollsStep flow={flow} room={room} />}
      {step === 'check' && <CheckStep flow={flow} room={room} steps={steps} />}
    </StepFrame>
  );
}

function questionOf(
  step: StepId,
  { register: { fileName, kind } }: Understood,
  t: ReturnType<typeof useWords>['t'],
): string {
  if (step === 'understood') return t('Was {{fileName}} understood correctly?', { fileName });
  if (step === 'canvass') return t('Where are the canvass answers?');
  if (step === 'promises') return t('Which answers count as a promise?');
  if (step === 'poll') return t('When is polling day, and which election is it?');
  if (step === 'polls') return t('Which polls is a promise for?');
  return kind === 'canvass'
    ? t('Import the canvass of {{fileName}}?', { fileName })
    : t('Import {{fileName}} with these answers?', { fileName });
}

/** What going on without an answer is called; null where that is not possible. */
function skipLabel(step: StepId, flow: Understood, room: RoomAnswers): string | null {
  if (step === 'canvass') return hasOwnAnswers(flow) ? null : 'Import without canvass answers';
  if (step === 'promises') return room.hasPromises ? null : 'Nobody counts as a promise yet';
  return step === 'poll' ? 'Set polling day later' : null;
}
