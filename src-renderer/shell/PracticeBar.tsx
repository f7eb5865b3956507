import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Trans } from 'react-i18next';
import { client } from '../room/client.ts';
import { focusMain } from '../room/focus-main.ts';
import { queryClient, ROOM } from '../room/query-client.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './practice.module.css';

type PracticeState = NonNullable<Awaited<ReturnType<typeof client.practice.state.query>>>;

function usePractice() {
  return useQuery({
    queryKey: [ROOM, 'practice'],
    queryFn: ({ signal }) => client.practice.state.query(undefined, { signal }),
  }).data;
}

/** Above every screen of a window in a practice: that nothing is real, and a button that ends it. */
export function PracticeBand() {
  const { t } = useWords();
  const practice = usePractice();
  const end = useMutation({ mutationFn: () => client.practice.end.mutate(), onSuccess: refresh });
  return (
    <section className={classes.band} aria-label={t('Practice')}>
      <p>
        <strong className={classes.word}>{t('Practice')}</strong>{' '}
        {t('No elector here is real, and nothing is kept.')} {practice && <Progress practice={practice} />}
      </p>
      <Button
        size="sm"
        variant="default"
        // Not `disabled`, which would lose the focus.
        aria-disabled={end.isPending}
        onClick={() => end.isPending || end.mutate()}
      >
        {t('End the practice')}
      </Button>
      <Failed what={t('The practice did not end.')} error={end.error} />
      {/* On every edge of the window, wherever the screen is scrolled to. */}
      <div className={classes.frame} aria-hidden="true">
        <span>{t('Practice')}</span>
      </div>
    </section>
  );
}

/** The slip to enter next, in a practice in which the team enters them. */
export function PracticeSlip() {
  const { t } = useWords();
  const practice = usePractice();
  if (!practice || practice.isAutomatic) return null;
  const next = practice.slips.findLast(({ isEntered }) => !isEntered);
  return (
    next && (
      <section className={classes.bar} aria-label={t('The next slip')}>
        <NextSlip slip={next} />
      </section>
    )
  );
}

/** Every screen shows the room as it is now. */
function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [ROOM] });
}

function Progress({ practice: { slips, total, isAutomatic } }: { practice: PracticeState }) {
  const { t } = useWords();
  const waiting = slips.filter(({ isEntered }) => !isEntered).length;
  return isAutomatic
    ? t('{{slips}} of {{total}} slips brought in, and entered by the program.', {
        slips: slips.length,
        total,
      })
    : t('{{slips}} of {{total}} slips brought in, {{waiting}} to enter.', {
        slips: slips.length,
        total,
        waiting,
      });
}

function NextSlip({ slip }: { slip: PracticeState['slips'][number] }) {
  const { t } = useWords();
  const { id, station, district, from, to, teller, numbers } = slip;
  const entered = useMutation({
    mutationFn: () => client.practice.entered.mutate({ id }),
    onSuccess: async () => {
      await refresh();
      // The button that was pressed may be gone.
      focusMain();
    },
  });
  return (
    <div className={classes.slip}>
      <p>
        <Trans
          t={t}
          i18nKey="<slip>Slip {{id}}</slip>: <station/>, district {{district}}, {{from}} to {{to}}, teller <teller/>, {{length}} numbers"
          values={{ id, district, from, to, length: numbers.length }}
          components={{
            slip: <strong />,
            station: <span>{station}</span>,
            teller: <span>{teller}</span>,
          }}
        />
      </p>
      <p className={classes.numbers}>{numbers.join('  ')}</p>
      <Button
        size="sm"
        aria-disabled={entered.isPending}
        onClick={() => entered.isPending || entered.mutate()}
      >
        {t('It is entered: next slip')}
      </Button>
    </div>
  );
}
