import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { focusMain } from '../room/focus-main.ts';
import { ROOM } from '../room/query-client.ts';
import { time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import classes from './safety.module.css';

/** What a restore could not bring back, with its figures, until somebody clears the list. */
export function ToDoAgain() {
  const { t } = useWords();
  const language = shownLanguage();
  const queryClient = useQueryClient();
  const list = useQuery({
    queryKey: [ROOM, 'to do again', language],
    queryFn: ({ signal }) => client.backups.toDoAgain.query({ language }, { signal }),
  });
  const clear = useMutation({
    mutationFn: () => client.backups.clearToDoAgain.mutate(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [ROOM, 'to do again'] });
      focusMain();
    },
  });
  const entries = list.data ?? [];
  if (entries.length === 0) return null;
  return (
    <Notice tone="notice" title={t('After the restore, do these again')}>
      <p>{t('They were done after the backup was made, so the restore could not bring them back.')}</p>
      <ol className={classes.again}>
        {entries.map(({ at, by, number, file, what }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes but as a whole
          <li key={place}>
            {time(at)} {number !== null && <strong>{number} </strong>}
            {what}
            {file !== null && `, ${file}`}
            {by !== '' && ` (${t('by {{by}}', { by })})`}
          </li>
        ))}
      </ol>
      <Failed what={t('That was not done.')} error={clear.error} />
      <div>
        <Button size="sm" variant="default" disabled={clear.isPending} onClick={() => clear.mutate()}>
          {t('Everything is done: clear the list')}
        </Button>
      </div>
    </Notice>
  );
}
