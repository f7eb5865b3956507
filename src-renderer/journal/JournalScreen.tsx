import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Conflicts } from '../laptops/Conflicts.tsx';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import part from '../shared/part.module.css';
import { ScreenHeading } from '../shared/ScreenHeading.tsx';
import { Busy, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import { HistoryLines } from './HistoryLines.tsx';
import { type JournalFilter, JournalTools } from './JournalTools.tsx';

const PAGE = 100;

/** Everything that was entered, by whom and when, newest first. Nothing is ever removed from it. */
export function JournalScreen() {
  const { t } = useWords();
  const [filter, setFilter] = useState<JournalFilter>({ kind: 'all', text: '', hour: null });
  return (
    <>
      <ScreenHeading>{t('Journal')}</ScreenHeading>
      <div className={part.parts}>
        <Conflicts />
        <JournalTools filter={filter} onFilter={setFilter} />
        <Entries filter={filter} />
      </div>
    </>
  );
}

function Entries({ filter }: { filter: JournalFilter }) {
  const { t } = useWords();
  const language = shownLanguage();
  const journal = useInfiniteQuery({
    queryKey: [ROOM, 'journal', filter, language],
    queryFn: ({ pageParam, signal }) =>
      client.journal.read.query({ ...filter, before: pageParam, limit: PAGE, language }, { signal }),
    initialPageParam: null as number | null,
    // The entries shown stay until those of the new filter have come.
    placeholderData: keepPreviousData,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.seq),
  });
  const lines = journal.data?.pages.flat() ?? [];
  return (
    <>
      {journal.isPending && <Busy>{t('Loading the journal…')}</Busy>}
      {journal.isLoadingError && (
        <Failed
          what={t('The journal could not be read.')}
          error={journal.error}
          onRetry={() => void journal.refetch()}
        />
      )}
      {journal.data && lines.length === 0 && <p role="status">{t('No entry matches.')}</p>}
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
    </>
  );
}
