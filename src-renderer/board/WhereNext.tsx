import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import type { PollKind } from '../room/use-room-summary.ts';
import { labelled } from '../shared/labelled.ts';
import part from '../shared/part.module.css';
import { Answered } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { useWords } from '../shared/use-words.ts';
import { WhichPoll } from '../shared/WhichPoll.tsx';
import { MadeSheets } from '../sheets/MadeSheets.tsx';
import { lastMadeSheets, showingPaper } from '../sheets/made-sheets.ts';
import { usePollChosen } from '../sheets/use-streets.ts';
import { NextOrder } from './NextOrder.tsx';
import classes from './next.module.css';
import { nextBy } from './next-choice.ts';

const BY = [
  { value: 'street', label: 'Streets' },
  { value: 'walk', label: 'Walks' },
] as const;

/** Where an hour of knocking is likely to gain most, and the sheets for it: from there to the paper in two clicks. */
export function WhereNext() {
  const { t } = useWords();
  const { polls, poll, choosePoll } = usePollChosen();
  const kept = useStore(nextBy);
  const by = BY.find(({ value }) => value === kept)?.value ?? 'street';
  const next = useNext(by === 'walk', poll);
  const made = useStore(lastMadeSheets);
  const isShown = useStore(showingPaper) === 'next';
  const print = useRef<HTMLButtonElement>(null);
  const wasShown = useRef(false);
  useEffect(() => {
    // The button that led back is gone.
    if (wasShown.current && !isShown) print.current?.focus();
    wasShown.current = isShown;
  }, [isShown]);
  if (made && isShown) return <MadeSheets made={made} />;
  const hasWalks = next.data?.hasWalks ?? false;
  return (
    <div className={classes.next}>
      {(polls.length > 1 || hasWalks) && (
        <div className={part.line}>
          <WhichPoll polls={polls} value={poll} onChange={choosePoll} />
          {hasWalks && (
            <SegmentedControl
              size="sm"
              aria-label={t('Rank')}
              data={labelled(BY)}
              value={by}
              onChange={(value) => nextBy.set(value)}
            />
          )}
        </div>
      )}
      <Answered of={next} waiting={t('Ranking the streets…')} failed={t('The streets could not be ranked.')}>
        {(places) => <NextOrder {...places} byWalk={by === 'walk'} poll={poll} printButton={print} />}
      </Answered>
    </div>
  );
}

function useNext(byWalk: boolean, election: PollKind | undefined) {
  return useQuery({
    queryKey: [ROOM, 'next', byWalk, election],
    queryFn: ({ signal }) => client.sheets.next.query({ byWalk, election }, { signal }),
    placeholderData: keepPreviousData,
    // Streets get their rest, and sheets are out longer, without anything being entered.
    refetchInterval: 60_000,
  });
}
