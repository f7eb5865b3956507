import type { Board } from '../../src-main/turnout/types.ts';
import { Figures } from '../shared/Figures.tsx';
import { count, perCent } from '../shared/format.ts';

/** The room in six figures, large enough for the far end of the table. */
export function Totals({ board }: { board: Board }) {
  return (
    <Figures
      size="big"
      figures={[
        { name: 'Outstanding', value: count(board.outstanding), note: 'promises to knock up' },
        {
          name: 'Promises voted',
          value: count(board.promisesVoted),
          note: `of ${count(board.promises)} promises`,
        },
        { name: 'Per cent', value: perCent(board.turnout), note: 'of promises in person' },
        { name: 'Postal promises', value: count(board.postalPromises), note: 'counted apart' },
        { name: 'Voted', value: count(board.voted), note: 'all marked off' },
        { name: 'Electors', value: count(board.electors), note: 'on the register' },
      ]}
    />
  );
}
