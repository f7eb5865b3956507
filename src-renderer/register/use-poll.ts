import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

/** The poll the room is for, and who may vote at it. */
export function usePoll() {
  return useQuery({ queryKey: [ROOM, 'poll'], queryFn: () => client.register.poll.query() });
}
