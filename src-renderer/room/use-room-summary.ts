import { queryOptions, useQuery } from '@tanstack/react-query';
import type { RoomSummary } from '../../src-main/api/summary.ts';
import { client } from './client.ts';
import { ROOM } from './query-client.ts';

/** The room in a few figures. */
export const roomSummary = queryOptions({
  queryKey: [ROOM, 'summary'],
  queryFn: ({ signal }) => client.room.summary.query(undefined, { signal }),
});

/** A kind of poll of the day. */
export type PollKind = RoomSummary['polls'][number]['value'];

export function useRoomSummary() {
  return useQuery(roomSummary);
}
