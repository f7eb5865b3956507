import type { Query } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { queryClient, ROOM } from '../room/query-client.ts';

const cache = queryClient.getQueryCache();

/** Whether a screen still shows an old answer, because the room did not answer when it was asked again. */
export function useIsOutOfDate(): boolean {
  return useSyncExternalStore(
    (onChange) => cache.subscribe(onChange),
    () => cache.getAll().some(isOutOfDate),
  );
}

function isOutOfDate(query: Query): boolean {
  const { status, data, fetchStatus } = query.state;
  const isShown = query.isActive() && query.queryKey[0] === ROOM && data !== undefined;
  return isShown && status === 'error' && fetchStatus === 'idle';
}
