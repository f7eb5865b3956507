import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type Message, say } from '../../src-shared/message.ts';
import type { RoomDoor } from '../api/room-door.ts';
import { Refusal } from '../store/refusal.ts';
import {
  answerFile,
  openingPage,
  plainAnswer,
  reopeningPage,
  type WebAnswer,
} from '../web/renderer-files.ts';
import type { Calls } from './calls-over-http.ts';
import { type Connections, limitConnections } from './connections.ts';
import { asksForPart, cookiesOf, isForPage, isOwnHost, isOwnPage, isSecret } from './guards.ts';
import { inPreferredLanguage } from './preferred-language.ts';
import { type EverySecond, everySecond as everySecondAwake } from './presence.ts';
import { newSecrets, type Secrets } from './secrets.ts';
import { answerWindow, practiceOf, windowOf } from './window-calls.ts';
import { API, TOKEN_HEADER, WINDOW } from './window-messages.ts';
import { Windows } from './windows.ts';

const LOOPBACK = '127.0.0.1';
/** In bytes. Another port of this computer can set as many cookies as a browser keeps for one host: 180 of 4 KiB. */
const HEAD_LIMIT = 1024 * 1024;

export type ServerOptions = {
  /** 0, the default, uses any free port. */
  port?: number | undefined;
  /** How long a client may take to send the headers of a request, in milliseconds. */
  headersTimeout?: number;
  /** How long it may take to send the whole request; a county's register takes a second. */
  requestTimeout?: number;
  /** How long a connection may be idle while an answer is being sent; streams send pings. */
  idleTimeout?: number;
  /**
   * Most connections that have shown the token: six for a browser, whose windows share them, and any that a script
   * opens.
   */
  maxConnections?: number;
  /** Most connections that have shown only the cookie, as a browser does for a page and its files. */
  maxWithCookie?: number;
  /** Most connections that have shown nothing yet: a browser opens some before it asks. */
  maxUnknown?: number;
  /** How long such a connection may stay open, in milliseconds. */
  unknownTimeout?: number;
  /** Calls a function once a second while the computer is awake. */
  everySecond?: EverySecond;
};

export type RoomServer = {
  /** The address that opens the app. It contains the secret: anyone who has it can read the room. */
  readonly address: string;
  /** Resolves when a window was opened and the last one has closed. */
  readonly whenLastWindowClosed: Promise<void>;
  /**
   * Tells the windows that the program is ending, closes every connection, and makes a last backup. The room stays
   * open. With `silently` the windows are not told, as when the program crashes.
   */
  close(how?: { silently: boolean }): Promise<void>;
};

/**
 * How long to wait until the windows know that the program is ending. One that does not read cannot delay it further.
 */
const GOODBYE_WITHIN_MS = 500;

/**
 * Serves the app for one room, on this computer only.
 * @throws Refusal if the port is taken.
 */
export async function startServer(
  door: RoomDoor,
  {
    port = 0,
    headersTimeout = 10_000,
    requestTimeout = 60_000,
    idleTimeout = 60_000,
    maxConnections = 200,
    maxWithCookie = 24,
    maxUnknown = 24,
    unknownTimeout = 5000,
    everySecond = everySecondAwake,
  }: ServerOptions = {},
): Promise<RoomServer> {
  const server = createServer({
    maxHeaderSize: HEAD_LIMIT,
    headersTimeout,
    requestTimeout,
    connectionsCheckingInterval: Math.min(headersTimeout, requestTimeout) / 2,
  });
  server.timeout = idleTimeout;
  const connections = limitConnections(server, {
    withToken: maxConnections,
    withCookie: maxWithCookie,
    unknown: maxUnknown,
    unknownTimeout,
  });
  await listen(server, port);
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.');
  const secrets = newSecrets();
  const windows = new Windows(door, everySecond);
  // This opens and checks the room. It starts now, while the browser is starting. If it fails, the next call tries
  // again.
  const loading = import('./calls-over-http.ts');
  let calls: Calls | null = null;
  const openCalls = async () => {
    const { callsOverHttp } = await loading;
    calls ??= callsOverHttp(door, windows);
    return calls;
  };
  const opening = openCalls().catch(() => null);
  server.on('request', answering(openCalls, windows, connections, bound.port, secrets));
  return {
    address: `http://${LOOPBACK}:${bound.port}/?key=${secrets.secret}#token=${secrets.token}`,
    whenLastWindowClosed: windows.presence.whenLastClosed,
    async close({ silently } = { silently: false }) {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      if (silently) windows.stop();
      else await windows.end(GOODBYE_WITHIN_MS);
      server.closeAllConnections();
      await closed;
      await opening;
      await calls?.stop();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new Refusal(
      say(
        'Port {{port}} cannot be used: another program has it, or it is reserved. Name another port, or none to take any.',
        { port },
      ),
      { cause: error },
    );
  }
}

const OPENING = say('Committee Room is opening…');
const USE_ADDRESS = say('To open Committee Room, use the address that the program printed.');

function answering(
  openCalls: () => Promise<Calls>,
  windows: Windows,
  connections: Connections,
  port: number,
  secrets: Secrets,
): RequestListener {
  const cookie = `room-${port}`;
  const setCookie = `${cookie}=${secrets.secret}; Path=/; HttpOnly; SameSite=Strict`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    if (!isOwnHost(request.headersDistinct.host, port)) {
      return send(
        response,
        await refusal(403, say('This address is not the one the program printed.'), headers),
      );
    }
    const target = url.startsWith('/') && !url.startsWith('//') ? URL.parse(url, 'http://room') : null;
    const isAddress =
      method === 'GET' &&
      target?.pathname === '/' &&
      isSecret(target.searchParams.get('key'), secrets.secret);
    if (!isOwnPage(headers)) {
      // The page that the browser was opened with is not one of ours.
      if (!isAddress || !isForPage(headers))
        return send(
          response,
          await refusal(403, say('Only the Committee Room window may ask this.'), headers),
        );
      connections.showsCookie(request.socket);
      return send(
        response,
        openingPage(await inPreferredLanguage(headers, OPENING), { 'Set-Cookie': setCookie }),
      );
    }
    if (!target) return send(response, await refusal(400, say('That address was not understood.'), headers));
    if (isAddress) {
      connections.showsCookie(request.socket);
      return send(
        response,
        plainAnswer(303, 'Committee Room is at /.', { Location: '/', 'Set-Cookie': setCookie }),
      );
    }
    const hasCookie = cookiesOf(headers.cookie, cookie).some((value) => isSecret(value, secrets.secret));
    const hasToken = isSecret(tokenOf(request), secrets.token);
    if (hasToken) connections.showsToken(request.socket);
    else if (hasCookie) connections.showsCookie(request.socket);
    const isCall = target.pathname.startsWith(API);
    if (!(isCall ? hasToken : hasCookie || asksForPart(headers))) {
      const sentence = await inPreferredLanguage(headers, USE_ADDRESS);
      return send(response, isForPage(headers) ? reopeningPage(sentence) : plainAnswer(403, sentence));
    }
    if (!isCall) {
      return send(response, await answerFile(method, url.split('?', 1)[0] ?? ''));
    }
    // Another port of this computer may have replaced the cookie, which the next page needs.
    if (!hasCookie) response.setHeader('Set-Cookie', setCookie);
    const window = windowOf(request);
    if (window !== null) windows.heard(window, practiceOf(request));
    if (target.pathname.startsWith(`${API}${WINDOW}`)) {
      return sendIfAny(response, answerWindow(windows, target.pathname, request, response));
    }
    if (method !== 'GET' && method !== 'POST') {
      return send(response, plainAnswer(405, 'Only GET and POST are allowed here.', { Allow: 'GET, POST' }));
    }
    const calls = await openCalls();
    sendIfAny(response, await calls.answer(target.pathname, request, response));
  }

  return (request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else send(response, plainAnswer(500, 'Something went wrong in the program. Try again.'));
    });
  };
}

async function refusal(status: number, said: Message, headers: IncomingHttpHeaders): Promise<WebAnswer> {
  return plainAnswer(status, await inPreferredLanguage(headers, said));
}

function tokenOf({ headers }: IncomingMessage): string | null {
  const token = headers[TOKEN_HEADER];
  return typeof token === 'string' ? token : null;
}

function sendIfAny(response: ServerResponse, answer: WebAnswer | null): void {
  if (answer !== null) send(response, answer);
}

function send(response: ServerResponse, { status, headers, body }: WebAnswer): void {
  // A refused request may still be sending, so its connection is not used again.
  if (status >= 400) response.setHeader('Connection', 'close');
  response.writeHead(status, headers).end(body);
}
