import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCLink,
} from '@trpc/client';
import type { AppRouter } from '../../src-main/api/router.ts';
import type { RoomBridge } from '../../src-main/desktop/bridge.ts';
import { changesLink } from './changes-link.ts';
import { faultLink } from './fault-link.ts';
import { ipcLink } from './ipc-link.ts';
import { roomHeaders } from './room-request.ts';

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

function httpLinks(): TRPCLink<AppRouter>[] {
  return [
    faultLink(),
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: splitLink({
        condition: ({ path }) => path === 'room.changes',
        true: changesLink(),
        false: httpSubscriptionLink({ url: API }),
      }),
      false: httpBatchLink({ url: API, maxURLLength: MAX_URL_LENGTH, headers: roomHeaders }),
    }),
  ];
}
