import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  type TRPCProcedureType,
} from '@trpc/server';
import type { ApiContext } from '../api/context.ts';
import { router } from '../api/router.ts';
import { logFault } from './fault-log.ts';
import type { RoomFault, RoomMessage } from './room-messages.ts';
import { partOf, type Work } from './running-work.ts';

export type RoomCall = { type: TRPCProcedureType; path: string; input?: unknown };

/**
 * Runs a call of the router.
 * @throws what the call throws.
 */
export function runCall(ctx: ApiContext, { type, path, input }: RoomCall, signal?: AbortSignal) {
  return callTRPCProcedure({
    router,
    ctx,
    type,
    path,
    getRawInput: async () => input,
    signal,
    batchIndex: 0,
  });
}

/** Runs a subscription and sends its messages until it ends or is aborted; `work` ends with it. */
export async function followCall(
  context: ApiContext,
  { path, input }: { path: string; input?: unknown },
  signal: AbortSignal,
  send: (message: RoomMessage) => void,
  work: Work | null,
): Promise<void> {
  const call: RoomCall = { type: 'subscription', path, input };
  const tell = (message: RoomMessage) => {
    if (!signal.aborted) send(message);
  };
  // Once stopped, it is no longer waited for, even if it has not ended yet.
  signal.addEventListener('abort', () => work?.end());
  try {
    const items: AsyncIterable<unknown> = await runCall(context, call, signal);
    tell({ result: { type: 'started' } });
    for await (const data of items) {
      const part = partOf(data);
      if (part !== null) work?.reach(part);
      tell({ result: { type: 'data', data } });
    }
    tell({ result: { type: 'stopped' } });
  } catch (error) {
    if (!signal.aborted) tell({ error: faultOf(context, call, error) });
  } finally {
    work?.end();
  }
}

/** What went wrong with a call, as the windows read it. A fault in the program is logged. */
export function faultOf(ctx: ApiContext, { type, path, input }: RoomCall, thrown: unknown): RoomFault {
  const error = getTRPCErrorFromUnknown(thrown);
  logFault({ error, path });
  return getTRPCErrorShape({ config: router._def._config, error, type, path, input, ctx });
}
