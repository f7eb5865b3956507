import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  type TRPCProcedureType,
} from '@trpc/server';
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import { LANGUAGE_IDS } from '../../src-words/languages.ts';
import { type ApiContext, contextOf } from '../api/context.ts';
import type { RoomDoor } from '../api/room-door.ts';
import { router } from '../api/router.ts';
import { logFault } from '../web/fault-log.ts';
import { beginCall, partOf, type RunningWork } from '../web/running-work.ts';
import { CHANNEL, type RoomAnswer, type RoomFault, type RoomMessage, type ToWindow } from './bridge.ts';
import { isOwn } from './own-pages.ts';
import { printStraight } from './straight-print.ts';
import { openInViewer } from './system-viewer.ts';
import { words } from './words.ts';

const path = z.string().max(100);
const id = z.int();
const pdf = z.instanceof(Uint8Array).refine(isPdf);
const toMain = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    call: z.object({ type: z.enum(['query', 'mutation']), path, input: z.unknown() }),
  }),
  z.object({ kind: z.literal('subscribe'), id, path, input: z.unknown() }),
  z.object({ kind: z.literal('stop'), id }),
  z.object({ kind: z.literal('print'), pdf }),
  z.object({ kind: z.literal('view'), pdf }),
  z.object({ kind: z.literal('language'), language: z.enum(LANGUAGE_IDS) }),
]);

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

type Call = { type: TRPCProcedureType; path: string; input?: unknown };

/**
 * Answers the window's calls with the router: the same procedures as over HTTP, in the same shapes; what takes time
 * is `work`. What it gives is to be stopped before the room is closed: it makes the last backup.
 */
export function serveRoom(door: RoomDoor, work: RunningWork): { stop(): Promise<void> } {
  const context = contextOf(door);
  const running = new Subscriptions();
  ipcMain.handle(CHANNEL, async (event, sent: unknown): Promise<RoomAnswer | string | undefined> => {
    refuseForeignSender(event);
    const message = toMain.parse(sent);
    if (message.kind === 'call') return answerOf(context, message.call);
    if (message.kind === 'print') return printStraight(message.pdf);
    if (message.kind === 'view') return openInViewer(message.pdf);
    if (message.kind === 'language') await words.use(message.language);
    else if (message.kind === 'stop') running.stop(event.sender, message.id);
    else void follow(context, work, event.sender, message, running.start(event.sender, message.id));
    return undefined;
  });
  return context;
}

/** Only the window's own page may call; not a frame in it, nor a page that has already gone. */
function refuseForeignSender({ senderFrame }: IpcMainInvokeEvent): void {
  if (senderFrame === null || senderFrame.parent !== null || !isOwn(senderFrame.url)) {
    throw new Error('Only the Committee Room window may ask this.');
  }
}

async function answerOf(context: ApiContext, call: Call): Promise<RoomAnswer> {
  try {
    return { result: { data: await run(context, call) } };
  } catch (error) {
    return { error: faultOf(context, call, error) };
  }
}

/** Sends what a subscription yields to the window, until it ends or is stopped. */
async function follow(
  context: ApiContext,
  work: RunningWork,
  sender: WebContents,
  { id, path, input }: { id: number; path: string; input?: unknown },
  { signal }: AbortController,
): Promise<void> {
  const send = (message: RoomMessage) => {
    if (!signal.aborted) sender.send(CHANNEL, { id, message } satisfies ToWindow);
  };
  const call: Call = { type: 'subscription', path, input };
  const begun = beginCall(work, path);
  // Stopped or left, it is no longer waited for, even while it comes to its end.
  signal.addEventListener('abort', () => begun?.end());
  try {
    const items: AsyncIterable<unknown> = await run(context, call, signal);
    send({ result: { type: 'started' } });
    for await (const data of items) {
      const part = partOf(data);
      if (part !== null) begun?.reach(part);
      send({ result: { type: 'data', data } });
    }
    send({ result: { type: 'stopped' } });
  } catch (error) {
    if (!signal.aborted) send({ error: faultOf(context, call, error) });
  } finally {
    begun?.end();
  }
}

function run(ctx: ApiContext, { type, path, input }: Call, signal?: AbortSignal) {
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

function faultOf(ctx: ApiContext, { type, path, input }: Call, thrown: unknown): RoomFault {
  const error = getTRPCErrorFromUnknown(thrown);
  logFault({ error, path });
  return getTRPCErrorShape({ config: router._def._config, error, type, path, input, ctx });
}

/** The subscriptions each window runs; they end with its page. */
class Subscriptions {
  readonly #running = new Map<WebContents, Map<number, AbortController>>();

  start(sender: WebContents, id: number): AbortController {
    const stop = new AbortController();
    this.#of(sender).set(id, stop);
    return stop;
  }

  stop(sender: WebContents, id: number): void {
    this.#running.get(sender)?.get(id)?.abort();
    this.#running.get(sender)?.delete(id);
  }

  #of(sender: WebContents): Map<number, AbortController> {
    const known = this.#running.get(sender);
    if (known) return known;
    const own = new Map<number, AbortController>();
    this.#running.set(sender, own);
    const stopAll = () => {
      for (const stop of own.values()) stop.abort();
      own.clear();
    };
    sender.on('did-navigate', stopAll);
    sender.on('render-process-gone', stopAll);
    sender.once('destroyed', () => {
      stopAll();
      this.#running.delete(sender);
    });
    return own;
  }
}
