import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

/** How far the room is prepared. */
export function useReadiness() {
  return useQuery({
    queryKey: [ROOM, 'readiness'],
    queryFn: ({ signal }) => client.room.readiness.query(undefined, { signal }),
  });
}
