import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { Trans } from 'react-i18next';
import type { AddressOfStreet } from '../../../src-main/register/streets/street-corrections.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { WaitingForImport } from '../../room/WaitingForImport.tsx';
import classes from '../../shared/part.module.css';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';

type Form = { street: string; house: string; flat: string };

type MoveAddressProps = { address: AddressOfStreet; streets: string[]; onDone: () => void };

/** Moves an address, with all its electors, to another street. */
export function MoveAddress({ address, streets, onDone }: MoveAddressProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const listId = useId();
  const form = useForm<Form>({ initialValues: { street: '', house: address.house, flat: address.flat } });
  const move = useMutation({
    mutationFn: (to: Form) => client.register.moveAddress.mutate({ electorId: address.electorId, ...to, by }),
    onSuccess: onDone,
  });
  return (
    <form
      className={classes.part}
      aria-label={t('Move {{address}}', { address: address.address })}
      onSubmit={form.onSubmit((to) => move.mutate(to))}
    >
      <p>
        <Trans
          t={t}
          i18nKey="Move <address/> to:"
          components={{ address: <strong>{address.address}</strong> }}
        />
      </p>
      <div className={classes.row}>
        <TextInput
          // The form has just been asked for.
          autoFocus
          label={t('Street')}
          list={listId}
          {...form.getInputProps('street')}
        />
        <datalist id={listId}>
          {streets.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <TextInput label={t('House')} {...form.getInputProps('house')} />
        <TextInput label={t('Flat or house name')} {...form.getInputProps('flat')} />
        <Button type="submit" disabled={move.isPending || form.values.street.trim() === ''}>
          {t('Move')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </div>
      <Failed what={t('Nothing was changed.')} error={move.error} />
      <WaitingForImport isPending={move.isPending} />
    </form>
  );
}
