import type { FigureScope, KnockTime } from '../../src-main/turnout/figures/figure-types.ts';
import { counted } from '../shared/format.ts';
import part from '../shared/part.module.css';
import { Answered } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './figure-sheet.module.css';
import type { OpenedFigure } from './opened-figure.ts';
import { StreetDoors } from './StreetDoors.tsx';
import { useKnockTime } from './use-figure.ts';

type KnockMinutesProps = {
  where: Omit<OpenedFigure, 'figure'>;
  onOpenStreet: (scope: FigureScope) => void;
};

/** How long the knock of a street or walk takes one person, as a sum, and the doors that it is for. */
export function KnockMinutes({ where, onOpenStreet }: KnockMinutesProps) {
  const { t } = useWords();
  const time = useKnockTime(where);
  return (
    <Answered of={time} waiting={t('Counting…')} failed={t('The figure could not be split into its parts.')}>
      {(found) => <Sum time={found} poll={where.poll} onOpenStreet={onOpenStreet} />}
    </Answered>
  );
}

type SumProps = {
  time: KnockTime;
  poll: OpenedFigure['poll'];
  onOpenStreet: KnockMinutesProps['onOpenStreet'];
};

function Sum({ time, poll, onOpenStreet }: SumProps) {
  const { t } = useWords();
  const { atDoors, onTheWay, doors, doorsPerHour, minutesToReach, streets, votes, votesPerHour } = time;
  const [only, ...others] = streets;
  if (!only) return <p>{t('Nobody is outstanding.')}</p>;
  return (
    <>
      <p className={classes.sum}>
        {t('{{minutes}} = {{atDoors}} at the doors + {{onTheWay}} on the way', {
          minutes: counted(atDoors + onTheWay, 'minute'),
          atDoors,
          onTheWay,
        })}
      </p>
      <p>
        {t(
          'For one person: {{doors}} at {{doorsPerHour}} an hour, and {{streets}} at {{minutesToReach}} minutes to reach each.',
          {
            doors: counted(doors, 'door'),
            doorsPerHour,
            streets: counted(streets.length, 'street'),
            minutesToReach,
          },
        )}{' '}
        {t('A knock there is likely to gain {{votes}} votes: {{votesPerHour}} an hour.', {
          votes: votes.toFixed(1),
          votesPerHour: votesPerHour.toFixed(1),
        })}
      </p>
      {others.length === 0 ? (
        <StreetDoors district={only.district} street={only.street} poll={poll} />
      ) : (
        <ol className={classes.parts}>
          {streets.map(({ district, street, doors: there, minutes }) => (
            <li key={`${district} ${street}`}>
              <button
                type="button"
                className={part.lineButton}
                onClick={() => onOpenStreet({ district, street })}
              >
                <strong>{counted(Math.round(minutes), 'minute')}</strong>{' '}
                <span className={classes.what}>{`${street}, ${district}`}</span>{' '}
                <span className={classes.state}>{counted(there, 'door')}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
