import { MOST_TYPED } from '../../src-shared/limits.ts';
import { count } from '../shared/format.ts';
import { Notice } from '../shared/Notice.tsx';
import { Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { draftsRefused, draftsTooLong } from './drafts.ts';

/** Says that the room does not keep what is typed and not entered: it can only be looked at, or that is too much. */
export function NotKeptNotice() {
  const { t } = useWords();
  const isTooLong = useStore(draftsTooLong).length > 0;
  const what = t('What you have typed here and not entered will be lost when this window closes.');
  const error = useStore(draftsRefused);
  if (!isTooLong) return <Failed what={what} error={error} />;
  return (
    <Notice tone="bad" role="alert" title={what}>
      <p>
        {t('It is longer than {{most}} characters. Enter part of it now, and the rest is kept again.', {
          most: count(MOST_TYPED),
        })}
      </p>
    </Notice>
  );
}
