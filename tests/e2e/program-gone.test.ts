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

  it('has the 44 numbers of its boxes and its slip again, and another window the 300 that were pasted', async () => {
    const other = await app.openTab('tally');
    const field = (window: Page) => window.getByLabel('Elector number');
    const paste = (window: Page, label: string, text: string) =>
      window.getByLabel(label, { exact: true }).evaluate((target, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, text);
    const many = Array.from({ length: 300 }, (_, at) => `KB-${at + 1}`);
    await paste(other, 'Elector number', many.join('\n'));
    await field(other).and(other.locator(':focus')).waitFor();
    const pasted = await field(other).inputValue();
    expect(pasted.match(/KB-\d+/g)).toEqual(many);

    await page.bringToFront();
    await field(page).fill('');
    await page.keyboard.press('F2');
    await page.getByLabel('District or station').selectOption('KA');
    await page.keyboard.press('Enter');
    await page.getByText('Write 1 on the paper.').waitFor();
    await page.getByRole('button', { name: 'Enter a slip box by box' }).click();
    const numbers = Array.from({ length: 44 }, (_, at) => String(at + 1));
    await paste(page, 'Box 1', numbers.join('\n'));
    const boxes = (window: Page) =>
      window.getByLabel(/^Box \d+$/).evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value));
    expect(await boxes(page)).toEqual(numbers);
    const kept = () =>
      app.room.db
        .prepare<[], string>("SELECT typed FROM window_draft WHERE part = 'tally'")
        .pluck()
        .all()
        .join();
    await expect.poll(() => kept().includes('"44"') && kept().includes('KB-300')).toBe(true);

    await page.reload();
    await page.getByText('Write 1 on the paper.').waitFor();
    expect(await boxes(page)).toEqual(numbers);

    await app.crash();
    const address = await app.startAgain();
    for (const window of [page, other]) {
      await window.bringToFront();
      await window.goto(address);
      await window.keyboard.press('Alt+2');
    }
    await expect.poll(() => field(other).inputValue()).toBe(pasted);
    await page.bringToFront();
    await page.getByText('Write 1 on the paper.').waitFor();
    await expect.poll(() => boxes(page)).toEqual(numbers);
    expect(await page.getByRole('button', { name: 'Mark off 44 numbers' }).isEnabled()).toBe(true);
    // They go to the slip that they were typed for.
    await page.getByRole('button', { name: 'Mark off 44 numbers' }).click();
    const onSlip = app.room.db
      .prepare<[], number>("SELECT COUNT(*) FROM journal WHERE kind = 'number' AND slip_id IS NOT NULL")
      .pluck();
    await expect.poll(() => onSlip.get(), { timeout: 20_000 }).toBe(44);
    await other.close();
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
