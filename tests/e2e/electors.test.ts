import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { type App, saved, startApp } from './app.ts';
import { sampleRoom } from './sample-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(sampleRoom);
  page = await app.open();
});
afterAll(() => app.close());

describe('an elector', () => {
  it('is found with the keyboard, marked off and corrected, and has a history', async () => {
    await page.keyboard.press('Alt+5');
    const field = page.getByLabel(/^Find by number/);
    await expect.poll(() => field.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.keyboard.type('ka12');
    await page.getByRole('button', { name: /^KA-12 / }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^KA-12 / }).waitFor();
    await page.getByRole('button', { name: 'Mark off' }).click();
    await page.getByText(/Marked off at \d\d:\d\d/).waitFor();
    await page.getByText('Marked off', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Take the mark back' }).click();
    await page.getByText(/Not marked off\./).waitFor();
    await page.getByText('(taken back later)').waitFor();
    await page.getByRole('button', { name: 'Correct…' }).click();
    await page.getByLabel('Gone').selectOption('moved');
    await page.getByLabel('Surname').fill('Zyxwv');
    // As while an import is applied.
    const release = app.room.holdRegister();
    await page.keyboard.press('Enter');
    await page.getByText('Waiting for the import of the register.').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    release();
    await page.getByText(/Zyxwv is corrected/).waitFor();
    await page.getByText(/^Corrected: surname .* is now Zyxwv; gone: moved/).waitFor();
    await field.fill('zyx high');
    await page.getByText('1 found.').waitFor();
    expect(app.room.db.prepare("SELECT kept_off FROM elector WHERE surname = 'Zyxwv'").pluck().get()).toBe(
      'moved',
    );
    expect(checkRoom(app.room).ok).toBe(true);
  });
});

describe('the journal', () => {
  it('can be read, narrowed and saved', async () => {
    await page.keyboard.press('Alt+2');
    await page.getByLabel('Elector number').fill('KA-1 KA-9999 KB-2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1 number set aside' }).waitFor();
    await page.keyboard.press('Alt+6');
    await page.getByText(/^Register imported: 2500 new/).waitFor();
    await page.getByLabel('Show').selectOption('numbers to check');
    await page.getByText('Set aside: not on the register: KA-9999').waitFor();
    await page.getByText('Marked off').first().waitFor({ state: 'detached' });
    await page.getByLabel('Show').selectOption('everything');
    await page.getByLabel(/^With a number/).fill('KB-2');
    await page.getByText('Marked off').first().waitFor();
    const csv = await saved(page, () => page.getByRole('button', { name: 'Save all as CSV' }).click());
    const lines = csv.toString().split('\r\n');
    expect(lines[0]).toBe('\uFEFFWhen,Who,What,Elector Number,Name,Slip,Undone,Laptop');
    expect(lines.filter((line) => /,KA-1,|KA-9999|,KB-2,|Register imported/.test(line))).toHaveLength(4);
  });

  it('undoes an entry after showing what depends on it, and does it again', async () => {
    const marked = () =>
      app.room.db
        .prepare("SELECT voted_at IS NOT NULL FROM elector WHERE district = 'KB' AND number = 2")
        .pluck()
        .get();
    await page.getByRole('button', { name: 'Undo: KB-2 Marked off' }).click();
    await page.getByText('This is undone:').waitFor();
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(marked).toBe(0);
    await page.getByText('(taken back later)').waitFor();
    await page.getByRole('button', { name: 'Redo: KB-2 Mark taken back' }).click();
    await page.getByRole('button', { name: 'Redo', exact: true }).click();
    await expect.poll(marked).toBe(1);
    await page.getByLabel(/^With a number/).fill('');
    await page.getByLabel('Show').selectOption('the register');
    await page.getByRole('button', { name: /^Undo: KA-12 Corrected: surname/ }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect
      .poll(() => app.room.db.prepare("SELECT COUNT(*) FROM elector WHERE surname = 'Zyxwv'").pluck().get())
      .toBe(0);
    expect(checkRoom(app.room).ok).toBe(true);
  });
});
