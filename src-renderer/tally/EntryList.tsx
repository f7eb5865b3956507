import { Button } from '@mantine/core';
import { useId } from 'react';
import { counted } from '../shared/format.ts';
import { Busy, Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './entry-list.module.css';
import { failedEntries } from './entry-queue.ts';
import { QueuedLine } from './QueuedLine.tsx';
import { RecentLine } from './RecentLine.tsx';
import { entryQueue } from './tally-session.ts';
import { RECENT_SHOWN, useRecentEntries } from './use-recent-entries.ts';

/** What was recently entered, newest first: entries still being saved, then those the room has. */
export function EntryList({ onUndo }: { onUndo: (number: string, telling: string) => void }) {
  const { t } = useWords();
  const headingId = useId();
  const recent = useRecentEntries();
  const session = useStore(entryQueue.session);
  const { queue } = session;
  const failed = failedEntries(session).length;
  const nothing = recent.data?.length === 0 && queue.length === 0;
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={classes.heading}>
        {t('Recently entered')}
      </h2>
      {recent.isPending && <Busy>{t('Loading the list…')}</Busy>}
      {recent.isLoadingError && (
        <Failed
          what={t('The list could not be shown.')}
          error={recent.error}
          onRetry={() => void recent.refetch()}
        />
      )}
      {failed > 1 && (
        <p className={classes.failed}>
          {counted(failed, 'entry is not saved.', 'entries are not saved.')}
          <Button size="compact-md" onClick={() => entryQueue.retryAll()}>
            {t('Try all again')}
          </Button>
        </p>
      )}
      {nothing && (
        <p className={classes.nothing}>{t('No number has been entered yet. The first will show here.')}</p>
      )}
      <ol className={classes.list} aria-labelledby={headingId}>
        {queue.toReversed().map((entry) => (
          <QueuedLine key={entry.commandId} entry={entry} />
        ))}
        {recent.data?.map((entry) => (
          <RecentLine key={entry.id} entry={entry} onUndo={onUndo} />
        ))}
      </ol>
      {recent.data?.length === RECENT_SHOWN && (
        <p className={classes.nothing}>
          {t('Only the newest {{number}} are shown. All of them are kept.', { number: RECENT_SHOWN })}
        </p>
      )}
    </section>
  );
}
