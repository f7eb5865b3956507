import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findBrowser, openInBrowser } from '../../src-main/server/browser.ts';
import { LAYOUTS, layoutFile } from '../fixtures/layouts.ts';
import { goToImport } from './app.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'src-main/cli/main.js');
const COMMAND_LINE = pathToFileURL(join(ROOT, 'src-main/cli/command-line.ts')).href;
const WATCH = pathToFileURL(join(ROOT, 'tests/fixtures/watch-network.ts')).href;

let folder: string;
let log: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'committee-room-network-'));
  log = join(folder, 'network.log');
});
afterEach(() => {
  vi.unstubAllEnvs();
  // A browser that is just closing may still write to its profile.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** By the environment, so that the Node processes of a program are watched too. */
const watched = () => ({ ...process.env, NETWORK_LOG: log, NODE_OPTIONS: `--import=${WATCH}` });

function run(args: string[], input = '') {
  const { status, stderr } = spawnSync(process.execPath, args, { input, encoding: 'utf8', env: watched() });
  expect([status, stderr], args.join(' ')).toEqual([0, expect.any(String)]);
}

/** What was connected to or looked up, and how many processes were watched. */
function noted(): { watching: number; others: string[] } {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  const others = lines.filter((line) => !line.startsWith('watching '));
  return { watching: lines.length - others.length, others };
}

const isLoopback = (host: string) => /^(?:127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/.test(host);

describe('the network watch', () => {
  it('sees a program that sends something', () => {
    const leak = [
      "import { connect } from 'node:net'; import { lookup } from 'node:dns'; import { createSocket } from 'node:dgram';",
      "connect(443, '192.0.2.1').on('error', () => {}).destroy(); lookup('example.invalid', () => {});",
      "fetch('http://leak.invalid/').catch(() => {});",
      "const s = createSocket('udp4'); s.send('x', 53, '127.0.0.1', () => s.close());",
    ].join('\n');
    run(['--input-type=module', '-e', leak]);
    const { others } = noted();
    expect(others).toContainEqual(expect.stringMatching(/^connect .*192\.0\.2\.1/));
    expect(others).toContainEqual('lookup "example.invalid"');
    expect(others.join()).toContain('leak.invalid');
    expect(others).toContainEqual(expect.stringMatching(/^send .*53,"127\.0\.0\.1"/));
  });

  it('sees nothing sent by any command, the app, its server, or the browser it opens', async () => {
    const program = findBrowser()!;
    const netLog = join(folder, 'browser.json');
    const register = join(folder, 'register.csv');
    writeFileSync(register, layoutFile(LAYOUTS.at(-1)!));
    // The program’s own way to open a browser, with only what is needed to control it and to listen to it.
    const wrapper = join(folder, 'browser');
    writeFileSync(
      wrapper,
      `#!/bin/sh\nexec "${program}" --headless=new --remote-debugging-port=0 "--log-net-log=${netLog}" "$@"\n`,
    );
    chmodSync(wrapper, 0o755);
    vi.stubEnv('XDG_CACHE_HOME', folder);
    const server = spawn(process.execPath, [MAIN, 'serve', '--room', join(folder, 'day.room')], {
      env: watched(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [address] = (await once(createInterface(server.stdout), 'line')) as [string];
    const ended = once(server, 'exit');
    onTestFinished(() => void server.kill());
    openInBrowser(wrapper, address, () => {});
    const driven = join(folder, 'committee-room', 'browser', 'DevToolsActivePort');
    await expect.poll(() => existsSync(driven), { timeout: 30_000 }).toBe(true);
    const browser = await chromium.connectOverCDP(
      `http://127.0.0.1:${readFileSync(driven, 'utf8').split('\n')[0]}`,
    );
    const [context] = browser.contexts();
    await expect.poll(() => context!.pages().length, { timeout: 30_000 }).toBeGreaterThan(0);
    const page = context!.pages()[0]!;
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));

    // The window keeps its key from the address it is opened with.
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(`${new URL(address).origin}/#/register`);
    await page.locator('input[type=file]').first().setInputFiles(register);
    await goToImport(page);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'The register is in the room' }).waitFor();
    for (const screen of ['tally', 'board', 'sheets', 'electors', 'journal']) {
      await page.goto(`${new URL(address).origin}/#/${screen}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    expect(await page.evaluate(gatherWebRtc)).toBe('complete');
    // A browser asks its maker's servers without being asked, from its first second on, and stays open meanwhile.
    runEveryCommand(register);
    await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => {});
    await expect.poll(() => isWhole(netLog), { timeout: 30_000 }).toBe(true);
    server.kill('SIGTERM');
    await ended;

    // The server resolves its own address, and nothing else. The thread that plans the import is watched by itself.
    expect(noted()).toEqual({ watching: 3, others: ['lookup "127.0.0.1"'] });
    expect(requests.length).toBeGreaterThan(10);
    expect(
      requests.filter((url) => !isLoopback(new URL(url).hostname) && !/^(?:data|blob):/.test(url)),
    ).toEqual([]);
    const { connections, lookups, datagrams } = read(netLog);
    expect(connections.length).toBeGreaterThan(0);
    expect(connections.filter((each) => !isLoopback(each.replace(/:\d+$/, '')))).toEqual([]);
    expect(lookups.filter((each) => !isLoopback(hostOf(each)))).toEqual([]);
    expect(datagrams).toBe(0);
  }, 120_000);
});

/** Runs the commands on a room of their own, watched: in one process, as starting costs most. */
function runEveryCommand(register: string): void {
  const file = (name: string) => join(folder, name);
  const room = ['--room', file('commands.room')];
  const commands: string[][] = [
    ['sample', '--out', file('sample.csv'), '--electors', '100'],
    ['import', register, ...room, '--promises', 'P,L'],
    ['poll', ...room, '--polling-day', '2026-05-07'],
    ['questions', ...room],
    ['absent', ...room, '--everyone', 'register'],
    ['mark', ...room, 'KA-1', 'KA-99'],
    ['undo', ...room, 'KA-1'],
    ['board', ...room, '--json'],
    ['sheets', ...room, '--out', file('sheets.pdf')],
    ['export', ...room, '--out', file('marks.csv')],
    ['check', ...room],
  ];
  const oneAfterAnother = `import { runCommandLine } from ${JSON.stringify(COMMAND_LINE)};
    for (const command of ${JSON.stringify(commands)})
      if ((await runCommandLine(command)) !== 0) throw new Error(command.join(' '));`;
  run(['--input-type=module', '-e', oneAfterAnother]);
}

/** Does what a script would do to get out by WebRTC: asks a server for its own address. */
async function gatherWebRtc(): Promise<string> {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] });
  connection.createDataChannel('out');
  await connection.setLocalDescription(await connection.createOffer());
  const isComplete = () => connection.iceGatheringState === 'complete';
  await new Promise<void>((resolve) => {
    if (isComplete()) resolve();
    connection.addEventListener('icegatheringstatechange', () => isComplete() && resolve());
  });
  return connection.iceGatheringState;
}

const hostOf = (origin: string) => URL.parse(origin)?.hostname ?? origin.replace(/:\d+$/, '');

function isWhole(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return true;
  } catch {
    return false;
  }
}

type NetLog = {
  constants: { logEventTypes: Record<string, number> };
  events: { type: number; params?: { address?: string; host?: string } }[];
};

/** What Chromium logged about its network: connections, looked-up names, and datagrams it sent. */
function read(file: string): { connections: string[]; lookups: string[]; datagrams: number } {
  const { constants, events }: NetLog = JSON.parse(readFileSync(file, 'utf8'));
  const of = (name: string) => {
    const type = constants.logEventTypes[name];
    if (type === undefined) throw new Error(`Chromium no longer notes ${name}.`);
    return events.filter((event) => event.type === type);
  };
  return {
    connections: of('TCP_CONNECT_ATTEMPT').flatMap(({ params }) => params?.address ?? []),
    lookups: of('HOST_RESOLVER_MANAGER_JOB').flatMap(({ params }) => params?.host ?? []),
    datagrams: of('UDP_BYTES_SENT').length,
  };
}
