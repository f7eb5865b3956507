import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from './client.ts';
import { ROOM } from './query-client.ts';

const RETRY_AFTER_MS = 1500;

/**
 * Follows the room's changes: each asks every open question again, on all screens. Call it once.
 * @returns false while the connection is lost.
 */
export function useConnection(): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let stopped = false;
    let subscription: { unsubscribe(): void } | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

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
          void queries.invalidateQueries({ queryKey: [ROOM] });
        },
        // The HTTP link mends a broken stream by itself and reports it only here.
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
      subscription?.unsubscribe();
    };
  }, [queries]);
  return connected;
}
