import type {
  API,
  FOLLOW,
  PRACTICE_HEADER,
  TOKEN_HEADER,
  WINDOW,
  WINDOW_HEADER,
} from '../../src-main/server/window-messages.ts';
import { Store } from '../shared/store.ts';
import { practiceId } from './practice-id.ts';
import { roomToken } from './room-token.ts';

// The types make these the same as the server's.
const PATH: typeof API = '/api/';
const FOLLOWED: typeof FOLLOW = 'follow/';
const OWN: typeof WINDOW = 'window/';
const ID: typeof WINDOW_HEADER = 'x-room-window';
const PRACTICE: typeof PRACTICE_HEADER = 'x-room-practice';
const TOKEN: typeof TOKEN_HEADER = 'x-room-token';

/** The id of this window for the server: a new one each time the page is loaded. */
export const windowId = crypto.randomUUID();

/** Whether the server lets this window in: false if it has no token, or an old one. */
export const isAllowed = new Store(true);

/** `fetch` with the id of this window, that of its practice, and the token. */
export async function roomFetch(address: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set(ID, windowId);
  if (practiceId !== null) headers.set(PRACTICE, practiceId);
  headers.set(TOKEN, roomToken());
  const response = await fetch(address, { ...init, headers });
  isAllowed.set(response.status !== 403);
  return response;
}

/** A request about this window itself. */
export function askAboutWindow(what: 'stream' | 'goodbye', init: RequestInit = {}): Promise<Response> {
  return roomFetch(`${PATH}${OWN}${what}`, { ...init, method: 'POST' });
}

/** Opens a subscription of the room. */
export function openSubscription(path: string, input: unknown, signal: AbortSignal): Promise<Response> {
  return roomFetch(`${PATH}${FOLLOWED}${path}`, { method: 'POST', body: JSON.stringify({ input }), signal });
}
