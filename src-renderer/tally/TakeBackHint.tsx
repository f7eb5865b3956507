import { Trans } from 'react-i18next';
import { EntersAgain } from '../shared/EntersAgain.tsx';
import { counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import type { OwnEntry } from './entry-queue.ts';
import { entryQueue } from './tally-session.ts';

/** What Ctrl+Z would take back, and what could be entered again. */
export function TakeBackHint() {
  const { t } = useWords();
  const { mine, takenBack } = useStore(entryQueue.session);
  const last = mine.at(-1);
  const again = takenBack.at(-1);
  if (!last && !again) return null;
  return (
    <p className={part.hint}>
      {last && (
        <Trans
          t={t}
          i18nKey="<key>Ctrl</key> <key>Z</key> in the empty field takes back {{what}}."
          values={{ what: inWords(last) }}
          components={{ key: <kbd /> }}
        />
      )}{' '}
      {again && <EntersAgain what={inWords(again)} />}
    </p>
  );
}

function inWords({ number, numbers }: OwnEntry): string {
  return number === '' ? counted(numbers, 'number') : number;
}
