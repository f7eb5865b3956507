import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { discardDraft, leftDrafts, takeDraft } from '../room/drafts.ts';
import { counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './slip.module.css';
import { numbersTyped, readTallyDraft, tallyDraft } from './tally-draft.ts';

/** Numbers that were typed in a window that has closed since, and not entered. */
export function LeftNumbers() {
  const left = useStore(leftDrafts).filter(({ part }) => part === 'tally');
  return left.map((draft) => <Left key={draft.window} draft={draft} />);
}

function Left({ draft }: { draft: ReturnType<typeof leftDrafts.get>[number] }) {
  const { t } = useWords();
  const isFree = numbersTyped(useStore(tallyDraft)).length === 0;
  const take = useMutation({ mutationFn: () => takeDraft(draft) });
  const discard = useMutation({ mutationFn: () => discardDraft(draft) });
  const numbers = numbersTyped(readTallyDraft(draft.typed));
  return (
    <Notice
      tone="notice"
      title={t('{{numbers}} typed at {{time}} in a window that was closed, and not entered', {
        numbers: counted(numbers.length, 'number'),
        time: time(draft.at),
      })}
    >
      <p>{numbers.join('; ')}</p>
      {!isFree && <p>{t('Enter what you have typed here first.')}</p>}
      <div className={classes.bar}>
        <Button size="sm" disabled={!isFree || take.isPending} onClick={() => take.mutate()}>
          {t('Go on with them here')}
        </Button>
        <Button size="sm" variant="default" disabled={discard.isPending} onClick={() => discard.mutate()}>
          {t('Discard them')}
        </Button>
      </div>
      <Failed what={t('That was not done.')} error={take.error ?? discard.error} />
    </Notice>
  );
}
