import type { BoardBy, BoardRow } from '../../src-main/turnout/types.ts';
import { count, perCent } from '../shared/format.ts';
import { PerCentBar } from '../shared/PerCentBar.tsx';
import type { Column } from '../shared/SortableTable.tsx';
import { words } from '../shared/words.ts';

/** The name of a row, by which it is also filtered. */
export function rowName({ hour, street, district }: BoardRow): string {
  return hour ?? [district, street].filter((part) => part !== null).join(' ');
}

/** Two streets of one district can have one name, in different villages. */
export function rowKeys(rows: readonly BoardRow[]): Map<BoardRow, string> {
  const used = new Map<string, number>();
  return new Map(
    rows.map((row) => {
      const name = rowName(row);
      const before = used.get(name) ?? 0;
      used.set(name, before + 1);
      return [row, `${name} ${before}`];
    }),
  );
}

const district: Column<BoardRow> = {
  id: 'district',
  heading: 'District',
  value: (row) => row.district ?? '',
  cell: (row) => row.district,
  kind: 'code',
  names: true,
};
const street: Column<BoardRow> = {
  id: 'street',
  heading: 'Street',
  value: (row) => row.street ?? '',
  cell: (row) => row.street || words.t('No street'),
  names: true,
};
const hour: Column<BoardRow> = {
  id: 'hour',
  heading: 'Hour from',
  value: (row) => row.hour ?? '',
  cell: (row) => row.hour,
  names: true,
};

type Count = 'electors' | 'voted' | 'promises' | 'postalPromises' | 'promisesVoted' | 'outstanding';

function figure(id: Count, heading: string): Column<BoardRow> {
  return { id, heading, kind: 'figure', value: (row) => row[id], cell: (row) => count(row[id]) };
}

const perCentVoted: Column<BoardRow> = {
  id: 'turnout',
  heading: 'Per cent',
  kind: 'bar',
  value: (row) => row.turnout,
  cell: (row) => <PerCentBar value={row.turnout} />,
};

const pastTurnout: Column<BoardRow> = {
  id: 'pastTurnout',
  heading: 'Usual turnout',
  kind: 'figure',
  value: (row) => row.pastTurnout ?? -1,
  cell: (row) => (row.pastTurnout === null ? '' : perCent(row.pastTurnout)),
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
  street: [{ ...district, names: false }, street, ...figures],
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
