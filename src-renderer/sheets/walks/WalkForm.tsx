import { Button, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { Walk, WalkStreet } from '../../../src-main/sheets/walks.ts';
import { client } from '../../room/client.ts';
import { useEnteredBy } from '../../room/entered-by.ts';
import { Foot } from '../../shared/Foot.tsx';
import { Failed } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { StreetsInOrder } from './StreetsInOrder.tsx';
import classes from './walks.module.css';

type Form = { name: string; note: string; runner: string; streets: WalkStreet[] };

type WalkFormProps = {
  walk: Walk | null;
  /** Those to begin with, in their order. */
  streets: WalkStreet[];
  free: WalkStreet[];
  onDone: () => void;
};

/** One walk: its name, how to get there, who takes it, and its streets in their order. */
export function WalkForm({ walk, streets, free, onDone }: WalkFormProps) {
  const { t } = useWords();
  const by = useEnteredBy();
  const form = useForm<Form>({
    initialValues: {
      name: walk?.name ?? streets[0]?.street ?? '',
      note: walk?.note ?? '',
      runner: walk?.runner ?? '',
      streets,
    },
  });
  const save = useMutation({
    mutationFn: ({ streets: chosen, ...facts }: Form) => {
      const changed = { ...facts, streetIds: chosen.map(({ id }) => id) };
      return client.sheets.saveWalk.mutate({ id: walk?.id ?? null, form: changed, by });
    },
    onSuccess: onDone,
  });
  const remove = useMutation({
    mutationFn: (id: number) => client.sheets.removeWalk.mutate({ id, by }),
    onSuccess: onDone,
  });
  return (
    <form
      className={classes.form}
      aria-label={walk ? t('Change {{name}}', { name: walk.name }) : t('New walk')}
      onSubmit={form.onSubmit((changed) => save.mutate(changed))}
    >
      <Facts form={form} />
      <StreetsInOrder
        streets={form.values.streets}
        offered={[...free, ...(walk?.streets ?? [])]}
        onChange={(changed) => form.setFieldValue('streets', changed)}
      />
      <Foot isOnCard>
        <Failed what={t('Nothing was changed.')} error={save.error ?? remove.error} />
        <div className={classes.row}>
          <Button type="submit" disabled={save.isPending}>
            {t('Save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('Cancel')}
          </Button>
          {walk && (
            <Button variant="default" disabled={remove.isPending} onClick={() => remove.mutate(walk.id)}>
              {t('Delete this walk')}
            </Button>
          )}
        </div>
      </Foot>
    </form>
  );
}

function Facts({ form }: { form: UseFormReturnType<Form> }) {
  const { t } = useWords();
  return (
    <>
      <div className={classes.row}>
        <TextInput
          // The form has just been asked for.
          autoFocus
          label={t('Name of the walk')}
          maxLength={120}
          {...form.getInputProps('name')}
        />
        <TextInput label={t('Who usually takes it')} maxLength={80} {...form.getInputProps('runner')} />
      </div>
      <TextInput
        label={t('How to get there')}
        description={t(
          'Printed at the top of its sheets, such as: park behind the chapel, steps to the upper row',
        )}
        maxLength={300}
        {...form.getInputProps('note')}
      />
    </>
  );
}
