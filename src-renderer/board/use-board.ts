import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { BoardBy } from '../../src-main/turnout/types.ts';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';

export function useBoard(by: BoardBy) {
  return useQuery({
    queryKey: [ROOM, 'board', by],
    queryFn: ({ signal }) => client.turnout.board.query({ by }, { signal }),
    // The totals stay, and so does the focus, while the rows are counted another way.
    placeholderData: keepPreviousData,
  });
}
