import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client } from '../room/client.ts';
import { queryClient, ROOM } from '../room/query-client.ts';
import { useDoor } from '../room/use-door.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { Lock } from './Lock.tsx';
import { type NewPassphrase, PassphraseForm } from './PassphraseForm.tsx';
import { RecoveryKey } from './RecoveryKeyNotice.tsx';
import { RemovePassphrase } from './RemovePassphrase.tsx';

/** Sets, changes or removes the room's passphrase, and says what follows. */
export function Passphrase() {
  const { t } = useWords();
  const door = useDoor().data;
  const heading = useRef<HTMLHeadingElement>(null);
  /** What has been asked for, in a room with a passphrase. */
  const [asked, setAsked] = useState<'change' | 'remove' | null>(null);
  const done = async () => {
    await queryClient.invalidateQueries({ queryKey: [ROOM] });
    setAsked(null);
  };
  const set = useMutation({
    mutationFn: ({ present, passphrase, remember }: NewPassphrase) =>
      client.door.setPassphrase.mutate({ present, passphrase, remember }),
    onSuccess: done,
  });
  /** The button that was pressed disappears. */
  const toHeading = () => heading.current?.focus();
  const back = () => {
    setAsked(null);
    set.reset();
    toHeading();
  };
  if (!door) return null;
  const { isEncrypted, isDeclined } = door;
  return (
    <section className={part.part} aria-labelledby="passphrase">
      <h2 id="passphrase" className={part.heading} ref={heading} tabIndex={-1}>
        {t('Passphrase')}
      </h2>
      <p>
        {isEncrypted
          ? t('This room has a passphrase: nobody can read its file and its backups without it.')
          : t(
              'This room has no passphrase: anybody who takes this laptop, or a copy of the file, can read how named people mean to vote.',
            )}
      </p>
      <RecoveryKey onDone={toHeading} />
      {set.data && set.data.length > 0 && (
        <Notice
          tone="notice"
          role="status"
          title={t('These copies still have the old passphrase: {{copies}}', { copies: set.data.join(', ') })}
        />
      )}
      {isEncrypted && asked === null && (
        <>
          <Lock />
          <div className={part.row}>
            <Button variant="default" size="sm" onClick={() => setAsked('change')}>
              {t('Change the passphrase…')}
            </Button>
            <Button variant="default" size="sm" onClick={() => setAsked('remove')}>
              {t('Remove the passphrase…')}
            </Button>
          </div>
        </>
      )}
      {(!isEncrypted || asked === 'change') && (
        <PassphraseForm
          isPending={set.isPending}
          onSet={(passphrase) => set.mutate(passphrase)}
          onBack={isEncrypted ? back : undefined}
        />
      )}
      <Failed what={t('Nothing was changed.')} error={set.error} />
      {isEncrypted && asked === 'remove' && (
        <RemovePassphrase
          onRemoved={async () => {
            await done();
            toHeading();
          }}
          onBack={back}
        />
      )}
      {!isEncrypted && !isDeclined && <ContinueWithout onDone={toHeading} />}
    </section>
  );
}

/** Confirms that the room has no passphrase. */
function ContinueWithout({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const decline = useMutation({
    mutationFn: () => client.door.decline.mutate(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [ROOM] });
      onDone();
    },
  });
  return (
    <>
      <div className={part.row}>
        <Button variant="default" size="sm" disabled={decline.isPending} onClick={() => decline.mutate()}>
          {t('Continue without: I know that anybody with the laptop can read it')}
        </Button>
      </div>
      <Failed what={t('Nothing was changed.')} error={decline.error} />
    </>
  );
}
