import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { charactersIn } from '../../src-shared/characters.ts';
import { PassphraseInput } from '../door/PassphraseInput.tsx';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { useDoor } from '../room/use-door.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { saveBase64 } from '../shared/save-text.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { shownLanguage } from '../shared/words.ts';
import classes from './safety.module.css';

/** Sets, changes or removes the room's passphrase, and says what follows. */
export function Passphrase() {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const door = useDoor().data;
  const [text, setText] = useState('');
  const [again, setAgain] = useState('');
  const [remember, setRemember] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: [ROOM] });
  const set = useMutation({
    mutationFn: () =>
      client.door.setPassphrase.mutate({ passphrase: text, remember, language: shownLanguage() }),
    onSuccess: () => {
      setText('');
      setAgain('');
      void refresh();
    },
  });
  const heading = useRef<HTMLHeadingElement>(null);
  /** The button that was pressed disappears, so the focus moves. */
  const withoutIt = async () => {
    await refresh();
    heading.current?.focus();
  };
  const remove = useMutation({
    mutationFn: () => client.door.removePassphrase.mutate(),
    onSuccess: withoutIt,
  });
  const decline = useMutation({ mutationFn: () => client.door.decline.mutate(), onSuccess: withoutIt });
  const failed = set.error ?? remove.error ?? decline.error;
  const differs = again !== '' && again !== text;
  const least = door?.leastPassphrase ?? 0;
  const lacking = Math.max(0, least - charactersIn(text));
  const hint = lengthHint(t, least, text === '' ? null : lacking);
  return (
    <section className={part.part} aria-labelledby="passphrase">
      <h2 id="passphrase" className={classes.heading} ref={heading} tabIndex={-1}>
        {t('Passphrase')}
      </h2>
      {door?.isEncrypted ? (
        <p>
          {t(
            'This room has a passphrase: nobody can read its file and its backups without it. When you change it, the backups within reach change too.',
          )}
        </p>
      ) : (
        <p>
          {t(
            'This room has no passphrase: anybody who takes this laptop, or a copy of the file, can read how named people mean to vote.',
          )}
        </p>
      )}
      {set.isSuccess && (
        <Notice
          key={set.data.recoveryKey}
          tone="good"
          role="status"
          title={t('The passphrase is set. Print the recovery key now.')}
        >
          <p className={classes.key}>{set.data.recoveryKey}</p>
          <p>
            {t('It opens the room when the passphrase is forgotten. Keep it on paper, away from the laptop.')}
          </p>
          {set.data.left.length > 0 && (
            <p>
              {t('These copies still have the old passphrase: {{copies}}', {
                copies: set.data.left.join(', '),
              })}
            </p>
          )}
          <div>
            <Button
              size="sm"
              // The next thing to do. The button that was pressed has gone.
              autoFocus
              onClick={() => saveBase64('recovery key.pdf', set.data.base64, 'application/pdf')}
            >
              {t('Save the page to print')}
            </Button>
          </div>
        </Notice>
      )}
      <form
        className={part.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (text === again && lacking === 0) set.mutate();
        }}
      >
        <PassphraseInput
          className={part.grow ?? ''}
          label={door?.isEncrypted ? t('New passphrase') : t('Passphrase')}
          description={hint}
          autoComplete="new-password"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <PassphraseInput
          className={part.grow ?? ''}
          label={t('The same again')}
          autoComplete="new-password"
          error={differs ? t('Not the same as the first') : undefined}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        <Button type="submit" disabled={set.isPending || lacking > 0 || text !== again}>
          {door?.isEncrypted ? t('Change the passphrase') : t('Set the passphrase')}
        </Button>
      </form>
      {door?.canRemember && (
        <Checkbox
          label={t('Let this computer remember it')}
          checked={remember}
          onChange={(event) => setRemember(event.currentTarget.checked)}
        />
      )}
      <div className={part.row}>
        {door?.isEncrypted && (
          <Button variant="default" size="sm" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t('Continue without a passphrase')}
          </Button>
        )}
        {door && !door.isEncrypted && !door.isDeclined && (
          <Button variant="default" size="sm" disabled={decline.isPending} onClick={() => decline.mutate()}>
            {t('Continue without: I know that anybody with the laptop can read it')}
          </Button>
        )}
      </div>
      <Failed what={t('Nothing was changed.')} error={failed} />
    </section>
  );
}

/** What makes a good passphrase and, once typing has begun, how many characters are missing. */
function lengthHint(t: ReturnType<typeof useWords>['t'], number: number, missing: number | null): string {
  if (missing === 0) return t('Long enough. Words that have nothing to do with you or each other are best.');
  if (missing === null)
    return t('At least {{number}} characters. Three random words are easy to remember and hard to guess.', {
      number,
    });
  return t(
    'At least {{number}} characters: {{missing}} to go. Three random words are easy to remember and hard to guess.',
    {
      number,
      missing,
    },
  );
}
