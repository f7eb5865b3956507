import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { startApp } from './app.ts';

/** Written in docs/architecture.md. */
const FIRST_LOAD_KB = 700;
/** Timers that the window sets for a second or later, long after its first screen. */
const LATER_MS = 1000;

/**
 * Holds these timers back until the test releases them, so that what is loaded first does not depend on how busy the
 * computer is.
 */
function holdTimers(leastMs: number): void {
  const setAtOnce = window.setTimeout;
  const held: (() => void)[] = [];
  const set = (work: TimerHandler, ms = 0, ...args: unknown[]): number => {
    if (ms < leastMs || typeof work !== 'function') return setAtOnce(work, ms, ...args);
    held.push(() => work(...args));
    return 0;
  };
  Object.assign(window, { setTimeout: set, letGo: () => held.splice(0).forEach((run) => void run()) });
}

const loaded = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => name.includes('/assets/'))
      .map(({ name, decodedBodySize }) => ({ name: name.replace(/^.*\//, ''), bytes: decodedBodySize })),
  );
const OTHER_SCREENS = /^(?:Register|Board|Sheets|Electors|Journal|Safety|Laptops)Screen/;

it('the window loads no more, until Tally is there, than docs/architecture.md says', async () => {
  const app = await startApp();
  onTestFinished(() => app.close());
  // A second window of a browser that has been let in. The first goes to Tally by way of another screen.
  const first = await app.open('tally');
  const page = await first.context().newPage();
  await page.addInitScript(holdTimers, LATER_MS);
  await page.goto(`${new URL(first.url()).origin}/#/tally`);
  await page.getByRole('heading', { level: 1, name: 'Tally' }).waitFor();
  const files = await loaded(page);
  expect(files.filter(({ name }) => OTHER_SCREENS.test(name))).toEqual([]);
  const kilobytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  expect(kilobytes).toBeGreaterThan(400);
  expect(kilobytes).toBeLessThanOrEqual(FIRST_LOAD_KB);

  // The other screens load automatically when the window has been open for a while.
  await page.evaluate(() => Object(window).letGo());
  await expect
    .poll(async () => (await loaded(page)).filter(({ name }) => /^\w+Screen-.*\.js$/.test(name)).length)
    .toBe(7);
});
