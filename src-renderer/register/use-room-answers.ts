import { useRoomSummary } from '../room/use-room-summary.ts';
import type { RoomAnswers } from './import/questions-asked.ts';
import { electionsOf, usePoll } from './PollFields.tsx';
import { useReadiness } from './use-readiness.ts';

/** What the room has answered already; undefined until that is known. */
export function useRoomAnswers(): RoomAnswers | undefined {
  const { data: summary } = useRoomSummary();
  const { data: poll } = usePoll();
  const { data: ready } = useReadiness();
  if (!summary || !poll || !ready) return undefined;
  const codes = [...Object.keys(poll.meanings), ...poll.codes.map(({ code }) => code)];
  return {
    hasRegister: summary.electors > 0,
    hasPromises: Object.values(poll.meanings).includes('promise'),
    codes: new Set(codes.map((code) => code.trim().toUpperCase())),
    isPollSet: ready.pollingDay,
    pollingDay: poll.pollingDay,
    elections: electionsOf(poll),
    promisesFor: poll.promisesFor,
  };
}
