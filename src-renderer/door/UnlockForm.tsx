import { Button, Checkbox, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './door.module.css';
import { PassphraseInput } from './PassphraseInput.tsx';

/** The passphrase or the recovery key, and whether this computer remembers it. */
export type Unlocking = { secret: string; remember: boolean };

type UnlockFormProps = {
  /** Whether it asks for the recovery key instead of the passphrase. */
  byKey: boolean;
  canRemember: boolean;
  isPending: boolean;
  error: unknown;
  onUnlock: (unlocking: Unlocking) => void;
  /** Asks for the other of the two. */
  onSwitch: () => void;
};

/** Asks for the passphrase of the room, or for the recovery key that was printed. Enter opens the room. */
export function UnlockForm({ byKey, canRemember, isPending, error, onUnlock, onSwitch }: UnlockFormProps) {
  const { t } = useWords();
  const form = useForm<Unlocking>({ initialValues: { secret: '', remember: false } });
  const askOther = () => {
    form.setFieldValue('secret', '');
    onSwitch();
  };
  return (
    <form className={classes.form} onSubmit={form.onSubmit((unlocking) => onUnlock(unlocking))}>
      {byKey ? <RecoveryKeyField form={form} /> : <PassphraseField form={form} />}
      {canRemember && !byKey && (
        <Checkbox
          label={t('Let this computer remember it')}
          {...form.getInputProps('remember', { type: 'checkbox' })}
        />
      )}
      <Failed what={t('The room did not open.')} error={error} />
      <div className={part.row}>
        <Button type="submit" disabled={isPending || form.values.secret.trim() === ''}>
          {t('Open the room')}
        </Button>
        <Button variant="default" onClick={askOther}>
          {byKey ? t('Use the passphrase') : t('I have forgotten it')}
        </Button>
      </div>
    </form>
  );
}

type FieldProps = { form: UseFormReturnType<Unlocking> };

function RecoveryKeyField({ form }: FieldProps) {
  const { t } = useWords();
  return (
    <TextInput
      // It has just been asked for.
      autoFocus
      label={t('Recovery key')}
      description={t(
        'As it is printed: eleven groups of letters and figures. Then set a new passphrase, under Safety.',
      )}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      {...form.getInputProps('secret')}
    />
  );
}

function PassphraseField({ form }: FieldProps) {
  const { t } = useWords();
  return (
    <PassphraseInput
      autoFocus
      label={t('Passphrase of this room')}
      autoComplete="off"
      {...form.getInputProps('secret')}
    />
  );
}
