import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ensureRendererBuilt } from '../../src-main/web/renderer-build.ts';
import { median, report } from './harness.ts';
import { ROOM } from './register.ts';
import { launchBrowser, serveRoom } from './serve-room.ts';

const ROUNDS = 5;
/** What feels immediate to a person after pressing a button, in milliseconds. */
const HALF_A_SECOND = 500;

/**
 * From pressing Make sheets, with every street of the room selected, to the first page in the window. The anchor is
 * half a second.
 */
await report(async ({ electors, folder }) => {
  await ensureRendererBuilt();
  const browser = await launchBrowser();
  const served = await serveRoom(join(folder, ROOM));
  const context = await browser.newContext();
  await (await context.newPage()).goto(served.address);
  const times: number[] = [];
  // One more than counts: the first loads the drawing code.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const page = await context.newPage();
    await page.goto(new URL('/#/sheets', served.address).href);
    await page.getByRole('checkbox', { name: /^Select all/ }).check();
    times.push(await untilFirstPage(page));
    // Nobody waits for the other sheets: closing the window cancels them.
    await page.close();
  }
  await browser.close();
  await served.end();
  return [
    {
      what: 'the first page on screen',
      amount: electors,
      unit: 'electors',
      ours: median(times.slice(1)),
      anchor: HALF_A_SECOND,
      target: electors <= 75_000 ? 1 : null,
    },
  ];
});

/** Measured by the page itself: from the click to the moment when the frame with the paper has loaded it. */
async function untilFirstPage(page: Page): Promise<number> {
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let pressed = 0;
        document.addEventListener('click', () => (pressed ||= performance.now()), { capture: true });
        new MutationObserver(() => {
          const frame = document.querySelector('iframe[title^="Preview of"]');
          if (frame)
            frame.addEventListener('load', () => resolve(performance.now() - pressed), { once: true });
        }).observe(document, { childList: true, subtree: true });
      }),
  );
  await page.getByRole('button', { name: 'Make sheets' }).click();
  return shown;
}
