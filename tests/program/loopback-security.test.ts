import { once } from 'node:events';
import { globSync, statSync } from 'node:fs';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { type ServerOptions, startServer } from '../../src-main/server/http.ts';
import { ensureRendererBuilt } from '../../src-main/web/renderer-build.ts';
import { everyProcedure } from '../every-procedure.ts';
import { markedOff } from '../marked-off.ts';
import { importText, temporaryRoom } from '../unit/temporary-room.ts';

const RENDERER = join(import.meta.dirname, '../../out/renderer');

type Ask = { method?: string; path: string; headers?: Record<string, string>; body?: string };
type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

async function served(options: ServerOptions = {}) {
  const room = temporaryRoom();
  const server = await startServer(RoomDoor.of(room), options);
  onTestFinished(() => server.close());
  const { port, searchParams, hash } = new URL(server.address);
  const cookie = `room-${port}=${searchParams.get('key')}`;
  const token = hash.replace('#token=', '');
  /** What the window sends with each call. */
  const shown = { cookie, 'x-room-token': token };

  async function ask({ method = 'GET', path, headers = {}, body }: Ask): Promise<Answer> {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
  }

  /** A bare connection that collects everything it receives. */
  function open(): { socket: Socket; received: () => string; closed: Promise<number> } {
    const began = performance.now();
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    let received = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      received += piece;
    });
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    // Not `once`, which would treat being cut off as an error.
    const closed = new Promise<number>((resolve) => {
      socket.once('close', () => resolve(performance.now() - began));
    });
    return { socket, received: () => received, closed };
  }

  return {
    room,
    port: Number(port),
    shown,
    ask,
    open,
    secrets: `Cookie: ${cookie}\r\nX-Room-Token: ${token}`,
  };
}

/** Every page and part of the built window. */
function builtFiles(): string[] {
  return globSync('**/*.*', { cwd: RENDERER }).map((file) => `/${file.split(sep).join('/')}`);
}

function largestFile(): string {
  const bytes = (path: string) => statSync(join(RENDERER, path)).size;
  return builtFiles().toSorted((one, other) => bytes(other) - bytes(one))[0] ?? '';
}

beforeAll(() => ensureRendererBuilt(), 120_000);

describe('without the secret', () => {
  it('no path gives anything: not one procedure, not one file', async () => {
    const { ask, shown } = await served();
    const procedures = Object.keys(everyProcedure).map((path) => `/api/${path}`);
    const paths = [
      ...procedures,
      ...Object.keys(everyProcedure).map((path) => `/api/follow/${path}`),
      '/api/window/stream',
      '/api/window/goodbye',
      ...builtFiles(),
      '/',
      '/api',
      '/api/',
      '/assets/',
      '/favicon.ico',
      '/robots.txt',
    ];
    expect(procedures.length).toBeGreaterThan(40);
    expect(builtFiles().length).toBeGreaterThan(2);
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS']) {
        const { status, headers } = await ask({ method, path });
        expect(status, `${method} ${path}`).toBe(403);
        expect(headers['set-cookie']).toBeUndefined();
      }
    }
    // The window can reach the same paths, so only the secret was missing.
    for (const path of builtFiles()) expect((await ask({ path, headers: shown })).status, path).toBe(200);
    expect((await ask({ path: '/api/room.summary', headers: shown })).status).toBe(200);
  });

  it('the answer is the same for paths that exist and paths that do not', async () => {
    const { ask } = await served();
    const bodies = await Promise.all(
      ['/', '/index.html', '/nothing.html', '/api/room.summary', '/api/nothing'].map(
        async (path) => (await ask({ path })).body,
      ),
    );
    expect(new Set(bodies).size).toBe(1);
  });
});

describe('another site', () => {
  it('gets no permission from any answer to read it', async () => {
    const { ask, port, shown } = await served();
    const own = `http://127.0.0.1:${port}`;
    const requests = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    for (const origin of ['https://example.org', 'null', own]) {
      for (const method of ['OPTIONS', 'GET', 'POST']) {
        for (const path of ['/', '/api/room.summary', '/api/turnout.mark', '/assets/nothing.js']) {
          const { status, headers } = await ask({ method, path, headers: { ...shown, origin, ...requests } });
          expect(Object.keys(headers).join(), `${method} ${path} ${origin}`).not.toContain('access-control');
          expect(headers['cross-origin-resource-policy'] ?? 'same-origin').toBe('same-origin');
          if (origin !== own) expect(status).toBe(403);
        }
      }
    }
  });

  it('cannot mark by a form, whatever type it sends, even if the browser takes its page for ours', async () => {
    const { room, ask, port, shown } = await served();
    importText(room, sampleRegister({ electors: 20, seed: 1 }));
    const body = JSON.stringify({
      text: 'KA-1',
      by: 'a form',
      commandId: '0e5d39bb-6f2f-4e1a-9a53-3a3cf6a0a4c1',
    });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      for (const origin of ['https://example.org', 'null']) {
        const { status } = await ask({
          method: 'POST',
          path: '/api/turnout.mark',
          body,
          headers: { ...shown, origin, 'content-type': type },
        });
        expect(status, `${type} ${origin}`).toBe(403);
      }
    }
    expect(markedOff(room)).toBe(0);
    const own = `http://127.0.0.1:${port}`;
    const real = await ask({
      method: 'POST',
      path: '/api/turnout.mark',
      body,
      headers: { ...shown, origin: own, 'content-type': 'application/json' },
    });
    expect([real.status, markedOff(room)]).toEqual([200, 1]);
  });
});

describe('a path', () => {
  it('leads nowhere but into the window, however it is written', async () => {
    const { ask, shown } = await served();
    const outside = [
      '/%252e%252e/%252e%252e/package.json',
      '/..%252f..%252fpackage.json',
      '/%25252e%25252e%25252fpackage.json',
      '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
      '/assets/..%2F..%2F..%2Fpackage.json',
      '/assets%2f..%2f..%2f..%2fpackage.json',
      '/..%c0%afpackage.json',
      '/..%ef%bc%8fpackage.json',
      '/%5c..%5c..%5cpackage.json',
      '/..%255c..%255cpackage.json',
      '/\\..\\..\\package.json',
      '/.\\..\\..\\package.json',
      '/....//....//package.json',
      '/..;/..;/package.json',
      '/index.html/../../../package.json',
      '/index.html%00',
      '/file:/etc/passwd',
      '/~/.bashrc',
    ];
    for (const path of outside) {
      const { status, body } = await ask({ path, headers: shown });
      expect([status, body], path).toEqual([404, 'There is no such page.\n']);
    }
  });

  it('to a folder gives no list of its files', async () => {
    const { ask, shown } = await served();
    for (const path of ['/assets', '/assets/', '/assets/.', '/.', '/./', '/assets/..', '/assets/../']) {
      const { status, body } = await ask({ path, headers: shown });
      // A path that resolves to the root is either the page itself or nothing.
      expect(status === 404 || body.startsWith('<!doctype html>'), path).toBe(true);
      expect(body, path).not.toContain('index-');
    }
  });
});

describe('a request', () => {
  it('with a method other than GET and POST is refused', async () => {
    const { ask, shown } = await served();
    for (const method of [
      'PUT',
      'DELETE',
      'PATCH',
      'OPTIONS',
      'TRACE',
      'HEAD',
      'PROPFIND',
      'LOCK',
      'PURGE',
    ]) {
      for (const path of ['/', '/api/room.summary', '/api/turnout.mark']) {
        expect((await ask({ method, path, headers: shown })).status, `${method} ${path}`).toBe(405);
      }
    }
  });

  it('to turn the connection into something else is not accepted', async () => {
    const { open, port, secrets } = await served();
    const connecting = open();
    connecting.socket.write(
      `CONNECT example.org:443 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${secrets}\r\n\r\n`,
    );
    await connecting.closed;
    expect(connecting.received()).not.toMatch(/^HTTP\/1\.1 2/);
    const upgrading = open();
    upgrading.socket.write(
      `GET /api/room.summary HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${secrets}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await expect.poll(() => upgrading.received()).toMatch(/^HTTP\/1\.1 /);
    expect(upgrading.received()).not.toMatch(/^HTTP\/1\.1 101/);
  });

  it('with two hosts is refused', async () => {
    const { open, port, secrets } = await served();
    const own = `Host: 127.0.0.1:${port}`;
    for (const hosts of [`${own}\r\nHost: example.org`, `Host: example.org\r\n${own}`, `${own}\r\n${own}`]) {
      const asking = open();
      asking.socket.write(`GET / HTTP/1.1\r\n${hosts}\r\n${secrets}\r\n\r\n`);
      await expect.poll(() => asking.received()).toMatch(/^HTTP\/1\.1 403/);
    }
  });

  it('with two lengths is refused', async () => {
    const { open, port, secrets } = await served();
    const smuggling = open();
    smuggling.socket.write(
      `POST /api/turnout.mark HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${secrets}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    );
    await smuggling.closed;
    expect(smuggling.received()).toMatch(/^HTTP\/1\.1 400/);
    expect(smuggling.received().match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe('size limits', () => {
  it('apply to a call without an announced length too', async () => {
    const { ask, open, port, shown, secrets } = await served();
    const flooding = open();
    flooding.socket.write(
      `POST /api/turnout.mark HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${secrets}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    let sent = 0;
    while (!flooding.received() && !flooding.socket.destroyed && sent < 400) {
      flooding.socket.write(piece);
      sent += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => flooding.received()).toMatch(/^HTTP\/1\.1 413/);
    // A mebibyte is sixteen pieces; the others were already on their way.
    expect(sent).toBeLessThan(400);
    expect((await ask({ path: '/', headers: shown })).status).toBe(200);
  });

  it('apply to a head', async () => {
    const { ask, shown } = await served();
    // Just over the limit: a client that still sends when the answer goes out finds the connection cut instead.
    const { status } = await ask({ path: `/?${'x'.repeat(1024 * 1024)}`, headers: shown });
    expect(status).toBe(431);
  });

  it('allow as many cookies as a browser keeps for this computer', async () => {
    const { ask, shown } = await served();
    const planted = Array.from({ length: 179 }, (_, n) => `planted-${n}=${'x'.repeat(4080)}`);
    for (const cookie of [[...planted, shown.cookie].join('; '), [shown.cookie, ...planted].join('; ')]) {
      const headers = { ...shown, cookie };
      expect((await ask({ path: '/', headers })).status).toBe(200);
      expect((await ask({ path: '/api/room.summary', headers })).status).toBe(200);
    }
  });
});

describe('with slow or many clients', () => {
  const SHORT = 300;
  /** Checks come twice in that time, and the machine may be busy. */
  const LATEST = 5000;

  it.each([
    ['says nothing', () => ''],
    ['sends its head drop by drop', (port: number) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-A: `],
  ])('a client that %s is dropped', async (_, head) => {
    const { port, open } = await served({ headersTimeout: SHORT, requestTimeout: 60_000 });
    const slow = open();
    slow.socket.write(head(port));
    const drops = setInterval(() => slow.socket.write(head(port) && 'a'), 50);
    onTestFinished(() => clearInterval(drops));
    expect(await slow.closed).toBeLessThan(LATEST);
  });

  it('a client that sends its body drop by drop is dropped', async () => {
    const { port, open, secrets } = await served({ headersTimeout: SHORT, requestTimeout: SHORT });
    const slow = open();
    slow.socket.write(
      `POST /api/turnout.mark HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${secrets}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`,
    );
    const drops = setInterval(() => slow.socket.write(' '), 50);
    onTestFinished(() => clearInterval(drops));
    expect(await slow.closed).toBeLessThan(LATEST);
  });

  it('a client that never reads the answer is dropped', async () => {
    const { port, open, secrets } = await served({
      idleTimeout: SHORT,
      // Requests that wait behind the unread answers would otherwise be dropped as slow.
      headersTimeout: 120_000,
      requestTimeout: 120_000,
    });
    const unread = open();
    unread.socket.pause();
    const asked = `GET ${largestFile()} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${secrets}\r\n\r\n`;
    // More than the system’s own buffers can hold.
    for (let times = 0; times < 100; times += 1) unread.socket.write(asked);
    // A client that does not read notices only by writing that the connection is gone.
    const more = setInterval(() => unread.socket.write(asked), 100);
    onTestFinished(() => clearInterval(more));
    expect(await unread.closed).toBeLessThan(30_000);
  });

  it('one connection too many with the secret is refused, and the others continue', async () => {
    const { open, secrets, port } = await served({ maxConnections: 5 });
    const asked = `GET /api/room.door HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${secrets}\r\n\r\n`;
    const held = Array.from({ length: 5 }, () => open());
    for (const { socket, received } of held) {
      socket.write(asked);
      await expect.poll(received).toMatch(/^HTTP\/1\.1 200/);
    }
    const extra = open();
    extra.socket.write(asked);
    await extra.closed;
    expect(extra.received()).toBe('');
    for (const { socket } of held) expect(socket.destroyed).toBe(false);
    held[0]!.socket.destroy();
    await expect
      .poll(async () => {
        const again = open();
        again.socket.write(asked);
        await Promise.race([again.closed, expect.poll(again.received).toMatch(/^HTTP/)]);
        return again.received();
      })
      .toMatch(/^HTTP\/1\.1 200/);
  });

  it('a connection without the secret is dropped soon, the oldest first if there are too many', async () => {
    const { open } = await served({ maxUnknown: 3, unknownTimeout: 60_000 });
    const silent = Array.from({ length: 5 }, () => open());
    await Promise.all(silent.slice(0, 2).map(({ closed }) => closed));
    expect(silent.slice(2).map(({ socket }) => socket.destroyed)).toEqual([false, false, false]);
    const { open: openShort } = await served({ unknownTimeout: SHORT });
    expect(await openShort().closed).toBeLessThan(LATEST);
  });

  it('connections with only the cookie, which other programs may have, do not keep a window out', async () => {
    const { ask, open, shown, port } = await served();
    const asked = `GET /icon.svg HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${shown.cookie}\r\n\r\n`;
    const held: ReturnType<typeof open>[] = [];
    for (let n = 0; n < 230; n += 1) {
      const asking = open();
      held.push(asking);
      asking.socket.write(asked);
      await expect.poll(asking.received, { interval: 2 }).toMatch(/^HTTP\/1\.1 200/);
    }
    for (const path of ['/', '/api/room.door']) {
      const headers = { ...shown, connection: 'close' };
      expect((await ask({ path, headers })).status, path).toBe(200);
    }
    expect(held.filter(({ socket }) => !socket.destroyed).length).toBeLessThanOrEqual(24);
  });

  it('400 silent connections do not keep a window out', async () => {
    const { ask, shown, port } = await served();
    const sockets = new Set<Socket>();
    let isOver = false;
    // Each dropped connection comes back at once.
    const silent = () => {
      if (isOver) return;
      const socket = connect({ host: '127.0.0.1', port });
      sockets.add(socket);
      socket
        .on('error', () => {})
        .once('close', () => {
          sockets.delete(socket);
          setTimeout(silent, 20);
        });
    };
    for (let n = 0; n < 400; n += 1) silent();
    onTestFinished(() => {
      isOver = true;
      for (const socket of sockets) socket.destroy();
    });
    for (let n = 0; n < 10; n += 1) {
      // A new connection each time, like a window that was just opened.
      const headers = { ...shown, connection: 'close' };
      expect((await ask({ path: '/api/room.door', headers })).status).toBe(200);
    }
  });

  it('the usual server has such limits too', async () => {
    // They are dropped for their number only: their time is not over.
    const { port } = await served({ unknownTimeout: 600_000 });
    const sockets = Array.from({ length: 230 }, () => connect({ host: '127.0.0.1', port }));
    onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
    let dropped = 0;
    for (const socket of sockets) socket.on('error', () => {}).on('close', () => (dropped += 1));
    await expect.poll(() => dropped).toBe(206);
  });
});
