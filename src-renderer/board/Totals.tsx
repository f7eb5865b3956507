import type { FigureName } from '../../src-main/turnout/figure-types.ts';
import type { Board } from '../../src-main/turnout/types.ts';
import { Figures } from '../shared/Figures.tsx';
import { count, perCent } from '../shared/format.ts';
import { useWords } from '../shared/use-words.ts';
import { OpenFigure } from './figures/OpenFigure.tsx';

/** The room in six figures, large enough to read across the table. */
export function Totals({ board }: { board: Board }) {
  const { t } = useWords();
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
          name: t('Outstanding'),
          value: open('outstanding', count(board.outstanding)),
          note: t('promises to knock up'),
        },
        {
          name: t('Promises voted'),
          value: open('promisesVoted', count(board.promisesVoted)),
          note: open('promises', t('of {{promises}} promises', { promises: count(board.promises) })),
        },
        {
          name: t('Per cent'),
          value: open('turnout', perCent(board.turnout)),
          note: t('of promises in person'),
        },
        {
          name: t('Postal promises'),
          value: open('postalPromises', count(board.postalPromises)),
          note: t('counted apart'),
        },
        { name: t('Voted'), value: open('voted', count(board.voted)), note: t('all marked off') },
        { name: t('Electors'), value: open('electors', count(board.electors)), note: t('on the register') },
      ]}
    />
  );
}
