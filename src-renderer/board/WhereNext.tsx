import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NextStreet } from '../../src-main/turnout/next-streets.ts';
import type { KnockWeights } from '../../src-main/turnout/where-next.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { count, time } from '../shared/format.ts';
import { remembered } from '../shared/remembered.ts';
import { type Column, SortableTable } from '../shared/SortableTable.tsx';
import { readSort, writeSort } from '../shared/sorting.ts';
import { Answered, Failed } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';
import classes from './board.module.css';

const sorted = remembered('board-sort-next', 'votes desc');

/** The streets where an hour of knocking is likely to gain most, and the rule that says so. */
export function WhereNext() {
  const { t } = useWords();
  const next = useQuery({
    queryKey: [ROOM, 'next'],
    queryFn: () => client.turnout.next.query({ limit: 1000 }),
  });
  return (
    <Answered of={next} waiting={t('Weighing the streets…')} failed={t('The streets could not be weighed.')}>
      {(order) => <Order {...order} />}
    </Answered>
  );
}

/** The streets in the order of where a knock wins most, and the rule of that order. */
function Order({ weights, streets }: { weights: KnockWeights; streets: NextStreet[] }) {
  const { t } = useWords();
  const sort = readSort(useStore(sorted), COLUMNS);
  return (
    <>
      <p>{ruleOf(weights)}</p>
      <Weights key={JSON.stringify(weights)} weights={weights} />
      {streets.length === 0 ? (
        <p>{t('Nobody is outstanding.')}</p>
      ) : (
        <SortableTable
          caption={t('Where to knock next')}
          columns={COLUMNS}
          rows={streets}
          rowKey={({ id }) => id}
          sort={sort}
          onSort={(chosen) => sorted.set(writeSort(chosen))}
        />
      )}
    </>
  );
}

function ruleOf({ doorsPerHour, minutesToReach, gainPerHundred, restMinutes }: KnockWeights): string {
  return words.t(
    'Votes an hour: of a hundred outstanding promises a knock gains {{gainPerHundred}} where they vote every other time, half as many where they always or never do; a street knocked within {{restMinutes}} minutes counts for less; one person knocks {{doorsPerHour}} doors an hour and takes {{minutesToReach}} minutes to reach a street.',
    { gainPerHundred, restMinutes, doorsPerHour, minutesToReach },
  );
}

const FIELDS: { name: keyof KnockWeights; label: string }[] = [
  { name: 'doorsPerHour', label: 'Doors an hour' },
  { name: 'minutesToReach', label: 'Minutes to a street' },
  { name: 'gainPerHundred', label: 'Votes gained of 100' },
  { name: 'restMinutes', label: 'Minutes of rest' },
];

function Weights({ weights }: { weights: KnockWeights }) {
  const { t } = useWords();
  const [form, setForm] = useState(weights);
  const save = useMutation({ mutationFn: () => client.turnout.setWeights.mutate(form) });
  return (
    <details className={classes.details}>
      <summary>{t('Change the rule')}</summary>
      <form
        className={classes.papers}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {FIELDS.map(({ name, label }) => (
          <NumberInput
            key={name}
            label={t(label)}
            size="sm"
            min={0}
            max={900}
            value={form[name]}
            onChange={(value) => typeof value === 'number' && setForm({ ...form, [name]: value })}
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

const COLUMNS: Column<NextStreet>[] = [
  {
    id: 'district',
    heading: 'District',
    kind: 'code',
    value: ({ district }) => district,
    cell: ({ district }) => district,
  },
  {
    id: 'street',
    heading: 'Street',
    names: true,
    value: ({ street }) => street,
    cell: ({ street }) => street,
  },
  {
    id: 'votes',
    heading: 'Votes an hour',
    kind: 'figure',
    value: ({ votesPerHour }) => votesPerHour,
    cell: ({ votesPerHour }) => votesPerHour.toFixed(1),
  },
  {
    id: 'outstanding',
    heading: 'Outstanding',
    kind: 'figure',
    value: ({ outstanding }) => outstanding,
    cell: ({ outstanding }) => count(outstanding),
  },
  {
    id: 'doors',
    heading: 'Doors',
    kind: 'figure',
    value: ({ doors }) => doors,
    cell: ({ doors }) => count(doors),
  },
  {
    id: 'past',
    heading: 'Usual turnout',
    kind: 'figure',
    value: ({ pastTurnout }) => pastTurnout ?? -1,
    cell: ({ pastTurnout }) => (pastTurnout === null ? words.t('not known') : `${pastTurnout}%`),
  },
  {
    id: 'made',
    heading: 'Sheet last made',
    kind: 'figure',
    value: ({ lastMadeAt }) => lastMadeAt ?? 0,
    cell: ({ lastMadeAt }) => (lastMadeAt === null ? words.t('not yet') : time(lastMadeAt)),
  },
];
