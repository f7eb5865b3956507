import { Checkbox } from '@mantine/core';
import type { StreetChoice } from '../../src-main/sheets/types.ts';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import { count, time } from '../shared/format.ts';
import type { Column } from '../shared/SortableTable.tsx';
import { words } from '../shared/words.ts';

/** The table of streets to choose from. */
export function streetColumns(
  chosen: ReadonlySet<number>,
  choose: (id: number, on: boolean) => void,
  hasWalks: boolean,
): Column<StreetChoice>[] {
  const walk: Column<StreetChoice> = {
    id: 'walk',
    heading: words.t('Walk'),
    value: (row) => row.walk,
    cell: (row) => row.walk,
  };
  return [
    {
      id: 'chosen',
      heading: words.t('Print'),
      kind: 'tick',
      cell: ({ id, street, district }) => (
        <Checkbox
          aria-label={words.t('Print {{street}}, {{district}}', { street, district })}
          checked={chosen.has(id)}
          onChange={(event) => choose(id, event.currentTarget.checked)}
        />
      ),
    },
    {
      id: 'district',
      heading: words.t('District'),
      kind: 'code',
      value: (row) => row.district,
      cell: (row) => row.district,
    },
    {
      id: 'street',
      heading: words.t('Street'),
      value: (row) => row.street,
      cell: (row) => (
        <OpenFigure figure={null} scope={{ district: row.district, street: row.street }} isInRow skipsTab>
          {row.street}
        </OpenFigure>
      ),
      names: true,
    },
    ...(hasWalks ? [walk] : []),
    {
      id: 'outstanding',
      heading: words.t('Outstanding'),
      kind: 'figure',
      value: (row) => row.outstanding,
      cell: (row) => (
        <OpenFigure figure="outstanding" scope={{ district: row.district, street: row.street }} isInRow>
          {count(row.outstanding)}
        </OpenFigure>
      ),
    },
    {
      id: 'doors',
      heading: words.t('Doors'),
      kind: 'figure',
      value: (row) => row.doors,
      cell: (row) => (
        <OpenFigure figure="minutes" scope={{ district: row.district, street: row.street }} isInRow>
          {count(row.doors)}
        </OpenFigure>
      ),
    },
    {
      id: 'made',
      heading: words.t('Last made, round, sheet'),
      value: (row) => row.lastMade?.at ?? 0,
      cell: ({ lastMade }) =>
        lastMade
          ? words.t('{{at}}, round {{round}}, {{code}}', { ...lastMade, at: time(lastMade.at) })
          : words.t('Not yet'),
    },
  ];
}
