import type { TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';

/**
 * Ends a subscription that the room itself reports as failed. The HTTP link would ask again for ever, and a failed
 * import would look busy for ever; over the desktop's bridge such a fault ends it too.
 */
export function faultLink<Router extends AnyTRPCRouter>(): TRPCLink<Router> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const subscription = next(op).subscribe({
          ...observer,
          next(envelope) {
            const { result } = envelope;
            // Only the room's own answer has data; a connection that was lost has none, and mends itself.
            if (result.type === 'state' && result.state === 'connecting' && result.error?.data) {
              observer.error(result.error);
            } else {
              observer.next(envelope);
            }
          },
        });
        return () => subscription.unsubscribe();
      });
}
