import { replaceEqualDeep, useQuery } from '@tanstack/react-query';
import type { RecentEntry } from '../../src-main/turnout/types.ts';
import { client } from '../room/client.ts';
import { RECENT } from './tally-session.ts';

export const RECENT_SHOWN = 100;

export function useRecentEntries() {
  return useQuery({
    queryKey: RECENT,
    queryFn: ({ signal }) => client.turnout.recent.query({ limit: RECENT_SHOWN }, { signal }),
    structuralSharing: (before, now) =>
      sameEntries(before as RecentEntry[] | undefined, now as RecentEntry[]),
  });
}

/** An entry that only moved down the list keeps its object, so that its line is not drawn again. */
function sameEntries(before: RecentEntry[] | undefined, now: RecentEntry[]): RecentEntry[] {
  const known = new Map(before?.map((entry) => [entry.id, entry]));
  return now.map((entry) => replaceEqualDeep(known.get(entry.id), entry));
}
