import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { counted } from '../shared/format.ts';
import classes from './practice.module.css';

/** Over every screen while a practice goes on: that nothing is real, the slip that is to be entered next, and the end. */
export function PracticeBar() {
  const queryClient = useQueryClient();
  const practice = useQuery({
    queryKey: [ROOM, 'practice'],
    queryFn: ({ signal }) => client.practice.state.query(undefined, { signal }),
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey: [ROOM] });
  const entered = useMutation({
    mutationFn: (id: number) => client.practice.entered.mutate({ id }),
    onSuccess: refresh,
  });
  const end = useMutation({ mutationFn: () => client.practice.end.mutate(), onSuccess: refresh });
  if (!practice.data) return null;
  const { slips, total, byItself } = practice.data;
  const waiting = slips.filter(({ isEntered }) => !isEntered);
  const next = waiting.at(-1);
  return (
    <section className={classes.bar} aria-label="Practice">
      <div className={classes.line}>
        <p>
          <strong>Practice.</strong> No elector here is real, and nothing is kept. {slips.length} of{' '}
          {counted(total, 'slip')} brought in
          {byItself ? ', and entered by the program.' : `, ${waiting.length} to enter.`}
        </p>
        <Button size="sm" variant="default" disabled={end.isPending} onClick={() => end.mutate()}>
          End the practice
        </Button>
      </div>
      {next && !byItself && (
        <div className={classes.slip}>
          <p>
            <strong>Slip {next.id}</strong>: {next.station}, district {next.district}, {next.from} to{' '}
            {next.to}, teller {next.teller}, {counted(next.numbers.length, 'number')}
          </p>
          <p className={classes.numbers}>{next.numbers.join('  ')}</p>
          <Button size="sm" disabled={entered.isPending} onClick={() => entered.mutate(next.id)}>
            It is entered: next slip
          </Button>
        </div>
      )}
    </section>
  );
}
