import { protocol } from 'electron';
import { answerFile, plainAnswer, type WebAnswer } from '../web/renderer-files.ts';
import { paperAt } from './direct-print.ts';
import { isOwn, SCHEME } from './windows/own-pages.ts';

/** Makes our own protocol work like `https:` for the window. Electron requires this before it is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer under our own protocol, and papers that are being printed; nothing else. */
export function serveWindowFiles(): void {
  protocol.handle(SCHEME, async ({ method, url }) => {
    if (!isOwn(url)) return responseOf(plainAnswer(404, 'There is no such page.'));
    const paper = method === 'GET' ? paperAt(url) : null;
    if (paper) return new Response(new Uint8Array(paper), { headers: { 'Content-Type': 'application/pdf' } });
    try {
      return responseOf(await answerFile(method, new URL(url).pathname));
    } catch {
      return responseOf(plainAnswer(500, 'Something went wrong in the program. Restart Committee Room.'));
    }
  });
}

function responseOf({ status, headers, body }: WebAnswer): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), { status, headers });
}
