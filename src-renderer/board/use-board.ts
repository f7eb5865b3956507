import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { BoardBy } from '../../src-main/turnout/types.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import type { PollKind } from '../room/use-room-summary.ts';

/** The board, only with promises for one of the polls of the day if it is given. */
export function useBoard(by: BoardBy, election?: PollKind) {
  return useQuery({
    queryKey: [ROOM, 'board', by, election],
    queryFn: ({ signal }) => client.turnout.board.query({ by, election }, { signal }),
    // The totals and the focus stay while the rows are counted another way.
    placeholderData: keepPreviousData,
  });
}

/** The numbers that have come in from each station, hour by hour; voters of one of the polls of the day if it is given. */
export function useCoverage(election?: PollKind) {
  return useQuery({
    queryKey: [ROOM, 'coverage', election],
    queryFn: ({ signal }) => client.turnout.coverage.query({ election }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** How many of the outstanding have not voted, of the room and of each station. */
export function useTrust() {
  return useQuery({
    queryKey: [ROOM, 'trust'],
    queryFn: ({ signal }) => client.turnout.trust.query(undefined, { signal }),
    // It goes by the time too.
    refetchInterval: 60_000,
  });
}
