import type { FigurePart, FigureParts, PartName } from '../../src-main/turnout/figures/figure-types.ts';
import { count } from '../shared/format.ts';
import shared from '../shared/part.module.css';
import { useWords } from '../shared/use-words.ts';
import classes from './figure-sheet.module.css';
import { partName } from './part-words.ts';

type FigureSumProps = {
  name: string;
  sum: FigureParts;
  onOpen: (path: PartName[]) => void;
};

/** A figure as a sum, whose parts open. */
export function FigureSum({ name, sum, onOpen }: FigureSumProps) {
  const { t } = useWords();
  if (sum.electors === 0) return <p>{t('Nobody.')}</p>;
  return (
    <>
      <p className={classes.sum}>
        {`${count(sum.electors)} ${name} = ${sum.parts
          .map(({ part, electors }) => `${count(electors)} ${partName(part)}`)
          .join(' + ')}`}
      </p>
      <Parts parts={sum.parts} onOpen={onOpen} />
      <p>
        <button type="button" className={shared.lineButton} onClick={() => onOpen([])}>
          <span className={classes.what}>{t('Show all {{number}}', { number: count(sum.electors) })}</span>
        </button>
      </p>
    </>
  );
}

function Parts({ parts, onOpen }: { parts: FigurePart[]; onOpen: (path: PartName[]) => void }) {
  return (
    <ul className={classes.parts}>
      {parts.map(({ part, electors, parts: within }) => (
        <li key={part}>
          <button type="button" className={shared.lineButton} onClick={() => onOpen([part])}>
            <span className={classes.number}>{count(electors)}</span>{' '}
            <span className={classes.what}>{partName(part)}</span>
          </button>
          {within.length > 0 && <Parts parts={within} onOpen={(path) => onOpen([part, ...path])} />}
        </li>
      ))}
    </ul>
  );
}
