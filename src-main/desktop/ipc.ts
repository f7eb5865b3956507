import { BrowserWindow, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import { LANGUAGE_IDS } from '../../src-shared/languages.ts';
import { type ApiContext, contextOf } from '../api/context.ts';
import type { RoomDoor } from '../api/room-door.ts';
import { faultOf, followCall, type RoomCall, runCall } from '../web/room-calls.ts';
import { beginCall, type RunningWork } from '../web/running-work.ts';
import { CHANNEL, type RoomAnswer, type ToWindow } from './bridge.ts';
import { printStraight } from './direct-print.ts';
import { chooseFolder, chooseWhereToSave } from './file-dialogs.ts';
import { openInViewer } from './system-viewer.ts';
import { isOwn } from './windows/own-pages.ts';
import { words } from './words.ts';

const path = z.string().max(100);
const id = z.int();
const practice = z.string().max(64).nullish();
const pdf = z.instanceof(Uint8Array).refine(isPdf);
const suggested = z.string().max(1000);
const toMain = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    call: z.object({ type: z.enum(['query', 'mutation']), path, input: z.unknown(), practice }),
  }),
  z.object({ kind: z.literal('subscribe'), id, path, input: z.unknown(), practice }),
  z.object({ kind: z.literal('stop'), id }),
  z.object({ kind: z.literal('print'), pdf }),
  z.object({ kind: z.literal('view'), pdf }),
  z.object({ kind: z.literal('save'), suggested }),
  z.object({ kind: z.literal('folder'), suggested }),
  z.object({ kind: z.literal('language'), language: z.enum(LANGUAGE_IDS) }),
]);

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

/**
 * Answers the window's calls with the router: the same procedures as over HTTP, in the same shapes. Slow calls are
 * `work`. Stop what it returns before the room is closed: it makes the last backup.
 */
export function serveRoom(door: RoomDoor, work: RunningWork): { stop(): Promise<void> } {
  const context = contextOf(door);
  const running = new Subscriptions(() => context.staged.releaseOthers([]));
  ipcMain.handle(CHANNEL, async (event, sent: unknown): Promise<RoomAnswer | string | null | undefined> => {
    refuseForeignSender(event);
    const message = toMain.parse(sent);
    if (message.kind === 'call') {
      const answer = await answerOf(context.inPractice(message.call.practice ?? null), message.call);
      // A paper in a window of its own would stay readable.
      if (door.isScreenLocked) closeOthers(event.sender);
      return answer;
    }
    if (message.kind === 'print') return printStraight(message.pdf);
    if (message.kind === 'view') return openInViewer(message.pdf);
    if (message.kind === 'folder') return chooseFolder(event.sender, message.suggested);
    if (message.kind === 'save') return chooseWhereToSave(event.sender, message.suggested);
    if (message.kind === 'language') await words.use(message.language);
    else if (message.kind === 'stop') running.stop(event.sender, message.id);
    else {
      const { id: name, path: called, input } = message;
      void followCall(
        context.inPractice(message.practice ?? null),
        { path: called, input },
        running.start(event.sender, name).signal,
        (said) => event.sender.send(CHANNEL, { id: name, message: said } satisfies ToWindow),
        beginCall(work, called),
      );
    }
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

function closeOthers(own: WebContents): void {
  for (const window of BrowserWindow.getAllWindows()) if (window.webContents !== own) window.destroy();
}

async function answerOf(context: ApiContext, call: RoomCall): Promise<RoomAnswer> {
  try {
    return { result: { data: await runCall(context, call) } };
  } catch (error) {
    return { error: faultOf(context, call, error) };
  }
}

/** The subscriptions of each window; they end with its page. `onEnd` is called then. */
class Subscriptions {
  readonly #running = new Map<WebContents, Map<number, AbortController>>();
  readonly #onEnd: () => void;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

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
      this.#onEnd();
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
