import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { useDoor } from '../room/use-door.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import { type NewPassphrase, PassphraseForm } from './PassphraseForm.tsx';
import { RecoveryKeyNotice } from './RecoveryKeyNotice.tsx';
import classes from './safety.module.css';

/** Sets, changes or removes the room's passphrase, and says what follows. */
export function Passphrase() {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const door = useDoor().data;
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useForm<NewPassphrase>({ initialValues: { passphrase: '', again: '', remember: false } });
  const refresh = () => queryClient.invalidateQueries({ queryKey: [ROOM] });
  const set = useMutation({
    mutationFn: ({ passphrase, remember }: NewPassphrase) =>
      client.door.setPassphrase.mutate({ passphrase, remember, language: shownLanguage() }),
    onSuccess: () => {
      form.setValues({ passphrase: '', again: '' });
      void refresh();
    },
  });
  const without = useMutation({
    mutationFn: (isEncrypted: boolean) =>
      isEncrypted ? client.door.removePassphrase.mutate() : client.door.decline.mutate(),
    onSuccess: async () => {
      await refresh();
      // The button that was pressed disappears.
      heading.current?.focus();
    },
  });
  return (
    <section className={part.part} aria-labelledby="passphrase">
      <h2 id="passphrase" className={classes.heading} ref={heading} tabIndex={-1}>
        {t('Passphrase')}
      </h2>
      <p>
        {door?.isEncrypted
          ? t(
              'This room has a passphrase: nobody can read its file and its backups without it. When you change it, the backups within reach change too.',
            )
          : t(
              'This room has no passphrase: anybody who takes this laptop, or a copy of the file, can read how named people mean to vote.',
            )}
      </p>
      {set.isSuccess && <RecoveryKeyNotice key={set.data.recoveryKey} {...set.data} />}
      <PassphraseForm form={form} isPending={set.isPending} onSet={(passphrase) => set.mutate(passphrase)} />
      <ContinueWithout isPending={without.isPending} onContinue={without.mutate} />
      <Failed what={t('Nothing was changed.')} error={set.error ?? without.error} />
    </section>
  );
}

type ContinueWithoutProps = { isPending: boolean; onContinue: (isEncrypted: boolean) => void };

/** Removes the passphrase, or confirms that the room has none. Nothing once that is confirmed. */
function ContinueWithout({ isPending, onContinue }: ContinueWithoutProps) {
  const { t } = useWords();
  const door = useDoor().data;
  return (
    <div className={part.row}>
      {door && (door.isEncrypted || !door.isDeclined) && (
        <Button variant="default" size="sm" disabled={isPending} onClick={() => onContinue(door.isEncrypted)}>
          {door.isEncrypted
            ? t('Continue without a passphrase')
            : t('Continue without: I know that anybody with the laptop can read it')}
        </Button>
      )}
    </div>
  );
}
