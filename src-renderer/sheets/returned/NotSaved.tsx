import { Button } from '@mantine/core';
import { counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { sentenceOf } from '../../shared/sentence.ts';
import { useWords } from '../../shared/use-words.ts';
import type { SheetEntry } from './use-sheet-entry.ts';

/** Says how many answers did not reach the room. */
export function NotSaved({ unsaved, error, saveAgain }: Pick<SheetEntry, 'unsaved' | 'error' | 'saveAgain'>) {
  const { t } = useWords();
  if (unsaved === 0) return null;
  return (
    <Notice
      tone="bad"
      role="alert"
      title={t('{{answers}} not saved.', { answers: counted(unsaved, 'answer is', 'answers are') })}
    >
      {error && <p>{sentenceOf(error)}</p>}
      <Button size="sm" onClick={saveAgain}>
        {t('Try again')}
      </Button>
    </Notice>
  );
}
