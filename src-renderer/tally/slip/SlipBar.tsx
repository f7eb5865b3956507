import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import { count, counted, time } from '../../shared/format.ts';
import { useStore } from '../../shared/store.ts';
import { useWords } from '../../shared/use-words.ts';
import { TellersCount } from '../TellersCount.tsx';
import { SameSlip } from './SameSlip.tsx';
import { SlipDone } from './SlipDone.tsx';
import { SlipHead } from './SlipHead.tsx';
import classes from './slip.module.css';
import { finishedSlip, followSlip, openSlip, showSlips } from './slip-session.ts';
import { useSlip } from './use-slip.ts';

type SlipBarProps = { by: string; district: string | undefined; onReady: () => void };

/** The slip being entered: it begins with what is written at its head, and ends with the teller's own count. */
export function SlipBar({ by, district, onReady }: SlipBarProps) {
  const { t } = useWords();
  const slip = useStore(openSlip);
  const finished = useStore(finishedSlip);
  const [beginning, setBeginning] = useState<{ secondOf: Slip | null } | null>(null);
  useSlipKey(() => setBeginning({ secondOf: null }), slip === null && beginning === null);
  if (slip) return <Running slip={slip} onReady={onReady} />;
  if (beginning) {
    return (
      <SlipHead
        by={by}
        district={district ?? ''}
        secondOf={beginning.secondOf}
        onDone={() => {
          setBeginning(null);
          onReady();
        }}
      />
    );
  }
  return (
    <div className={classes.bar}>
      <Button variant="default" size="sm" onClick={() => setBeginning({ secondOf: null })}>
        {t('Begin a slip…')}
      </Button>
      <Button variant="default" size="sm" onClick={() => showSlips.set(true)}>
        {t('All slips')}
      </Button>
      <p className={classes.purpose}>{t('To record its time, and compare the teller’s count with yours.')}</p>
      {finished && <SlipDone slip={finished} by={by} onCheck={() => setBeginning({ secondOf: finished })} />}
    </div>
  );
}

function Running({ slip, onReady }: { slip: Slip; onReady: () => void }) {
  const { t } = useWords();
  const [ending, setEnding] = useState(false);
  const now = useSlip(slip.id);
  // What was known before it was opened here says nothing.
  const known = now.isFetchedAfterMount ? now.data?.slip : undefined;
  useEffect(() => {
    if (known) followSlip(known);
  }, [known]);
  const { entered, marked, already, toLookAt } = now.data?.slip ?? slip;
  useSlipKey(() => setEnding(true), !ending);
  const counts = {
    entered: counted(entered, 'number'),
    marked: count(marked),
    already: count(already),
    toLookAt: count(toLookAt),
  };
  const head = [slip.station || slip.district, slip.toldAt === null ? '' : time(slip.toldAt), slip.teller];
  return (
    <section className={classes.running} aria-label={t('Slip being entered')}>
      <p>
        <strong>{[t('Slip {{id}}', { id: slip.number }), ...head.filter(Boolean)].join(', ')}.</strong>{' '}
        {t('Write {{id}} on the paper.', { id: slip.number })}
      </p>
      <p role="status">
        {slip.toldCount === null
          ? t('{{entered}}: {{marked}} marked off, {{already}} already, {{toLookAt}} to check.', counts)
          : t(
              '{{entered}} of {{toldCount}}: {{marked}} marked off, {{already}} already, {{toLookAt}} to check.',
              { ...counts, toldCount: count(slip.toldCount) },
            )}
      </p>
      {now.data?.slip.sameAs && <SameSlip sameAs={now.data.slip.sameAs} />}
      {ending ? (
        <TellersCount
          slip={slip}
          onDone={() => {
            setEnding(false);
            onReady();
          }}
        />
      ) : (
        <div className={classes.bar}>
          <Button size="sm" onClick={() => setEnding(true)}>
            {t('Finish slip {{id}}', { id: slip.number })}
          </Button>
        </div>
      )}
    </section>
  );
}

/** F2 begins a slip, or ends the one being entered. */
function useSlipKey(onPress: () => void, isOn: boolean): void {
  const press = useEffectEvent(onPress);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F2' || event.repeat || !isOn) return;
      event.preventDefault();
      press();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isOn]);
}
