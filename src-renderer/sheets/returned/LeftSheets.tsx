import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { discardDraft, type KeptDraft, leftDrafts, takeDraft } from '../../room/drafts.ts';
import { Notice } from '../../shared/Notice.tsx';
import { Failed } from '../../shared/states.tsx';
import { useStore } from '../../shared/store.ts';
import { useWords } from '../../shared/use-words.ts';
import classes from './returned.module.css';
import { readReturnedDraft } from './returned-draft.ts';

/** Sheets that were being entered in a window that has closed since. */
export function LeftSheets() {
  const left = useStore(leftDrafts).filter(({ part }) => part === 'returned');
  return left.map((draft) => <LeftSheet key={draft.window} draft={draft} />);
}

function LeftSheet({ draft }: { draft: KeptDraft }) {
  const { t } = useWords();
  const take = useMutation({ mutationFn: () => takeDraft(draft) });
  const discard = useMutation({ mutationFn: () => discardDraft(draft) });
  const { code } = readReturnedDraft(draft.typed);
  return (
    <Notice
      tone="notice"
      title={t('Sheet {{code}} was being entered in a window that was closed.', { code })}
    >
      <div className={classes.row}>
        <Button size="sm" disabled={take.isPending} onClick={() => take.mutate()}>
          {t('Go on with sheet {{code}}', { code })}
        </Button>
        <Button size="sm" variant="default" disabled={discard.isPending} onClick={() => discard.mutate()}>
          {t('Leave it for later')}
        </Button>
      </div>
      <Failed what={t('That was not done.')} error={take.error ?? discard.error} />
    </Notice>
  );
}
