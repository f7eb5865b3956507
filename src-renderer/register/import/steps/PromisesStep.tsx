import { PromiseChoice } from '../../PromiseChoice.tsx';
import { setMeanings } from '../import-flow.ts';
import type { Understood } from '../import-state.ts';
import { codesAsked, codesOf } from '../questions-asked.ts';
import { Checking, CheckProgress } from './UnderstoodStep.tsx';

/** Which voting intentions of the files are promises. */
export function PromisesStep({ flow }: { flow: Understood }) {
  const codes = codesAsked(flow);
  if (codes === null) return <NotYet flow={flow} />;
  const known = codesOf(flow) ?? [];
  const isProposed = codes.some(({ meaning }, at) => meaning !== known[at]?.meaning);
  return <PromiseChoice codes={codes} isProposed={isProposed} onChange={setMeanings} />;
}

/** The codes are known when the whole file has been checked, or never if that has failed. */
function NotYet({ flow }: { flow: Understood }) {
  const { at } = flow.register.kind === 'canvass' ? flow.planning : flow.surveying;
  return at === 'failed' ? <Checking flow={flow} /> : <CheckProgress flow={flow} />;
}
