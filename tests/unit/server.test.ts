import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { AnyProcedure } from '@trpc/server';
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { findBrowser, openInBrowser } from '../../src-main/server/browser.ts';
import { type RoomServer, type ServerOptions, startServer } from '../../src-main/server/http.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { ensureRendererBuilt } from '../../src-main/web/renderer-build.ts';
import { answerFile } from '../../src-main/web/renderer-files.ts';
import { everyProcedure } from '../every-procedure.ts';
import { importText, temporaryFolder, temporaryRoom } from './temporary-room.ts';

const REGISTER = [
  'Elector Number Prefix,Elector Number,Elector Number Suffix,Elector Surname,Elector Forename,Address1,Address2,PostCode',
  'KA,123,0,Evans,Ffion,14 High Terrace,Anytown,AB1 2CD',
].join('\n');

type Ask = { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer };
type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A server for a room, with ways to send it requests as a browser, or something worse, would. */
class Client {
  readonly room: Room;
  readonly server: RoomServer;
  readonly port: number;
  readonly key: string;
  readonly cookie: string;
  readonly token: string;

  constructor(room: Room, server: RoomServer) {
    const address = new URL(server.address);
    this.room = room;
    this.server = server;
    this.port = Number(address.port);
    this.key = address.searchParams.get('key')!;
    this.cookie = `room-${this.port}=${this.key}`;
    this.token = address.hash.replace('#token=', '');
  }

  /** Sends the path exactly as it is, with dots and all. */
  async open({ method = 'GET', path = '/', headers = {}, body }: Ask = {}): Promise<IncomingMessage> {
    const outgoing = request({ host: '127.0.0.1', port: this.port, method, path, headers });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return answer;
  }

  async ask(ask: Ask = {}): Promise<Answer> {
    const answer = await this.open(ask);
    return { status: answer.statusCode!, headers: answer.headers, body: await text(answer) };
  }

  /** Sends a request as the opened window does. */
  askAsWindow({ headers, ...ask }: Ask = {}): Promise<Answer> {
    return this.ask({ ...ask, headers: { cookie: this.cookie, 'x-room-token': this.token, ...headers } });
  }

  /** Asks for a subscription. Returns everything it sends. */
  follow(path: string, input: unknown): Promise<Answer> {
    return this.askAsWindow({ method: 'POST', path: `/api/follow/${path}`, body: JSON.stringify({ input }) });
  }

  call(path: string, input: unknown): Promise<Answer> {
    return this.askAsWindow({
      method: 'POST',
      path: `/api/${path}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
  }
}

/** When a stream has ended, successfully or not. */
function closing(stream: IncomingMessage | Socket): Promise<void> {
  return new Promise((resolve) => stream.once('close', () => resolve()));
}

async function served(options: ServerOptions = {}): Promise<Client> {
  const room = temporaryRoom();
  const server = await startServer(RoomDoor.of(room), options);
  onTestFinished(() => server.close());
  return new Client(room, server);
}

const commandId = '0e5d39bb-6f2f-4e1a-9a53-3a3cf6a0a4c1';

beforeAll(() => ensureRendererBuilt(), 120_000);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('the printed address', () => {
  it('gives the window a cookie that no script and no other site can use, and hides the secret', async () => {
    const client = await served();
    expect(client.server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{43}#token=[\w-]{43}$/);
    const answer = await client.ask({ path: `/?key=${client.key}` });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']).toEqual([`${client.cookie}; Path=/; HttpOnly; SameSite=Strict`]);
  });

  it('opens from the page that started the browser, which is never sent a cookie, and from no other site', async () => {
    const client = await served();
    const path = `/?key=${client.key}`;
    const elsewhere = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    const opening = await client.ask({ path, headers: elsewhere });
    expect([opening.status, opening.headers['set-cookie']]).toEqual([
      200,
      [`${client.cookie}; Path=/; HttpOnly; SameSite=Strict`],
    ]);
    expect(opening.body).toContain('<script type="module" src="/reopen.js">');
    expect(JSON.stringify(opening)).not.toContain(client.token);
    for (const { method = 'GET', path: wrong, headers = elsewhere } of [
      { path: `/?key=${client.token}` },
      { path: '/' },
      { path: `/index.html?key=${client.key}` },
      { path, method: 'POST' },
      { path, headers: { ...elsewhere, 'sec-fetch-mode': 'no-cors' } },
      { path, headers: { 'sec-fetch-site': 'cross-site' } },
    ]) {
      const { status, headers: answered } = await client.ask({ method, path: wrong, headers });
      expect([status, answered['set-cookie']], `${method} ${wrong}`).toEqual([403, undefined]);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'is not on the browser’s command line, which every account can read',
    async () => {
      const { server, key, token } = await served();
      const folder = temporaryFolder();
      const [browser, commandLine] = [join(folder, 'browser'), join(folder, 'command line')];
      writeFileSync(
        browser,
        `#!/bin/sh\necho "$@" > "${commandLine}.part"\nmv "${commandLine}.part" "${commandLine}"\n`,
      );
      chmodSync(browser, 0o755);
      vi.stubEnv('XDG_CACHE_HOME', folder);
      vi.stubEnv('HOME', folder);
      const removePage = openInBrowser(browser, server.address, () => {});
      await expect.poll(() => existsSync(commandLine), { timeout: 10_000 }).toBe(true);
      const line = readFileSync(commandLine, 'utf8');
      expect(line).not.toContain(key);
      expect(line).not.toContain(token);
      const page = fileURLToPath(/--app=(\S+)/.exec(line)![1]!);
      expect(readFileSync(page, 'utf8')).toContain(JSON.stringify(server.address));
      expect([statSync(page).mode & 0o777, statSync(dirname(page)).mode & 0o777]).toEqual([0o600, 0o700]);
      removePage();
      expect(existsSync(page)).toBe(false);
    },
  );

  it('is a different one each time', async () => {
    const [one, other] = [await served(), await served()];
    expect(one.key).not.toBe(other.key);
  });

  it('opens the page under a strict policy, with a nonce that is never used again', async () => {
    const client = await served();
    const pages = [
      await client.askAsWindow(),
      await client.askAsWindow(),
      await client.askAsWindow({ path: '/index.html' }),
    ];
    const nonces = pages.map(({ body }) => /<meta property="csp-nonce" nonce="([\w+/=]+)"/.exec(body)?.[1]);
    expect(new Set(nonces).size).toBe(3);
    for (const [n, { status, headers, body }] of pages.entries()) {
      expect(status).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonces[n]}';`);
      // One style attribute only, by its hash: that of Chromium’s PDF viewer.
      const [attributes, ...others] = `${headers['content-security-policy']}`
        .split('; ')
        .sort((rule) => (rule.startsWith('style-src-attr') ? -1 : 0));
      expect(attributes).toMatch(/^style-src-attr 'unsafe-hashes' 'sha256-[\w+/]{43}='$/);
      expect(others.join()).not.toMatch(/unsafe|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-dns-prefetch-control']).toBe('off');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cache-control']).toBe('no-store');
      expect(body).not.toMatch(/__CSP_NONCE__|<script>|<style|\son\w+=|https?:/);
    }
  });

  it('leads to the scripts and styles that the page names', async () => {
    const client = await served();
    const { body } = await client.askAsWindow();
    const parts = [...body.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(parts.length).toBeGreaterThan(1);
    for (const path of parts) {
      const part = await client.askAsWindow({ path });
      expect(part.status).toBe(200);
      expect(part.headers['content-type']).toMatch(path.endsWith('.js') ? /^text\/javascript/ : /^text\/css/);
      // Named by their contents, so a browser may keep them from one start to the next; the icon is requested again
      // each time.
      expect(part.headers['cache-control']).toMatch(/immutable/);
    }
    expect((await client.askAsWindow({ path: '/icon.svg' })).headers['cache-control']).toBe('no-cache');
  });
});

describe('the server answers', () => {
  it('the window by any name of this computer, and nobody by another name', async () => {
    const client = await served();
    const ask = (host: string) => client.askAsWindow({ headers: { host } });
    expect((await ask(`127.0.0.1:${client.port}`)).status).toBe(200);
    expect((await ask(`localhost:${client.port}`)).status).toBe(200);
    const foreign = [
      'evil.example',
      `evil.example:${client.port}`,
      `127.0.0.1.evil.example:${client.port}`,
      `localhost.evil.example:${client.port}`,
      `evil.example@127.0.0.1:${client.port}`,
      '127.0.0.1',
      'localhost',
      `127.0.0.1:${client.port + 1}`,
      `127.0.0.1:${client.port}0`,
      `[::1]:${client.port}`,
      `0.0.0.0:${client.port}`,
    ];
    for (const host of foreign) expect((await ask(host)).status, host).toBe(403);
  });

  it('no page of another site, even with the cookie', async () => {
    const client = await served();
    const path = '/api/room.summary';
    const own = `http://127.0.0.1:${client.port}`;
    expect((await client.askAsWindow({ path, headers: { origin: own } })).status).toBe(200);
    const foreign = [
      'http://evil.example',
      `http://evil.example:${client.port}`,
      `https://127.0.0.1:${client.port}`,
      `http://127.0.0.1:${client.port + 1}`,
      `http://localhost:${client.port}`,
      'http://127.0.0.1',
      `${own}.evil.example`,
      `${own}/`,
      'null',
      '',
    ];
    for (const origin of foreign) {
      const answer = await client.askAsWindow({ path, headers: { origin } });
      expect(answer.status, origin).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('nothing that the browser says comes from another site', async () => {
    const client = await served();
    const ask = (site: string) => client.askAsWindow({ headers: { 'sec-fetch-site': site } });
    expect((await ask('same-origin')).status).toBe(200);
    expect((await ask('none')).status).toBe(200);
    for (const site of ['cross-site', 'same-site', 'new-kind']) expect((await ask(site)).status).toBe(403);
  });

  it('nobody without the secret, whatever the request', async () => {
    const client = await served();
    importText(client.room, REGISTER);
    const wrong = [
      {},
      { cookie: `room-${client.port}=` },
      { cookie: `room-${client.port}` },
      { cookie: `room-${client.port}=${client.key.slice(0, -1)}` },
      { cookie: `room-${client.port}=${client.key}x` },
      { cookie: `room-${client.port + 1}=${client.key}` },
      { cookie: `xroom-${client.port}=${client.key}` },
      { cookie: client.key },
      { 'x-room-token': client.key },
      { 'x-room-token': `${client.token}x` },
    ];
    const paths = [
      '/',
      '/index.html',
      '/?key=',
      '/?key=wrong',
      '/api/room.summary',
      `/api/room.summary?key=${client.key}`,
      `/api/room.summary?token=${client.token}`,
      '/api/follow/room.changes',
      '/api/window/stream',
    ];
    for (const headers of wrong as Record<string, string>[]) {
      for (const path of paths) {
        const answer = await client.ask({ path, headers });
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
        expect(answer.body).toBe('To open Committee Room, use the address that the program printed.\n');
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    }
    const post = await client.ask({ method: 'POST', path: `/?key=${client.key}` });
    expect(post.status).toBe(403);
  });

  it('no call with the cookie alone, which a browser sends to every port of this computer', async () => {
    const client = await served();
    importText(client.room, REGISTER);
    const headers = { cookie: client.cookie };
    const calls = [
      { path: '/api/room.summary' },
      { path: `/api/room.summary?token=${client.token}` },
      { path: '/api/turnout.mark', method: 'POST', body: '{"text":"KA-123"}' },
      { path: '/api/follow/room.changes', method: 'POST', body: '{}' },
      { path: '/api/window/stream', method: 'POST' },
      { path: '/api/window/goodbye', method: 'POST' },
    ];
    for (const call of calls) {
      expect(await client.ask({ ...call, headers }), call.path).toMatchObject({ status: 403 });
    }
    // Nothing that the cookie opens gives the token away either.
    const { body } = await client.ask({ headers });
    const parts = [...body.matchAll(/(?:src|href)="\.?(\/[^"]+)"/g)].map(([, path]) => path!);
    for (const path of ['/', `/?key=${client.key}`, ...parts, '/api/room.door', '/nothing']) {
      const answer = await client.ask({ path, headers });
      expect(`${answer.body}${JSON.stringify(answer.headers)}`, path).not.toContain(client.token);
    }
    expect((await client.askAsWindow({ path: '/api/room.summary' })).status).toBe(200);
  });

  it('the window, whatever cookies another port has planted beside its own or in its place', async () => {
    const client = await served();
    const planted = `room-${client.port}=planted`;
    for (const cookie of [`${planted}; ${client.cookie}`, `${client.cookie}; ${planted}`]) {
      expect((await client.ask({ headers: { cookie } })).status, cookie).toBe(200);
    }
    const answer = await client.askAsWindow({ path: '/api/room.door', headers: { cookie: planted } });
    expect(answer.status).toBe(200);
    // The next page needs it again.
    expect(answer.headers['set-cookie']).toEqual([`${client.cookie}; Path=/; HttpOnly; SameSite=Strict`]);
    expect((await client.askAsWindow({ path: '/api/room.door' })).headers['set-cookie']).toBeUndefined();
  });

  it('a page of its own that loads its parts, and a window that needs a new cookie', async () => {
    const client = await served();
    const from = (site: string, mode: string) => ({ 'sec-fetch-site': site, 'sec-fetch-mode': mode });
    expect((await client.ask({ path: '/reopen.js', headers: from('same-origin', 'cors') })).status).toBe(200);
    for (const site of ['none', 'same-origin']) {
      const page = await client.ask({ headers: from(site, 'navigate') });
      expect([page.status, page.headers['set-cookie']]).toEqual([403, undefined]);
      expect(page.body).toContain('<p>To open Committee Room, use the address that the program printed.</p>');
      expect(page.body).toContain('<script type="module" src="/reopen.js"></script>');
    }
    const headers = { 'x-room-token': client.token };
    const again = await client.ask({ method: 'POST', path: '/api/window/hello', headers });
    expect([again.status, again.headers['set-cookie']?.[0]]).toEqual([
      200,
      `${client.cookie}; Path=/; HttpOnly; SameSite=Strict`,
    ]);
  });

  it('no other computer: it listens on loopback only', async () => {
    const { port } = await served();
    const socket = connect({ host: '127.0.0.2', port, timeout: 2000 });
    const refused = await Promise.race([
      once(socket, 'connect').then(() => false),
      once(socket, 'timeout').then(() => true),
    ]).catch(() => true);
    socket.destroy();
    expect(refused).toBe(true);
  });
});

describe('the server allows', () => {
  it('no file outside the built window', async () => {
    const client = await served();
    const outside = [
      '/../package.json',
      '/../../package.json',
      '/assets/../../main/main.js',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/..%5c..%5cpackage.json',
      '/..\\..\\package.json',
      '/%2fetc/passwd',
      '/%2e%2e/renderer-other/x',
      '/C:/Windows/win.ini',
      '/index.html%00.js',
      '/%',
      '/%c0%ae%c0%ae/package.json',
      '/assets',
      '/nothing.js',
      `/${'long'.repeat(100)}`,
      `/assets/${'x/'.repeat(5000)}`,
    ];
    for (const path of outside) {
      const answer = await client.askAsWindow({ path });
      expect(answer.status, path.slice(0, 50)).toBe(404);
      expect(answer.body).toBe('There is no such page.\n');
    }
    for (const path of ['//evil.example/', 'http://evil.example/', '*']) {
      expect((await client.askAsWindow({ path })).status, path).toBe(400);
    }
  });

  it('no file in a folder whose name only begins like the window’s', async () => {
    const folder = temporaryFolder();
    for (const name of ['window', 'window-old']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'x.js'), name);
    }
    const root = join(folder, 'window');
    expect(await answerFile('GET', '/x.js', root)).toMatchObject({ status: 200 });
    expect(await answerFile('GET', '/../window-old/x.js', root)).toMatchObject({ status: 404 });
  });

  it('only GET for files, and GET and POST for calls', async () => {
    const client = await served();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH']) {
      const answer = await client.askAsWindow({ method });
      expect(answer.status, method).toBe(405);
      expect(answer.headers.allow).toBe('GET');
    }
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await client.askAsWindow({ method, path: '/api/room.summary' });
      expect(answer.status, method).toBe(405);
      expect(Object.keys(answer.headers).join()).not.toContain('access-control');
    }
  });

  it('no mark by GET, which a link could do', async () => {
    const client = await served();
    importText(client.room, REGISTER);
    const input = encodeURIComponent(JSON.stringify({ text: 'KA-123', by: 'a link', commandId }));
    const answer = await client.askAsWindow({ path: `/api/turnout.mark?input=${input}` });
    expect(answer.status).toBe(405);
    expect(JSON.parse((await client.askAsWindow({ path: '/api/room.summary' })).body).result.data.voted).toBe(
      0,
    );
  });

  it('no stream by GET either, because some change the room', async () => {
    const client = await served();
    importText(client.room, REGISTER);
    const streams = Object.entries(everyProcedure as unknown as Record<string, AnyProcedure>)
      .filter(([, { _def }]) => _def.type === 'subscription')
      .map(([name]) => name);
    expect(streams.length).toBeGreaterThan(3);
    for (const name of streams) {
      const input = encodeURIComponent(JSON.stringify({ streetIds: [1], order: 'walk', by: 'a link' }));
      for (const path of [`/api/${name}?input=${input}`, `/api/follow/${name}?input=${input}`]) {
        expect((await client.askAsWindow({ path })).status, path).toBe(405);
      }
    }
    expect(client.room.db.prepare("SELECT COUNT(*) FROM journal WHERE kind = 'sheet'").pluck().get()).toBe(0);
  });

  it('at most a mebibyte per call, but a whole register for an upload', async () => {
    const client = await served();
    const long = 'x'.repeat(1024 * 1024);
    const call = await client.call('turnout.mark', { text: long, by: '', commandId });
    expect(call.status).toBe(413);
    const register = Buffer.from(`${REGISTER}\n${`${'x'.repeat(9999)}\n`.repeat(120)}`);
    const stage = await client.call('register.stage', { name: 'r.csv', base64: register.toString('base64') });
    expect(stage.status).toBe(200);
    const absent = await client.call('register.absentVoters', {
      name: 'absent.csv',
      base64: Buffer.from(
        `Elector Number,Type,Note\n${`KA-123,postal,${'x'.repeat(9999)}\n`.repeat(120)}`,
      ).toString('base64'),
      complete: false,
      otherwise: 'postal',
      by: '',
    });
    expect(absent.status).not.toBe(413);
    const followed = await client.follow('sheets.make', { by: long });
    expect(followed.status).toBe(413);
    const disguised = await client.call('turnout.mark?x=register.stage', { text: long, by: '', commandId });
    expect(disguised.status).toBe(413);
  });
});

describe('a call', () => {
  it('reaches the room, and its sentences are returned', async () => {
    const client = await served();
    importText(client.room, REGISTER);
    const marked = await client.call('turnout.mark', { text: 'ka123', by: 'a test', commandId });
    expect(marked.status).toBe(200);
    expect(marked.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(marked.body).result.data.marked).toBe(1);

    const refused = await client.call('register.stage', { name: 'photo.jpg', base64: 'AAAA' });
    expect(refused.status).toBe(412);
    expect(JSON.parse(refused.body).error.message).toMatch(/^[A-Z].*\.$/);

    expect((await client.askAsWindow({ path: '/api/room.nothing' })).status).toBe(404);
    expect((await client.askAsWindow({ path: '/api/' })).status).toBe(404);
  });

  it('that follows the room gets its changes, and ends with the server', async () => {
    const client = await served();
    importText(client.room, REGISTER);
    const answer = await client.open({
      method: 'POST',
      path: '/api/window/stream',
      headers: { 'x-room-token': client.token },
    });
    expect(answer.headers['content-type']).toBe('application/x-ndjson');
    const received: string[] = [];
    answer.setEncoding('utf8').on('data', (piece: string) => received.push(piece));
    const changes = () => received.join('').match(/^\{"kind":"changed"\}$/gm)?.length ?? 0;
    await vi.waitFor(() => expect(changes()).toBe(1));
    await client.call('turnout.mark', { text: 'KA-123', by: 'a test', commandId });
    await vi.waitFor(() => expect(changes()).toBe(2));

    // Ending a stream in the middle is an error for its reader.
    answer.on('error', () => {});
    const ended = closing(answer);
    await client.server.close();
    await ended;
  });

  it('may name every street of a county', async () => {
    const client = await served();
    const streetIds = Array.from({ length: 20_000 }, (_, id) => id + 100_000);
    const answer = await client.follow('sheets.make', { streetIds, order: 'walk', by: 'Ffion' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('"stage":"done"');
    const refused = await client.follow('sheets.make', { streetIds: [], order: 'walk', by: 'Ffion' });
    expect(JSON.parse(refused.body).error.message).toMatch(/^[A-Z].*\.$/);
    expect((await client.follow('room.nothing', undefined)).body).toContain('"error"');
  });

  it('that runs into a fault of the program is answered, without what was entered in the answer or the log', async () => {
    const client = await served();
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect((await client.askAsWindow({ path: '/api/room.summary' })).status).toBe(200);
    client.room.close();
    const answer = await client.call('turnout.mark', { text: 'KA-123', by: 'Ffion', commandId });
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body).error.message).toMatch(/^Something went wrong in the program\./);
    const log = written.mock.calls.map(([line]) => line).join('');
    expect(log).toContain('A fault in turnout.mark: ');
    for (const text of [log, answer.body]) expect(text).not.toMatch(/KA-123|Ffion|database/);
    expect((await client.askAsWindow()).status).toBe(200);
  });
});

describe('with bad clients and bad luck', () => {
  it('input that is not HTTP at all, or a head without an end, does no harm', async () => {
    const client = await served({ unknownTimeout: 500 });
    for (const noise of [
      '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n`,
    ]) {
      const socket = connect({ host: '127.0.0.1', port: client.port });
      socket.on('error', () => {}).resume();
      socket.write(noise);
      await closing(socket);
    }
    expect((await client.askAsWindow()).status).toBe(200);
  });

  it('a port that is in use is refused in a sentence', async () => {
    const { port } = await served();
    const second = startServer(RoomDoor.of(temporaryRoom()), { port });
    await expect(second).rejects.toThrow(Refusal);
    await expect(second).rejects.toThrow(`Port ${port} cannot be used`);
  });
});

describe('the browser on this computer', () => {
  it('is the one in CHROME_PATH, if that is a program', () => {
    const program = join(temporaryFolder(), 'my-browser');
    writeFileSync(program, '');
    chmodSync(program, 0o755);
    vi.stubEnv('CHROME_PATH', program);
    expect(findBrowser()).toBe(program);
    vi.stubEnv('CHROME_PATH', join(program, 'missing'));
    expect(findBrowser()).toBeNull();
  });
});
