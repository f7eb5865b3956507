import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { atMostEvery, REFRESH_EVERY_MS } from './at-most-every.ts';

const RETRY_AFTER_MS = 1500;

/**
 * Follows the room's changes: each change refetches every query of the open screens. With numbers coming in from several
 * tables at once, it does so a few times a second, not for each number. Call it once.
 * @returns false while the connection is lost.
 */
export function useConnection(): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let stopped = false;
    let subscription: { unsubscribe(): void } | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const refresh = atMostEvery(REFRESH_EVERY_MS, () => queries.invalidateQueries({ queryKey: [ROOM] }));
    const lost = () => {
      if (stopped) return;
      setConnected(false);
      subscription?.unsubscribe();
      clearTimeout(timer);
      timer = setTimeout(follow, RETRY_AFTER_MS);
    };
    const follow = () => {
      subscription = client.room.changes.subscribe(undefined, {
        onData: () => {
          setConnected(true);
          refresh.call();
        },
        // The HTTP link repairs a broken stream itself, and reports it only here.
        onConnectionStateChange: (state) => {
          if (state.state === 'connecting' && state.error) setConnected(false);
        },
        onError: lost,
        onComplete: lost,
      });
    };
    follow();
    return () => {
      stopped = true;
      clearTimeout(timer);
      refresh.stop();
      subscription?.unsubscribe();
    };
  }, [queries]);
  return connected;
}
