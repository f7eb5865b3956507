import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import { useRoomSummary } from '../../room/use-room-summary.ts';
import { count, counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { useWords } from '../../shared/use-words.ts';
import { tallyDraft } from '../tally-draft.ts';
import { SameSlip } from './SameSlip.tsx';
import { SlipDifferences } from './SlipDifferences.tsx';
import classes from './slip.module.css';
import { useSlip } from './use-slip.ts';

type SlipDoneProps = { slip: Slip; by: string; onCheck: () => void };

/**
 * The outcome of the slip that was finished last, and of what has been undone of it since. It is one line from the next
 * number typed on, so that what that number means stays in sight.
 */
export function SlipDone({ slip: finished, by, onCheck }: SlipDoneProps) {
  const { t } = useWords();
  const [isShort, setShort] = useState(false);
  useEffect(() => tallyDraft.subscribe(() => setShort(true)), []);
  const now = useSlip(finished.id);
  const districts = useRoomSummary().data?.pollingDistricts ?? [];
  const slip = now.data?.slip ?? finished;
  const differences = now.data?.differences;
  if (slip.state === 'undone')
    return <Notice tone="notice" role="status" title={t('Slip {{id}} was undone.', { id: slip.number })} />;
  const { entered, toldCount, number: id } = slip;
  const isNowhere = slip.district === '' && slip.stationId === null && districts.length > 1;
  const isSettled = slip.toLookAt === 0;
  const agrees = toldCount === null || toldCount === entered;
  const tone = agrees && isSettled ? 'good' : 'notice';
  const outcome = agrees
    ? t('Slip {{id}} is in: {{entered}}.', { id, entered: counted(entered, 'number') })
    : t('Slip {{id}}: the teller counted {{toldCount}}, you entered {{entered}}.', {
        id,
        toldCount: count(toldCount),
        entered: count(entered),
      });
  if (isShort) {
    const differs = differences && differences.onlyFirst.length + differences.onlySecond.length > 0;
    const warnings = [
      differs && t('It differs from the first time. Check both against the paper.'),
      slip.sameAs && t('Most of these numbers are already on slip {{sameAs}}.', { sameAs: slip.sameAs }),
    ];
    return (
      <InShort
        id={id}
        tone={differs ? 'bad' : slip.sameAs ? 'notice' : tone}
        says={[outcome, ...warnings].filter(Boolean).join(' ')}
        onMore={() => setShort(false)}
      />
    );
  }
  return (
    <div className={classes.done}>
      <Notice tone={tone} role="status" title={outcome}>
        {slip.toLookAt > 0 && (
          <p>
            {t(
              '{{number}} of its numbers could not be marked off. They are in the list of numbers set aside.',
              {
                number: count(slip.toLookAt),
              },
            )}
          </p>
        )}
        {slip.gaveNothing !== null && slip.gaveNothing > 0 && (
          <p>
            {isNowhere
              ? t(
                  '{{number}} gave nothing. The slip names no station: say where it is from under All slips, so that they count there.',
                  { number: counted(slip.gaveNothing, 'voter') },
                )
              : t('{{number}} gave nothing: they are in the hours of the station.', {
                  number: counted(slip.gaveNothing, 'voter'),
                })}
          </p>
        )}
        {!agrees && <p>{t('Check the paper for a number missed or entered twice.')}</p>}
        <Button variant="default" size="sm" onClick={onCheck}>
          {t('Enter slip {{id}} again to check it', { id })}
        </Button>
      </Notice>
      {slip.sameAs && <SameSlip sameAs={slip.sameAs} />}
      {differences && <SlipDifferences slip={slip} differences={differences} by={by} />}
    </div>
  );
}

type InShortProps = { id: Slip['number']; tone: 'good' | 'notice' | 'bad'; says: string; onMore: () => void };

function InShort({ id, tone, says, onMore }: InShortProps) {
  const { t } = useWords();
  return (
    <p className={classes.outcome} data-tone={tone}>
      <span>{says}</span>
      <Button
        variant="default"
        size="compact-md"
        aria-label={t('More about slip {{id}}', { id })}
        onClick={onMore}
      >
        {t('More')}
      </Button>
    </p>
  );
}
