import type { TRPCLink } from '@trpc/client';
import { tap } from '@trpc/server/observable';
import type { AppRouter } from '../../src-main/api/router.ts';
import type { Message } from '../../src-shared/message.ts';
import { Store } from '../shared/store.ts';

/** That the practice of this window has ended, as the room says it; null before. */
export const practiceOver = new Store<Message | null>(null);

/** Notices when a call is refused because the practice of this window has ended. */
export function practiceLink(): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      next(op).pipe(
        tap({
          error: ({ data }) => {
            if (data?.isPracticeOver) practiceOver.set(data.said);
          },
        }),
      );
}
