import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { type App, startApp } from './app.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  page = await app.open();
});
afterAll(() => app.close());

describe('help', () => {
  it('is available without the internet: the keys, the version, and the guides to print', async () => {
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.getByText(new RegExp(`^Committee Room ${about.version}, build .`)).waitFor();
    await sheet.getByRole('button', { name: 'The manager’s page' }).click();
    await page.getByRole('heading', { name: 'The manager’s page' }).waitFor();
    await page.getByTitle('Preview of The manager’s page').waitFor();
    expect(await sheet.isVisible()).toBe(false);
    expect(new URL(page.url()).hash).toBe('#/sheets');
  });
});

describe('a practice', () => {
  it('is shown on every screen of every window, accepts slips, and leaves the real room as it was', async () => {
    await page.keyboard.press('Alt+1');
    const wall = await app.openTab('board');
    await page.getByRole('button', { name: 'Practise: we enter the slips' }).click();
    const bar = page.getByRole('region', { name: 'Practice' });
    await bar.getByText('Slip 1').waitFor();
    await wall.getByRole('region', { name: 'Practice' }).waitFor();
    const numbers = await bar.getByText(/^\d+ {2}\d+/).innerText();
    await page.getByLabel('Polling district').selectOption('KA');
    await page.getByLabel('Elector number').fill(numbers);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('header dd').nth(1).innerText(), { timeout: 20_000 }).not.toBe('0');
    await bar.getByRole('button', { name: 'It is entered: next slip' }).click();
    await bar.getByText(/0 to enter/).waitFor();
    await bar.getByRole('button', { name: 'End the practice' }).click();
    await bar.waitFor({ state: 'detached' });
    await wall.getByRole('region', { name: 'Practice' }).waitFor({ state: 'detached' });
    expect(app.room.db.prepare('SELECT COUNT(*) FROM elector').pluck().get()).toBe(0);
    expect(app.room.db.prepare('SELECT COUNT(*) FROM journal').pluck().get()).toBe(0);
  });
});
