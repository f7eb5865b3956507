import { Button, NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { KnockWeights } from '../../src-main/turnout/where-next.ts';
import { client } from '../room/client.ts';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './board.module.css';

const FIELDS: { name: keyof KnockWeights; label: string }[] = [
  { name: 'doorsPerHour', label: 'Doors an hour' },
  { name: 'minutesToReach', label: 'Minutes to a street' },
  { name: 'gainPerHundred', label: 'Votes gained of 100' },
  { name: 'restMinutes', label: 'Minutes of rest' },
];

/** The rule behind the order of the streets, to be changed. */
export function WeightsForm({ weights }: { weights: KnockWeights }) {
  const { t } = useWords();
  const form = useForm({ initialValues: weights });
  const save = useMutation({
    mutationFn: (changed: KnockWeights) => client.turnout.setWeights.mutate(changed),
  });
  return (
    <details className={classes.details}>
      <summary>{t('Change the rule')}</summary>
      <form className={classes.papers} onSubmit={form.onSubmit((changed) => save.mutate(changed))}>
        {FIELDS.map(({ name, label }) => (
          <NumberInput
            key={name}
            label={t(label)}
            size="sm"
            min={0}
            max={900}
            {...form.getInputProps(name)}
            // An empty field leaves the number as it was.
            onChange={(value) => typeof value === 'number' && form.setFieldValue(name, value)}
          />
        ))}
        <Button type="submit" size="sm" disabled={save.isPending}>
          {t('Use these')}
        </Button>
      </form>
      <Failed what={t('The rule was not changed.')} error={save.error} />
    </details>
  );
}
