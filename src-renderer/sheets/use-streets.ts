import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

/** Streets with somebody outstanding. */
export function useStreets() {
  return useQuery({
    queryKey: [ROOM, 'streets to print'],
    queryFn: ({ signal }) => client.sheets.streets.query(undefined, { signal }),
  });
}
