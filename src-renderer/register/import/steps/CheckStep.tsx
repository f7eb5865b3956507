import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayOf } from '../../../../src-shared/days.ts';
import { Figures } from '../../../shared/Figures.tsx';
import { count, counted } from '../../../shared/format.ts';
import { labelled } from '../../../shared/labelled.ts';
import { useWords } from '../../../shared/use-words.ts';
import { lookUp } from '../../../shared/words.ts';
import { pollsOf } from '../../promise-codes.ts';
import { useChoices } from '../../use-choices.ts';
import { CanvassChanges } from '../CanvassChanges.tsx';
import { openStep } from '../go-on.ts';
import type { StepId, Understood } from '../import-state.ts';
import { planOf, promisesOf, type RoomAnswers, surveyOf } from '../questions-asked.ts';
import classes from './check-step.module.css';
import { Checking } from './UnderstoodStep.tsx';

type CheckStepProps = { flow: Understood; room: RoomAnswers; steps: readonly StepId[] };

/** All answers on one page, each with the way back to its question, and what they come to. */
export function CheckStep(props: CheckStepProps) {
  const { flow } = props;
  return (
    <>
      <Checking flow={flow} />
      {flow.register.kind === 'canvass' ? <CanvassAlone flow={flow} /> : <Register {...props} />}
    </>
  );
}

function Register({ flow, room, steps }: CheckStepProps) {
  const { t } = useWords();
  const survey = surveyOf(flow);
  const kinds = labelled(useChoices().data?.elections ?? []);
  if (!survey) return null;
  const { result } = survey;
  const promises = promisesOf(flow).map(({ code }) => code);
  const { pollingDay = room.pollingDay, elections = room.elections } = flow.poll;
  const { promisesFor = room.promisesFor } = flow;
  const limited = promises.flatMap((code) => {
    const polls = pollsOf(promisesFor, code, elections);
    const labels = kinds.filter(({ value }) => polls.includes(value)).map(({ label }) => label);
    return polls.length < elections.length ? `${code}: ${labels.join(', ')}` : [];
  });
  const isSkipped = (step: StepId) => flow.skipped.includes(step);
  const named = kinds.filter(({ value }) => elections.includes(value)).map(({ label }) => label);
  const day = dayOf(lookUp, new Date(`${pollingDay}T12:00`));
  return (
    <dl className={classes.answers}>
      <Row name={t('Electors')} step="understood" value={count(result.electors)}>
        {room.hasRegister
          ? t('{{imported}} new, {{updated}} changed, {{removed}} removed.', {
              imported: count(result.imported),
              updated: count(result.updated),
              removed: count(result.removed),
            })
          : t('In {{streets}} and {{districts}}.', {
              streets: counted(result.streets, 'street'),
              districts: counted(result.pollingDistricts, 'polling district'),
            })}{' '}
        {result.rejected.length > 0 &&
          t('Left out: {{refused}}.', { refused: counted(result.rejected.length, 'refused line') })}{' '}
        {flow.isLeftOpen && t('Values to answer later keep what was assumed for them.')}
      </Row>
      <Row name={t('Canvass answers')} step="canvass">
        {flow.canvass
          ? `${flow.canvass.fileName}: ${counted(flow.canvass.lines, 'line')}`
          : isSkipped('canvass')
            ? t('Import without canvass answers')
            : survey.votingIntentions.length > 0
              ? t('In the register.')
              : t('Those of the room stay as they are.')}
      </Row>
      <Row
        name={t('Promises')}
        value={count(result.promises)}
        {...(steps.includes('promises') ? { step: 'promises' } : {})}
      >
        {promises.length > 0
          ? t('Answers that count: {{codes}}.', { codes: promises.join(', ') })
          : result.promises === 0 && t('Nobody counts as a promise yet')}
      </Row>
      <Row name={t('Postal voters')} value={count(result.postal)} />
      <Row name={t('Polling day')} {...(steps.includes('poll') ? { step: 'poll' } : {})}>
        {isSkipped('poll') ? t('Set polling day later') : [day, ...named].join(' · ')}
        {isSkipped('poll') && ` (${t('{{day}} until then', { day })})`}
      </Row>
      {steps.includes('polls') && (
        <Row name={t('Which polls')} step="polls">
          {limited.length === 0 ? t('Each promise is for every poll.') : limited.join(' · ')}
        </Row>
      )}
    </dl>
  );
}

type RowProps = {
  name: string;
  /** The figure of the row. */
  value?: string;
  /** The question that the row is the answer of, if it can be asked again. */
  step?: StepId;
  children?: ReactNode;
};

function Row({ name, value, step, children }: RowProps) {
  const { t } = useWords();
  return (
    <div className={classes.row}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.value}>
        {value !== undefined && <strong>{value}</strong>} {children}
      </dd>
      <dd>
        {step && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={t('Change: {{name}}', { name })}
            onClick={() => openStep(step)}
          >
            {t('Change')}
          </Button>
        )}
      </dd>
    </div>
  );
}

function CanvassAlone({ flow }: { flow: Understood }) {
  const { t } = useWords();
  const plan = planOf(flow);
  if (!plan) return null;
  return (
    <>
      <Figures
        figures={[
          { name: t('Electors found'), value: count(plan.found) },
          { name: t('Promises gained'), value: count(plan.gained.total) },
          { name: t('Promises lost'), value: count(plan.lost.total) },
          { name: t('Changed'), value: count(plan.changed) },
          { name: t('Left out'), value: count(plan.leftOut.length) },
          ...(plan.questions > 0 ? [{ name: t('To settle afterwards'), value: count(plan.questions) }] : []),
        ]}
      />
      <CanvassChanges result={plan} />
    </>
  );
}
