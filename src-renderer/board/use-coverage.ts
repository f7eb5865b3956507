import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

/** How well each station is told, hour by hour. */
export function useCoverage() {
  return useQuery({ queryKey: [ROOM, 'coverage'], queryFn: () => client.turnout.coverage.query() });
}
