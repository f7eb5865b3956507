import { counted } from '../../../shared/format.ts';
import { Notice } from '../../../shared/Notice.tsx';
import part from '../../../shared/part.module.css';
import { useWords } from '../../../shared/use-words.ts';
import { CanvassFile } from '../CanvassFile.tsx';
import { ColumnMatch } from '../ColumnMatch.tsx';
import type { Understood } from '../import-state.ts';
import { codesOf, surveyOf } from '../questions-asked.ts';
import { ThingsToCheck } from '../ThingsToCheck.tsx';
import { Checking } from './UnderstoodStep.tsx';

/** Where the voting intentions are: in the register, in a file of their own, or nowhere yet. */
export function CanvassStep({ flow }: { flow: Understood }) {
  const { t } = useWords();
  const { canvass } = flow;
  const survey = surveyOf(flow);
  const answers = codesOf(flow)?.reduce((sum, { electors }) => sum + electors, 0) ?? 0;
  return (
    <>
      {canvass === null && answers > 0 && (
        <Notice
          tone="good"
          title={t('The register has them: {{electors}} with an answer.', {
            electors: counted(answers, 'elector'),
          })}
        />
      )}
      {canvass === null && answers === 0 && (
        <p className={part.text}>
          {t(
            'The register has no voting intentions. If they are in a file of their own, choose it here. Without them nobody counts as a promise, and no knock-up sheets can be made; you can import a canvass on any later evening.',
          )}
        </p>
      )}
      <CanvassFile canvass={canvass} reading={flow.readingCanvass} />
      {canvass && (
        <>
          <Checking flow={flow} />
          {flow.surveying.at === 'done' && answers === 0 && (
            <Notice
              tone="notice"
              role="status"
              title={t('Nobody on the register has an answer in this file.')}
            >
              <p>
                {t(
                  'It may be of another place, or its columns were misread. Check them below, or leave it out and choose another.',
                )}
              </p>
            </Notice>
          )}
          {survey && (
            <ThingsToCheck flow={flow} asked={survey.asked} dates={survey.dates} cells={survey.result} />
          )}
          <ColumnMatch which="canvass" file={canvass} />
        </>
      )}
    </>
  );
}
