import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';
import { ROOM } from './query-client.ts';

/** The room in a few figures. */
export const roomSummary = queryOptions({
  queryKey: [ROOM, 'summary'],
  queryFn: ({ signal }) => client.room.summary.query(undefined, { signal }),
});

export function useRoomSummary() {
  return useQuery(roomSummary);
}
