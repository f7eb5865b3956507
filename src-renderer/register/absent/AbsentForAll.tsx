import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { WaitingForImport } from '../../room/WaitingForImport.tsx';
import { counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import classes from '../../shared/part.module.css';
import { Busy, Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { UndoNow } from '../UndoNow.tsx';
import { VotesChanged } from '../VotesChanged.tsx';

type Vote = '' | 'none';

/** Postal votes and proxies for everybody: cleared, or as the register's letters say. What changes is shown first. */
export function AbsentForAll() {
  const { t } = useWords();
  const by = useEnteredBy();
  const plan = useMutation({
    mutationFn: async (vote: Vote) => ({
      vote,
      ...(await client.register.previewAbsentForAll.mutate({ vote, by })),
    }),
  });
  const everybody = useMutation({
    mutationFn: (vote: Vote) => client.register.absentForAll.mutate({ vote, by }),
    onSuccess: () => plan.reset(),
  });
  const show = (vote: Vote) => {
    everybody.reset();
    plan.mutate(vote);
  };
  const isBusy = plan.isPending || everybody.isPending;
  return (
    <>
      <h2 className={classes.heading}>{t('Everybody at once')}</h2>
      <p className={classes.note}>
        {t(
          'If the flags are last year’s: clear every postal vote and proxy, then import this year’s list. Or go back to the register’s letters.',
        )}
      </p>
      {!plan.data && (
        <div className={classes.row}>
          <Button variant="default" disabled={isBusy} onClick={() => show('none')}>
            {t('Clear all postal votes and proxies…')}
          </Button>
          <Button variant="default" disabled={isBusy} onClick={() => show('')}>
            {t('Use the register’s letters…')}
          </Button>
        </div>
      )}
      {plan.isPending && <Busy>{t('Counting…')}</Busy>}
      <Failed what={t('Nothing was changed.')} error={plan.error ?? everybody.error} />
      <WaitingForImport isPending={everybody.isPending} />
      {plan.data && (
        <Plan
          {...plan.data}
          isBusy={isBusy}
          onDo={() => everybody.mutate(plan.data.vote)}
          onKeep={() => {
            plan.reset();
            void client.register.forgetAbsentVoters.mutate();
          }}
        />
      )}
      {everybody.data && (
        <>
          <Notice tone="good" role="status">
            <p>{t('{{changed}} updated.', { changed: counted(everybody.data.changed, 'elector') })}</p>
          </Notice>
          <UndoNow key={everybody.data.entry} entries={[everybody.data.entry]} />
        </>
      )}
    </>
  );
}

type PlanProps = Awaited<ReturnType<typeof client.register.previewAbsentForAll.mutate>> & {
  vote: Vote;
  isBusy: boolean;
  onDo: () => void;
  onKeep: () => void;
};

function Plan({ vote, isBusy, onDo, onKeep, ...changed }: PlanProps) {
  const { t } = useWords();
  const isClearing = vote === 'none';
  return (
    <>
      <Notice tone="notice" role="alert">
        <p>
          {isClearing
            ? t('Clear all postal votes and proxies? This changes {{electors}}.', {
                electors: counted(changed.changed, 'elector'),
              })
            : t('Go by the register’s letters again? This changes {{electors}}.', {
                electors: counted(changed.changed, 'elector'),
              })}
        </p>
        <VotesChanged {...changed} />
      </Notice>
      <div className={classes.row}>
        <Button {...(isClearing ? { color: 'red.9' } : {})} disabled={isBusy} onClick={onDo}>
          {isClearing ? t('Yes, clear them all') : t('Yes, use the letters')}
        </Button>
        <Button variant="default" onClick={onKeep}>
          {t('No, keep them')}
        </Button>
      </div>
    </>
  );
}
