import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../src-main/api/router.ts';
import { type Message, say } from '../../src-shared/message.ts';
import { roomSays } from './room-says.ts';

const unreachable = say(
  'The room could not be reached. Check that Committee Room is still running on this computer, then try again.',
);

/** What went wrong, as a sentence for people. */
export function sentenceOf(error: unknown): string {
  return roomSays(messageOf(error));
}

/** The same as a message, to be kept: the room's own if it sent one. */
export function messageOf(error: unknown): Message {
  const { data } = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>) : {};
  return data?.said ?? unreachable;
}

/** What has to be confirmed before the room does it. */
export function asksOf(error: unknown) {
  const { data } = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>) : {};
  return data?.asks ?? [];
}

/** Whether the room itself refused: asking again would give the same answer. */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof TRPCClientError &&
    (error as TRPCClientError<AppRouter>).data?.code === 'PRECONDITION_FAILED'
  );
}
