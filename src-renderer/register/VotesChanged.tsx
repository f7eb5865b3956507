import type { VotesChanged as Changed } from '../../src-main/register/absent-voters.ts';
import { counted } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import { NamedList } from './NamedList.tsx';

/** Who becomes or stops being a postal voter or a proxy, by name. */
export function VotesChanged({ becomePostal, becomeProxy, stopPostal, stopProxy }: Changed) {
  const { t } = useWords();
  const title = (sentence: string, { total }: { total: number }) =>
    t(sentence, { electors: counted(total, 'elector') });
  return (
    <div>
      <NamedList title={title('Become postal voters: {{electors}}', becomePostal)} list={becomePostal} />
      <NamedList title={title('Become proxies: {{electors}}', becomeProxy)} list={becomeProxy} />
      <NamedList title={title('Stop being postal voters: {{electors}}', stopPostal)} list={stopPostal} />
      <NamedList title={title('Stop being proxies: {{electors}}', stopProxy)} list={stopProxy} />
    </div>
  );
}
