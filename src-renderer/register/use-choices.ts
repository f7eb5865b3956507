import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';

/** The words of the room's own lists (what a column may hold, what a code may mean …); they never change. */
export function useChoices() {
  return useQuery({
    queryKey: ['register choices'],
    queryFn: () => client.register.choices.query(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
