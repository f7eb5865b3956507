import { Notice } from './Notice.tsx';
import { sentenceOf } from './sentence.ts';

/** Says what was not done and why; nothing while there is no error. */
export function Refused({ what, error }: { what: string; error: unknown }) {
  if (!error) return null;
  return (
    <Notice tone="bad" role="alert" title={what}>
      <p>{sentenceOf(error)}</p>
    </Notice>
  );
}
