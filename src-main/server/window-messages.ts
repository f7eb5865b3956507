/** The one contract between the server and a browser's windows, beside the calls of the router. */

import type { Message } from '../../src-shared/message.ts';

/** The path of everything that is asked of the room. */
export const API = '/api/';

/** Before the name of a subscription: it is asked for by POST, and answers with a line of JSON for each message. */
export const FOLLOW = 'follow/';

/** Under which a window follows what happens, and says goodbye. */
export const WINDOW = 'window/';

/** In this header a window names itself with each call, by an id of its own. */
export const WINDOW_HEADER = 'x-room-window';

/** In this one it shows the token, which only the address that the program printed has. */
export const TOKEN_HEADER = 'x-room-token';

/** What speaks against closing a window, for the windows themselves: a browser asks the server nothing when it closes one. */
export type Closing = {
  /** How many windows are open, in all browsers. */
  windows: number;
  /** Work that ends with the window that began it. */
  work: { window: string; sentence: Message }[];
  /** What is left to do when the last window closes, and the program with it. */
  unfinished: Message[];
};

/** What a window is told while it follows, a line of JSON each. */
export type ToBrowserWindow =
  /** The room has changed, or may have: said at the start too. */
  | { kind: 'changed' }
  | { kind: 'closing'; closing: Closing }
  /** The program ends now. */
  | { kind: 'ended' };
