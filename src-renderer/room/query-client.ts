import { QueryClient } from '@tanstack/react-query';

/** The room is on this computer, so queries never wait for a network (`networkMode`). */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: 1, refetchOnWindowFocus: false, staleTime: 0 },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** The key of every query of the room begins with this, so that one change of the room refetches them all. */
export const ROOM = 'room';
