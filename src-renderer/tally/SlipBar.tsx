import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Slip } from '../../src-main/turnout/slips.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { count, counted, time } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { SameSlip } from './SameSlip.tsx';
import { SlipDone } from './SlipDone.tsx';
import { SlipHead } from './SlipHead.tsx';
import classes from './slip.module.css';
import { finishedSlip, openSlip } from './slip-session.ts';
import { ToldCount } from './ToldCount.tsx';

type SlipBarProps = { by: string; district: string | undefined; onReady: () => void };

/** The slip being entered: begun with what stands at its head, ended with the teller's own count. */
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
      <p className={classes.note}>{t('To keep its time, and hold the teller’s count against yours.')}</p>
      {finished && <SlipDone slip={finished} onCheck={() => setBeginning({ secondOf: finished })} />}
    </div>
  );
}

function Running({ slip, onReady }: { slip: Slip; onReady: () => void }) {
  const { t } = useWords();
  const [ending, setEnding] = useState(false);
  const now = useQuery({
    queryKey: [ROOM, 'slip', slip.id],
    queryFn: () => client.turnout.slip.query({ id: slip.id }),
  });
  const { entered, marked, already, toLookAt } = now.data?.slip ?? slip;
  useSlipKey(() => setEnding(true), !ending);
  const head = [slip.station || slip.district, slip.toldAt === null ? '' : time(slip.toldAt), slip.teller];
  return (
    <section className={classes.running} aria-label={t('Slip being entered')}>
      <p>
        <strong>{t('Slip {{id}}', { id: slip.id })}</strong>
        {head
          .filter(Boolean)
          .map((part) => `, ${part}`)
          .join('')}
        {t('. Write')} {slip.id} {t('on the paper.')}
      </p>
      <p role="status">
        {counted(entered, 'number')}
        {slip.toldCount !== null && t(' of {{toldCount}}', { toldCount: count(slip.toldCount) })}:{' '}
        {count(marked)} {t('marked off,')} {count(already)} {t('already,')} {count(toLookAt)}{' '}
        {t('to look at.')}
      </p>
      {now.data?.slip.sameAs && <SameSlip sameAs={now.data.slip.sameAs} />}
      {ending ? (
        <ToldCount
          slip={slip}
          onDone={() => {
            setEnding(false);
            onReady();
          }}
        />
      ) : (
        <div className={classes.bar}>
          <Button size="sm" onClick={() => setEnding(true)}>
            {t('Finish slip {{id}}', { id: slip.id })}
          </Button>
        </div>
      )}
    </section>
  );
}

/** F2 begins a slip, and ends the one being entered. */
function useSlipKey(act: () => void, isOn: boolean): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F2' || event.repeat || !isOn) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isOn]);
}
