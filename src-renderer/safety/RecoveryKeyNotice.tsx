import { Button } from '@mantine/core';
import { Notice } from '../shared/Notice.tsx';
import { saveBase64 } from '../shared/save-text.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './safety.module.css';

type RecoveryKeyNoticeProps = {
  recoveryKey: string;
  /** The page with the key, a PDF. */
  base64: string;
  /** Copies that still have the old passphrase. */
  left: readonly string[];
};

/** Shows the new recovery key, with a page to print. */
export function RecoveryKeyNotice({ recoveryKey, base64, left }: RecoveryKeyNoticeProps) {
  const { t } = useWords();
  return (
    <Notice tone="good" role="status" title={t('The passphrase is set. Print the recovery key now.')}>
      <p className={classes.key}>{recoveryKey}</p>
      <p>
        {t('It opens the room when the passphrase is forgotten. Keep it on paper, away from the laptop.')}
      </p>
      {left.length > 0 && (
        <p>{t('These copies still have the old passphrase: {{copies}}', { copies: left.join(', ') })}</p>
      )}
      <div>
        <Button
          size="sm"
          // The next thing to do. The button that was pressed has gone.
          autoFocus
          onClick={() => saveBase64('recovery key.pdf', base64, 'application/pdf')}
        >
          {t('Save the page to print')}
        </Button>
      </div>
    </Notice>
  );
}
