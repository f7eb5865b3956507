import type { ReactNode } from 'react';
import type { FigureName, FigureScope } from '../../src-main/turnout/figures/figure-types.ts';
import type { BoardBy, BoardRow } from '../../src-main/turnout/types.ts';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import { count, perCent } from '../shared/format.ts';
import { PerCentBar } from '../shared/PerCentBar.tsx';
import type { Column } from '../shared/SortableTable.tsx';
import { words } from '../shared/words.ts';

/** The name of a row, by which it is also filtered. */
export function rowName({ hour, street, district }: BoardRow): string {
  return hour ?? [district, street].filter((part) => part !== null).join(' ');
}

/** No two rows have the same: of streets with one name in a district, each has its village in its name. */
export function rowKey({ hour, street, district }: BoardRow): string {
  return hour ?? `${district}\n${street ?? ''}`;
}

/** Whose figures a row has. */
function scopeOf({ hour, street, district }: BoardRow): FigureScope {
  return hour === undefined ? { district: district ?? '', street: street ?? undefined } : { hour };
}

const district: Column<BoardRow> = {
  id: 'district',
  heading: 'District',
  value: (row) => row.district ?? '',
  cell: (row) => <OpenRow row={row}>{row.district}</OpenRow>,
  kind: 'code',
  names: true,
};
const districtOfStreet: Column<BoardRow> = { ...district, cell: (row) => row.district, names: false };
const street: Column<BoardRow> = {
  id: 'street',
  heading: 'Street',
  value: (row) => row.street ?? '',
  cell: (row) => <OpenRow row={row}>{row.street || words.t('No street')}</OpenRow>,
  names: true,
};
const hour: Column<BoardRow> = {
  id: 'hour',
  heading: 'Hour from',
  value: (row) => row.hour ?? '',
  cell: (row) => <OpenRow row={row}>{row.hour}</OpenRow>,
  names: true,
};

type Count = 'electors' | 'voted' | 'promises' | 'postalPromises' | 'promisesVoted' | 'outstanding';

function OpenRow({ row, children }: { row: BoardRow; children: ReactNode }) {
  return (
    <OpenFigure figure={null} scope={scopeOf(row)} isInRow>
      {children}
    </OpenFigure>
  );
}

function OpenCell({ row, figure, children }: { row: BoardRow; figure: FigureName; children: ReactNode }) {
  return (
    <OpenFigure figure={figure} scope={scopeOf(row)} isInRow>
      {children}
    </OpenFigure>
  );
}

function figure(id: Count, heading: string): Column<BoardRow> {
  return {
    id,
    heading,
    kind: 'figure',
    value: (row) => row[id],
    cell: (row) => (
      <OpenCell row={row} figure={id}>
        {count(row[id])}
      </OpenCell>
    ),
  };
}

const perCentVoted: Column<BoardRow> = {
  id: 'turnout',
  heading: 'Per cent',
  kind: 'bar',
  value: (row) => row.turnout,
  cell: (row) => (
    <OpenCell row={row} figure="turnout">
      <PerCentBar value={row.turnout} />
    </OpenCell>
  ),
};

const pastTurnout: Column<BoardRow> = {
  id: 'pastTurnout',
  heading: 'Usual turnout',
  kind: 'figure',
  value: (row) => row.pastTurnout ?? -1,
  cell: (row) =>
    row.pastTurnout === null ? (
      ''
    ) : (
      <OpenCell row={row} figure="pastTurnout">
        {perCent(row.pastTurnout)}
      </OpenCell>
    ),
};

const figures = [
  figure('electors', 'Electors'),
  figure('voted', 'Voted'),
  figure('promises', 'Promises'),
  figure('postalPromises', 'Postal promises'),
  figure('promisesVoted', 'Promises voted'),
  figure('outstanding', 'Outstanding'),
  perCentVoted,
];

const BOARD_COLUMNS: Record<BoardBy, readonly Column<BoardRow>[]> = {
  district: [district, ...figures],
  street: [districtOfStreet, street, ...figures],
  hour: [
    hour,
    figure('voted', 'Voted in the hour'),
    figure('promisesVoted', 'Promises voted in the hour'),
    figure('outstanding', 'Outstanding at its end'),
    { ...perCentVoted, heading: 'Per cent in the hour' },
  ],
};

/** The columns of the board. Past turnout is only there if a marked register of a past election was imported. */
export function boardColumns(by: BoardBy, rows: readonly BoardRow[]): readonly Column<BoardRow>[] {
  const hasPast = by !== 'hour' && rows.some((row) => row.pastTurnout !== null);
  return hasPast ? [...BOARD_COLUMNS[by], pastTurnout] : BOARD_COLUMNS[by];
}
