import type {
  API,
  FOLLOW,
  TOKEN_HEADER,
  WINDOW,
  WINDOW_HEADER,
} from '../../src-main/server/window-messages.ts';
import { Store } from '../shared/store.ts';
import { roomToken } from './room-token.ts';

// The server's own, which the types hold them to.
const PATH: typeof API = '/api/';
const FOLLOWED: typeof FOLLOW = 'follow/';
const OWN: typeof WINDOW = 'window/';
const ID: typeof WINDOW_HEADER = 'x-room-window';
const TOKEN: typeof TOKEN_HEADER = 'x-room-token';

/** The name of this window for the server, another each time its page is loaded. */
export const windowId = crypto.randomUUID();

/** Whether the server lets this window in; false where it does not have the token, or an old one. */
export const isLetIn = new Store(true);

/** `fetch`, as a window of this server: with what it shows of itself. */
export async function roomFetch(address: RequestInfo | URL, how: RequestInit = {}): Promise<Response> {
  const headers = new Headers(how.headers);
  headers.set(ID, windowId);
  headers.set(TOKEN, roomToken());
  const response = await fetch(address, { ...how, headers });
  isLetIn.set(response.status !== 403);
  return response;
}

/** Asks the server something about this window itself. */
export function askAboutWindow(what: 'stream' | 'goodbye', how: RequestInit = {}): Promise<Response> {
  return roomFetch(`${PATH}${OWN}${what}`, { ...how, method: 'POST' });
}

/** Asks for a subscription of the room. */
export function askToFollow(path: string, input: unknown, signal: AbortSignal): Promise<Response> {
  return roomFetch(`${PATH}${FOLLOWED}${path}`, { method: 'POST', body: JSON.stringify({ input }), signal });
}
