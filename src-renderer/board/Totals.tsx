import type { Board } from '../../src-main/turnout/types.ts';
import { Figures } from '../shared/Figures.tsx';
import { count, perCent } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';

/** The room in six figures, large enough to read across the table. */
export function Totals({ board }: { board: Board }) {
  const { t } = useWords();
  return (
    <Figures
      size="big"
      figures={[
        { name: t('Outstanding'), value: count(board.outstanding), note: t('promises to knock up') },
        {
          name: t('Promises voted'),
          value: count(board.promisesVoted),
          note: t('of {{promises}} promises', { promises: count(board.promises) }),
        },
        { name: t('Per cent'), value: perCent(board.turnout), note: t('of promises in person') },
        { name: t('Postal promises'), value: count(board.postalPromises), note: t('counted apart') },
        { name: t('Voted'), value: count(board.voted), note: t('all marked off') },
        { name: t('Electors'), value: count(board.electors), note: t('on the register') },
      ]}
    />
  );
}
