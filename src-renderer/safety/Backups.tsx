import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BACKUPS, BackupList } from '../door/BackupList.tsx';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { useRoomSummary } from '../room/use-room-summary.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { BackupPlaces } from './BackupPlaces.tsx';
import { type SecondPlace, SecondPlaceForm } from './SecondPlaceForm.tsx';
import { ToDoAgain } from './ToDoAgain.tsx';

/** Automatic backups: where they are, whether they work, and how to restore one. */
export function Backups() {
  const { t } = useWords();
  const refresh = useRefresh();
  const isReadOnly = Boolean(useRoomSummary().data?.readOnly);
  const state = useQuery({
    queryKey: [ROOM, 'backup state'],
    queryFn: ({ signal }) => client.backups.state.query(undefined, { signal }),
    refetchInterval: 30_000,
  });
  const form = useForm<SecondPlace>({ initialValues: { folder: null } });
  const make = useMutation({ mutationFn: () => client.backups.make.mutate(), onSuccess: refresh });
  const pick = useMutation({
    mutationFn: (path: string) =>
      client.backups.pickFolder.mutate({ folder: path.trim() === '' ? null : path }),
    onSuccess: () => {
      form.reset();
      make.mutate();
    },
  });
  const onPick = (folder: string) => pick.mutate(folder);
  return (
    <section className={part.part} aria-labelledby="backups">
      <h2 id="backups" className={part.heading}>
        {t('Backups')}
      </h2>
      <p>
        {isReadOnly
          ? t('No backup is made of a room that can only be looked at.')
          : t(
              'A backup is made automatically every five minutes while numbers come in, and when the program closes.',
            )}
      </p>
      <BackupPlaces places={state.data?.folders ?? []} isPicking={pick.isPending} onPick={onPick} />
      <SecondPlaceForm
        form={form}
        picked={state.data?.picked ?? ''}
        isPicking={pick.isPending}
        onPick={onPick}
      >
        {/* Not `disabled`, which would drop the focus. */}
        <Button aria-disabled={make.isPending} onClick={() => make.isPending || make.mutate()}>
          {t('Back up now')}
        </Button>
      </SecondPlaceForm>
      <Failed what={t('That was not done.')} error={make.error ?? pick.error} />
      <ToDoAgain />
      <BackupList onRestored={() => void refresh()} />
    </section>
  );
}

/** Reads the room and the list of backups again. */
function useRefresh(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () => Promise.all([ROOM, BACKUPS].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}
