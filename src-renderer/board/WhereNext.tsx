import { useQuery } from '@tanstack/react-query';
import type { NextStreet } from '../../src-main/turnout/next-streets.ts';
import type { KnockWeights } from '../../src-main/turnout/where-next.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { remembered } from '../shared/remembered.ts';
import { SortableTable } from '../shared/SortableTable.tsx';
import { readSort, writeSort } from '../shared/sorting.ts';
import { Answered } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { words } from '../shared/words.ts';
import { NEXT_COLUMNS } from './next-columns.ts';
import { WeightsForm } from './WeightsForm.tsx';

const sorted = remembered('board-sort-next', 'votes desc');

/** The streets where an hour of knocking is likely to gain most, and the rule behind it. */
export function WhereNext() {
  const { t } = useWords();
  const next = useQuery({
    queryKey: [ROOM, 'next'],
    queryFn: () => client.turnout.next.query({ limit: 1000 }),
  });
  return (
    <Answered of={next} waiting={t('Ranking the streets…')} failed={t('The streets could not be ranked.')}>
      {(order) => <Order {...order} />}
    </Answered>
  );
}

/** The streets, those with most to gain first, and the rule of that order. */
function Order({ weights, streets }: { weights: KnockWeights; streets: NextStreet[] }) {
  const { t } = useWords();
  const sort = readSort(useStore(sorted), NEXT_COLUMNS);
  return (
    <>
      <p>{ruleOf(weights)}</p>
      <WeightsForm key={JSON.stringify(weights)} weights={weights} />
      {streets.length === 0 ? (
        <p>{t('Nobody is outstanding.')}</p>
      ) : (
        <SortableTable
          caption={t('Where to knock next')}
          columns={NEXT_COLUMNS}
          rows={streets}
          rowKey={({ id }) => id}
          sort={sort}
          onSort={(chosen) => sorted.set(writeSort(chosen))}
        />
      )}
    </>
  );
}

function ruleOf({ doorsPerHour, minutesToReach, gainPerHundred, restMinutes }: KnockWeights): string {
  return words.t(
    'Votes an hour: of a hundred outstanding promises a knock gains {{gainPerHundred}} where they vote every other time, half as many where they always or never do; a street knocked within {{restMinutes}} minutes counts for less; one person knocks {{doorsPerHour}} doors an hour and takes {{minutesToReach}} minutes to reach a street.',
    { gainPerHundred, restMinutes, doorsPerHour, minutesToReach },
  );
}
