import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BACKUPS, BackupList } from '../door/BackupList.tsx';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './safety.module.css';
import { ToDoAgain } from './ToDoAgain.tsx';

/** Automatic backups: where they are, whether they work, and how to restore one. */
export function Backups() {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const state = useQuery({
    queryKey: [ROOM, 'backup state'],
    queryFn: ({ signal }) => client.backups.state.query(undefined, { signal }),
    refetchInterval: 30_000,
  });
  const isReadOnly = Boolean(useRoomSummary().data?.readOnly);
  const [folder, setFolder] = useState<string | null>(null);
  const refresh = () =>
    Promise.all([ROOM, BACKUPS].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  const make = useMutation({ mutationFn: () => client.backups.make.mutate(), onSuccess: refresh });
  const pick = useMutation({
    mutationFn: (path: string) =>
      client.backups.pickFolder.mutate({ folder: path.trim() === '' ? null : path }),
    onSuccess: () => {
      setFolder(null);
      make.mutate();
    },
  });
  const failed = make.error ?? pick.error;
  return (
    <section className={part.part} aria-labelledby="backups">
      <h2 id="backups" className={classes.heading}>
        {t('Backups')}
      </h2>
      <p>
        {isReadOnly
          ? t('No backup is made of a room that can only be looked at.')
          : t(
              'A backup is made automatically every five minutes while numbers come in, and when the program closes.',
            )}
      </p>
      <ul className={classes.states}>
        {(state.data?.folders ?? []).map(({ folder: path, isOwn, isOffered, lastAt, problem }) =>
          isOffered ? (
            <li key={path}>
              <Notice tone="bad" role="alert" title={problem ? roomSays(problem) : ''}>
                <div className={part.row}>
                  <Button size="sm" disabled={pick.isPending} onClick={() => pick.mutate(path)}>
                    {t('Use that folder here too')}
                  </Button>
                  <Button
                    size="sm"
                    variant="default"
                    disabled={pick.isPending}
                    onClick={() => pick.mutate('')}
                  >
                    {t('Do not use it')}
                  </Button>
                </div>
              </Notice>
            </li>
          ) : (
            <li key={path}>
              <strong>{isOwn ? t('On this computer') : t('Your second place')}</strong>: {path}.{' '}
              {lastAt === null
                ? t('None since the program was started.')
                : t('Last good one at {{lastAt}}.', { lastAt: time(lastAt) })}
              {problem && <Notice tone="bad" role="alert" title={roomSays(problem)} />}
            </li>
          ),
        )}
      </ul>
      <form
        className={part.row}
        onSubmit={(event) => {
          event.preventDefault();
          pick.mutate(folder ?? state.data?.picked ?? '');
        }}
      >
        <TextInput
          className={part.grow ?? ''}
          label={t('A second place, such as a USB stick')}
          description={t('The full path, such as E:\\ or /Volumes/STICK. Leave it empty for none.')}
          maxLength={1000}
          spellCheck={false}
          value={folder ?? state.data?.picked ?? ''}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={folder === null || pick.isPending}>
          {t('Use it')}
        </Button>
        {/* Not `disabled`, which would drop the focus. */}
        <Button aria-disabled={make.isPending} onClick={() => make.isPending || make.mutate()}>
          {t('Back up now')}
        </Button>
      </form>
      <Failed what={t('That was not done.')} error={failed} />
      <ToDoAgain />
      <BackupList onRestored={() => void refresh()} />
    </section>
  );
}
