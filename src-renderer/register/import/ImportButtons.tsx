import { Button } from '@mantine/core';
import { useEnteredBy } from '../../room/entered-by.ts';
import { counted } from '../../shared/format.ts';
import { useWords } from '../../shared/use-words.ts';
import classes from './import-buttons.module.css';
import { runImport, startAgain, THINGS_TO_CHECK, type Understood, VOTING_INTENTIONS } from './import-flow.ts';

/** Agreeing to the file or not; it stays in sight however long what was understood is. */
export function ImportButtons({ flow: { surveying, readingCanvass, isLeftOpen } }: { flow: Understood }) {
  const { t } = useWords();
  const by = useEnteredBy();
  const survey = surveying.at === 'done' ? surveying.survey : null;
  const refused = survey?.result.rejected.length ?? 0;
  const open = isLeftOpen ? 0 : (survey?.asked.filter(({ meaning }) => meaning === null).length ?? 0);
  return (
    <div className={classes.buttons}>
      <Button
        size="lg"
        disabled={survey === null || readingCanvass !== null || open > 0}
        onClick={() => void runImport(refused > 0 || survey?.misread !== null, by)}
      >
        {refused > 0
          ? t('Import without the {{refused}}', { refused: counted(refused, 'refused line') })
          : t('Import')}
      </Button>
      <Button size="lg" variant="default" onClick={startAgain}>
        {t('Cancel')}
      </Button>
      {open > 0 ? (
        <ToAnswer values={open} />
      ) : survey && survey.votingIntentions.length > 0 && survey.result.promises === 0 ? (
        <p className={classes.missing}>
          {t('Nobody counts as a promise yet.')}{' '}
          <button type="button" className={classes.to} onClick={() => showPart(VOTING_INTENTIONS)}>
            {t('Choose which answers count')}
          </button>
        </p>
      ) : (
        <p>
          {survey && survey.result.promises > 0
            ? t('{{promises}}. Nothing is kept until you import.', {
                promises: counted(survey.result.promises, 'promise'),
              })
            : t('Nothing is kept until you import.')}
        </p>
      )}
    </div>
  );
}

/** How many values need an answer, with the way to them. */
export function ToAnswer({ values }: { values: number }) {
  const { t } = useWords();
  return (
    <p className={classes.missing}>
      {t('{{values}} not understood.', { values: counted(values, 'value') })}{' '}
      <button type="button" className={classes.to} onClick={() => showPart(THINGS_TO_CHECK)}>
        {t('Say what they mean')}
      </button>
    </p>
  );
}

function showPart(id: string): void {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: 'center' });
  place?.querySelector('select')?.focus({ preventScroll: true });
}
