import type { FigureName } from '../../src-main/turnout/figures/figure-types.ts';
import type { Board } from '../../src-main/turnout/types.ts';
import { OpenFigure } from '../figures/OpenFigure.tsx';
import { Figures } from '../shared/Figures.tsx';
import { count, perCent } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import { useOthers } from './Freshness.tsx';

/** The room in six figures, large enough to read across the table. */
export function Totals({ board }: { board: Board }) {
  const { t } = useWords();
  const isPart = useOthers().length > 0;
  const open = (figure: FigureName, value: string) => (
    <OpenFigure figure={figure} scope={{}}>
      {value}
    </OpenFigure>
  );
  return (
    <Figures
      size="big"
      figures={[
        {
          name: isPart ? t('Outstanding, at most') : t('Outstanding'),
          value: open('outstanding', count(board.outstanding)),
          note: t('promises to knock up'),
        },
        {
          name: isPart ? t('Promises voted, at least') : t('Promises voted'),
          value: open('promisesVoted', count(board.promisesVoted)),
          note: open('promises', t('of {{promises}} promises', { promises: count(board.promises) })),
        },
        {
          name: isPart ? t('Per cent, at least') : t('Per cent'),
          value: open('turnout', perCent(board.turnout)),
          note: t('of promises in person'),
        },
        {
          name: t('Postal promises'),
          value: open('postalPromises', count(board.postalPromises)),
          note: t('counted apart'),
        },
        {
          name: isPart ? t('Voted, at least') : t('Voted'),
          value: open('voted', count(board.voted)),
          note: t('all marked off'),
        },
        { name: t('Electors'), value: open('electors', count(board.electors)), note: t('on the register') },
      ]}
    />
  );
}
