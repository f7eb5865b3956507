import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { count } from '../shared/format.ts';
import { cancelImport, type Importing } from './import-flow.ts';
import classes from './import-progress.module.css';

/** A running import; it can be stopped until it is done. */
export function ImportProgress({ flow: { from, step } }: { flow: Importing }) {
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const writing = step?.stage === 'writing';
  return (
    <section className={classes.progress} aria-label="Import">
      <p role="status" className={classes.words}>
        {writing ? `Writing ${from.register.fileName} into the room…` : `Reading ${from.register.fileName}…`}
      </p>
      <progress
        className={classes.bar}
        aria-label="How far the import is"
        {...(step ? { value: step.done, max: Math.max(step.total, 1) } : {})}
      />
      <p>
        {step &&
          `${count(step.done)} of ${count(step.total)} ${writing ? 'electors written' : 'lines read'}.`}{' '}
        All of it comes in, or nothing.
      </p>
      <Button ref={cancel} variant="default" onClick={cancelImport}>
        Cancel
      </Button>
    </section>
  );
}
