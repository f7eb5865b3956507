import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';
import { ROOM } from './query-client.ts';

/** The state of the room: open, waiting for its passphrase, damaged, missing, or destroyed. */
export const doorState = queryOptions({
  queryKey: [ROOM, 'door'],
  queryFn: ({ signal }) => client.room.door.query(undefined, { signal }),
});

export function useDoor() {
  return useQuery(doorState);
}
