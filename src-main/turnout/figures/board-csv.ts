import type { ElectionKind } from '../../register/elector/elections.ts';
import type { Room } from '../../store/room.ts';
import { spreadsheetCsv } from '../../store/spreadsheet-csv.ts';
import type { BoardBy, BoardRow } from '../types.ts';
import { readBoard } from './board.ts';

const COLUMNS: readonly { heading: string; of: (row: BoardRow) => string }[] = [
  { heading: 'District', of: ({ district }) => district ?? '' },
  { heading: 'Street', of: ({ street }) => street ?? '' },
  { heading: 'Hour', of: ({ hour }) => hour ?? '' },
  { heading: 'Electors', of: ({ electors }) => String(electors) },
  { heading: 'Voted', of: ({ voted }) => String(voted) },
  { heading: 'Promises', of: ({ promises }) => String(promises) },
  { heading: 'Postal promises', of: ({ postalPromises }) => String(postalPromises) },
  { heading: 'Promises voted', of: ({ promisesVoted }) => String(promisesVoted) },
  { heading: 'Outstanding', of: ({ outstanding }) => String(outstanding) },
  { heading: 'Per cent', of: ({ turnout }) => turnout.toFixed(1) },
  { heading: 'Usual turnout', of: ({ pastTurnout }) => (pastTurnout === null ? '' : pastTurnout.toFixed(1)) },
];

/** The board as CSV, with the whole room in the last line; safe to open in a spreadsheet. */
export function boardCsv(room: Room, by: BoardBy, election?: ElectionKind): string {
  const { rows, ...total } = readBoard(room, by, election);
  const lines = [...rows, { ...total, district: 'Whole room', street: null }];
  return spreadsheetCsv(
    COLUMNS.map(({ heading }) => heading),
    lines.map((row) => COLUMNS.map(({ of }) => of(row))),
  );
}
