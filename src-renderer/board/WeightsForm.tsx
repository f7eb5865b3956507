import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { KnockWeights } from '../../src-main/turnout/figures/where-next.ts';
import { WEIGHT_LIMITS } from '../../src-shared/limits.ts';
import { client } from '../room/client.ts';
import part from '../shared/part.module.css';
import { Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import { readWhole, WholeNumberInput } from '../shared/WholeNumberInput.tsx';

const FIELDS: { name: keyof KnockWeights; label: string }[] = [
  { name: 'doorsPerHour', label: 'Doors an hour' },
  { name: 'minutesToReach', label: 'Minutes to a street' },
  { name: 'gainPerHundred', label: 'Votes gained of 100' },
  { name: 'restMinutes', label: 'Minutes of rest' },
];

/** The weights of the order of the streets, to be changed. */
export function WeightsForm({ weights }: { weights: KnockWeights }) {
  const { t } = useWords();
  const [typed, setTyped] = useState<Partial<Record<keyof KnockWeights, string>>>({});
  const textOf = (name: keyof KnockWeights) => typed[name] ?? String(weights[name]);
  const save = useMutation({
    mutationFn: (changed: KnockWeights) => client.turnout.setWeights.mutate(changed),
    onSuccess: () => setTyped({}),
  });
  const read = FIELDS.map(({ name }) => [name, readWhole(textOf(name), WEIGHT_LIMITS[name])] as const);
  const isOdd = read.some(([, value]) => value === null);
  const changed = Object.fromEntries(read.filter(([, value]) => value !== null));
  return (
    <>
      <form
        className={part.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isOdd) save.mutate({ ...weights, ...changed });
        }}
      >
        {FIELDS.map(({ name, label }) => (
          <WholeNumberInput
            key={name}
            label={t(label)}
            size="sm"
            limits={WEIGHT_LIMITS[name]}
            value={textOf(name)}
            onChange={(text) => setTyped({ ...typed, [name]: text })}
          />
        ))}
        <Button type="submit" variant="default" size="sm" disabled={save.isPending || isOdd}>
          {t('Use these')}
        </Button>
      </form>
      <Failed what={t('The rule was not changed.')} error={save.error} />
    </>
  );
}
