import type { Closing, ToBrowserWindow } from '../../src-main/server/window-messages.ts';
import { Store } from '../shared/store.ts';
import { jsonLines } from './json-lines.ts';
import { askAboutWindow } from './room-request.ts';

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

/** Follows the server as long as the page is open, and finds it again when it was lost. */
export async function startRoomStream(): Promise<void> {
  for (;;) {
    await readStream().catch(() => {});
    hearsServer.set(false);
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  }
}

async function readStream(): Promise<void> {
  const leave = new AbortController();
  let timer = setTimeout(() => leave.abort(), SILENT_FOR_MS);
  try {
    const { ok, body } = await askAboutWindow('stream', { signal: leave.signal });
    if (!ok || !body) return;
    endedAt.set(null);
    for await (const message of jsonLines<ToBrowserWindow>(body)) {
      clearTimeout(timer);
      timer = setTimeout(() => leave.abort(), SILENT_FOR_MS);
      if (message !== null) hear(message);
    }
  } finally {
    clearTimeout(timer);
  }
}

function hear(message: ToBrowserWindow): void {
  hearsServer.set(true);
  switch (message.kind) {
    case 'changed':
      for (const onChange of followers) onChange();
      return;
    case 'closing':
      closing.set(message.closing);
      return;
    case 'ended':
      endedAt.set(Date.now());
  }
}
