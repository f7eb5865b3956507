import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { StreetToCorrect } from '../../../src-main/register/streets/street-corrections.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { WaitingForImport } from '../../room/WaitingForImport.tsx';
import classes from '../../shared/part.module.css';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { AddressesOfStreet } from './AddressesOfStreet.tsx';

type OneStreetProps = { street: StreetToCorrect; others: StreetToCorrect[]; onBack: () => void };

/** One street, to be renamed, put together with another, or rid of an odd address. */
export function OneStreet({ street, others, onBack }: OneStreetProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const rename = useMutation({
    mutationFn: (name: string) => client.register.renameStreet.mutate({ streetId: street.id, name, by }),
    onSuccess: onBack,
  });
  const neighbours = others
    .filter(({ id, district, name }) => id !== street.id && district === street.district && name !== '')
    .map(({ name }) => name);
  return (
    <div className={classes.part}>
      <div className={classes.row}>
        <Button variant="default" size="sm" onClick={onBack}>
          {t('Back to the streets')}
        </Button>
      </div>
      <h2 className={classes.heading}>
        {street.district} {street.name || t('No street')}
      </h2>
      {street.name !== '' && (
        <>
          <RenameStreet name={street.name} isPending={rename.isPending} onRename={rename.mutate} />
          <MergeStreet streets={neighbours} isPending={rename.isPending} onMerge={rename.mutate} />
        </>
      )}
      <Failed what={t('Nothing was changed.')} error={rename.error} />
      <WaitingForImport isPending={rename.isPending} />
      <AddressesOfStreet street={street} streets={neighbours} />
    </div>
  );
}

type RenameStreetProps = { name: string; isPending: boolean; onRename: (name: string) => void };

function RenameStreet({ name: before, isPending, onRename }: RenameStreetProps) {
  const { t } = useWords();
  const form = useForm({ initialValues: { name: before } });
  const { name } = form.values;
  return (
    <form className={classes.row} onSubmit={form.onSubmit((changed) => onRename(changed.name))}>
      <TextInput label={t('Name of the street')} {...form.getInputProps('name')} />
      <Button type="submit" disabled={isPending || name.trim() === '' || name === before}>
        {t('Rename')}
      </Button>
    </form>
  );
}

type MergeStreetProps = { streets: string[]; isPending: boolean; onMerge: (into: string) => void };

/** A street that gets the name of another becomes one with it. */
function MergeStreet({ streets, isPending, onMerge }: MergeStreetProps) {
  const { t } = useWords();
  const form = useForm({ initialValues: { into: '' } });
  return (
    <form className={classes.row} onSubmit={form.onSubmit(({ into }) => onMerge(into))}>
      <NativeSelect
        label={t('Or it is the same street as')}
        data={['', ...streets]}
        {...form.getInputProps('into')}
      />
      <Button type="submit" variant="default" disabled={isPending || form.values.into === ''}>
        {t('Merge them')}
      </Button>
    </form>
  );
}
