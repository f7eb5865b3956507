import { useId } from 'react';
import { count } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import classes from './session-count.module.css';
import { entryQueue } from './tally-session.ts';

/** What this window has entered since it was opened. */
export function SessionCount() {
  const headingId = useId();
  const { marked, already, toLookAt } = useStore(entryQueue.session);
  return (
    <div className={classes.session}>
      <p id={headingId}>In this window:</p>
      <dl className={classes.counts} aria-labelledby={headingId}>
        <Count name="Marked off" value={marked} />
        <Count name="Already" value={already} />
        <Count name="To look at" value={toLookAt} />
      </dl>
    </div>
  );
}

function Count({ name, value }: { name: string; value: number }) {
  return (
    <div className={classes.count}>
      <dt>{name}</dt>
      <dd>{count(value)}</dd>
    </div>
  );
}
