import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { PassphraseInput } from '../door/PassphraseInput.tsx';
import { client } from '../room/client.ts';
import { Notice } from '../shared/Notice.tsx';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';

type RemovePassphraseProps = { onRemoved: () => Promise<void>; onBack: () => void };

/** Says what it means to have no passphrase, and asks for the present one. */
export function RemovePassphrase({ onRemoved, onBack }: RemovePassphraseProps) {
  const { t } = useWords();
  const form = useForm({ initialValues: { present: '' } });
  const remove = useMutation({
    mutationFn: (present: string) => client.door.removePassphrase.mutate({ present }),
    onSuccess: onRemoved,
  });
  return (
    <form className={part.part} onSubmit={form.onSubmit(({ present }) => remove.mutate(present))}>
      <Notice tone="bad" title={t('Without a passphrase, anybody can read the room and its backups.')}>
        <p>
          {t(
            'Whoever takes this laptop, a stick with a backup or a copy of the file can read how named people mean to vote. The room can no longer be locked.',
          )}
        </p>
      </Notice>
      <div className={part.row}>
        <PassphraseInput
          className={part.grow ?? ''}
          // It has just been asked for.
          autoFocus
          label={t('Current passphrase, or the recovery key')}
          autoComplete="off"
          {...form.getInputProps('present')}
        />
        <Button type="submit" color="red" disabled={remove.isPending || form.values.present === ''}>
          {t('Remove the passphrase')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('Leave it as it is')}
        </Button>
      </div>
      <Failed what={t('Nothing was changed.')} error={remove.error} />
    </form>
  );
}
