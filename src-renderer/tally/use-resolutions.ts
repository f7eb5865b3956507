import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import type { EntryPlace } from './entry-queue.ts';

/** Looking numbers up again costs the room nothing, and an old answer may be wrong. */
const FORGET_AFTER_MS = 10_000;

/** A page of a teller's pad has 44 boxes. */
const LOOKED_UP = 44;

/**
 * What the text in the field would mean if it were entered now, as the room itself reads it; the answer before stays
 * until the next is there.
 */
export function useResolutions(text: string, place: EntryPlace) {
  return useQuery({
    queryKey: [ROOM, 'resolve', text, place.district ?? null, place.stationId ?? null],
    // Given up when the text changes before the answer is there.
    queryFn: ({ signal }) => client.turnout.resolve.query({ text, ...place, limit: LOOKED_UP }, { signal }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    gcTime: FORGET_AFTER_MS,
    retry: false,
  });
}
