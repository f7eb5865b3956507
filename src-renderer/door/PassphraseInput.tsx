import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useWords } from '../shared/use-words.ts';

/** A field for a passphrase, with a button that shows what was typed. */
export function PassphraseInput(props: PasswordInputProps) {
  const { t } = useWords();
  return (
    <PasswordInput
      maxLength={500}
      visibilityToggleButtonProps={{ 'aria-label': t('Show or hide the passphrase') }}
      {...props}
    />
  );
}
