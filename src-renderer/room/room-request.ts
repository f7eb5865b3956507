import type { WINDOW_HEADER, WINDOW_PATH } from '../../src-main/server/window-messages.ts';

const HEADER: typeof WINDOW_HEADER = 'x-room-window';
const PATH: typeof WINDOW_PATH = '/window/';

/** The name of this window for the server, another each time its page is loaded. */
export const windowId = crypto.randomUUID();

/** What goes with every request of a browser's window. */
export function roomHeaders(): Record<string, string> {
  return { [HEADER]: windowId };
}

/** Asks the server something about this window itself. */
export function askAboutWindow(what: 'stream' | 'goodbye', how: RequestInit = {}): Promise<Response> {
  return fetch(`${PATH}${what}`, { ...how, method: 'POST', headers: roomHeaders() });
}
