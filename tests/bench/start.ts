import { join } from 'node:path';
import { ensureRendererBuilt } from '../../src-main/web/renderer-build.ts';
import { median, report } from './harness.ts';
import { ROOM } from './register.ts';
import { launchBrowser, serveRoom } from './serve-room.ts';

const ROUNDS = 5;
/** What feels immediate to a person when a program starts. */
const A_SECOND = 1000;
/** How long a new tab stays busy itself, in milliseconds. */
const TAB_AT_REST = 1000;

/**
 * From starting the program’s process to a Tally screen that accepts numbers, in a browser that is already running.
 * The anchor is a second.
 */
await report(async ({ electors, folder }) => {
  await ensureRendererBuilt();
  const browser = await launchBrowser();
  const ready: number[] = [];
  const usable: number[] = [];
  // One more than counts: the first fills the system’s file cache.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.waitForTimeout(TAB_AT_REST);
    const start = performance.now();
    const served = await serveRoom(join(folder, ROOM));
    ready.push(performance.now() - start);
    await page.goto(served.address, { waitUntil: 'commit' });
    // Checked in every frame: the locator’s own waiting checks twice a second.
    await page.waitForFunction(isUsable, undefined, { polling: 'raf' });
    usable.push(performance.now() - start);
    await context.close();
    await served.end();
  }
  await browser.close();
  const row = { amount: electors, unit: 'electors' as const, anchor: A_SECOND };
  return [
    { ...row, what: 'start, server ready', ours: median(ready.slice(1)), target: null },
    {
      ...row,
      what: 'start, Tally usable',
      ours: median(usable.slice(1)),
      target: electors <= 75_000 ? 1 : null,
    },
  ];
});

/** The field for numbers exists and accepts them. */
function isUsable(): boolean {
  const field = [...document.querySelectorAll('label')].find((label) =>
    label.textContent?.startsWith('Elector number'),
  )?.control;
  return field instanceof HTMLTextAreaElement && !field.disabled && field.checkVisibility();
}
