import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type App, startApp } from './app.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  page = await app.open();
});
afterAll(() => app.close());

/**
 * A program of another account on this computer, which keeps what browsers send it. Its page makes a second request.
 */
async function listener(cookies: string[] = []) {
  const received: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    received.push(request.headers);
    response.setHeader('Content-Type', 'text/html');
    response.setHeader('Set-Cookie', cookies);
    response.end('<title>Elsewhere</title><link rel="icon" href="data:," /><img src="/second" />');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { heard: received, address: `http://127.0.0.1:${port}/` };
}

describe('a browser led to another program on this computer', () => {
  it('sends its cookie with the second request, and that opens nothing of the room', async () => {
    const other = await listener();
    const elsewhere = await page.context().newPage();
    // Another site, by its name: the first request to the listener comes from there.
    await elsewhere.goto(other.address.replace('127.0.0.1', 'localhost'));
    await elsewhere.evaluate((address) => location.assign(address), other.address);
    await elsewhere.waitForURL(other.address);
    await expect.poll(() => other.heard.some(({ cookie }) => cookie !== undefined)).toBe(true);
    const cookie = other.heard.find((headers) => headers.cookie !== undefined)!.cookie!;
    expect(other.heard.find(({ host }) => host?.startsWith('127.'))?.cookie).toBeUndefined();
    expect(JSON.stringify(other.heard)).not.toContain('x-room-token');

    const { origin } = new URL(page.url());
    expect((await fetch(origin, { headers: { cookie } })).status).toBe(200);
    for (const path of ['/api/room.summary', '/api/room.door', '/api/window/stream']) {
      const answers = [
        await fetch(`${origin}${path}`, { headers: { cookie } }),
        await fetch(`${origin}${path}`, { method: 'POST', headers: { cookie } }),
      ];
      expect(
        answers.map(({ status }) => status),
        path,
      ).toEqual([403, 403]);
    }
  });

  it('still works if that program replaces its cookie with one of the same name', async () => {
    const { port } = new URL(page.url());
    const other = await listener([`room-${port}=planted; Path=/`]);
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(other.address);
    await page.bringToFront();
    await page.getByRole('link', { name: /^Board/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Board' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Board' }).waitFor();
  });
});

describe('a window without the token', () => {
  it('says how to open it again, and works once it is opened, without the token in its address', async () => {
    const { origin } = new URL(page.url());
    await page.evaluate(() => localStorage.removeItem('committee-room.token'));
    await page.reload();
    await page.getByText('Open this window again.').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(0);
    const again = await page.context().newPage();
    await again.goto(app.address());
    await again.getByRole('heading', { level: 1 }).waitFor();
    expect(again.url().startsWith(origin)).toBe(true);
    expect(again.url()).not.toMatch(/token|key/);
    // The window that missed it sees that, and goes on.
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
});
