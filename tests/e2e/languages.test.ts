import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './app.ts';
import { smallRoom } from './small-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(smallRoom);
  page = await app.open();
});
afterAll(() => app.close());

describe('the language of the screens', () => {
  it('can be changed to Welsh with a button, on every screen, and stays when the window is opened again', async () => {
    const lang = () => page.evaluate(() => document.documentElement.lang);
    expect(await lang()).toBe('en');
    await page.getByRole('button', { name: 'Cymraeg' }).click();
    await expect.poll(lang).toBe('cy');
    // tests/e2e/every-screen.test.ts opens all of them in Welsh.
    await page.keyboard.press('Alt+7');
    await page.getByRole('heading', { level: 1, name: 'Diogelwch', exact: true }).waitFor();
    expect(await page.title()).toBe('Diogelwch – Ystafell Bwyllgor');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Diogelwch' }).waitFor();
    expect(await lang()).toBe('cy');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Safety' }).waitFor();
    expect(await lang()).toBe('en');
  });

  it('changes the tables and the counted things too', async () => {
    await page.keyboard.press('Alt+3');
    await page.getByRole('button', { name: 'Cymraeg' }).click();
    await page.getByRole('columnheader', { name: 'Addewidion post' }).waitFor();
    await page.getByText('Fesul dosbarth', { exact: false }).first().waitFor();
    await page.getByText(/\(\d+ rhes\)|\(2 res\)/).waitFor();
  });

  it('applies to the room’s answers about a number', async () => {
    await page.keyboard.press('Alt+2');
    const field = page.getByLabel('Rhif etholwr').first();
    await field.fill('KA-99999');
    await field.press('Enter');
    await page.getByText('Nid yw KA-99999 ar y gofrestr.').first().waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('KA-99999 is not on the register.').first().waitFor();
  });
});
