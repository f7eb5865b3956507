import { useQuery } from '@tanstack/react-query';
import { client } from '../../room/client.ts';
import { ROOM } from '../../room/query-client.ts';

/** A slip as it is now, and how it differs from the first one if it is entered again. */
export function useSlip(id: number) {
  return useQuery({
    queryKey: [ROOM, 'slip', id],
    queryFn: () => client.turnout.slip.query({ id }),
  });
}
