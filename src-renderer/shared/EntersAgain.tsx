import { Trans } from 'react-i18next';
import { useWords } from './use-words.ts';

/** What Ctrl+Shift+Z would enter again. */
export function EntersAgain({ what }: { what: string }) {
  const { t } = useWords();
  return (
    <Trans
      t={t}
      i18nKey="<key>Ctrl</key> <key>Shift</key> <key>Z</key> enters {{what}} again."
      values={{ what }}
      components={{ key: <kbd /> }}
    />
  );
}
