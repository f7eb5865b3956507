import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText } from '../unit/temporary-room.ts';
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
  it('belongs to its window, survives a reload, and leaves the real room as it was', async () => {
    await page.keyboard.press('Alt+1');
    const wall = await app.openTab('board');
    await page.getByRole('button', { name: 'Practise: we enter the slips' }).click();
    const band = page.getByRole('region', { name: 'Practice' });
    const slip = page.getByRole('region', { name: 'The next slip' });
    await slip.getByText('Slip 1').waitFor();
    const numbers = await slip.getByText(/^\d+ {2}\d+/).innerText();
    await page.getByLabel('Polling district').selectOption('KA');
    await page.getByLabel('Elector number').fill(numbers);
    await page.keyboard.press('Enter');
    const voted = (window: Page) => window.locator('header dd').nth(1).innerText();
    await expect.poll(() => voted(page), { timeout: 20_000 }).not.toBe('0');
    await page.reload();
    await slip.getByRole('button', { name: 'It is entered: next slip' }).click();
    await band.getByText(/0 to enter/).waitFor();
    expect(await page.title()).toBe('Practice – Tally – Committee Room');
    expect(await voted(wall)).toBe('0');
    expect(await wall.getByRole('region', { name: 'Practice' }).count()).toBe(0);
    await band.getByRole('button', { name: 'End the practice' }).click();
    await page.getByText(/^Entered or made in the practice: \d+ numbers?\. Nothing of it/).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => voted(page)).toBe('0');
    expect(await band.count()).toBe(0);
    expect(app.room.db.prepare('SELECT COUNT(*) FROM journal').pluck().get()).toBe(0);
  });

  it('is offered quietly once numbers are in, and has to be confirmed', async () => {
    importText(app.room, register(elector('1', 'Evans', 'Ann')), {});
    markNumbers(app.room, { text: 'KA-1', by: 'Gwen' });
    await page.keyboard.press('Alt+1');
    await page.getByText(/^Getting ready:/).click();
    await page.getByRole('button', { name: 'Practise in this window…' }).click();
    await page.getByText('The day has begun: 1 number is in.').waitFor();
    await page.getByRole('button', { name: 'Stay in the room' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Watch an afternoon go by' }).click();
    await page.getByRole('region', { name: 'Practice' }).waitFor();
    // The program was started again meanwhile, say.
    app.endPractices();
    await page.getByRole('heading', { name: 'The practice has ended' }).waitFor();
    await page.getByRole('button', { name: 'Back to your own room' }).click();
    await expect.poll(() => page.locator('header dd').nth(1).innerText()).toBe('1');
  });
});
