import { Button } from '@mantine/core';
import type { CanvassResult } from '../../../src-main/register/import/canvass-import.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { Figures } from '../../shared/Figures.tsx';
import { count, counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { Busy } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { LineNotes, LinesToCheck } from '../LineNotes.tsx';
import { MeaningTable } from '../MeaningTable.tsx';
import { useChoices } from '../use-choices.ts';
import { CanvassChanges } from './CanvassChanges.tsx';
import { ToAnswer } from './ImportButtons.tsx';
import buttons from './import-buttons.module.css';
import { runCanvass, setMeaning, startAgain, type Understood, VOTING_INTENTIONS } from './import-flow.ts';
import { ThingsToCheck } from './ThingsToCheck.tsx';

/** What a canvass file alone would change, and the buttons that import it or not. */
export function CanvassPlan({ flow }: { flow: Understood }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const { planning, isImporting, readingCanvass } = flow;
  const plan = planning.at === 'done' ? planning.plan : planning.at === 'running' ? planning.last : null;
  const open = flow.isLeftOpen ? 0 : (plan?.asked.filter(({ meaning }) => meaning === null).length ?? 0);
  return (
    <>
      {planning.at === 'running' && <Busy>{t('Checking the whole file…')}</Busy>}
      {planning.at === 'failed' && (
        <Notice tone="bad" role="alert" title={t('This file cannot be imported as it is.')}>
          <p>{planning.sentence}</p>
        </Notice>
      )}
      {plan && <Plan flow={flow} plan={plan} />}
      <div className={buttons.buttons}>
        <Button
          size="lg"
          disabled={planning.at !== 'done' || isImporting || readingCanvass !== null || open > 0}
          onClick={() => void runCanvass(by)}
        >
          {t('Import the canvass')}
        </Button>
        <Button size="lg" variant="default" onClick={startAgain}>
          {t('Cancel')}
        </Button>
        {open > 0 ? <ToAnswer values={open} /> : <p>{t('Nothing is kept until you import.')}</p>}
      </div>
    </>
  );
}

function Plan({ flow, plan }: { flow: Understood; plan: CanvassResult }) {
  const { t } = useWords();
  const choices = useChoices().data;
  const { fileName } = flow.register;
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
      <ThingsToCheck
        flow={flow}
        asked={plan.asked}
        dates={plan.dates.map((each) => ({ ...each, which: 'register' }))}
        cells={plan}
      />
      {plan.votingIntentions.length > 0 && (
        <MeaningTable
          id={VOTING_INTENTIONS}
          legend={t('What does each voting intention mean?')}
          codes={plan.votingIntentions.map(({ code, ...rest }) => ({
            ...rest,
            code,
            meaning: flow.meanings[code] ?? rest.meaning,
          }))}
          meanings={choices?.codeMeanings ?? []}
          onChange={setMeaning}
        />
      )}
      <CanvassChanges result={plan} />
      <LineNotes
        tone="notice"
        title={t('{{number}} left out', { number: counted(plan.leftOut.length, 'line') })}
        notes={plan.leftOut}
        fileName={fileName}
      />
      <LinesToCheck notes={plan.warnings} fileName={fileName} />
    </>
  );
}
