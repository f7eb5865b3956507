import type { ServerResponse } from 'node:http';

/** What every answer of the API says of itself: it is kept nowhere, and is for this origin alone. */
export const API_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** An empty line now and then, so that both sides notice a connection that is dead. */
const PULSE_EVERY_MS = 15_000;

/** Begins an answer that is a line of JSON for each message. */
export function lineStream(response: ServerResponse): (message: object) => void {
  response.writeHead(200, { ...API_HEADERS, 'Content-Type': 'application/x-ndjson' });
  const pulse = setInterval(() => response.write('\n'), PULSE_EVERY_MS).unref();
  response.once('close', () => clearInterval(pulse));
  return (message) => void response.write(`${JSON.stringify(message)}\n`);
}
