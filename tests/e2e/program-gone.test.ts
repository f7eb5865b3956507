import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markedOff } from '../marked-off.ts';
import { type App, startApp } from './app.ts';
import { smallRoom } from './small-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(smallRoom);
  page = await app.open('tally');
});
afterAll(() => app.close());

const marked = () => markedOff(app.room);

describe('a window whose program ends while numbers are typed', () => {
  it('accepts the rest of the slip all the same, and sends it automatically when the program is back', async () => {
    await page.getByLabel('Polling district').selectOption('KA');
    await page.getByLabel('Elector number').click();
    await app.crash();
    for (let number = 10; number < 18; number += 1) {
      await page.keyboard.type(`${number}`);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.type('31');
    await page.getByText('The connection to the room was lost.').waitFor();
    await page.getByText('8 entries are not saved.').waitFor();
    expect(await page.getByLabel('Elector number').inputValue()).toBe('31');
    expect(marked()).toBe(0);

    const address = await app.startAgain();
    await (await page.context().newPage()).goto(address);
    await page.bringToFront();
    await page.getByText('The connection to the room was lost.').waitFor({ state: 'detached' });
    await page.getByText('not saved', { exact: false }).first().waitFor({ state: 'detached' });
    await expect.poll(marked, { timeout: 20_000 }).toBe(8);
    expect(await page.getByLabel('Elector number').inputValue()).toBe('31');
  });

  it('opens the other screens too, and says that they may be out of date', async () => {
    // The screens that were not opened yet load a little after the first.
    await expect
      .poll(() =>
        page.evaluate(() =>
          performance.getEntriesByType('resource').some(({ name }) => name.includes('SafetyScreen')),
        ),
      )
      .toBe(true);
    await page.keyboard.press('Alt+3');
    await page.getByRole('table').waitFor();
    await app.crash();
    await page.getByText('The connection to the room was lost.').waitFor();
    expect(await page.getByRole('rowheader').count()).toBe(2);
    await page.keyboard.press('Alt+6');
    await page.getByRole('heading', { level: 1, name: 'Journal' }).waitFor();
  });
});
