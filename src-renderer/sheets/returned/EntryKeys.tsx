import { Trans } from 'react-i18next';
import { useWords } from '../../shared/use-words.ts';
import { ANSWERS } from './answers.ts';
import classes from './returned.module.css';

/** Which key does what. */
export function EntryKeys() {
  const { t } = useWords();
  return (
    <p className={classes.keys}>
      {ANSWERS.map(({ key, label }) => (
        <span key={key}>
          <kbd>{key.toUpperCase()}</kbd> {t(label)}
        </span>
      ))}
      <span>
        <Trans t={t} i18nKey="<key>Space</key> nothing on the paper" components={{ key: <kbd /> }} />
      </span>
      <span>
        <Trans t={t} i18nKey="<key>Backspace</key> take back" components={{ key: <kbd /> }} />
      </span>
      <span>
        <Trans t={t} i18nKey="<key>Enter</key> the sheet is done" components={{ key: <kbd /> }} />
      </span>
    </p>
  );
}
