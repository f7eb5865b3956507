import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

/** Numbers that could not be marked off and that nobody has settled, newest first. */
export function useNumbersSetAside() {
  return useQuery({
    queryKey: [ROOM, 'numbers set aside'],
    queryFn: () => client.turnout.numbersSetAside.query(),
  });
}
