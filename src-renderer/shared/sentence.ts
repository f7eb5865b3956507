import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../src-main/api/router.ts';
import { say } from '../../src-shared/message.ts';
import { roomSays } from './room-says.ts';

const unreachable = say(
  'The room could not be reached. Check that Committee Room is still running on this computer, then try again.',
);

/** What went wrong, as a sentence for people: the room's own if it sent one. */
export function sentenceOf(error: unknown): string {
  const { data } = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>) : {};
  return roomSays(data?.said ?? unreachable);
}

/** Whether the room itself refused: asking again would give the same answer. */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof TRPCClientError &&
    (error as TRPCClientError<AppRouter>).data?.code === 'PRECONDITION_FAILED'
  );
}
