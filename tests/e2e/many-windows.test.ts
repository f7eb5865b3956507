import type { Page, Request } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { sharedWindow } from '../browser/browser.ts';
import { importText } from '../unit/temporary-room.ts';
import { startApp } from './app.ts';

/** More than a browser's six connections to one host. */
const WINDOWS = 7;
const REGISTER = [
  'Elector Number Prefix,Elector Number,Elector Number Suffix,Elector Surname,Elector Forename,Address1,PostCode',
  'KA,1,0,Evans,Ffion,14 High Terrace,AB1 2CD',
  'KA,2,0,Evans,Huw,14 High Terrace,AB1 2CD',
].join('\n');

/** The second figure of the head: how many have voted. */
const voted = (page: Page) => page.locator('header dd').nth(1).innerText();

it('seven windows of one browser can enter numbers at once and share one stream, even after its window closes', async () => {
  const app = await startApp();
  onTestFinished(() => app.close());
  importText(app.room, REGISTER);
  const { context } = await sharedWindow();
  const streams = new Set<Page>();
  const noteStream = (request: Request) => {
    if (request.url().endsWith('/api/window/stream')) streams.add(request.frame().page());
  };
  context.on('request', noteStream);
  onTestFinished(() => void context.off('request', noteStream));
  const first = await app.open('tally');
  const { origin } = new URL(first.url());
  const others = await Promise.all(
    Array.from({ length: WINDOWS - 1 }, async () => {
      const page = await context.newPage();
      await page.goto(`${origin}/#/tally`, { timeout: 60_000 });
      return page;
    }),
  );
  const all = [first, ...others];
  await Promise.all(all.map((page) => page.getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 })));
  expect([...streams]).toEqual([first]);

  markNumbers(app.room, { text: 'KA-1', by: 'a test' });
  await Promise.all(all.map((page) => expect.poll(() => voted(page), { timeout: 30_000 }).toBe('1')));

  await first.close();
  await expect.poll(() => streams.size).toBe(2);
  markNumbers(app.room, { text: 'KA-2', by: 'a test' });
  await Promise.all(others.map((page) => expect.poll(() => voted(page), { timeout: 30_000 }).toBe('2')));
  expect(streams.size).toBe(2);
}, 180_000);
