import { counted } from '../shared/format.ts';
import { sentenceOf } from '../shared/sentence.ts';
import { useWords } from '../shared/use-words.ts';
import { type CountedChoice, usePageCount } from './use-page-count.ts';

/** How much paper a choice of sheets makes, before it is made. */
export function PageCount({ choice }: { choice: CountedChoice }) {
  const { t } = useWords();
  const { data, error, isCounting } = usePageCount(choice);
  if (error) return <> {sentenceOf(error)}</>;
  if (!data || isCounting) return <> {t('Counting the pages…')}</>;
  const { sheets, pages } = data;
  return (
    <>
      {' '}
      <strong>
        {t('{{sheets}} on {{pages}}.', { sheets: counted(sheets, 'sheet'), pages: counted(pages, 'page') })}
      </strong>
    </>
  );
}
