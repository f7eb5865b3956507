import { Button } from '@mantine/core';
import { count, counted } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import { cancelMaking } from './made-sheets.ts';
import classes from './making-progress.module.css';

/** Sheets being made. None counts as made until the last is. */
export function MakingProgress({ done, total }: { done: number; total: number }) {
  const { t } = useWords();
  return (
    <div className={classes.progress}>
      <p role="status">{t('Making {{total}}…', { total: counted(total, 'sheet') })}</p>
      <progress
        className={classes.bar}
        aria-label={t('How far the sheets are')}
        value={done}
        max={Math.max(total, 1)}
      />
      <p>{t('{{done}} of {{total}} created.', { done: count(done), total: count(total) })}</p>
      <Button variant="default" onClick={cancelMaking}>
        {t('Cancel')}
      </Button>
    </div>
  );
}
