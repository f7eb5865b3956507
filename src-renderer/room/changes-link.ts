import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { followRoom, hearsServer } from './room-stream.ts';

/** Answers the subscription to the room's changes from the one stream that a browser's window has. */
export function changesLink<Router extends AnyTRPCRouter>(): TRPCLink<Router> {
  return () => () =>
    observable((observer) => {
      let count = 0;
      const tell = () => {
        count += 1;
        observer.next({ result: { type: 'data', data: count } });
      };
      const tellLost = () => {
        const error = TRPCClientError.from<Router>(new Error('The stream was lost.'));
        observer.next({ result: { type: 'state', state: 'connecting', error } });
      };
      if (hearsServer.get()) tell();
      if (hearsServer.get() === false) tellLost();
      const stops = [
        followRoom(tell),
        hearsServer.subscribe(() => {
          if (!hearsServer.get()) tellLost();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    });
}
