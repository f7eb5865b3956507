import { type KeptDraft, leftDrafts } from '../room/drafts.ts';
import { LeftDraft } from '../room/LeftDraft.tsx';
import { counted, time } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { openSlip } from './slip/slip-session.ts';
import { numbersTyped, readTallyDraft, tallyDraft } from './tally-draft.ts';

/** Numbers that were typed in a window that has closed since, and not entered. */
export function LeftNumbers() {
  const left = useStore(leftDrafts);
  return left.flatMap((draft) => {
    const numbers = draft.part === 'tally' ? numbersTyped(readTallyDraft(draft.typed)) : [];
    if (numbers.length === 0) return [];
    // The slip that they were on comes with them: without it they might mean other electors.
    const isOnSlip = ({ window, part }: KeptDraft) => window === draft.window && part === 'slip';
    const drafts = [draft, ...left.filter(isOnSlip)];
    return [<Left key={draft.window} drafts={drafts} numbers={numbers} at={draft.at} />];
  });
}

type LeftProps = { drafts: readonly KeptDraft[]; numbers: readonly string[]; at: number };

function Left({ drafts, numbers, at }: LeftProps) {
  const { t } = useWords();
  const typed = numbersTyped(useStore(tallyDraft)).length;
  const isFree = useStore(openSlip) === null && typed === 0;
  return (
    <LeftDraft
      drafts={drafts}
      title={t('{{numbers}} typed at {{time}} in a window that was closed, and not entered', {
        numbers: counted(numbers.length, 'number'),
        time: time(at),
      })}
      take={t('Go on with them here')}
      discard={t('Discard them')}
      isFree={isFree}
    >
      <p>{numbers.join('; ')}</p>
      {!isFree && <p>{t('Enter what you have typed here, and finish your slip, first.')}</p>}
    </LeftDraft>
  );
}
