import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { BackupList } from './BackupList.tsx';
import { DestroyUnopened } from './DestroyUnopened.tsx';
import classes from './door.module.css';
import { UnlockForm, type Unlocking } from './UnlockForm.tsx';

type UnlockRoomProps = {
  /** The name of its file. */
  room: string;
  canRemember: boolean;
  /** The room is open for backups, and only its screens are closed. */
  isScreenLocked: boolean;
};

/** A room with a passphrase: opens it, or offers what is left when it does not open. */
export function UnlockRoom({ room, canRemember, isScreenLocked }: UnlockRoomProps) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const [byKey, setByKey] = useState(false);
  const [toBackups, setToBackups] = useState(false);
  const unlock = useMutation({
    mutationFn: ({ secret, remember }: Unlocking) =>
      client.door.unlock.mutate({ remember, ...(byKey ? { recoveryKey: secret } : { passphrase: secret }) }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  return (
    <main className={classes.page}>
      <h1>{room}</h1>
      {isScreenLocked && (
        <p>{t('Locked. The room stays open for its backups, and what was typed is kept.')}</p>
      )}
      <UnlockForm
        byKey={byKey}
        canRemember={canRemember && !isScreenLocked}
        isPending={unlock.isPending}
        error={unlock.error}
        onUnlock={(unlocking) => unlock.mutate(unlocking)}
        onSwitch={() => {
          setByKey(!byKey);
          unlock.reset();
        }}
      />
      {/* A room whose first page is damaged looks like one with another passphrase. */}
      {unlock.isError && !toBackups && !isScreenLocked && (
        <div className={part.row}>
          <Button variant="default" onClick={() => setToBackups(true)}>
            {t('It is right, but the room does not open: look at its backups')}
          </Button>
        </div>
      )}
      {byKey && !isScreenLocked && (
        <DestroyUnopened
          label={t('Both are lost: destroy the room without opening it…')}
          what={t(
            'These files are written over and removed without being opened, and nothing brings them back. Backups in other places, such as a stick, are not known without the passphrase: remove those by hand.',
          )}
        />
      )}
      {toBackups && <BackupList asksWhere onRestored={() => void queryClient.invalidateQueries()} />}
    </main>
  );
}
