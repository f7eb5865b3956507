import { QueryClient } from '@tanstack/react-query';

/** The room is on this computer: a query must not wait for a network (`networkMode`). */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: 1, refetchOnWindowFocus: false, staleTime: 0 },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Every question put to the room begins with this key, so that one change of the room asks them all again. */
export const ROOM = 'room';
