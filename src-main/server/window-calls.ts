import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainAnswer, type WebAnswer } from '../web/renderer-files.ts';
import { lineStream } from './line-stream.ts';
import { API, PRACTICE_HEADER, WINDOW, WINDOW_HEADER } from './window-messages.ts';
import type { Windows } from './windows.ts';

const ID = /^[\w-]{8,64}$/;

/** The id that a window sends; null if it is not one of our windows. */
export function windowOf({ headers }: IncomingMessage): string | null {
  const id = headers[WINDOW_HEADER];
  return typeof id === 'string' && ID.test(id) ? id : null;
}

/**
 * The id of the practice that a window is in; null for the real room. Anything that is sent counts as an id: what is
 * not one must not reach the real room.
 */
export function practiceOf({ headers }: IncomingMessage): string | null {
  const id = headers[PRACTICE_HEADER];
  return id === undefined ? null : String(id);
}

/**
 * Answers a window's requests about itself: to follow messages, to get its cookie back, and to say goodbye. Returns
 * the answer to send; null if the answer has been started here.
 */
export function answerWindow(
  windows: Windows,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): WebAnswer | null {
  if (request.method !== 'POST') return plainAnswer(405, 'Only POST is allowed here.', { Allow: 'POST' });
  const window = windowOf(request);
  switch (path.slice(API.length + WINDOW.length)) {
    case 'stream':
      follow(windows, window, response);
      return null;
    // The answer sets the cookie again, like every answer to the token.
    case 'hello':
      return plainAnswer(200, 'Hello.');
    case 'goodbye':
      if (window !== null) windows.goodbye(window);
      return plainAnswer(200, 'Goodbye.');
    default:
      return plainAnswer(404, 'There is no such page.');
  }
}

function follow(windows: Windows, window: string | null, response: ServerResponse): void {
  const follower = {
    send: lineStream(response),
    finish: () => new Promise<void>((resolve) => response.once('close', resolve).end()),
  };
  const stop = windows.follow(follower, window);
  response.once('close', stop);
}
