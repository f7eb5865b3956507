import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StreetToCorrect } from '../../../src-main/register/streets/street-corrections.ts';
import { client } from '../../room/client.ts';
import { ROOM } from '../../room/query-client.ts';
import { streetsInWords } from '../../shared/counted-streets.ts';
import { count } from '../../shared/format.ts';
import classes from '../../shared/part.module.css';
import { type Column, SortableTable } from '../../shared/SortableTable.tsx';
import type { Sort } from '../../shared/sorting.ts';
import { Answered } from '../../shared/states.tsx';
import { useWords } from '../../shared/use-words.ts';
import { words } from '../../shared/words.ts';
import { OneStreet } from './OneStreet.tsx';
import { SuspiciousStreets } from './SuspiciousStreets.tsx';

/** The streets as the register gave them, to be renamed, put together, or rid of an odd address. */
export function StreetList() {
  const { t } = useWords();
  const streets = useQuery({ queryKey: [ROOM, 'streets'], queryFn: () => client.register.streets.query() });
  return (
    <Answered of={streets} waiting={t('Loading…')} failed={t('The streets could not be read.')}>
      {(all) => <Streets streets={all} />}
    </Answered>
  );
}

function Streets({ streets }: { streets: StreetToCorrect[] }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<number | null>(null);
  const [sort, setSort] = useState<Sort>({ column: 'district', descending: false });
  const [filter, setFilter] = useState('');
  const street = streets.find(({ id }) => id === chosen);
  if (street) {
    return <OneStreet street={street} others={streets} onBack={() => setChosen(null)} />;
  }
  const wanted = filter.trim().toLowerCase();
  const rows = streets.filter(({ name, district }) => `${district} ${name}`.toLowerCase().includes(wanted));
  return (
    <div className={classes.part}>
      <SuspiciousStreets streets={streets} onChoose={setChosen} />
      <TextInput
        label={t('Only streets with')}
        size="sm"
        classNames={{ root: classes.beside ?? '', label: classes.besideLabel ?? '' }}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <SortableTable
        caption={t('Streets')}
        size={streetsInWords(rows.map(({ name }) => name))}
        columns={columns(setChosen)}
        rows={rows}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={setSort}
      />
      <p className={classes.note}>
        {t(
          'Rename a street, merge two spellings of it, or move an address. What you correct here stays correct when you import the next register.',
        )}
      </p>
    </div>
  );
}

function columns(onChoose: (id: number) => void): Column<StreetToCorrect>[] {
  return [
    {
      id: 'district',
      heading: words.t('District'),
      value: ({ district }) => district,
      cell: ({ district }) => district,
      kind: 'code',
    },
    {
      id: 'name',
      heading: words.t('Street'),
      value: ({ name }) => name,
      cell: ({ name }) => name || words.t('No street'),
      names: true,
    },
    {
      id: 'electors',
      heading: words.t('Electors'),
      kind: 'figure',
      value: ({ electors }) => electors,
      cell: ({ electors }) => count(electors),
    },
    { id: 'also', heading: words.t('Also written'), cell: ({ alsoCalled }) => alsoCalled.join(', ') },
    {
      id: 'change',
      heading: words.t('Change'),
      cell: ({ id, name }) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={words.t('Change {{name}}', { name: name || words.t('No street') })}
          onClick={() => onChoose(id)}
        >
          {words.t('Change…')}
        </Button>
      ),
    },
  ];
}
