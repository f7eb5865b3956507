import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

type State = Awaited<ReturnType<typeof client.laptops.state.query>>;

/** The laptops of the day, how fresh each is here, and which one keeps the register. */
export function LaptopList({ state: { laptops, keeper } }: { state: State }) {
  const { t } = useWords();
  const isKeeper = laptops.some(({ device, isThis }) => isThis && device === keeper);
  const fresh = ({ isThis, upTo, isAhead, readsOnly }: State['laptops'][number]) => {
    if (isThis) return t('this laptop');
    if (readsOnly) return t('only reads what this room shares');
    if (upTo === null) return t('nothing has come from it yet');
    return isAhead
      ? t('as of {{time}} by its clock, which is ahead of this one', { time: time(upTo) })
      : t('as of {{time}}', { time: time(upTo) });
  };
  return (
    <section className={part.part} aria-label={t('The laptops of this day')}>
      <h2 className={part.heading}>{t('The laptops of this day')}</h2>
      <ul>
        {laptops.map((laptop) => (
          <li key={laptop.device}>
            <strong>
              {laptop.letter} ({laptop.name})
            </strong>
            : {[fresh(laptop), ...(laptop.device === keeper ? [t('keeps the register')] : [])].join(', ')}
          </li>
        ))}
      </ul>
      {!isKeeper && <KeepRegister />}
    </section>
  );
}

/** Lets this laptop keep the register, once that was asked twice. */
function KeepRegister() {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const keep = useMutation({
    mutationFn: () => client.laptops.keepRegister.mutate({ by }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM] }),
  });
  if (!asked)
    return (
      <div>
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('Keep the register on this laptop…')}
        </Button>
      </div>
    );
  return (
    <Notice tone="notice" role="status" title={t('Keep the register on this laptop?')}>
      <p>
        {t(
          'Registers are imported on one laptop only. Do this if the laptop that keeps it is broken or away, and say so there: if both import one, you will be asked which of the two counts.',
        )}
      </p>
      <Failed what={t('Nothing was changed.')} error={keep.error} />
      <div className={part.row}>
        <Button disabled={keep.isPending} onClick={() => keep.mutate()}>
          {t('Keep it here')}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          {t('Not now')}
        </Button>
      </div>
    </Notice>
  );
}
