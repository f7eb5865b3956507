import type { Closing, ToBrowserWindow } from '../../src-main/server/window-messages.ts';
import { Store } from '../shared/store.ts';
import { jsonLines } from './json-lines.ts';
import { askAboutWindow, windowId } from './room-request.ts';

const RETRY_AFTER_MS = 1500;
/** The server sends something every 15 seconds. After a laptop has slept, its connections are dead. */
const SILENT_FOR_MS = 40_000;

/** Why a window of this browser should not close, as the server last reported. */
export const closing = new Store<Closing>({ windows: 1, work: [], unfinished: [] });

/** When the program reported that it ends, in milliseconds since 1970; null while it runs. */
export const endedAt = new Store<number | null>(null);

/** Whether the server's stream is open: false once it was lost, null before it first opens. */
export const isConnected = new Store<boolean | null>(null);

const followers = new Set<() => void>();

/** Calls `onChange` whenever the room may have changed. @returns a function that stops it. */
export function followRoom(onChange: () => void): () => void {
  followers.add(onChange);
  return () => followers.delete(onChange);
}

/**
 * Follows the server as long as the page is open, and reconnects after it was lost. A browser opens only six connections
 * to a server for all its windows, so one window leads: it has the lock, reads the stream, and passes its messages on.
 * When it closes or crashes, the browser gives the lock to another window.
 */
export async function startRoomStream(): Promise<void> {
  channel.addEventListener('message', ({ data }: MessageEvent<WindowMessage>) => receiveFromWindow(data));
  channel.postMessage({ kind: 'new', window: windowId } satisfies WindowMessage);
  watchLeader();
  // A leader that lost the lock waits for its next turn.
  for (;;) await lead({});
}

const LOCK = 'committee-room.stream';
const channel = new BroadcastChannel(LOCK);

/** A message between windows of one browser. */
type WindowMessage =
  | ToBrowserWindow
  /** The leader is reading, or has lost the server. */
  | { kind: 'alive' | 'lost' }
  /** A window was opened, and gets the current state. */
  | { kind: 'new'; window: string }
  | { kind: 'welcome'; window: string; connected: boolean | null; closing: Closing };

let isLeading = false;

/** Leads as soon as no other window does. Ends when another has taken over. */
async function lead(options: LockOptions): Promise<void> {
  const replaced = new AbortController();
  const reading = () => readUntil(replaced.signal);
  try {
    if (navigator.locks) await navigator.locks.request(LOCK, options, reading);
    else await reading();
  } catch {
    // Another window took the lock.
  }
  replaced.abort();
}

async function readUntil(replaced: AbortSignal): Promise<void> {
  isLeading = true;
  while (!replaced.aborted) {
    await readStream(replaced).catch(() => {});
    if (replaced.aborted) break;
    isConnected.set(false);
    broadcast({ kind: 'lost' });
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  }
  isLeading = false;
}

async function readStream(replaced: AbortSignal): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENT_FOR_MS);
  try {
    const signal = AbortSignal.any([silent.signal, replaced]);
    const { ok, body } = await askAboutWindow('stream', { signal });
    if (!ok || !body) return;
    for await (const message of jsonLines<ToBrowserWindow>(body)) {
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENT_FOR_MS);
      if (message !== null) receive(message);
      broadcast(message ?? { kind: 'alive' });
    }
  } finally {
    clearTimeout(timer);
  }
}

function broadcast(message: WindowMessage): void {
  channel.postMessage(message);
}

let watch: ReturnType<typeof setTimeout> | undefined;

/** A leader that sends nothing is stuck, or its page is asleep: this window takes over. */
function watchLeader(): void {
  clearTimeout(watch);
  watch = setTimeout(() => {
    if (!isLeading && navigator.locks) void lead({ steal: true });
    watchLeader();
  }, SILENT_FOR_MS);
}

function receiveFromWindow(message: WindowMessage): void {
  watchLeader();
  switch (message.kind) {
    case 'alive':
      return;
    case 'lost':
      isConnected.set(false);
      return;
    case 'new':
      if (isLeading)
        broadcast({ ...message, kind: 'welcome', connected: isConnected.get(), closing: closing.get() });
      return;
    case 'welcome':
      if (message.window !== windowId) return;
      closing.set(message.closing);
      isConnected.set(message.connected);
      return;
    default:
      receive(message);
  }
}

function receive(message: ToBrowserWindow): void {
  switch (message.kind) {
    case 'changed':
      endedAt.set(null);
      isConnected.set(true);
      for (const onChange of followers) onChange();
      return;
    case 'closing':
      closing.set(message.closing);
      return;
    case 'ended':
      endedAt.set(Date.now());
  }
}
