import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import type { PollKind } from '../room/use-room-summary.ts';

/** The pace of the last hour, and who has been silent, change by themselves. */
const AGAIN_MS = 20_000;

/** What hangs on the wall, read again while it hangs there. */
export function useWall(election: PollKind | undefined) {
  return useQuery({
    queryKey: [ROOM, 'wall', election],
    queryFn: ({ signal }) => client.turnout.wall.query({ election }, { signal }),
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
  });
}

/** What the room’s clock shows: it was `at` when this computer’s own showed `readAt`. */
export function useClock(at: number, readAt: number): number {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const tick = setInterval(() => setTicks((ticks) => ticks + 1), 1000);
    return () => clearInterval(tick);
  }, []);
  return at + Math.max(0, Date.now() - readAt);
}
