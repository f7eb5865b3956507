import type { Closing, ToBrowserWindow } from '../../src-main/server/window-messages.ts';
import { Store } from '../shared/store.ts';
import { jsonLines } from './json-lines.ts';
import { askAboutWindow, windowId } from './room-request.ts';

const RETRY_AFTER_MS = 1500;
/** The server says something every 15 seconds. A laptop that slept has dead connections. */
const SILENT_FOR_MS = 40_000;

/** What speaks against closing a window of this browser, as the server said last. */
export const closing = new Store<Closing>({ windows: 1, work: [], unfinished: [] });

/** When the program said that it ends, milliseconds since 1970; null while it runs. */
export const endedAt = new Store<number | null>(null);

/** Whether the server can be heard: false once it was lost, null before it was heard first. */
export const hearsServer = new Store<boolean | null>(null);

const followers = new Set<() => void>();

/** Calls `onChange` whenever the room may have changed. @returns what ends it. */
export function followRoom(onChange: () => void): () => void {
  followers.add(onChange);
  return () => followers.delete(onChange);
}

/**
 * Follows the server as long as the page is open, and finds it again when it was lost. A browser opens six connections
 * to a server for all its windows, so one window leads: it holds the lock, reads the stream, and passes on what it says.
 * When it closes or crashes, the browser gives the lock to another.
 */
export async function startRoomStream(): Promise<void> {
  channel.addEventListener('message', ({ data }: MessageEvent<Passed>) => hearFromWindow(data));
  channel.postMessage({ kind: 'new', window: windowId } satisfies Passed);
  watchOverLeader();
  // A leader that was overruled waits for its next turn.
  for (;;) await lead({});
}

const LOCK = 'committee-room.stream';
const channel = new BroadcastChannel(LOCK);

/** What windows of one browser say to one another. */
type Passed =
  | ToBrowserWindow
  /** The leader reads, or tries to. */
  | { kind: 'alive' | 'lost' }
  /** A window was opened, and is told how things are. */
  | { kind: 'new'; window: string }
  | { kind: 'welcome'; window: string; hears: boolean | null; closing: Closing };

let isLeading = false;

/** Leads as soon as no other window does; ends when another has taken over. */
async function lead(how: LockOptions): Promise<void> {
  const overruled = new AbortController();
  const reading = () => readUntil(overruled.signal);
  try {
    if (navigator.locks) await navigator.locks.request(LOCK, how, reading);
    else await reading();
  } catch {
    // Another window took the lock.
  }
  overruled.abort();
}

async function readUntil(overruled: AbortSignal): Promise<void> {
  isLeading = true;
  while (!overruled.aborted) {
    await readStream(overruled).catch(() => {});
    if (overruled.aborted) break;
    hearsServer.set(false);
    pass({ kind: 'lost' });
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  }
  isLeading = false;
}

async function readStream(overruled: AbortSignal): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENT_FOR_MS);
  try {
    const signal = AbortSignal.any([silent.signal, overruled]);
    const { ok, body } = await askAboutWindow('stream', { signal });
    if (!ok || !body) return;
    for await (const message of jsonLines<ToBrowserWindow>(body)) {
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENT_FOR_MS);
      if (message !== null) hear(message);
      pass(message ?? { kind: 'alive' });
    }
  } finally {
    clearTimeout(timer);
  }
}

function pass(message: Passed): void {
  channel.postMessage(message);
}

let watch: ReturnType<typeof setTimeout> | undefined;

/** A leader that says nothing is stuck, or its page is kept asleep: this window takes over. */
function watchOverLeader(): void {
  clearTimeout(watch);
  watch = setTimeout(() => {
    if (!isLeading && navigator.locks) void lead({ steal: true });
    watchOverLeader();
  }, SILENT_FOR_MS);
}

function hearFromWindow(message: Passed): void {
  watchOverLeader();
  switch (message.kind) {
    case 'alive':
      return;
    case 'lost':
      hearsServer.set(false);
      return;
    case 'new':
      if (isLeading) pass({ ...message, kind: 'welcome', hears: hearsServer.get(), closing: closing.get() });
      return;
    case 'welcome':
      if (message.window !== windowId) return;
      closing.set(message.closing);
      hearsServer.set(message.hears);
      return;
    default:
      hear(message);
  }
}

function hear(message: ToBrowserWindow): void {
  switch (message.kind) {
    case 'changed':
      endedAt.set(null);
      hearsServer.set(true);
      for (const onChange of followers) onChange();
      return;
    case 'closing':
      closing.set(message.closing);
      return;
    case 'ended':
      endedAt.set(Date.now());
  }
}
