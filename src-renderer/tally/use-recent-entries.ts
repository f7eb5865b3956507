import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { RECENT } from './tally-session.ts';

export const RECENT_SHOWN = 100;

export function useRecentEntries() {
  return useQuery({
    queryKey: RECENT,
    queryFn: ({ signal }) => client.turnout.recent.query({ limit: RECENT_SHOWN }, { signal }),
  });
}
