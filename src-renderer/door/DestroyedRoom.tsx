import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../room/client.ts';
import part from '../shared/part.module.css';
import { saveBase64, saveText } from '../shared/save-text.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './door.module.css';

type Props = {
  certificate: string;
  /** The other laptops of the day need one of their own. */
  isForLaptops: boolean;
};

/** What was removed, to be kept; there is no room any more. */
export function DestroyedRoom({ certificate, isForLaptops }: Props) {
  const { t } = useWords();
  const save = useMutation({
    mutationFn: () => client.door.certificateForLaptops.query(),
    onSuccess: ({ name, base64 }) => saveBase64(name, base64, 'application/octet-stream'),
  });
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
      <div className={part.row}>
        <Button onClick={() => saveText('certificate of destruction.txt', certificate, 'text/plain')}>
          {t('Save the certificate')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('Print it')}
        </Button>
        {isForLaptops && (
          <Button variant="default" disabled={save.isPending} onClick={() => save.mutate()}>
            {t('Save the certificate for the other laptops')}
          </Button>
        )}
      </div>
      <Failed what={t('It was not saved.')} error={save.error} />
    </main>
  );
}
