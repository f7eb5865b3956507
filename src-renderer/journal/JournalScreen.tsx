import { Button, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JournalKind } from '../../src-main/journal/read-journal.ts';
import { client } from '../room/client.ts';
import { useEnteredBy } from '../room/entered-by.ts';
import { ROOM } from '../room/query-client.ts';
import { labelled } from '../shared/labelled.ts';
import { Notice } from '../shared/Notice.tsx';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { saveText } from '../shared/save-text.ts';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import { HistoryLines } from './HistoryLines.tsx';
import classes from './journal.module.css';

const KINDS: { value: JournalKind; label: string }[] = [
  { value: 'all', label: 'everything' },
  { value: 'numbers', label: 'numbers' },
  { value: 'to look at', label: 'numbers to look at' },
  { value: 'undone', label: 'marks taken back' },
  { value: 'sheets', label: 'sheets' },
  { value: 'register', label: 'the register' },
  { value: 'exports', label: 'exports' },
];

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

const PAGE = 100;

/** Everything that was entered, by whom and when, newest first; nothing here is ever taken out. */
export function JournalScreen() {
  const { t } = useWords();
  const language = shownLanguage();
  const by = useEnteredBy();
  const [kind, setKind] = useState<JournalKind>('all');
  const [text, setText] = useState('');
  const [hour, setHour] = useState('');
  const journal = useInfiniteQuery({
    queryKey: [ROOM, 'journal', kind, text, hour, language],
    queryFn: ({ pageParam, signal }) =>
      client.journal.read.query(
        { kind, text, hour: hour === '' ? null : Number(hour), before: pageParam, limit: PAGE, language },
        { signal },
      ),
    initialPageParam: null as number | null,
    // What stood there stays until the answer to the next letter has come.
    placeholderData: keepPreviousData,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.seq),
  });
  const save = useMutation({
    mutationFn: async () =>
      saveText('journal.csv', (await client.journal.export.mutate({ by })).csv, 'text/csv'),
  });
  const lines = journal.data?.pages.flat() ?? [];
  return (
    <>
      <ScreenHeading>{t('Journal')}</ScreenHeading>
      <div className={classes.journal}>
        <div className={classes.tools}>
          <NativeSelect
            label={t('Show')}
            size="sm"
            data={labelled(KINDS)}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as JournalKind)}
          />
          <NativeSelect
            label={t('Hour from')}
            size="sm"
            data={[{ value: '', label: t('any') }, ...HOURS]}
            value={hour}
            onChange={(event) => setHour(event.currentTarget.value)}
          />
          <TextInput
            label={t('With a number, a name, or who entered it')}
            size="sm"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button variant="default" size="sm" disabled={save.isPending} onClick={() => save.mutate()}>
            {t('Save all as CSV')}
          </Button>
        </div>
        <Failed what={t('It was not saved.')} error={save.error} />
        {save.isSuccess && (
          <Notice tone="good" role="status" title={t('The whole journal is saved as CSV.')} />
        )}
        {journal.isPending && <Busy>{t('Reading the journal…')}</Busy>}
        {journal.isLoadingError && (
          <Failed
            what={t('The journal could not be read.')}
            error={journal.error}
            onRetry={() => void journal.refetch()}
          />
        )}
        {journal.data && lines.length === 0 && <p role="status">{t('Nothing like that was entered.')}</p>}
        {lines.length > 0 && <HistoryLines lines={lines} />}
        {journal.hasNextPage && (
          <div>
            <Button
              variant="default"
              size="sm"
              disabled={journal.isFetching}
              onClick={() => void journal.fetchNextPage()}
            >
              {t('Show older entries')}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
