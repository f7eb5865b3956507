import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { count } from '../shared/format.ts';
import { cancelImport, type Importing } from './import-flow.ts';
import classes from './import-progress.module.css';

/** A running import; it can be stopped until writing begins. */
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
        {...(step?.stage === 'reading' ? { value: step.done, max: Math.max(step.total, 1) } : {})}
      />
      <p>
        {step?.stage === 'reading' && `${count(step.done)} of ${count(step.total)} lines read.`}
        {writing && 'All of it or none: this cannot be stopped now, and takes a few seconds at most.'}
      </p>
      <Button ref={cancel} variant="default" disabled={writing} onClick={cancelImport}>
        Cancel
      </Button>
    </section>
  );
}
