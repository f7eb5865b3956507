import type { CanvassResult } from '../../../src-main/register/import/canvass-import.ts';
import { counted } from '../../shared/format.ts';
import { useWords } from '../../shared/use-words.ts';
import { NamedList } from '../NamedList.tsx';

/** Whose promise a canvass gains or loses, and what else it changes, by name. */
export function CanvassChanges({ result }: { result: CanvassResult }) {
  const { t } = useWords();
  const { gained, lost, answers, facts, older } = result;
  const title = (sentence: string, { total }: { total: number }) =>
    t(sentence, { electors: counted(total, 'elector') });
  return (
    <div>
      <NamedList title={title('Promises gained: {{electors}}', gained)} list={gained} />
      <NamedList title={title('Promises lost: {{electors}}', lost)} list={lost} />
      <NamedList title={title('Voting intention changed: {{electors}}', answers)} list={answers} />
      <NamedList title={title('Other changes: {{electors}}', facts)} list={facts} />
      <NamedList
        title={title('Older than the answer in the room, which stays: {{electors}}', older)}
        list={older}
      />
    </div>
  );
}
