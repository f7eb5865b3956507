import { addressOf } from '../room/use-screen.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { failedEntries } from './entry-queue.ts';
import { entryQueue } from './tally-session.ts';

/** Says on the other screens that numbers entered here have not reached the room. */
export function UnsavedNotice() {
  const { t } = useWords();
  const failed = failedEntries(useStore(entryQueue.session)).length;
  if (failed === 0) return null;
  return (
    <Notice
      tone="bad"
      title={counted(failed, 'entry of yours is not saved.', 'entries of yours are not saved.')}
    >
      <a href={addressOf('tally')}>{t('Go to Tally and try again')}</a>
    </Notice>
  );
}
