import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../room/client.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { BackupList } from './BackupList.tsx';
import { DestroyUnopened } from './DestroyUnopened.tsx';
import classes from './door.module.css';
import { PassphraseInput } from './PassphraseInput.tsx';

/** Asks for the passphrase of the room, or for the recovery key that was printed. */
export function UnlockRoom({ canRemember }: { canRemember: boolean }) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const [byKey, setByKey] = useState(false);
  const [text, setText] = useState('');
  const [remember, setRemember] = useState(false);
  const [toBackups, setToBackups] = useState(false);
  const unlock = useMutation({
    mutationFn: () =>
      client.door.unlock.mutate({ remember, ...(byKey ? { recoveryKey: text } : { passphrase: text }) }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  return (
    <main className={classes.page}>
      <h1>{t('Committee Room')}</h1>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          unlock.mutate();
        }}
      >
        {byKey ? (
          <TextInput
            key="key"
            // It has just been asked for.
            autoFocus
            label={t('Recovery key')}
            description={t(
              'As it is printed: eleven groups of letters and figures. Then set a new passphrase, under Safety.',
            )}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : (
          <PassphraseInput
            key="passphrase"
            autoFocus
            label={t('Passphrase of this room')}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {canRemember && !byKey && (
          <Checkbox
            label={t('Let this computer remember it')}
            checked={remember}
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
        )}
        <Failed what={t('The room did not open.')} error={unlock.error} />
        <div className={classes.row}>
          <Button type="submit" disabled={unlock.isPending || text.trim() === ''}>
            {t('Open the room')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setByKey(!byKey);
              setText('');
              unlock.reset();
            }}
          >
            {byKey ? t('Use the passphrase') : t('I have forgotten it')}
          </Button>
        </div>
      </form>
      {/* A room whose first page is damaged looks like one with another passphrase. */}
      {unlock.isError && !toBackups && (
        <div className={classes.row}>
          <Button variant="default" onClick={() => setToBackups(true)}>
            {t('It is right, but the room does not open: look at its backups')}
          </Button>
        </div>
      )}
      {byKey && (
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
