/** The contract between the server and the browser's windows, beside the calls of the router. */

import type { Message } from '../../src-shared/message.ts';

/** The path of all calls to the room. */
export const API = '/api/';

/** The prefix of a subscription: a POST that answers with one line of JSON per message. */
export const FOLLOW = 'follow/';

/** Where a window follows messages and says goodbye. */
export const WINDOW = 'window/';

/** The header with the window's own id. */
export const WINDOW_HEADER = 'x-room-window';

/** The header with the id of the practice that the window is in. */
export const PRACTICE_HEADER = 'x-room-practice';

/** The header with the token, which is only in the address that the program printed. */
export const TOKEN_HEADER = 'x-room-token';

/**
 * Reasons not to close a window. The windows need them in advance: a browser does not ask the server when it closes
 * one.
 */
export type Closing = {
  /** How many windows are open, in all browsers. */
  windows: number;
  /** Work that ends with the window that started it. */
  work: { window: string; sentence: Message }[];
  /** What is left to do when the last window closes, and the program ends. */
  unfinished: Message[];
};

/** Messages to a window, one line of JSON each. */
export type ToBrowserWindow =
  /** The room has changed, or may have. Also sent at the start. */
  | { kind: 'changed' }
  | { kind: 'closing'; closing: Closing }
  /** The program is ending. */
  | { kind: 'ended' };
