import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { saveText } from '../shared/save-text.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './door.module.css';

/** What was removed, to be kept; there is no room any more. */
export function DestroyedRoom({ certificate }: { certificate: string }) {
  const { t } = useWords();
  // What this window could not send is of the room, too.
  useEffect(() => {
    try {
      sessionStorage.clear();
    } catch {
      // Without storage there is nothing.
    }
  }, []);
  return (
    <main className={classes.page}>
      <h1>{t('The room is destroyed')}</h1>
      <p>{t('Save or print what was removed, then close the program.')}</p>
      <pre className={classes.certificate}>{certificate}</pre>
      <div className={classes.row}>
        <Button onClick={() => saveText('certificate of destruction.txt', certificate, 'text/plain')}>
          {t('Save the certificate')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('Print it')}
        </Button>
      </div>
    </main>
  );
}
