import type { ServerResponse } from 'node:http';

/** Headers of every answer of the API: do not store it, and only for this origin. */
export const API_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Sends an empty line now and then, so that both sides notice a dead connection. */
const PULSE_EVERY_MS = 15_000;

/** Starts an answer with one line of JSON per message. */
export function lineStream(response: ServerResponse): (message: object) => void {
  response.writeHead(200, { ...API_HEADERS, 'Content-Type': 'application/x-ndjson' });
  const pulse = setInterval(() => response.write('\n'), PULSE_EVERY_MS).unref();
  response.once('close', () => clearInterval(pulse));
  return (message) => void response.write(`${JSON.stringify(message)}\n`);
}
