import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { readPdf } from '../read-pdf.ts';
import { type App, saved, startApp } from './app.ts';
import { sampleRoom } from './sample-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(sampleRoom);
  markNumbers(app.room, { text: 'KA-1-60', by: 'a test' });
  page = await app.open('board');
  await page.getByRole('table').waitFor();
});
afterAll(() => app.close());

const view = (name: string) => page.getByText(name, { exact: true }).first().click();

const savedBy = (button: string) => saved(page, () => page.getByRole('button', { name: button }).click());

describe('the board', () => {
  it('can be saved as CSV and as one page', async () => {
    const csv = (await savedBy('Save as CSV')).toString('utf8').split('\r\n');
    expect([csv[0], csv.at(-2)]).toEqual([
      expect.stringMatching(/^\uFEFFDistrict,/),
      expect.stringMatching(/^Whole room,,,2500,60,/),
    ]);
    const pages = await readPdf(await savedBy('Save as one page'));
    expect(pages).toHaveLength(1);
    expect(pages.flat()).toEqual(expect.arrayContaining(['KA', 'KB', '60 of 2,500 electors marked off']));
  });

  it('ranks the streets to knock next, by weights that can be changed', async () => {
    await view('Where next');
    await page.getByText('one person knocks 30 doors an hour').waitFor();
    const first = page.getByRole('table').getByRole('row').nth(1);
    const before = await first.innerText();
    await page.getByText('Change the rule').click();
    await page.getByLabel('Doors an hour').fill('60');
    await page.getByRole('button', { name: 'Use these' }).click();
    await page.getByText('one person knocks 60 doors an hour').waitFor();
    expect(await first.innerText()).not.toBe(before);
  });

  it('shows the day as a chart, with the figures in a table', async () => {
    await view('Through the day');
    await page.getByRole('img', { name: /^Turnout through the day/ }).waitFor();
    await page.getByText('it needs a marked register of a past election').waitFor();
    await page.getByLabel('Show', { exact: true }).selectOption('KB');
    expect(await page.getByRole('row', { name: /^07:00/ }).innerText()).toContain('07:00');
  });

  it('shows the numbers from each station, and allows stations and tellers to be added', async () => {
    await view('Stations');
    await page.getByRole('button', { name: 'Add a polling station…' }).click();
    await page.keyboard.type('Village hall');
    await page.getByLabel('Where it is').fill('Mill Road');
    await page.getByRole('checkbox', { name: 'KA' }).check();
    await page.getByRole('button', { name: 'Add a teller’s shift' }).click();
    await page.getByLabel('Teller 1', { exact: true }).fill('Idris');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('row', { name: /^Village hall/ })
      .getByText('07:00–09:00 Idris')
      .waitFor();
    await page.getByRole('button', { name: 'Change Village hall' }).click();
    await page.getByLabel('No tellers here: knock every promise').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('row', { name: /^Village hall/ })
      .getByText('no tellers')
      .waitFor();
  });

  it('has large type for the wall', async () => {
    await view('For the wall');
    const size = await page
      .getByRole('table')
      .evaluate((table) => Number.parseFloat(getComputedStyle(table).fontSize));
    expect(size).toBeGreaterThan(24);
  });

  it('sorts its table and remembers how', async () => {
    await view('By district');
    const column = page.getByRole('columnheader', { name: 'Promises', exact: true });
    await column.getByRole('button').click();
    const sort = await column.getAttribute('aria-sort');
    expect(['ascending', 'descending']).toContain(sort);
    await page.reload();
    expect(await column.getAttribute('aria-sort')).toBe(sort);
  });
});
