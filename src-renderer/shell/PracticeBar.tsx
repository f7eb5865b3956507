import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trans } from 'react-i18next';
import { client } from '../room/client.ts';
import { focusMain } from '../room/focus-main.ts';
import { ROOM } from '../room/query-client.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './practice.module.css';

type PracticeState = NonNullable<Awaited<ReturnType<typeof client.practice.state.query>>>;

/** On every screen during a practice: that nothing is real, the slip to enter next, and a button that ends it. */
export function PracticeBar() {
  const { t } = useWords();
  const practice = useQuery({
    queryKey: [ROOM, 'practice'],
    queryFn: ({ signal }) => client.practice.state.query(undefined, { signal }),
  });
  const refresh = useRefreshAndFocus();
  const end = useMutation({ mutationFn: () => client.practice.end.mutate(), onSuccess: refresh });
  if (!practice.data) return null;
  const { slips, isAutomatic } = practice.data;
  const next = slips.findLast(({ isEntered }) => !isEntered);
  return (
    <section className={classes.bar} aria-label={t('Practice')}>
      <div className={classes.line}>
        <p>
          <strong>{t('Practice.')}</strong> {t('No elector here is real, and nothing is kept.')}{' '}
          <Progress practice={practice.data} />
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
      </div>
      {next && !isAutomatic && <NextSlip slip={next} onEntered={refresh} />}
    </section>
  );
}

/** The button that was pressed may be gone. */
function useRefreshAndFocus(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: [ROOM] });
    focusMain();
  };
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

type NextSlipProps = { slip: PracticeState['slips'][number]; onEntered: () => Promise<void> };

function NextSlip({ slip, onEntered }: NextSlipProps) {
  const { t } = useWords();
  const { id, station, district, from, to, teller, numbers } = slip;
  const entered = useMutation({
    mutationFn: () => client.practice.entered.mutate({ id }),
    onSuccess: onEntered,
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
