import { useQuery } from '@tanstack/react-query';
import { client } from '../room/client.ts';
import { ROOM } from '../room/query-client.ts';
import { type PollKind, useRoomSummary } from '../room/use-room-summary.ts';
import { Store, useStore } from '../shared/store.ts';

const chosen = new Store<PollKind | undefined>(undefined);

/** The polls combined on the day, and the one whose promises are to be knocked up; undefined for any. */
export function usePollChosen() {
  const polls = useRoomSummary().data?.polls ?? [];
  const poll = useStore(chosen);
  return {
    polls,
    poll: polls.find(({ value }) => value === poll)?.value,
    choosePoll: (value: PollKind | undefined) => chosen.set(value),
  };
}

/** Streets with somebody outstanding, of those who promised for a poll if it is given. */
export function useStreets(election?: PollKind) {
  return useQuery({
    queryKey: [ROOM, 'streets to print', election],
    queryFn: ({ signal }) => client.sheets.streets.query({ election }, { signal }),
  });
}
