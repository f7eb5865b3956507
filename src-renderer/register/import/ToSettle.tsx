import { counted } from '../../shared/format.ts';
import { Notice } from '../../shared/Notice.tsx';
import { useWords } from '../../shared/use-words.ts';

/** After an import: how many questions it left for a person. Nothing if there are none. */
export function ToSettle({ questions }: { questions: number }) {
  const { t } = useWords();
  if (questions === 0) return null;
  return (
    <Notice
      tone="notice"
      title={t('{{questions}} to settle.', { questions: counted(questions, 'question') })}
    >
      <p>
        {t('The import did not guess who some people are. Go back to the register and choose “To settle”.')}
      </p>
    </Notice>
  );
}
