import type { Query } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { queryClient, ROOM } from '../room/query-client.ts';

const asked = queryClient.getQueryCache();

/** Whether a screen still shows an answer of before, because the room did not answer when it was asked again. */
export function useIsOld(): boolean {
  return useSyncExternalStore(
    (onChange) => asked.subscribe(onChange),
    () => asked.getAll().some(isOld),
  );
}

function isOld(query: Query): boolean {
  const { status, data, fetchStatus } = query.state;
  const isShown = query.isActive() && query.queryKey[0] === ROOM && data !== undefined;
  return isShown && status === 'error' && fetchStatus === 'idle';
}
