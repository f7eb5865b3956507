import { Button, Checkbox } from '@mantine/core';
import { useForm } from '@mantine/form';
import { charactersIn } from '../../src-shared/characters.ts';
import { PassphraseInput } from '../door/PassphraseInput.tsx';
import { useDoor } from '../room/use-door.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';

/** A new passphrase, typed twice, with the one before (if there is one), and whether this computer remembers it. */
export type NewPassphrase = { present: string; passphrase: string; again: string; remember: boolean };

type PassphraseFormProps = {
  isPending: boolean;
  onSet: (passphrase: NewPassphrase) => void;
  /** Leaves the passphrase as it is, in a room that has one. */
  onBack: (() => void) | undefined;
};

/** Asks for a new passphrase. Enter sets it once it is long enough and typed the same twice. */
export function PassphraseForm({ isPending, onSet, onBack }: PassphraseFormProps) {
  const { t } = useWords();
  const form = useForm<NewPassphrase>({
    initialValues: { present: '', passphrase: '', again: '', remember: false },
  });
  const door = useDoor().data;
  const { passphrase, again } = form.values;
  const least = door?.leastPassphrase ?? 0;
  const missing = Math.max(0, least - charactersIn(passphrase));
  const differs = again !== passphrase;
  return (
    <>
      {door?.isEncrypted && (
        <p>
          {t(
            'After the change, neither the old passphrase nor the old recovery key opens the room and the backups within reach. A copy on a stick that is not plugged in keeps the old one. There is a new recovery key to print.',
          )}
        </p>
      )}
      <form className={part.row} onSubmit={form.onSubmit((values) => onSet(values))}>
        {door?.isEncrypted && (
          <PassphraseInput
            className={part.grow ?? ''}
            // It has just been asked for.
            autoFocus
            label={t('Current passphrase, or the recovery key')}
            autoComplete="off"
            {...form.getInputProps('present')}
          />
        )}
        <PassphraseInput
          className={part.grow ?? ''}
          label={door?.isEncrypted ? t('New passphrase') : t('Passphrase')}
          description={lengthHint(t, least, passphrase === '' ? null : missing)}
          autoComplete="new-password"
          {...form.getInputProps('passphrase')}
        />
        <PassphraseInput
          className={part.grow ?? ''}
          label={t('The same again')}
          autoComplete="new-password"
          {...form.getInputProps('again')}
          error={again !== '' && differs ? t('Not the same as the first') : undefined}
        />
        <Button type="submit" disabled={isPending || missing > 0 || differs}>
          {door?.isEncrypted ? t('Change the passphrase') : t('Set the passphrase')}
        </Button>
        {onBack && (
          <Button variant="default" onClick={onBack}>
            {t('Leave it as it is')}
          </Button>
        )}
      </form>
      {door?.canRemember && (
        <Checkbox
          label={t('Let this computer remember it')}
          {...form.getInputProps('remember', { type: 'checkbox' })}
        />
      )}
    </>
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
