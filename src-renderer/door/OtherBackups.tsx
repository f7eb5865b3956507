import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import part from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import { PassphraseInput } from './PassphraseInput.tsx';

/** Another passphrase than the room's, and a folder the room does not know; '' for neither. */
export type Elsewhere = { passphrase: string; folder: string };

/** Asks for what is needed to list backups that the room does not open or know of. */
export function OtherBackups({ onAsk }: { onAsk: (elsewhere: Elsewhere) => void }) {
  const { t } = useWords();
  const form = useForm<Elsewhere>({ initialValues: { passphrase: '', folder: '' } });
  return (
    <form className={part.row} onSubmit={form.onSubmit((elsewhere) => onAsk(elsewhere))}>
      <TextInput
        className={part.grow ?? ''}
        label={t('Another folder with backups, such as a USB stick')}
        maxLength={1000}
        spellCheck={false}
        {...form.getInputProps('folder')}
      />
      <PassphraseInput
        size="md"
        className={part.grow ?? ''}
        label={t('Passphrase of the backups')}
        autoComplete="off"
        {...form.getInputProps('passphrase')}
      />
      <Button type="submit" variant="default">
        {t('Look there')}
      </Button>
    </form>
  );
}
