import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { contextOf } from '../api/context.ts';
import type { RoomDoor } from '../api/room-door.ts';
import { router } from '../api/router.ts';
import { logFault } from '../web/fault-log.ts';
import { windowOf } from './window-calls.ts';
import type { Windows } from './windows.ts';

const MIB = 1024 * 1024;

/** A register of a whole county fits, as the base64 of a JSON string. */
const STAGE_LIMIT = 256 * MIB;
const CALL_LIMIT = MIB;

export type Calls = {
  answer(path: string, request: IncomingMessage, response: ServerResponse): void;
  /** Takes a last backup. */
  stop(): Promise<void>;
};

/** The router's calls over one room, under `base`, for these windows; backups are kept until they are stopped. */
export function callsOverHttp(door: RoomDoor, base: string, windows: Windows): Calls {
  const context = contextOf(door);
  const options = { router, basePath: base, createContext: async () => context, onError: logFault };
  const stage = createHTTPHandler({ ...options, maxBodySize: STAGE_LIMIT });
  const call = createHTTPHandler({ ...options, maxBodySize: CALL_LIMIT });
  return {
    answer(path, request, response) {
      response.setHeaders(
        new Map([
          ['Cache-Control', 'no-store'],
          ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
          ['Cross-Origin-Resource-Policy', 'same-origin'],
          ['X-Content-Type-Options', 'nosniff'],
        ]),
      );
      // A batch names its calls with commas between them.
      const names = path.slice(base.length).split(',');
      const work = names.map((name) => windows.begin(windowOf(request) ?? '', name));
      const changesSheets = names.some(
        (name) => name.startsWith('sheets.') && (request.method === 'POST' || name === 'sheets.make'),
      );
      response.once('close', () => {
        for (const each of work) each?.end();
        if (changesSheets) windows.lookAtSheets().catch(() => {});
      });
      const isStage = names.includes('register.stage');
      (isStage ? stage : call)(request, response);
    },
    stop: () => context.stop(),
  };
}
