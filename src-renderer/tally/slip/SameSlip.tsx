import type { SlipName } from '../../../src-main/turnout/slips/slip-name.ts';
import { Notice } from '../../shared/Notice.tsx';
import { useWords } from '../../shared/use-words.ts';

/** Says that most numbers of a slip are already on another. */
export function SameSlip({ sameAs }: { sameAs: SlipName }) {
  const { t } = useWords();
  return (
    <Notice
      tone="notice"
      role="alert"
      title={t('Most of these numbers are already on slip {{sameAs}}.', { sameAs })}
    >
      <p>{t('It may be the same slip entered twice, or a photograph of it. Nothing is counted twice.')}</p>
    </Notice>
  );
}
