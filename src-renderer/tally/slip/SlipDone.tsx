import { Button } from '@mantine/core';
import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import { useRoomSummary } from '../../room/use-room-summary.ts';
import { count, counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { useWords } from '../../shared/use-words.ts';
import { SameSlip } from './SameSlip.tsx';
import { SlipDifferences } from './SlipDifferences.tsx';
import classes from './slip.module.css';
import { useSlip } from './use-slip.ts';

type SlipDoneProps = { slip: Slip; by: string; onCheck: () => void };

/** The outcome of the slip that was finished last, and of what has been undone of it since. */
export function SlipDone({ slip: finished, by, onCheck }: SlipDoneProps) {
  const { t } = useWords();
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
  return (
    <div className={classes.done}>
      <Notice
        tone={agrees && isSettled ? 'good' : 'notice'}
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
