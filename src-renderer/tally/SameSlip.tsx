import { Notice } from '../shared/Notice.tsx';
import { useWords } from '../shared/use-words.ts';

/** Says that a slip holds mostly what another slip holds already. */
export function SameSlip({ sameAs }: { sameAs: number }) {
  const { t } = useWords();
  return (
    <Notice
      tone="notice"
      role="alert"
      title={t('Most of these numbers stand on slip {{sameAs}} already.', { sameAs })}
    >
      <p>{t('It may be the same slip entered twice, or a photograph of it. Nothing is counted twice.')}</p>
    </Notice>
  );
}
