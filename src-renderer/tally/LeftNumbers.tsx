import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { discardDraft, type KeptDraft, leftDrafts, takeDraft } from '../room/drafts.ts';
import { counted, time } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './slip.module.css';
import { openSlip } from './slip-session.ts';
import { numbersTyped, readTallyDraft, tallyDraft } from './tally-draft.ts';

/** Numbers that were typed in a window that has closed since, and not entered. */
export function LeftNumbers() {
  const left = useStore(leftDrafts).filter(({ part }) => part === 'tally');
  return left.map((draft) => <Left key={draft.window} draft={draft} />);
}

function Left({ draft }: { draft: KeptDraft }) {
  const { t } = useWords();
  const typed = numbersTyped(useStore(tallyDraft)).length;
  const isFree = useStore(openSlip) === null && typed === 0;
  // The slip that they were on comes with them: without it they might mean other electors.
  const parts = useStore(leftDrafts).filter(({ window }) => window === draft.window);
  const ofTally = parts.filter(({ part }) => part === 'tally' || part === 'slip');
  const take = useMutation({ mutationFn: () => eachInTurn(ofTally, takeDraft) });
  const discard = useMutation({ mutationFn: () => eachInTurn(ofTally, discardDraft) });
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
      {!isFree && <p>{t('Enter what you have typed here, and finish your slip, first.')}</p>}
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

async function eachInTurn(
  drafts: readonly KeptDraft[],
  work: (draft: KeptDraft) => Promise<void>,
): Promise<void> {
  for (const draft of drafts) await work(draft);
}
