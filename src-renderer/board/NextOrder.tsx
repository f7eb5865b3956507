import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { NextPlace, NextPlaces } from '../../src-main/sheets/next-places.ts';
import type { KnockWeights } from '../../src-main/turnout/figures/where-next.ts';
import { moveByArrow } from '../figures/row-arrows.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { remembered } from '../shared/remembered.ts';
import { SortableTable } from '../shared/SortableTable.tsx';
import { readSort, writeSort } from '../shared/sorting.ts';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';
import classes from './next.module.css';
import { asForPeople, minutesTyped, peopleTyped, suggested, ticked } from './next-choice.ts';
import { nextColumns } from './next-columns.tsx';
import { PrintForPeople } from './PrintForPeople.tsx';
import { WeightsForm } from './WeightsForm.tsx';
import { WhoIsOut } from './WhoIsOut.tsx';

const sorted = remembered('board-sort-next', 'tick asc');

type NextOrderProps = NextPlaces & {
  byWalk: boolean;
  poll: PollKind | undefined;
  printButton: React.RefObject<HTMLButtonElement | null>;
};

/** The places to tick, those with most to gain first, and the button that makes their sheets. */
export function NextOrder({ places, weights, byWalk, poll, printButton }: NextOrderProps) {
  const { t } = useWords();
  const [showsRule, setShowsRule] = useState(false);
  const kept = useStore(sorted);
  const { ref: bar, height } = useElementSize();
  const suggestion = useSuggestion(places, weights);
  const own = useStore(ticked);
  const streets = own ?? suggestion;
  const [together, setTogether] = useState<ReadonlySet<number> | null>(own);
  const choose = (next: ReadonlySet<number>) => {
    if (own === null) setTogether(suggestion);
    ticked.set(next);
  };
  const columns = nextColumns(
    {
      streets,
      together: own === null ? suggestion : (together ?? suggestion),
      choose: (place, on) => choose(withPlace(streets, place, on)),
    },
    { showsScore: showsRule, byWalk },
  );
  if (places.length === 0) return <p>{t('Nobody is outstanding.')}</p>;
  return (
    <div className={classes.next} style={{ '--table-head-top': `${height}px` } as React.CSSProperties}>
      <PrintForPeople
        bar={bar}
        places={places}
        weights={weights}
        streets={streets}
        isOwn={own !== null}
        poll={poll}
        onTick={choose}
        onTickBest={() => ticked.set(null)}
        button={printButton}
      />
      <WhoIsOut />
      <details onToggle={(event) => setShowsRule(event.currentTarget.open)}>
        <summary>
          {t(
            'Best first: where an hour of knocking gains most votes from promises who have probably not voted.',
          )}
        </summary>
        <p>{ruleOf(weights)}</p>
        <WeightsForm weights={weights} />
      </details>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move among the figures of its rows */}
      <div onKeyDown={moveByArrow}>
        <SortableTable
          caption={t('Where to knock next')}
          columns={columns}
          rows={places}
          rowKey={({ key }) => key}
          sort={readSort(kept, columns)}
          onSort={(chosen) => {
            setTogether(streets);
            sorted.set(writeSort(chosen));
          }}
        />
      </div>
    </div>
  );
}

/** The best for the people and the time that were last given properly. */
function useSuggestion(places: readonly NextPlace[], weights: KnockWeights): ReadonlySet<number> {
  const [people, minutes] = [useStore(peopleTyped), useStore(minutesTyped)];
  return useMemo(() => {
    const forPeople = asForPeople(people, minutes, weights);
    return forPeople ? suggested(places, forPeople, weights) : new Set();
  }, [places, people, minutes, weights]);
}

function withPlace(streets: ReadonlySet<number>, place: NextPlace, on: boolean): Set<number> {
  const next = new Set(streets);
  for (const id of place.streetIds) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}

function ruleOf({ doorsPerHour, minutesToReach, gainPerHundred, restMinutes }: KnockWeights): string {
  return words.t(
    'Votes an hour: of a hundred outstanding promises a knock gains {{gainPerHundred}} where they vote every other time, half as many where they always or never do; those who have probably voted unseen, by the answers at the doors of their station, do not count; a street knocked within {{restMinutes}} minutes counts for less; one person knocks {{doorsPerHour}} doors an hour and takes {{minutesToReach}} minutes to reach a street.',
    { gainPerHundred, restMinutes, doorsPerHour, minutesToReach },
  );
}
