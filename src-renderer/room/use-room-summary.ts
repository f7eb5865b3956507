import { useQuery } from '@tanstack/react-query';
import { client } from './client.ts';
import { ROOM } from './query-client.ts';

/** What the room holds in a few figures. */
export function useRoomSummary() {
  return useQuery({
    queryKey: [ROOM, 'summary'],
    queryFn: ({ signal }) => client.room.summary.query(undefined, { signal }),
  });
}
