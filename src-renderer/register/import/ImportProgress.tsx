import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { count } from '../../shared/format.ts';
import part from '../../shared/part.module.css';
import classes from '../../shared/progress.module.css';
import { useWords } from '../../shared/use-words.ts';
import { cancelImport } from './import-flow.ts';
import type { Importing } from './import-state.ts';

/** A running import; it can be stopped until it is done. */
export function ImportProgress({ flow: { from, step } }: { flow: Importing }) {
  const { t } = useWords();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const writing = step?.stage === 'writing';
  return (
    <section className={`${part.card} ${part.text} ${classes.progress}`} aria-label={t('Import')}>
      <p role="status" className={classes.words}>
        {writing
          ? t('Writing {{fileName}} into the room…', { fileName: from.register.fileName })
          : t('Reading {{fileName}}…', { fileName: from.register.fileName })}
      </p>
      <progress
        className={classes.bar}
        aria-label={t('How far the import is')}
        {...(step ? { value: step.done, max: Math.max(step.total, 1) } : {})}
      />
      <p>
        {step &&
          (writing
            ? t('{{done}} of {{total}} electors written.', progress(step))
            : t('{{done}} of {{total}} lines read.', progress(step)))}{' '}
        {t('Either all of it is imported, or nothing.')}
      </p>
      <Button ref={cancel} variant="default" onClick={cancelImport}>
        {t('Cancel')}
      </Button>
    </section>
  );
}

function progress({ done, total }: { done: number; total: number }) {
  return { done: count(done), total: count(total) };
}
