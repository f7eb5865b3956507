import { Checkbox } from '@mantine/core';
import type { Survey } from '../../../src-main/register/types.ts';
import { Figures } from '../../shared/Figures.tsx';
import { count, counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import classes from '../../shared/part.module.css';
import { Busy } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { words } from '../../shared/words.ts';
import { CodeCounts } from '../CodeCounts.tsx';
import { LinesToCheck } from '../LineNotes.tsx';
import { MeaningTable } from '../MeaningTable.tsx';
import { electionsOf, PollFields, settingsChosen, usePoll } from '../PollFields.tsx';
import { useChoices } from '../use-choices.ts';
import { setMeaning, setPoll, setRemoveMissing, type Understood, VOTING_INTENTIONS } from './import-flow.ts';
import { RefusedLines } from './RefusedLines.tsx';
import { ThingsToCheck } from './ThingsToCheck.tsx';

/** The whole file as it would be imported: what its codes mean, who would change, which lines it would refuse. */
export function SurveyView({ flow }: { flow: Understood }) {
  const { t } = useWords();
  const { surveying } = flow;
  if (surveying.at === 'waiting') return null;
  if (surveying.at === 'failed') {
    return (
      <Notice tone="bad" role="alert" title={t('This file cannot be imported as it is.')}>
        <p>{surveying.sentence}</p>
      </Notice>
    );
  }
  const survey = surveying.at === 'done' ? surveying.survey : surveying.last;
  return (
    <>
      {surveying.at === 'running' && <Busy>{progressWords(surveying.step)}</Busy>}
      {survey && <Found flow={flow} survey={survey} />}
    </>
  );
}

function progressWords(step: Extract<Understood['surveying'], { at: 'running' }>['step']): string {
  if (step?.stage === 'reading')
    return words.t('Checking the whole file: {{done}} of {{total}} lines.', {
      done: count(step.done),
      total: count(step.total),
    });
  return words.t('Checking the whole file…');
}

function Found({ flow, survey }: { flow: Understood; survey: Survey }) {
  const { t } = useWords();
  const choices = useChoices().data;
  const poll = usePoll().data;
  const { result } = survey;
  // Those that have to be answered are asked further up.
  const asked = new Set(survey.asked.map(({ asks }) => asks.key));
  const markers = survey.markers.filter(({ code }) => !asked.has(code));
  return (
    <>
      <Figures
        figures={[
          { name: t('Lines with an elector'), value: count(result.rows) },
          { name: t('New'), value: count(result.imported) },
          { name: t('Changed'), value: count(result.updated) },
          { name: t('As before'), value: count(result.unchanged) },
          { name: t('Removed'), value: count(result.removed) },
          { name: t('Refused lines'), value: count(result.rejected.length) },
          ...(result.questions > 0
            ? [{ name: t('To settle afterwards'), value: count(result.questions) }]
            : []),
        ]}
      />
      {survey.misread && (
        <Notice tone="bad" role="alert" title={t('Too many lines have problems.')}>
          <p>{t(MISREAD[survey.misread])}</p>
        </Notice>
      )}
      <ThingsToCheck flow={flow} asked={survey.asked} dates={survey.dates} cells={result} />
      {survey.votingIntentions.length === 0 ? (
        <Notice tone="plain" title={t('This file has no voting intentions.')}>
          <p>{t('Without them nobody new counts as a promise. Add a canvass file that has them.')}</p>
        </Notice>
      ) : (
        <MeaningTable
          id={VOTING_INTENTIONS}
          legend={t('What does each voting intention mean?')}
          note={
            survey.votingIntentions.some(({ meaning }) => meaning === 'promise')
              ? t('Promises are listed on knock-up sheets.')
              : t('None is a promise yet, so no knock-up sheets can be made.')
          }
          codes={survey.votingIntentions.map(({ code, ...rest }) => ({
            ...rest,
            code,
            meaning: flow.meanings[code] ?? rest.meaning,
          }))}
          meanings={choices?.codeMeanings ?? []}
          onChange={setMeaning}
        />
      )}
      {poll && (
        <section className={classes.part} aria-label={t('The poll')}>
          <PollFields
            {...poll}
            elections={electionsOf(poll)}
            {...settingsChosen(flow.poll)}
            onChange={setPoll}
          />
        </section>
      )}
      {markers.length > 0 && (
        <MeaningTable
          legend={t('What does each marker mean at this poll?')}
          note={t(
            'Letters the register puts against electors. Only those who vote in person are listed on sheets.',
          )}
          codes={markers}
          meanings={choices?.markerMeanings ?? []}
          onChange={(letter, meaning) =>
            setPoll({ markers: { ...poll?.setMarkers, ...flow.poll.markers, [letter]: meaning } })
          }
        />
      )}
      {survey.elections.length > 0 && (
        <p>{t('Includes past turnout for {{elections}}.', { elections: survey.elections.join(', ') })}</p>
      )}
      <RefusedLines
        fileId={flow.register.fileId}
        fileName={flow.register.fileName}
        rejected={result.rejected}
      />
      <LinesToCheck notes={result.warnings} fileName={flow.register.fileName} />
      {(flow.removeMissing || result.takenForAdditions.length > 0) && (
        <Checkbox
          label={t('This is the whole register: remove the electors it leaves out')}
          checked={flow.removeMissing}
          onChange={(event) => setRemoveMissing(event.currentTarget.checked)}
        />
      )}
      <Counts title={t('Electors by polling district')} counts={survey.pollingDistricts} />
      <Counts
        title={t('{{number}} found', { number: counted(survey.streets.length, 'street') })}
        counts={survey.streets}
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

function Counts({ title, counts }: { title: string; counts: Survey['streets'] }) {
  if (counts.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{title}</h3>
      <CodeCounts name={title} counts={counts} />
    </section>
  );
}
