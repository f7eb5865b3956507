import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import type { RoomMessage } from '../../src-main/web/room-messages.ts';
import { jsonLines } from './json-lines.ts';
import { openSubscription } from './room-request.ts';

/** Follows a subscription over HTTP. If it breaks off, it has failed: asking again would start its work again. */
export function followLink<Router extends AnyTRPCRouter>(): TRPCLink<Router> {
  return () =>
    ({ op: { path, input } }) =>
      observable((observer) => {
        const stopped = new AbortController();
        const follow = async () => {
          const { ok, body } = await openSubscription(path, input, stopped.signal);
          if (!ok || !body) throw new Error('The room did not answer.');
          for await (const message of jsonLines<RoomMessage>(body)) {
            if (message === null) continue;
            if ('error' in message) return observer.error(TRPCClientError.from(message));
            observer.next(message);
            if (message.result.type === 'stopped') return observer.complete();
          }
          throw new Error('The stream broke off.');
        };
        follow().catch((error: Error) => {
          if (!stopped.signal.aborted) observer.error(TRPCClientError.from(error));
        });
        return () => stopped.abort();
      });
}
