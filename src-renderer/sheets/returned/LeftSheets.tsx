import { leftDrafts } from '../../room/drafts.ts';
import { LeftDraft } from '../../room/LeftDraft.tsx';
import { useStore } from '../../shared/store.ts';
import { useWords } from '../../shared/use-words.ts';
import { readReturnedDraft } from './returned-draft.ts';

/** Sheets that were being entered in a window that has closed since. */
export function LeftSheets() {
  const { t } = useWords();
  const left = useStore(leftDrafts).filter(({ part }) => part === 'returned');
  return left.map((draft) => {
    const { code } = readReturnedDraft(draft.typed);
    return (
      <LeftDraft
        key={draft.window}
        drafts={[draft]}
        title={t('Sheet {{code}} was being entered in a window that was closed.', { code })}
        take={t('Go on with sheet {{code}}', { code })}
        discard={t('Leave it for later')}
      />
    );
  });
}
