import { useEffect, useRef } from 'react';
import { entryQueue } from './tally-session.ts';

/** Sends entries that found no room again as soon as it answers; the room knows those that had reached it. */
export function useSentAgain(connected: boolean): void {
  const wasLost = useRef(false);
  useEffect(() => {
    if (connected && wasLost.current) entryQueue.retryAll();
    wasLost.current = !connected;
  }, [connected]);
}
