import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Survey } from '../../../../src-main/register/types.ts';
import { Figures } from '../../../shared/Figures.tsx';
import { count, counted } from '../../../shared/format.ts';
import { Notice } from '../../../shared/Notice.tsx';
import part from '../../../shared/part.module.css';
import { roomSays } from '../../../shared/room-says.ts';
import { Busy } from '../../../shared/states.tsx';
import { useWords } from '../../../shared/use-words.ts';
import { words } from '../../../shared/words.ts';
import { CodeCounts } from '../../CodeCounts.tsx';
import { LineNotes, LinesToCheck } from '../../LineNotes.tsx';
import { ColumnMatch } from '../ColumnMatch.tsx';
import { encodingName, HowRead } from '../HowRead.tsx';
import { setRemoveMissing } from '../import-flow.ts';
import type { Understood } from '../import-state.ts';
import { KindOfFile } from '../KindOfFile.tsx';
import { PreviewTable } from '../PreviewTable.tsx';
import { planOf, surveyOf } from '../questions-asked.ts';
import { ReadingNotices } from '../ReadingNotices.tsx';
import { RefusedLines } from '../RefusedLines.tsx';
import { ThingsToCheck } from '../ThingsToCheck.tsx';

/** What a file was understood as: first what is to check, then its first electors, then the rest, folded. */
export function UnderstoodStep({ flow }: { flow: Understood }) {
  const { t } = useWords();
  const { register } = flow;
  const survey = surveyOf(flow);
  const plan = planOf(flow);
  return (
    <>
      <KindOfFile file={register} />
      <Checking flow={flow} />
      <ReadingNotices file={register} />
      {survey?.misread && (
        <Notice tone="bad" role="alert" title={t('Too many lines have problems.')}>
          <p>{t(MISREAD[survey.misread])}</p>
        </Notice>
      )}
      {survey && (
        <ThingsToCheck flow={flow} asked={survey.asked} dates={survey.dates} cells={survey.result} />
      )}
      {plan && (
        <ThingsToCheck
          flow={flow}
          asked={plan.asked}
          dates={plan.dates.map((each) => ({ ...each, which: 'register' }))}
          cells={plan}
        />
      )}
      {survey && (
        <RefusedLines
          fileId={register.fileId}
          fileName={register.fileName}
          rejected={survey.result.rejected}
        />
      )}
      <ColumnMatch which="register" file={register} />
      <PreviewTable preview={register.preview} />
      <Figures
        figures={[
          { name: t('Layout'), value: roomSays(register.layout) },
          { name: t('Lines in the file'), value: count(register.lines) },
          ...(survey ? figuresOf(survey) : []),
          {
            name: register.sheets.length === 0 ? t('Text') : t('Workbook, sheet'),
            value: register.sheets.map(({ name }) => name).join(', ') || encodingName(register.encoding),
          },
        ]}
      />
      <HowRead file={register} />
      {survey && <Found flow={flow} survey={survey} />}
      {plan && (
        <>
          <LineNotes
            tone="notice"
            title={t('{{number}} left out', { number: counted(plan.leftOut.length, 'line') })}
            notes={plan.leftOut}
            fileName={register.fileName}
          />
          <LinesToCheck notes={plan.warnings} fileName={register.fileName} />
        </>
      )}
    </>
  );
}

/** Why the check of the whole file failed. */
export function Checking({ flow: { register, surveying, planning } }: { flow: Understood }) {
  const { t } = useWords();
  const now = register.kind === 'canvass' ? planning : surveying;
  if (now.at !== 'failed') return null;
  return (
    <Notice tone="bad" role="alert" title={t('This file cannot be imported as it is.')}>
      <p>{now.sentence}</p>
    </Notice>
  );
}

/** What the way on waits for, and how far that is. */
export function CheckProgress({ flow: { register, surveying, planning } }: { flow: Understood }) {
  const { t } = useWords();
  const now = register.kind === 'canvass' ? planning : surveying;
  const step = now.at === 'running' && 'step' in now ? now.step : null;
  return (
    <Busy>
      {step?.stage === 'reading'
        ? t('Checking the whole file: {{done}} of {{total}} lines. Then you can go on.', {
            done: count(step.done),
            total: count(step.total),
          })
        : t('Checking the whole file. Then you can go on.')}
    </Busy>
  );
}

function figuresOf({ result }: Survey) {
  const { t } = words;
  return [
    { name: t('Lines with an elector'), value: count(result.rows) },
    { name: t('New'), value: count(result.imported) },
    { name: t('Changed'), value: count(result.updated) },
    { name: t('As before'), value: count(result.unchanged) },
    { name: t('Removed'), value: count(result.removed) },
    { name: t('Refused lines'), value: count(result.rejected.length) },
    ...(result.questions > 0 ? [{ name: t('To settle afterwards'), value: count(result.questions) }] : []),
  ];
}

function Found({ flow, survey }: { flow: Understood; survey: Survey }) {
  const { t } = useWords();
  const { result, pollingDistricts, streets, elections } = survey;
  return (
    <>
      <LinesToCheck notes={result.warnings} fileName={flow.register.fileName} />
      {(flow.removeMissing || result.takenForAdditions.length > 0) && (
        <Checkbox
          label={t('This is the whole register: remove the electors it leaves out')}
          checked={flow.removeMissing}
          onChange={(event) => setRemoveMissing(event.currentTarget.checked)}
        />
      )}
      {elections.length > 0 && (
        <p>{t('Includes past turnout for {{elections}}.', { elections: elections.join(', ') })}</p>
      )}
      <Counts title={t('Electors by polling district')} counts={pollingDistricts} />
      <Counts
        title={t('{{streets}} in the file', { streets: counted(streets.length, 'street') })}
        counts={streets}
      />
    </>
  );
}

const MISREAD = {
  'other people':
    'They name other people than this room has under the same numbers. If it is the register of another place or year, it needs its own room.',
  'bad lines':
    'More than one in ten is refused or has no street, so the columns may be misread. Look at them and at the first electors before you import the others.',
};

function Counts({ title, counts }: { title: string; counts: Survey['streets'] }): ReactNode {
  if (counts.length === 0) return null;
  return (
    <details className={part.opens}>
      <summary>{title}</summary>
      <CodeCounts name={title} counts={counts} />
    </details>
  );
}
