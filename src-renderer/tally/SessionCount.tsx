import { Button } from '@mantine/core';
import { useId } from 'react';
import { count, counted } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { SET_ASIDE } from './SetAsideList.tsx';
import classes from './session-count.module.css';
import { entryQueue } from './tally-session.ts';
import { useNumbersSetAside } from './use-numbers-set-aside.ts';

/** What this window has entered since it was opened. */
export function SessionCount() {
  const { t } = useWords();
  const headingId = useId();
  const setAside = useNumbersSetAside().data?.length ?? 0;
  const { marked, already, toLookAt } = useStore(entryQueue.session);
  return (
    <div className={classes.session}>
      <p id={headingId}>{t('In this window:')}</p>
      <dl className={classes.counts} aria-labelledby={headingId}>
        <Count name={t('Marked off')} value={marked} />
        <Count name={t('Already')} value={already} />
        <Count name={t('To check')} value={toLookAt} />
      </dl>
      {setAside > 0 && (
        <Button size="compact-md" variant="default" onClick={goToSetAside}>
          {counted(setAside, 'number to settle', 'numbers to settle')}
        </Button>
      )}
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

function goToSetAside(): void {
  const heading = document.getElementById(SET_ASIDE);
  heading?.focus({ preventScroll: true });
  // With what can be done about the first of them.
  heading?.parentElement?.querySelector('li')?.scrollIntoView({ block: 'nearest' });
}
