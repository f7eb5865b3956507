import { useEffect, useRef } from 'react';
import { entryQueue } from './tally-session.ts';

/** Sends failed entries again as soon as the room answers. The room recognises those that had reached it. */
export function useRetryOnReconnect(connected: boolean): void {
  const wasLost = useRef(false);
  useEffect(() => {
    if (connected && wasLost.current) entryQueue.retryAll();
    wasLost.current = !connected;
  }, [connected]);
}
