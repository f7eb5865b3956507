import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { count } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import { cancelImport, type Importing } from './import-flow.ts';
import classes from './import-progress.module.css';

/** A running import; it can be stopped until it is done. */
export function ImportProgress({ flow: { from, step } }: { flow: Importing }) {
  const { t } = useWords();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const writing = step?.stage === 'writing';
  return (
    <section className={classes.progress} aria-label={t('Import')}>
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
          t('{{done}} of {{total}} {{value}}.', {
            done: count(step.done),
            total: count(step.total),
            value: writing ? t('electors written') : t('lines read'),
          })}{' '}
        {t('All of it comes in, or nothing.')}
      </p>
      <Button ref={cancel} variant="default" onClick={cancelImport}>
        {t('Cancel')}
      </Button>
    </section>
  );
}
