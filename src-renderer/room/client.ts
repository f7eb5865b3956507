import { createTRPCClient, httpBatchLink, splitLink, type TRPCLink } from '@trpc/client';
import type { AppRouter } from '../../src-main/api/router.ts';
import type { RoomBridge } from '../../src-main/desktop/bridge.ts';
import { changesLink } from './changes-link.ts';
import { followLink } from './follow-link.ts';
import { ipcLink } from './ipc-link.ts';
import { roomFetch } from './room-request.ts';

declare global {
  interface Window {
    /** There in the desktop window only. */
    committeeRoom?: RoomBridge;
  }
}

const API = '/api';

/** A batch is parted before its address grows long. */
const MAX_URL_LENGTH = 8000;

/** Every question and every action of the screens goes through this, whatever the host. */
export const client = createTRPCClient<AppRouter>({
  links: window.committeeRoom ? [ipcLink(window.committeeRoom)] : httpLinks(),
});

/** As tRPC hands it over, whose own type of `fetch` is wider. */
function askRoom(address: RequestInfo | URL | string, how: unknown): Promise<Response> {
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
      false: httpBatchLink({ url: API, maxURLLength: MAX_URL_LENGTH, fetch: askRoom }),
    }),
  ];
}
