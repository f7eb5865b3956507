import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../src-main/server/browser.ts';
import type { EntryResult } from '../../src-main/turnout/types.ts';

export type MarkInput = { text: string; by: string; commandId: string };

/** Ten people at one browser: pages that show screens, and through which numbers are entered in turn. */
export type Pages = {
  /** Enters through the next page, over the connections that the pages share. */
  mark(input: MarkInput): Promise<{ result: EntryResult; time: number }>;
  close(): Promise<void>;
};

const SCREENS = ['tally', 'board', 'sheets', 'journal'];

/** Opens this many pages of one browser on a server. */
export async function openPages(address: string, count: number): Promise<Pages> {
  const browser: Browser = await chromium.launch({
    executablePath: findBrowser() ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const context = await browser.newContext();
  const { origin } = new URL(address);
  const pages: Page[] = [];
  for (let place = 0; place < count; place += 1) {
    const page = await context.newPage();
    if (place === 0) await page.goto(address);
    await page.goto(`${origin}/#/${SCREENS[place % SCREENS.length]}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    pages.push(page);
  }
  let sent = 0;
  return {
    async mark(input) {
      const page = pages[sent % pages.length];
      sent += 1;
      if (!page) throw new Error('There are no pages.');
      return page.evaluate(async (body) => {
        const began = performance.now();
        const answer = await fetch('/api/turnout.mark', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-room-token': localStorage.getItem('committee-room.token') ?? '',
          },
          body: JSON.stringify(body),
        });
        if (!answer.ok) throw new Error(`Status ${answer.status}`);
        const { result } = await answer.json();
        return { result: result.data, time: performance.now() - began };
      }, input);
    },
    close: () => browser.close(),
  };
}
