import { Button } from '@mantine/core';
import { saveText } from '../shared/save-text.ts';
import classes from './door.module.css';

/** What was removed, to be kept; there is no room any more. */
export function DestroyedRoom({ certificate }: { certificate: string }) {
  return (
    <main className={classes.page}>
      <h1>The room is destroyed</h1>
      <p>Save or print what was removed, then close the program.</p>
      <pre className={classes.certificate}>{certificate}</pre>
      <div className={classes.row}>
        <Button onClick={() => saveText('certificate of destruction.txt', certificate, 'text/plain')}>
          Save the certificate
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          Print it
        </Button>
      </div>
    </main>
  );
}
