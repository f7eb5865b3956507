import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { Message } from '../../src-shared/message.ts';
import { leavePractice } from '../room/practice.ts';
import part from '../shared/part.module.css';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import classes from './door.module.css';

/** In the window of a practice that has ended: what was entered in it, and the way back to the room. */
export function PracticeEnded({ said }: { said: Message }) {
  const { t } = useWords();
  useEffect(() => {
    document.title = t('Committee Room');
  }, [t]);
  return (
    <main className={classes.page}>
      <h1>{t('The practice has ended')}</h1>
      <p role="status">{roomSays(said)}</p>
      <div className={part.row}>
        <Button autoFocus onClick={leavePractice}>
          {t('Back to your own room')}
        </Button>
      </div>
    </main>
  );
}
