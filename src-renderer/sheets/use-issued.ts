import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

/** The sheets of the day, and where each is. */
export function useIssued() {
  return useQuery({
    queryKey: [ROOM, 'issued'],
    queryFn: ({ signal }) => client.sheets.issued.query(undefined, { signal }),
    // A sheet that is out grows old without anything being entered.
    refetchInterval: 60_000,
  });
}
