import { Button, Checkbox } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { charactersIn } from '../../src-shared/characters.ts';
import { PassphraseInput } from '../door/PassphraseInput.tsx';
import { useDoor } from '../room/use-door.ts';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';

/** A new passphrase, typed twice, and whether this computer remembers it. */
export type NewPassphrase = { passphrase: string; again: string; remember: boolean };

type PassphraseFormProps = {
  form: UseFormReturnType<NewPassphrase>;
  isPending: boolean;
  onSet: (passphrase: NewPassphrase) => void;
};

/** Asks for a new passphrase. Enter sets it once it is long enough and typed the same twice. */
export function PassphraseForm({ form, isPending, onSet }: PassphraseFormProps) {
  const { t } = useWords();
  const door = useDoor().data;
  const { passphrase, again } = form.values;
  const least = door?.leastPassphrase ?? 0;
  const missing = Math.max(0, least - charactersIn(passphrase));
  const differs = again !== passphrase;
  return (
    <>
      <form className={part.row} onSubmit={form.onSubmit((values) => onSet(values))}>
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
