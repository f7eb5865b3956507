import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import type { EntryPlace } from './entry-queue.ts';

/** Looking a number up again costs next to nothing, and an old answer may be wrong. */
const FORGET_AFTER_MS = 10_000;

/** A page of a teller's pad has 44 boxes. */
const LOOKED_UP = 44;

/**
 * What the text in the field would mean if it were entered now, as the room reads it. The last answer stays until the
 * next has come.
 */
export function useResolutions(text: string, place: EntryPlace) {
  return useQuery({
    queryKey: [ROOM, 'resolve', text, place.district ?? null, place.stationId ?? null],
    // Cancelled if the text changes before the answer has come.
    queryFn: ({ signal }) => client.turnout.resolve.query({ text, ...place, limit: LOOKED_UP }, { signal }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    gcTime: FORGET_AFTER_MS,
    retry: false,
  });
}
