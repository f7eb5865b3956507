import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

/** A body that is longer than allowed. */
export class TooLong extends Error {}

/**
 * Reads the body of a request as JSON.
 * @throws TooLong beyond `limit` bytes; SyntaxError if it is not JSON.
 */
export function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  return json(bounded(request, limit));
}

async function* bounded(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > limit) throw new TooLong();
    yield piece;
  }
}
