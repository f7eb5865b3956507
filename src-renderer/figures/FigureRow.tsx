import type {
  FigureName,
  FigureScope,
  PlaceWithin,
  RowFigure,
} from '../../src-main/turnout/figures/figure-types.ts';
import { streetsInWords } from '../shared/counted-streets.ts';
import { count, counted, perCent } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Answered } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './figure-sheet.module.css';
import { figureName } from './figure-words.ts';
import type { OpenedFigure } from './opened-figure.ts';
import { StreetDoors } from './StreetDoors.tsx';
import { useFigureRow } from './use-figure.ts';

type FigureRowProps = {
  where: Omit<OpenedFigure, 'figure'>;
  onOpen: (figure: FigureName) => void;
  onOpenPlace: (scope: FigureScope) => void;
};

/** The figures of a street, walk, station or hour, and the streets, districts or doors that it is made of. All open. */
export function FigureRow({ where, onOpen, onOpenPlace }: FigureRowProps) {
  const { t } = useWords();
  const row = useFigureRow(where);
  const { district, street } = where.scope;
  return (
    <>
      <Answered of={row} waiting={t('Counting…')} failed={t('The board could not be shown.')}>
        {({ figures, places }) => (
          <>
            <Figures figures={figures} onOpen={onOpen} />
            {places.length > 0 && <Places places={places} onOpen={onOpenPlace} />}
          </>
        )}
      </Answered>
      {district !== undefined && street !== undefined && (
        <StreetDoors district={district} street={street} poll={where.poll} />
      )}
    </>
  );
}

function Figures({ figures, onOpen }: { figures: RowFigure[]; onOpen: FigureRowProps['onOpen'] }) {
  const { t } = useWords();
  return (
    <ul className={classes.figures}>
      {figures.map(({ figure, electors, share }) => (
        <li key={figure}>
          <button type="button" className={classes.figure} onClick={() => onOpen(figure)}>
            {figure === 'turnout' ? t('Per cent') : figureName(figure)}{' '}
            <strong>{figure === 'turnout' ? perCent(share ? shareOf(share) : 0) : count(electors)}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}

function shareOf({ part, of }: { part: number; of: number }): number {
  return of === 0 ? 0 : (part / of) * 100;
}

function Places({ places, onOpen }: { places: PlaceWithin[]; onOpen: FigureRowProps['onOpenPlace'] }) {
  const { t } = useWords();
  const streets = places.flatMap(({ street }) => (street === null ? [] : [street]));
  return (
    <>
      <p>{streets.length > 0 ? streetsInWords(streets) : counted(places.length, 'polling district')}</p>
      <ol className={classes.parts}>
        {places.map(({ district, street, electors, outstanding }) => (
          <li key={`${district} ${street}`}>
            <button
              type="button"
              className={part.lineButton}
              onClick={() => onOpen({ district, street: street ?? undefined })}
            >
              <span className={classes.number}>{count(outstanding)}</span> {t('to knock')}{' '}
              <span className={classes.what}>
                {street === null ? district : `${street || t('No street')}, ${district}`}
              </span>{' '}
              <span className={classes.state}>{counted(electors, 'elector')}</span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
