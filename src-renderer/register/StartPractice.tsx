import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { enterPractice } from '../room/practice.ts';
import { ROOM } from '../room/query-client.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './getting-ready.module.css';

type Start = { isAutomatic: boolean; isSure: boolean };

/** Puts this window into a practice. Once the day has begun, that is offered quietly, and confirmed first. */
export function StartPractice() {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const day = useQuery({
    queryKey: [ROOM, 'practice day'],
    queryFn: ({ signal }) => client.practice.day.query(undefined, { signal }),
  });
  const start = useMutation({
    mutationFn: ({ isAutomatic, isSure }: Start) =>
      client.practice.start.mutate({ isAutomatic, isSure, secondsBetween: isAutomatic ? 10 : 45 }),
    onSuccess: enterPractice,
  });
  if (!day.data) return null;
  const { numbers, isPollingDay } = day.data;
  const hasBegun = numbers > 0 || isPollingDay;
  const failed = <Failed what={t('The practice did not begin.')} error={start.error} />;
  const ways = (isSure: boolean) => (
    <>
      <Button
        size="sm"
        variant={hasBegun ? 'default' : 'filled'}
        disabled={start.isPending}
        onClick={() => start.mutate({ isAutomatic: false, isSure })}
      >
        {t('Practise: we enter the slips')}
      </Button>
      <Button
        size="sm"
        variant="default"
        disabled={start.isPending}
        onClick={() => start.mutate({ isAutomatic: true, isSure })}
      >
        {t('Watch an afternoon go by')}
      </Button>
    </>
  );
  if (!hasBegun) {
    return (
      <div className={classes.practice}>
        <p>
          {t(
            'Then rehearse with your team, the night before: a practice has its own room with electors who are not real, and slips that come in as on the day. Only the window that starts it is in it.',
          )}
        </p>
        <div className={classes.row}>{ways(false)}</div>
        {failed}
      </div>
    );
  }
  if (!asked) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        className={classes.quiet ?? ''}
        onClick={() => setAsked(true)}
      >
        {t('Practise in this window…')}
      </Button>
    );
  }
  return (
    <Notice
      tone="notice"
      role="alert"
      title={
        numbers > 0
          ? t('The day has begun: {{number}}.', {
              number: counted(numbers, 'number is in', 'numbers are in'),
            })
          : t('It is polling day.')
      }
    >
      <p>
        {t(
          'A practice has electors who are not real, and nothing entered in it counts. Only this window goes into it: real slips must be entered in another window, or after the practice.',
        )}
      </p>
      <div className={classes.row}>
        <Button
          size="sm"
          // The button that asked has gone.
          autoFocus
          onClick={() => setAsked(false)}
        >
          {t('Stay in the room')}
        </Button>
        {ways(true)}
      </div>
      {failed}
    </Notice>
  );
}
