import type { FigureName } from '../../../src-main/turnout/figure-types.ts';
import type { BoardRow } from '../../../src-main/turnout/types.ts';
import { count, perCent } from '../../shared/format.ts';
import { useWords } from '../../shared/use-words.ts';
import classes from './figure-sheet.module.css';
import { figureName } from './figure-words.ts';

const FIGURES = ['outstanding', 'promises', 'promisesVoted', 'postalPromises', 'voted', 'electors'] as const;

/** The figures of a row of the board, which open. */
export function RowFigures({ row, onOpen }: { row: BoardRow; onOpen: (figure: FigureName) => void }) {
  const { t } = useWords();
  const shown: { figure: FigureName; value: string }[] = [
    ...FIGURES.map((figure) => ({ figure, value: count(row[figure]) })),
    { figure: 'turnout', value: perCent(row.turnout) },
  ];
  return (
    <ul className={classes.figures}>
      {shown.map(({ figure, value }) => (
        <li key={figure}>
          <button type="button" className={classes.figure} onClick={() => onOpen(figure)}>
            {figure === 'turnout' ? t('Per cent') : figureName(figure)} <strong>{value}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}
