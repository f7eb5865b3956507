import type { NextStreet } from '../../src-main/turnout/next-streets.ts';
import { count, time } from '../shared/format.ts';
import type { Column } from '../shared/SortableTable.tsx';
import { words } from '../shared/words.ts';

export const NEXT_COLUMNS: Column<NextStreet>[] = [
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
