import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PlannedCount } from '../../src-main/sheets/types.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

export type CountedChoice = Parameters<typeof client.sheets.count.subscribe>[0];

/** Counting waits for this long after a tick, in milliseconds: streets are ticked one after another. */
const WAIT = 250;

/** How many sheets and pages a choice makes, counted before anything is drawn. */
export function usePageCount(choice: CountedChoice) {
  const key = JSON.stringify(choice);
  const [settled] = useDebouncedValue(key, WAIT);
  const count = useQuery({
    queryKey: [ROOM, 'pages of sheets', settled],
    queryFn: ({ signal }) => countPages(JSON.parse(settled), signal),
    enabled: choice.streetIds.length > 0 && settled === key,
    placeholderData: keepPreviousData,
  });
  return { ...count, isCounting: settled !== key || count.isFetching };
}

function countPages(choice: CountedChoice, signal: AbortSignal): Promise<PlannedCount> {
  return new Promise((done, fail) => {
    const counting = client.sheets.count.subscribe(choice, {
      onData: (count) => {
        counting.unsubscribe();
        done(count);
      },
      onError: fail,
    });
    signal.addEventListener('abort', () => {
      counting.unsubscribe();
      fail(signal.reason);
    });
  });
}
