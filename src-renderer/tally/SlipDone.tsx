import { Button } from '@mantine/core';
import type { Slip } from '../../src-main/turnout/slips.ts';
import { count, counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';
import { SameSlip } from './SameSlip.tsx';
import classes from './slip.module.css';
import { useSlip } from './use-slip.ts';

/** The outcome of the slip that was finished last. */
export function SlipDone({ slip, onCheck }: { slip: Slip; onCheck: () => void }) {
  const { t } = useWords();
  const now = useSlip(slip.id);
  const differences = now.data?.differences;
  const isSame = differences && differences.onlyFirst.length + differences.onlySecond.length === 0;
  const { entered, toldCount, number: id } = slip;
  const agrees = toldCount === null || toldCount === entered;
  return (
    <div className={classes.done}>
      <Notice
        tone={agrees ? 'good' : 'notice'}
        role="status"
        title={
          agrees
            ? t('Slip {{id}} is in: {{entered}}.', { id, entered: counted(entered, 'number') })
            : t('Slip {{id}}: the teller counted {{toldCount}}, you entered {{entered}}.', {
                id,
                toldCount: count(toldCount),
                entered: count(entered),
              })
        }
      >
        {!agrees && <p>{t('Check the paper for a number missed or entered twice.')}</p>}
        <Button variant="default" size="sm" onClick={onCheck}>
          {t('Enter slip {{id}} again to check it', { id })}
        </Button>
      </Notice>
      {slip.sameAs && <SameSlip sameAs={slip.sameAs} />}
      {differences && (
        <Notice
          tone={isSame ? 'good' : 'bad'}
          title={
            isSame
              ? t('Both times the same numbers were entered.')
              : t('It differs from the first time. Check both against the paper.')
          }
        >
          {differences.onlyFirst.length > 0 && (
            <p>{t('Only the first time: {{numbers}}.', { numbers: differences.onlyFirst.join(', ') })}</p>
          )}
          {differences.onlySecond.length > 0 && (
            <p>{t('Only the second time: {{numbers}}.', { numbers: differences.onlySecond.join(', ') })}</p>
          )}
        </Notice>
      )}
    </div>
  );
}
