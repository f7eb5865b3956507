import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { type App, startApp } from './app.ts';

let app: App;
let page: Page;

beforeEach(async () => {
  app = await startApp();
  page = await app.open();
});
afterEach(() => app.close());

describe('a new user', () => {
  it('gets from an empty room to a sheet by following what the screens offer', async () => {
    await page.getByText('Getting ready: 0 of 6 done').waitFor();
    await page.getByRole('button', { name: 'Use the sample register' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('link', { name: 'Print knock-up sheets' }).click();
    await page.getByRole('button', { name: /^Tick the 10/ }).click();
    await page.getByRole('button', { name: 'Make sheets' }).click();
    await page.getByRole('button', { name: 'Yes, printed' }).click();
    await page.getByText(/^Printed\. Record who/).waitFor();
  });

  it('is led through the preparations that are left, and sees when all is done', async () => {
    await page.getByRole('button', { name: 'Use the sample register' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Go on getting ready' }).click();
    await page.getByText('Getting ready: 3 of 6 done').waitFor();
    // The button has gone, and a person with a keyboard continues from here.
    await page.locator('main:focus').waitFor();
    await page.getByRole('button', { name: 'Give the room a passphrase' }).click();
    await page.getByRole('button', { name: /^Continue without/ }).click();
    await page.keyboard.press('Alt+1');
    await page.getByRole('button', { name: 'Set polling day and the kind of election' }).click();
    await page.getByLabel('Kind of election').selectOption({ label: 'Local, Wales' });
    await page.getByText('Getting ready: 5 of 6 done').waitFor();
    await page.getByRole('button', { name: 'Name the polling stations' }).click();
    await page.getByRole('button', { name: 'Add a polling station…' }).click();
    await page.getByLabel('Name of the station').fill('Village hall');
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: /^Village hall/ }).waitFor();
    await page.keyboard.press('Alt+1');
    await page.getByText('Ready for polling day').waitFor();
  });
});

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
    const wall = await app.open('board');
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
