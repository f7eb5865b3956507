import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { electronPackage, electronProgram } from '../../src-main/desktop/launch/electron-binary.ts';
import { fetchElectron, whyNotFetched } from '../../src-main/desktop/launch/fetch-electron.ts';
import { whyNotShown } from '../../src-main/desktop/launch/run-electron.ts';
import { zip } from '../fixtures/workbook.ts';
import { temporaryFolder } from '../unit/temporary-room.ts';

const NAME = /\/electron-v\d+\.\d+\.\d+-linux-x64\.zip$/;
// Large enough that a part of it has left the server before it breaks off.
const FILE = zip({ electron: `#!/bin/sh\n${'# not Electron\n'.repeat(10)}`, padding: noise(400_000) });

let folder: string;
/** The start of each range that was requested, in bytes. */
let rangeStarts: number[];

/** Electron’s own package, as npm unpacks it, and a server with its file; `send` answers from a byte on. */
async function setUp(
  send: (response: ServerResponse, from: number) => void,
  checksum = sha256(FILE),
  port = 0,
): Promise<void> {
  const server = createServer((request, response) => {
    const [, from = '0'] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    if (!NAME.test(request.url ?? '')) return void response.writeHead(404).end();
    rangeStarts.push(Number(from));
    send(response, Number(from));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${address.port}/`);
  vi.stubEnv('electron_config_cache', join(folder, 'cache'));
  vi.stubEnv('ELECTRON_INSTALL_PLATFORM', 'linux');
  vi.stubEnv('ELECTRON_INSTALL_ARCH', 'x64');
  for (const proxy of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'])
    vi.stubEnv(proxy, undefined);
  // Its installer looks for its dependencies beside it.
  const real = electronPackage()!;
  vi.stubEnv('NODE_PATH', join(real, '..'));
  for (const file of ['package.json', 'install.js']) cpSync(join(real, file), join(folder, 'electron', file));
  const { version } = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8'));
  writeFileSync(
    join(folder, 'electron', 'checksums.json'),
    JSON.stringify({ [`electron-v${version}-linux-x64.zip`]: checksum }),
  );
}

beforeEach(() => {
  folder = temporaryFolder();
  rangeStarts = [];
  mkdirSync(join(folder, 'electron'));
  onTestFinished(() => void vi.unstubAllEnvs());
});

/** Goes on almost at once: that a broken connection is given a moment is not what is tested. */
const GO_ON_AFTER_MS = 20;
const fetched = () => fetchElectron(join(folder, 'electron'), GO_ON_AFTER_MS).outcome;
const whole = (response: ServerResponse) =>
  response.writeHead(200, { 'content-length': FILE.length }).end(FILE);
function rest(response: ServerResponse, from: number, end = FILE.length): void {
  if (from >= FILE.length)
    return void response.writeHead(416, { 'content-range': `bytes */${FILE.length}` }).end();
  response.writeHead(from === 0 ? 200 : 206, {
    'content-length': FILE.length - from,
    ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${FILE.length - 1}/${FILE.length}` }),
  });
  if (end >= FILE.length) response.end(FILE.subarray(from));
  else {
    response.write(FILE.subarray(from, end));
    // Resolves once all of it has arrived, however long that takes.
    const timer = setInterval(() => {
      if (bytesArrived() < end) return;
      clearInterval(timer);
      response.destroy();
    }, 10);
    onTestFinished(() => clearInterval(timer));
  }
}

/** How much of the download is on the disk. */
function bytesArrived(): number {
  const parts = join(folder, '.cache', 'committee-room', 'parts');
  const [part] = existsSync(parts) ? readdirSync(parts) : [];
  return part === undefined ? 0 : statSync(join(parts, part)).size;
}
const HALF = Math.floor(FILE.length / 2);

describe('fetching Electron', () => {
  it('installs what its makers published, and leaves no part of the download behind', async () => {
    await setUp(whole);
    expect(await fetched()).toEqual({ program: electronProgram(join(folder, 'electron')) });
    expect(readFileSync(join(folder, 'electron', 'dist', 'electron'), 'utf8')).toContain('not Electron');
    expect(readdirSync(join(folder, '.cache', 'committee-room'))).toEqual([]);
  });

  it('continues where the connection broke off', async () => {
    await setUp((response, from) => rest(response, from, from === 0 ? HALF : FILE.length));
    expect(await fetched()).toHaveProperty('program');
    expect(rangeStarts).toEqual([0, HALF]);
  });

  it('continues in the next start where the last one gave up', async () => {
    let isBack = false;
    await setUp((response, from) => {
      if (from === 0 || isBack) rest(response, from, from === 0 ? HALF : FILE.length);
      else response.destroy();
    });
    const { failure } = (await fetched()) as { failure: string };
    expect(failure).toMatch(/^the connection to the server failed \(/);
    isBack = true;
    expect(await fetched()).toHaveProperty('program');
    expect(rangeStarts).toEqual([0, HALF, HALF]);
  });

  it('does not take the port of a server for the answer of a proxy', async () => {
    await setUp((response) => response.destroy(), undefined, 40_700 + (process.pid % 100));
    const { failure } = (await fetched()) as { failure: string };
    expect(failure).toMatch(/^the connection to the server failed \(/);
  });

  it('continues where it was stopped, and says how far it is', async () => {
    let isWhole = false;
    await setUp((response, from) => {
      if (isWhole) return rest(response, from);
      response.writeHead(200, { 'content-length': FILE.length }).write(FILE.subarray(0, HALF));
    });
    const fetch = fetchElectron(join(folder, 'electron'));
    await expect.poll(() => fetch.progress).toBe('0 of 1 MB');
    await expect.poll(bytesArrived).toBeGreaterThan(0);
    fetch.stop();
    await fetch.outcome;
    isWhole = true;
    expect(await fetched()).toHaveProperty('program');
    expect(rangeStarts[1]).toBeGreaterThan(0);
  });

  it('starts again if the server sends only the whole file', async () => {
    await setUp((response, from) =>
      from === 0 && rangeStarts.length === 1 ? rest(response, 0, HALF) : whole(response),
    );
    expect(await fetched()).toHaveProperty('program');
    expect(rangeStarts).toEqual([0, HALF]);
  });

  it('starts again if the file on the server has changed', async () => {
    await setUp(rest);
    const part = join(folder, '.cache', 'committee-room', 'parts');
    mkdirSync(part, { recursive: true });
    const { version } = JSON.parse(readFileSync(join(folder, 'electron', 'package.json'), 'utf8'));
    writeFileSync(join(part, `electron-v${version}-linux-x64.zip.part`), noise(FILE.length + 100));
    expect(await fetched()).toHaveProperty('program');
    expect(rangeStarts).toEqual([FILE.length + 100, 0]);
  });

  it('refuses a file with another checksum, and then starts from nothing', async () => {
    await setUp(whole, sha256(Buffer.from('another')));
    const failure = 'what arrived is not the file that Electron published (its checksum is wrong)';
    expect(await fetched()).toEqual({ failure });
    expect(await fetched()).toEqual({ failure });
    expect(rangeStarts).toEqual([0, 0]);
  });

  it('says what the server answered', async () => {
    await setUp((response) => void response.writeHead(503).end());
    expect(await fetched()).toEqual({ failure: 'the server answered 503' });
  });

  it('uses the proxy in npm’s settings, and names it if it refuses', async () => {
    await setUp(whole);
    const proxy = createServer().on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const address = proxy.address() as { port: number };
    vi.stubEnv('ELECTRON_MIRROR', 'https://example.invalid/');
    vi.stubEnv('npm_config_https_proxy', `http://127.0.0.1:${address.port}`);
    const { failure } = (await fetched()) as { failure: string };
    expect(failure).toContain('the proxy of this network refuses the download');
  });

  it('is done by one start at a time', async () => {
    await setUp(
      (response) =>
        void response.writeHead(200, { 'content-length': FILE.length }).write(FILE.subarray(0, 9)),
    );
    const first = fetchElectron(join(folder, 'electron'));
    await expect.poll(() => rangeStarts).toEqual([0]);
    expect(await fetched()).toEqual({ failure: 'another start of Committee Room is already downloading it' });
    first.stop();
    await first.outcome;
  });
});

describe('the reason', () => {
  it.each([
    [
      'TypeError: github.com: fetch failed, getaddrinfo EAI_AGAIN github.com (EAI_AGAIN)',
      'this computer is offline, or its network does not reach the server',
    ],
    [
      'Error: self-signed certificate in certificate chain (SELF_SIGNED_CERT_IN_CHAIN)',
      'the connection cannot be trusted, perhaps because of a proxy. Set NODE_EXTRA_CA_CERTS to the file of its certificate',
    ],
    [
      `Error: EACCES: permission denied, mkdir '/cache/electron'`,
      'you do not have permission to write to /cache/electron',
    ],
    ['Error: ENOSPC: no space left on device, write', 'the disk is full'],
    ['Error: connect ECONNREFUSED 127.0.0.1:3128', 'the connection to the server failed (ECONNREFUSED)'],
    ['Error: nobody has seen this\n    at somewhere', 'its installer says "Error: nobody has seen this"'],
    ['', null],
  ])('why Electron was not fetched is recognised in "%s"', (output, reason) => {
    expect(whyNotFetched(output)).toBe(reason);
  });

  it.each([
    ['[1:ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY', 'this computer has no display'],
    [
      '[1:FATAL:zygote_host_impl_linux.cc(127)] No usable sandbox! Update your kernel',
      'this system has no sandbox that it can use',
    ],
    [
      '[1:FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not configured correctly.',
      'this system has no sandbox that it can use',
    ],
    [
      'electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file',
      'libgtk-3.so.0 is not installed here',
    ],
    ['something else', null],
  ])('why Electron showed no window is recognised in "%s"', (output, reason) => {
    expect(whyNotShown(output)).toBe(reason);
  });
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes that do not compress. */
function noise(length: number): string {
  let text = '';
  for (let at = 0; text.length < length; at += 1) text += sha256(Buffer.from(`${at}`));
  return text.slice(0, length);
}
