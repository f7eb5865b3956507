import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { writeChosen } from '../room/write-chosen.ts';
import { counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { WhereItIs } from './WhereItIs.tsx';

type Props = {
  suggested: string;
  /** Where the program itself shared last; null if it never did. */
  last: string | null;
};

/** Writes what this laptop knows of the day to a stick: the one that was used last, or another. */
export function ShareDay({ suggested, last }: Props) {
  const { t } = useWords();
  const by = useEnteredBy();
  const queryClient = useQueryClient();
  // A browser saves all files in one place of its own.
  const known = window.committeeRoom ? last : null;
  const share = useMutation({
    mutationFn: (place: { suggested: string } | { known: string }) =>
      writeChosen(place, (file) => client.laptops.share.mutate({ file, by })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [ROOM, 'laptops'] }),
  });
  const shared = share.data;
  return (
    <section className={part.part} aria-label={t('Share the day')}>
      <h2 className={part.heading}>{t('Share the day')}</h2>
      <p className={part.note}>
        {known === null
          ? t('Writes everything entered so far to a file, sealed: only this day’s laptops can read it.')
          : t('To {{file}}, as last time. Only this day’s laptops can read it.', { file: known })}
      </p>
      <div className={part.row}>
        {known !== null && (
          <Button disabled={share.isPending} onClick={() => share.mutate({ known })}>
            {t('Share again')}
          </Button>
        )}
        <Button
          variant={known === null ? 'filled' : 'default'}
          disabled={share.isPending}
          onClick={() => share.mutate({ suggested })}
        >
          {known === null ? t('Share…') : t('Share to another place…')}
        </Button>
      </div>
      <Failed what={t('The day was not shared.')} error={share.error} />
      {shared && (
        <Notice
          tone="good"
          role="status"
          answers={share.submittedAt}
          title={t('Shared, {{time}}', { time: time(share.submittedAt) })}
        >
          <WhereItIs {...shared} />
          <p>{t('It has {{data}}.', { data: counted(shared.entries, 'entry', 'entries') })}</p>
        </Notice>
      )}
    </section>
  );
}
