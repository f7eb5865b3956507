import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

/** Looking a number up again costs the room nothing, and an old answer may be wrong. */
const FORGET_AFTER_MS = 10_000;

function resolution(text: string, district: string | undefined, stationId: number | undefined) {
  return {
    queryKey: [ROOM, 'resolve', text, district ?? null, stationId ?? null] as const,
    // Given up when the text changes before the answer is there.
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      client.turnout.resolve.query(
        { text, ...(district ? { district } : {}), ...(stationId === undefined ? {} : { stationId }) },
        { signal },
      ),
    gcTime: FORGET_AFTER_MS,
    retry: false,
  };
}

/** What one number would mean if it were entered now; the answer before stays until the next is there. */
export function useResolution(text: string, district: string | undefined, stationId?: number) {
  return useQuery({
    ...resolution(text, district, stationId),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
}

/** The same for several numbers in the field. */
export function useResolutions(texts: readonly string[], district: string | undefined, stationId?: number) {
  return useQueries({ queries: [...new Set(texts)].map((text) => resolution(text, district, stationId)) });
}
