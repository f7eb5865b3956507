import { createTRPCClient, httpBatchLink, splitLink, type TRPCLink } from '@trpc/client';
import type { AppRouter } from '../../src-main/api/router.ts';
import type { RoomBridge } from '../../src-main/desktop/bridge.ts';
import { changesLink } from './changes-link.ts';
import { followLink } from './follow-link.ts';
import { ipcLink } from './ipc-link.ts';
import { practiceId } from './practice-id.ts';
import { practiceLink } from './practice-over.ts';
import { roomFetch } from './room-request.ts';

declare global {
  interface Window {
    /** Only in the desktop window. */
    committeeRoom?: RoomBridge;
  }
}

const API = '/api';

/** A batch is split before its address grows longer. */
const MAX_URL_LENGTH = 8000;

/** Every query and every action of the screens goes through this, whatever the host. */
export const client = createTRPCClient<AppRouter>({
  links: [practiceLink(), ...(window.committeeRoom ? [ipcLink(window.committeeRoom)] : httpLinks())],
});

/** Sends a change while the page is being left, which waits for no answer and for no other call. */
export function sendWhileLeaving(path: string, input: unknown): void {
  const sent = window.committeeRoom
    ? window.committeeRoom.request({ type: 'mutation', path, input, practice: practiceId })
    : roomFetch(`${API}/${path}`, {
        method: 'POST',
        keepalive: true,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      });
  sent.catch(() => {});
}

/** tRPC's own type of `fetch` is wider. */
function fetchFromRoom(address: RequestInfo | URL | string, how: unknown): Promise<Response> {
  return roomFetch(address, how as RequestInit);
}

function httpLinks(): TRPCLink<AppRouter>[] {
  return [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: splitLink({
        condition: ({ path }) => path === 'room.changes',
        true: changesLink(),
        false: followLink(),
      }),
      false: httpBatchLink({ url: API, maxURLLength: MAX_URL_LENGTH, fetch: fetchFromRoom }),
    }),
  ];
}
