import { Button } from '@mantine/core';
import { AlertIcon, WaitIcon } from '../shared/icons.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './entry-line.module.css';
import type { QueuedEntry } from './entry-queue.ts';
import { entryQueue } from './tally-session.ts';

/** An entry on its way to the room, or one that did not get there. */
export function QueuedLine({ entry }: { entry: QueuedEntry }) {
  const { t } = useWords();
  const { act, commandId, text, place, state, message } = entry;
  const numbers = `${text}${place.district ? ` (${place.district})` : ''}`;
  const what = {
    mark: numbers,
    undo: t('Undo {{numbers}}', { numbers }),
    takeBack: t('Take back {{number}}', { number: numbers }),
    enterAgain: t('Enter {{number}} again', { number: numbers }),
  }[act];
  if (state === 'saving') {
    return (
      <li className={classes.line}>
        <p className={classes.status}>
          <WaitIcon size={18} />
          {t('Saving…')}
        </p>
        <p className={classes.who}>
          <strong className={classes.number}>{what}</strong>
        </p>
      </li>
    );
  }
  return (
    <li className={classes.line} data-failed>
      <p className={classes.status} data-tone="bad">
        <AlertIcon size={18} />
        {t('Not saved')}
      </p>
      <div className={classes.failed}>
        <div role="alert">
          <p>
            <strong className={classes.number}>{what}</strong>
          </p>
          <p className={classes.message}>{message && roomSays(message)}</p>
        </div>
        <div className={classes.actions}>
          <Button
            size="compact-md"
            aria-label={t('Try again: {{what}}', { what })}
            onClick={() => entryQueue.retry(commandId)}
          >
            {t('Try again')}
          </Button>
          <Button
            variant="default"
            size="compact-md"
            aria-label={t('Remove: {{what}}', { what })}
            onClick={() => entryQueue.remove(commandId)}
          >
            {t('Remove')}
          </Button>
        </div>
      </div>
    </li>
  );
}
