import { Button } from '@mantine/core';
import { useState } from 'react';
import { AskTwice } from '../room/AskTwice.tsx';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { time } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { PutBackLaptop, RenameLaptop, TakeOffLaptop } from './ChangeLaptop.tsx';

/** What is done to which laptop. */
type Change = { laptop: State['laptops'][number]; change: 'rename' | 'take off' | 'put back' };
type State = Awaited<ReturnType<typeof client.laptops.state.query>>;

/** The laptops of the day, how fresh each is here, and which one keeps the register. */
export function LaptopList({ state: { laptops, keeper, unfinished, entries } }: { state: State }) {
  const { t } = useWords();
  const [changed, setChanged] = useState<Change | null>(null);
  const end = () => setChanged(null);
  const isKeeper = laptops.some(({ device, isThis }) => isThis && device === keeper);
  const fresh = ({ device, isThis, upTo, isAhead, readsOnly }: State['laptops'][number]) => {
    if (isThis) return t('this laptop');
    if (device === unfinished) return t('its file was never finished: take it off, and prepare it again');
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
            : {[fresh(laptop), ...(laptop.device === keeper ? [t('keeps the register')] : [])].join(', ')}{' '}
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => setChanged({ laptop, change: 'rename' })}
            >
              {t('Rename…')}
            </Button>
            {!laptop.isThis && laptop.device !== keeper && (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => setChanged({ laptop, change: 'take off' })}
              >
                {t('Take off the list…')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {changed?.change === 'rename' && (
        <RenameLaptop key={changed.laptop.device} laptop={changed.laptop} onDone={end} />
      )}
      {changed?.change === 'take off' && (
        <TakeOffLaptop
          laptop={changed.laptop}
          entries={entries[changed.laptop.device] ?? 0}
          onDone={(isOff) => setChanged(isOff ? { ...changed, change: 'put back' } : null)}
        />
      )}
      {changed?.change === 'put back' && <PutBackLaptop laptop={changed.laptop} onDone={end} />}
      {!isKeeper && <KeepRegister />}
    </section>
  );
}

/** Lets this laptop keep the register, once that was asked twice. */
function KeepRegister() {
  const { t } = useWords();
  const by = useEnteredBy();
  return (
    <AskTwice
      label={t('Keep the register on this laptop…')}
      question={t('Keep the register on this laptop?')}
      yes={t('Keep it here')}
      onYes={() => client.laptops.keepRegister.mutate({ by })}
    >
      <p>
        {t(
          'Registers are imported on one laptop only. Do this if the laptop that keeps it is broken or away, and say so there: if both import one, you will be asked which of the two counts.',
        )}
      </p>
    </AskTwice>
  );
}
