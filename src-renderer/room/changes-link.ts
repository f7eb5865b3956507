import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { followRoom, isConnected } from './room-stream.ts';

/** Answers the subscription to the room's changes from the one stream of a browser's window. */
export function changesLink<Router extends AnyTRPCRouter>(): TRPCLink<Router> {
  return () => () =>
    observable((observer) => {
      let count = 0;
      const emit = () => {
        count += 1;
        observer.next({ result: { type: 'data', data: count } });
      };
      const emitLost = () => {
        const error = TRPCClientError.from<Router>(new Error('The stream was lost.'));
        observer.next({ result: { type: 'state', state: 'connecting', error } });
      };
      if (isConnected.get()) emit();
      if (isConnected.get() === false) emitLost();
      const stops = [
        followRoom(emit),
        isConnected.subscribe(() => {
          if (!isConnected.get()) emitLost();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    });
}
