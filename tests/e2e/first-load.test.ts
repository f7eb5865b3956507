import { expect, it } from 'vitest';
import { startApp } from './app.ts';

/** Said in docs/architecture.md. */
const FIRST_LOAD_KB = 700;

it('the window loads, until Tally is there, no more than the page on the architecture says', async () => {
  const app = await startApp();
  try {
    const page = await app.open('tally');
    await page.getByRole('heading', { level: 1, name: 'Tally' }).waitFor();
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming)
        .filter(({ name }) => name.includes('/assets/'))
        .map(({ name, decodedBodySize, startTime }) => ({
          name: name.replace(/^.*\//, ''),
          bytes: decodedBodySize,
          at: startTime,
        })),
    );
    // The other screens follow by themselves when the window has been open for a while.
    const begun = Math.min(...loaded.map(({ at }) => at));
    const first = loaded.filter(({ at }) => at < begun + 1500);
    expect(first.filter(({ name }) => /^(?:Register|Board|Sheets)Screen/.test(name))).toEqual([]);
    const kilobytes = first.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    expect(kilobytes).toBeGreaterThan(400);
    expect(kilobytes).toBeLessThanOrEqual(FIRST_LOAD_KB);
  } finally {
    await app.close();
  }
});
