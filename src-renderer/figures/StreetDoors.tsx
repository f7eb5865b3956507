import type { StreetDoor } from '../../src-main/sheets/street-doors.ts';
import { counted } from '../shared/format.ts';
import { Answered } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './figure-sheet.module.css';
import type { OpenedFigure } from './opened-figure.ts';
import { Person } from './PeopleList.tsx';
import { useStreetDoors } from './use-figure.ts';

type StreetDoorsProps = { district: string; street: string; poll: OpenedFigure['poll'] };

/** The doors of a street in walking order, and everybody behind them. */
export function StreetDoors({ district, street, poll }: StreetDoorsProps) {
  const { t } = useWords();
  const doors = useStreetDoors(district, street, poll);
  return (
    <Answered of={doors} waiting={t('Loading…')} failed={t('The street could not be shown.')}>
      {(all) => <Doors doors={all} />}
    </Answered>
  );
}

function Doors({ doors }: { doors: StreetDoor[] }) {
  const { t } = useWords();
  const toKnock = doors.filter(({ outstanding }) => outstanding > 0);
  return (
    <>
      <p>
        {t('{{doors}}, {{toKnock}} to knock.', {
          doors: counted(doors.length, 'door'),
          toKnock: toKnock.length,
        })}
      </p>
      <ol className={classes.doors}>
        {doors.map(({ label, outstanding, people }) => (
          <li
            key={`${label} ${people[0]?.id}`}
            className={classes.door}
            data-outstanding={outstanding > 0 || undefined}
          >
            <h3 className={classes.label}>{label || t('no address')}</h3>
            <ul className={classes.people}>
              {people.map((person) => (
                <li key={person.id} className={classes.person}>
                  <Person person={person} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  );
}
