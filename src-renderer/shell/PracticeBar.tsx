import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { focusMain } from '../room/focus-main.ts';
import { ROOM } from '../room/query-client.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './practice.module.css';

/** Over every screen while a practice goes on: that nothing is real, the slip that is to be entered next, and the end. */
export function PracticeBar() {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const practice = useQuery({
    queryKey: [ROOM, 'practice'],
    queryFn: ({ signal }) => client.practice.state.query(undefined, { signal }),
  });
  /** The button that was pressed may be gone. */
  const backToWork = async () => {
    await queryClient.invalidateQueries({ queryKey: [ROOM] });
    focusMain();
  };
  const entered = useMutation({
    mutationFn: (id: number) => client.practice.entered.mutate({ id }),
    onSuccess: backToWork,
  });
  const end = useMutation({
    mutationFn: () => client.practice.end.mutate(),
    onSuccess: backToWork,
  });
  if (!practice.data) return null;
  const { slips, total, byItself } = practice.data;
  const waiting = slips.filter(({ isEntered }) => !isEntered);
  const next = waiting.at(-1);
  const line = byItself
    ? t('{{slips}} of {{total}} slips brought in, and entered by the program.', {
        slips: slips.length,
        total,
      })
    : t('{{slips}} of {{total}} slips brought in, {{waiting}} to enter.', {
        slips: slips.length,
        total,
        waiting: waiting.length,
      });
  return (
    <section className={classes.bar} aria-label={t('Practice')}>
      <div className={classes.line}>
        <p>
          <strong>{t('Practice.')}</strong> {t('No elector here is real, and nothing is kept.')} {line}
        </p>
        <Button
          size="sm"
          variant="default"
          // Not `disabled`, which would drop the focus; nor below.
          aria-disabled={end.isPending}
          onClick={() => end.isPending || end.mutate()}
        >
          {t('End the practice')}
        </Button>
      </div>
      {next && !byItself && (
        <div className={classes.slip}>
          <p>
            <strong>{t('Slip {{id}}', { id: next.id })}</strong>:{' '}
            {t(
              '{{station}}, district {{district}}, {{from}} to {{to}}, teller {{teller}}, {{length}} numbers',
              {
                ...next,
                length: next.numbers.length,
              },
            )}
          </p>
          <p className={classes.numbers}>{next.numbers.join('  ')}</p>
          <Button
            size="sm"
            aria-disabled={entered.isPending}
            onClick={() => entered.isPending || entered.mutate(next.id)}
          >
            {t('It is entered: next slip')}
          </Button>
        </div>
      )}
    </section>
  );
}
