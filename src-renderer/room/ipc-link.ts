import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import type { RoomBridge } from '../../src-main/desktop/bridge.ts';
import type { RoomMessage } from '../../src-main/web/room-messages.ts';
import { practiceId } from './practice-id.ts';

/** Sends the client's calls through the desktop window's bridge. */
export function ipcLink<Router extends AnyTRPCRouter>(bridge: RoomBridge): TRPCLink<Router> {
  return () =>
    ({ op: { type, path, input } }) =>
      observable((observer) => {
        if (type === 'subscription') {
          const onMessage = (message: RoomMessage) => {
            if ('error' in message) return observer.error(TRPCClientError.from(message));
            observer.next(message);
            if (message.result.type === 'stopped') observer.complete();
          };
          return bridge.subscribe(path, input, onMessage, practiceId);
        }
        bridge
          .request({ type, path, input, practice: practiceId })
          .then((answer) => {
            if ('error' in answer) return observer.error(TRPCClientError.from(answer));
            observer.next(answer);
            observer.complete();
          })
          .catch((error: Error) => observer.error(TRPCClientError.from(error)));
        // A call under way cannot be cancelled; its answer is ignored.
        return () => {};
      });
}
