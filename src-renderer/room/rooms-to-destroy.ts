import { useQuery } from '@tanstack/react-query';
import { client } from './client.ts';
import { practiceId } from './practice-id.ts';
import { ROOM } from './query-client.ts';

/** The rooms that head office is asked to destroy here. */
export function useRoomsToDestroy() {
  return useQuery({
    queryKey: [ROOM, 'rooms to destroy'],
    queryFn: ({ signal }) => client.laptops.roomsToDestroy.query(undefined, { signal }),
    enabled: practiceId === null,
  });
}

export type RoomToDestroy = NonNullable<ReturnType<typeof useRoomsToDestroy>['data']>[number];
