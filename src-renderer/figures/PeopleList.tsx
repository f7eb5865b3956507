import { Button } from '@mantine/core';
import type { FigureName, PartName, PersonOfFigure } from '../../src-main/turnout/figures/figure-types.ts';
import { showElector } from '../room/use-screen.ts';
import { count, time } from '../shared/format.ts';
import { roomSays } from '../shared/room-says.ts';
import { Answered, Failed } from '../shared/states.tsx';
import { useWords } from '../shared/use-words.ts';
import classes from './figure-sheet.module.css';
import { type OpenedFigure, openedFigure } from './opened-figure.ts';
import { stateInWords } from './part-words.ts';
import { usePeople } from './use-figure.ts';

type PeopleListProps = {
  figure: FigureName;
  path: PartName[];
  where: Omit<OpenedFigure, 'figure'>;
  /** How many there are. */
  electors: number;
};

/** The people behind a figure. */
export function PeopleList({ figure, path, where, electors }: PeopleListProps) {
  const { t } = useWords();
  const people = usePeople(figure, path, where);
  return (
    <Answered of={people} waiting={t('Loading…')} failed={t('The list could not be shown.')}>
      {({ pages }) => {
        const shown = pages.flat();
        return (
          <>
            <ol className={classes.people}>
              {shown.map((person) => (
                // Somebody told twice is two numbers.
                <li key={`${person.id} ${person.toldAt}`} className={classes.person}>
                  <Person person={person} hasAddress />
                </li>
              ))}
            </ol>
            {people.hasNextPage && (
              <Button
                size="sm"
                variant="default"
                disabled={people.isFetchingNextPage}
                onClick={() => void people.fetchNextPage()}
              >
                {t('{{shown}} of {{all}} are shown. Show more', {
                  shown: count(shown.length),
                  all: count(electors),
                })}
              </Button>
            )}
            <Failed what={t('The list could not be shown.')} error={people.error} />
          </>
        );
      }}
    </Answered>
  );
}

/** Somebody on a list, who opens on the Electors screen. */
export function Person({ person, hasAddress = false }: { person: PersonOfFigure; hasAddress?: boolean }) {
  const { t } = useWords();
  const { id, number, name, address, votedAt, toldAt, state, isOutstanding } = person;
  const open = () => {
    openedFigure.set(null);
    showElector(id);
  };
  return (
    <>
      <button type="button" className={classes.name} onClick={open}>
        <span className={classes.elector}>{number}</span>{' '}
        <span className={classes.what}>{roomSays(name)}</span>
      </button>
      {hasAddress && <span className={classes.address}>{address || t('no address')}</span>}
      <span className={classes.state} data-outstanding={isOutstanding || undefined}>
        {votedAt === null ? stateInWords(state) : t('voted, {{time}}', { time: time(toldAt ?? votedAt) })}
      </span>
    </>
  );
}
