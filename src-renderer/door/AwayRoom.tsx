import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Message } from '../../src-shared/message.ts';
import { client } from '../room/client.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { BackupList } from './BackupList.tsx';
import classes from './door.module.css';

/** A room whose file is missing, while its log or lock is there: look again, or restore a backup. */
export function AwayRoom({ away }: { away: Message }) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const button = useRef<HTMLButtonElement>(null);
  const again = useMutation({
    mutationFn: () => client.door.openAgain.mutate(),
    onSettled: () => queryClient.invalidateQueries(),
  });
  const isAsked = again.isSuccess || again.isError;
  useEffect(() => {
    // The button loses the focus while the room is looked for.
    if (isAsked && document.activeElement === document.body) button.current?.focus();
  }, [isAsked]);
  return (
    <main className={classes.page}>
      <h1>{t('The room’s file is missing')}</h1>
      <Notice tone="bad" role="alert" title={roomSays(away)}>
        <Button ref={button} onClick={() => again.mutate()} loading={again.isPending}>
          {t('Look again')}
        </Button>
        {again.isSuccess && <p role="status">{t('It is still missing.')}</p>}
      </Notice>
      {again.isError && (
        <Failed
          what={t('The room could not be opened.')}
          error={again.error}
          onRetry={() => again.mutate()}
        />
      )}
      <BackupList asksWhere onRestored={() => void queryClient.invalidateQueries()} />
    </main>
  );
}
