import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { count, counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import classes from '../shared/progress.module.css';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { cancelMaking, forgetFailure, making, type PaperPlace } from './made-sheets.ts';

/** How far the sheets are, or why they could not be made here, until something else of `choice` is chosen. */
export function MakingNow({ place, choice }: { place: PaperPlace; choice: string }) {
  const { t } = useWords();
  const now = useStore(making);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice answers it, and so does going away
  useEffect(() => forgetFailure, [choice]);
  if (now.at === 'making') return <MakingProgress done={now.done} total={now.total} />;
  if (now.failed?.place !== place) return null;
  return (
    <Notice tone="bad" role="alert" title={t('The sheets could not be made.')}>
      <p>{now.failed.sentence}</p>
    </Notice>
  );
}

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
