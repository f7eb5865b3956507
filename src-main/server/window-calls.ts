import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainAnswer, type WebAnswer } from '../web/renderer-files.ts';
import { WINDOW_HEADER, WINDOW_PATH } from './window-messages.ts';
import type { Windows } from './windows.ts';

const ID = /^[\w-]{8,64}$/;

/** The id by which a window names itself, null for what is not one of our windows. */
export function windowOf({ headers }: IncomingMessage): string | null {
  const id = headers[WINDOW_HEADER];
  return typeof id === 'string' && ID.test(id) ? id : null;
}

/**
 * Answers what a window asks about itself: to follow what happens, and to say goodbye. Gives the answer to send, null
 * when it has been begun here.
 */
export function answerWindow(
  windows: Windows,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): WebAnswer | null {
  if (request.method !== 'POST') return plainAnswer(405, 'Only POST is understood here.', { Allow: 'POST' });
  const window = windowOf(request);
  switch (path.slice(WINDOW_PATH.length)) {
    case 'stream':
      follow(windows, response);
      return null;
    case 'goodbye':
      if (window !== null) windows.goodbye(window);
      return plainAnswer(200, 'Goodbye.');
    default:
      return plainAnswer(404, 'There is no such page.');
  }
}

function follow(windows: Windows, response: ServerResponse): void {
  response.writeHead(200, {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Content-Type': 'application/x-ndjson',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  const stop = windows.follow({
    send: (message) => void response.write(`${JSON.stringify(message)}\n`),
    finish: () => new Promise((resolve) => response.once('close', resolve).end()),
  });
  response.once('close', stop);
}
