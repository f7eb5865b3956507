import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../src-main/api/router.ts';

const unreachable =
  'The room could not be reached. Check that Committee Room is still running on this computer, then try again.';
const unreadable = 'The room could not make sense of that. Check what you entered, then try again.';

/** What went wrong as a sentence for people: the room's own where it gave one. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof TRPCClientError)) return unreachable;
  const { data, message } = error as TRPCClientError<AppRouter>;
  if (!data) return unreachable;
  // What fails the check of input comes with a list for programmers as its message.
  return data.code === 'BAD_REQUEST' ? unreadable : message;
}
