import type { IncomingMessage, ServerResponse } from 'node:http';
import { TRPCError } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { z } from 'zod';
import { contextOf } from '../api/context.ts';
import { BULKY_CALLS } from '../api/inputs.ts';
import type { RoomDoor } from '../api/room-door.ts';
import { router } from '../api/router.ts';
import { logFault } from '../web/fault-log.ts';
import { plainAnswer, type WebAnswer } from '../web/renderer-files.ts';
import { followCall } from '../web/room-calls.ts';
import { API_HEADERS, lineStream } from './line-stream.ts';
import { readJson, TooLong } from './read-json.ts';
import { practiceOf, windowOf } from './window-calls.ts';
import { API, FOLLOW } from './window-messages.ts';
import type { Windows } from './windows.ts';

const MIB = 1024 * 1024;

/** Large enough for a whole county's register as base64 in a JSON string. */
const BULKY_LIMIT = 256 * MIB;
const CALL_LIMIT = MIB;

const followed = z.object({ input: z.unknown().optional() });

export type Calls = {
  /** Answers a request. Returns the answer, unless it has already been sent. */
  answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<WebAnswer | null>;
  /** Makes a last backup. */
  stop(): Promise<void>;
};

/** The router's calls on one room for these windows. Backups are made until it is stopped. */
export function callsOverHttp(door: RoomDoor, windows: Windows): Calls {
  const context = contextOf(door);
  windows.presence.watch((isOpen) => {
    if (!isOpen) context.staged.releaseOthers([]);
  });
  const options = {
    router,
    basePath: API,
    createContext: async ({ req, info }: { req: IncomingMessage; info: { type: string } }) => {
      // tRPC's own streams use GET, and some of ours change the room.
      if (info.type === 'subscription') throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' });
      return context.inPractice(practiceOf(req));
    },
    responseMeta: ({ type }: { type: string }) => (type === 'subscription' ? { status: 405 } : {}),
    onError: logFault,
  };
  const bulky = createHTTPHandler({ ...options, maxBodySize: BULKY_LIMIT });
  const usual = createHTTPHandler({ ...options, maxBodySize: CALL_LIMIT });

  /** Runs a subscription, whose input is the body of a POST. */
  async function follow(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<WebAnswer | null> {
    if (request.method !== 'POST') return plainAnswer(405, 'Only POST is allowed here.', { Allow: 'POST' });
    let asked: z.infer<typeof followed>;
    try {
      asked = followed.parse(await readJson(request, CALL_LIMIT));
    } catch (error) {
      return error instanceof TooLong
        ? plainAnswer(413, 'That is too much at once.')
        : plainAnswer(400, 'That was not understood.');
    }
    const left = new AbortController();
    response.once('close', () => left.abort());
    const work = windows.begin(windowOf(request) ?? '', path);
    const inPractice = context.inPractice(practiceOf(request));
    await followCall(inPractice, { path, input: asked.input }, left.signal, lineStream(response), work);
    response.end();
    return null;
  }

  return {
    async answer(path, request, response) {
      const name = path.slice(API.length);
      // A batch has the names of its calls, separated by commas.
      const names = name.split(',');
      if (request.method === 'POST' && names.some((each) => /^(?:follow\/)?sheets\./.test(each))) {
        response.once('close', () => void windows.lookAtSheets().catch(() => {}));
      }
      if (name.startsWith(FOLLOW)) return follow(name.slice(FOLLOW.length), request, response);
      response.setHeaders(new Map(Object.entries(API_HEADERS)));
      (names.some((each) => BULKY_CALLS.has(each)) ? bulky : usual)(request, response);
      return null;
    },
    stop: () => context.stop(),
  };
}
