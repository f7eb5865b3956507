import { Busy } from '../../../shared/states.tsx';
import { useWords } from '../../../shared/use-words.ts';
import { PromiseChoice } from '../../PromiseChoice.tsx';
import { setMeaning } from '../import-flow.ts';
import type { Understood } from '../import-state.ts';
import { codesOf } from '../questions-asked.ts';

/** Which voting intentions of the files are promises. */
export function PromisesStep({ flow }: { flow: Understood }) {
  const { t } = useWords();
  const codes = codesOf(flow);
  if (codes === null) return <Busy>{t('Checking the whole file…')}</Busy>;
  return <PromiseChoice codes={codes} onChange={setMeaning} />;
}
