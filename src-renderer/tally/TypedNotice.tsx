import { addressOf } from '../room/use-screen.ts';
import { counted } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { openSlip } from './slip/slip-session.ts';
import { numbersTyped, tallyDraft } from './tally-draft.ts';

/** Says on the other screens that numbers are typed in the Tally and not entered, or that a slip is not finished. */
export function TypedNotice() {
  const { t } = useWords();
  const typed = numbersTyped(useStore(tallyDraft)).length;
  const slip = useStore(openSlip);
  if (typed === 0 && slip === null) return null;
  return (
    <Notice
      tone="plain"
      title={
        typed > 0
          ? counted(typed, 'number is typed and not entered yet.', 'numbers are typed and not entered yet.')
          : t('Slip {{id}} is not finished.', { id: slip?.number ?? '' })
      }
    >
      <a href={addressOf('tally')}>{t('Go on in Tally')}</a>
    </Notice>
  );
}
