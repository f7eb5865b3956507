import { Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { draftsRefused } from './drafts.ts';

/** Says that the room does not keep what is typed and not entered, as one that can only be looked at. */
export function NotKeptNotice() {
  const { t } = useWords();
  return (
    <Failed
      what={t('What you have typed here and not entered will be lost when this window closes.')}
      error={useStore(draftsRefused)}
    />
  );
}
