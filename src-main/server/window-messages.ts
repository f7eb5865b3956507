/** The one contract between the server and a browser's windows, beside the calls of the router. */

import type { Sentence } from '../web/unprinted.ts';

/** Under which path a window follows what happens, and says goodbye. */
export const WINDOW_PATH = '/window/';

/** In this header a window names itself with each call, by an id of its own. */
export const WINDOW_HEADER = 'x-room-window';

/** What speaks against closing a window, for the windows themselves: a browser asks the server nothing when it closes one. */
export type Closing = {
  /** How many windows are open, in all browsers. */
  windows: number;
  /** Work that ends with the window that began it. */
  work: { window: string; sentence: string }[];
  /** What is left to do when the last window closes, and the program with it. */
  unfinished: Sentence[];
};

/** What a window is told while it follows, a line of JSON each. */
export type ToBrowserWindow =
  /** The room has changed, or may have: said at the start too. */
  | { kind: 'changed' }
  | { kind: 'closing'; closing: Closing }
  /** The program ends now. */
  | { kind: 'ended' }
  /** Said now and then, so that a dead connection is noticed. */
  | { kind: 'ping' };
