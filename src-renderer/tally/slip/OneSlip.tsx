import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SlipEntry } from '../../../src-main/turnout/slips/slip-entries.ts';
import type { Slip } from '../../../src-main/turnout/slips/slips.ts';
import { UndoEntry } from '../../journal/UndoEntry.tsx';
import { count, counted, time } from '../../shared/format.ts';
import { roomSays } from '../../shared/room-says.ts';
import { Answered, Failed } from '../../shared/states.tsx';
import { useStore } from '../../shared/store.ts';
import { useWords } from '../../shared/use-words.ts';
import { statusLook } from '../status-look.ts';
import { MoveSlip } from './MoveSlip.tsx';
import { SlipDifferences } from './SlipDifferences.tsx';
import classes from './slip.module.css';
import { openAgain, openSlip } from './slip-session.ts';
import { slipState } from './slip-state.ts';
import { useSlip } from './use-slip.ts';

type OneSlipProps = { slip: Slip; by: string; onBack: () => void; onEnter: () => void };

/** A slip with its numbers, and what can be done about all of it. */
export function OneSlip({ slip, by, onBack, onEnter }: OneSlipProps) {
  const { t } = useWords();
  const now = useSlip(slip.id);
  const [asking, setAsking] = useState<'undo' | 'move' | null>(null);
  const facts = [
    slip.station || slip.district,
    slip.toldAt !== null && time(slip.toldAt),
    slip.teller,
    counted(slip.entered, 'number'),
    slip.toldCount !== null && t('the teller counted {{toldCount}}', { toldCount: count(slip.toldCount) }),
    slip.gaveNothing !== null && t('gave nothing: {{number}}', { number: count(slip.gaveNothing) }),
    slipState(slip).words,
  ];
  return (
    <section className={classes.running} aria-label={t('Slip {{id}}', { id: slip.number })}>
      <h2>{t('Slip {{id}}', { id: slip.number })}</h2>
      <p>{facts.filter(Boolean).join(', ')}</p>
      <div className={classes.bar}>
        <GoOn slip={slip} by={by} onEnter={onEnter} />
        {slip.begun !== null && (
          <Button size="sm" variant="default" onClick={() => setAsking('undo')}>
            {slip.state === 'undone' ? t('Redo the whole slip…') : t('Undo the whole slip…')}
          </Button>
        )}
        <Button
          size="sm"
          variant="default"
          disabled={slip.state === 'undone'}
          onClick={() => setAsking('move')}
        >
          {t('It is from another district…')}
        </Button>
        <Button size="sm" variant="default" onClick={onBack}>
          {t('All slips')}
        </Button>
      </div>
      {asking === 'undo' && <UndoSlip slip={slip} onDone={() => setAsking(null)} />}
      {asking === 'move' && <MoveSlip slip={slip} by={by} onDone={() => setAsking(null)} />}
      {now.data?.differences && <SlipDifferences slip={slip} differences={now.data.differences} by={by} />}
      <Answered of={now} waiting={t('Finding its numbers…')} failed={t('The slip could not be shown.')}>
        {({ entries }) => <Numbers entries={entries} />}
      </Answered>
    </section>
  );
}

function GoOn({ slip, by, onEnter }: Omit<OneSlipProps, 'onBack'>) {
  const { t } = useWords();
  const open = useStore(openSlip);
  const goOn = useMutation({ mutationFn: () => openAgain(slip, by), onSuccess: onEnter });
  const isFree = open === null || open.id === slip.id;
  return (
    <>
      <Button
        size="sm"
        disabled={!isFree || slip.state === 'undone' || goOn.isPending}
        onClick={() => goOn.mutate()}
      >
        {t('Go on entering it')}
      </Button>
      {!isFree && <p className={classes.note}>{t('Finish slip {{id}} first.', { id: open.number })}</p>}
      <Failed what={t('The slip was not opened.')} error={goOn.error} />
    </>
  );
}

/** What undoing the whole slip, or the undo of it, would do. */
function UndoSlip({ slip, onDone }: { slip: Slip; onDone: () => void }) {
  const id = slip.undoneBy ?? slip.begun;
  return id === null ? null : <UndoEntry entries={[id]} isUndo={slip.undoneBy !== null} onDone={onDone} />;
}

function Numbers({ entries }: { entries: readonly SlipEntry[] }) {
  const { t } = useWords();
  if (entries.length === 0) return <p>{t('It has no numbers.')}</p>;
  return (
    <ol className={classes.numbers}>
      {entries.map(({ id, entered, status, elector, message }) => {
        const { words, tone, Icon } = statusLook({ status });
        return (
          <li key={id}>
            <strong>{elector?.number ?? entered}</strong> {elector && roomSays(elector.name)}{' '}
            <span className={classes.state} data-tone={tone}>
              <Icon size={16} /> {words}
            </span>{' '}
            {message && <span className={classes.note}>{roomSays(message)}</span>}
          </li>
        );
      })}
    </ol>
  );
}
