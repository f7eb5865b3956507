import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desktop, startProgram } from './desktop-program.ts';
import { electron } from './real-electron.ts';

describe.skipIf(!electron)('the window in real Electron', { timeout: 60_000 }, () => {
  let folder: string;
  let desktop: Desktop;
  let elsewhere: string;
  const requests: string[] = [];
  const server = createServer(({ url }, answer) => {
    requests.push(`${url}`);
    answer.setHeader('Access-Control-Allow-Origin', '*').end('elsewhere');
  });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'committee-room-guards-'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    desktop = await startProgram(folder, join(folder, 'guards.room'));
    await desktop.page.getByRole('button', { name: 'Use the sample register' }).waitFor();
  }, 120_000);
  afterAll(async () => {
    desktop.child.kill('SIGKILL');
    server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('requests no other address, neither from its page nor from its session', async () => {
    const inPage = await desktop.page.evaluate(
      (url) => fetch(url, { mode: 'no-cors' }).then(String, () => 'refused'),
      elsewhere,
    );
    const inSession = await desktop.app.evaluate(
      ({ session }, url) => session.defaultSession.fetch(url).then(String, (error) => `${error.message}`),
      elsewhere,
    );
    expect([inPage, inSession]).toEqual(['refused', 'net::ERR_BLOCKED_BY_CLIENT']);
    expect(requests).toEqual([]);
  });

  it('stays on its page, opens no other window, and has no frame of another address', async () => {
    const address = desktop.page.url();
    const opened = await desktop.page.evaluate((url) => {
      const window_ = window.open(url);
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      location.href = url;
      return window_ === null;
    }, elsewhere);
    expect(opened).toBe(true);
    // If it had navigated, it would have done so by the time the room answers the next question.
    await desktop.page.evaluate(() =>
      window.committeeRoom?.request({ type: 'query', path: 'room.summary', input: undefined }),
    );
    expect(desktop.page.url()).toBe(address);
    expect(desktop.app.windows()).toHaveLength(1);
    expect(requests).toEqual([]);
  });

  it('is refused the camera, the location and notifications, without a question', async () => {
    const states = await desktop.page.evaluate(async () => {
      const camera = await navigator.permissions.query({ name: 'camera' as PermissionName });
      const place = await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : code),
        );
      });
      return [camera.state, place, await Notification.requestPermission()];
    });
    expect(states).toEqual(['denied', 'denied', 'denied']);
  });

  it('has a page that is sandboxed, without Node', async () => {
    expect(
      await desktop.page.evaluate(() =>
        ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
      ),
    ).toEqual([]);
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // What Electron has made of the requested preferences; its types have no such call.
      const { getLastWebPreferences } = Object(contents);
      return getLastWebPreferences.call(contents);
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  });
});
