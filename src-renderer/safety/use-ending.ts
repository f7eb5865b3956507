import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { practiceId } from '../room/practice-id.ts';
import { ROOM } from '../room/query-client.ts';

/** How the end of the day goes on its laptops; null in a room of one laptop. */
const endingOfDay = queryOptions({
  queryKey: [ROOM, 'ending'],
  queryFn: ({ signal }) => client.laptops.ending.query(undefined, { signal }),
  enabled: practiceId === null,
});

export function useEnding() {
  return useQuery(endingOfDay);
}

export type Ending = NonNullable<ReturnType<typeof useEnding>['data']>;
export type EndAsked = NonNullable<Ending['asked']>;
