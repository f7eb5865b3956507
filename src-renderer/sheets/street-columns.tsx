import { Checkbox } from '@mantine/core';
import type { StreetChoice } from '../../src-main/sheets/types.ts';
import { count, time } from '../shared/format.ts';
import type { Column } from '../shared/SortableTable.tsx';

/** The table of streets to choose from. */
export function streetColumns(
  chosen: ReadonlySet<number>,
  choose: (id: number, on: boolean) => void,
): Column<StreetChoice>[] {
  return [
    {
      id: 'chosen',
      heading: 'Print',
      kind: 'tick',
      cell: ({ id, street, district }) => (
        <Checkbox
          aria-label={`Print ${street}, ${district}`}
          checked={chosen.has(id)}
          onChange={(event) => choose(id, event.currentTarget.checked)}
        />
      ),
    },
    {
      id: 'district',
      heading: 'District',
      kind: 'code',
      value: (row) => row.district,
      cell: (row) => row.district,
    },
    { id: 'street', heading: 'Street', value: (row) => row.street, cell: (row) => row.street, names: true },
    {
      id: 'walk',
      heading: 'Walk',
      value: (row) => row.walk,
      cell: (row) => row.walk,
    },
    {
      id: 'outstanding',
      heading: 'Outstanding',
      kind: 'figure',
      value: (row) => row.outstanding,
      cell: (row) => count(row.outstanding),
    },
    {
      id: 'doors',
      heading: 'Doors',
      kind: 'figure',
      value: (row) => row.doors,
      cell: (row) => count(row.doors),
    },
    {
      id: 'made',
      heading: 'Last made, round, sheet',
      value: (row) => row.lastMade?.at ?? 0,
      cell: ({ lastMade }) =>
        lastMade ? `${time(lastMade.at)}, round ${lastMade.round}, ${lastMade.code}` : 'Not yet',
    },
  ];
}
