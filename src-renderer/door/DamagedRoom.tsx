import { useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../src-shared/message.ts';
import { Notice } from '../shared/Notice.tsx';
import { roomSays } from '../shared/room-says.ts';
import { useWords } from '../shared/use-words.ts';
import { BackupList } from './BackupList.tsx';
import { DestroyUnopened } from './DestroyUnopened.tsx';
import classes from './door.module.css';

/** A room whose file is damaged: its backups, the best of them first. */
export function DamagedRoom({ damage }: { damage: Message }) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  return (
    <main className={classes.page}>
      <h1>{t('This room is damaged')}</h1>
      <Notice tone="bad" role="alert" title={roomSays(damage)}>
        <p>
          {t(
            'Restore the newest good backup below. What was entered after it is taken from the damaged room as far as it can be read, and the damaged file is kept.',
          )}
        </p>
      </Notice>
      <BackupList asksWhere onRestored={() => void queryClient.invalidateQueries()} />
      <DestroyUnopened
        label={t('The room is no longer needed: destroy it without opening it…')}
        what={t(
          'These files are written over and removed without being opened, and nothing brings them back. Backups in other places, such as a stick, cannot be known from a damaged room: remove those by hand.',
        )}
      />
    </main>
  );
}
