import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { LAYOUTS, layoutFile } from '../fixtures/layouts.ts';
import { readPdf } from '../read-pdf.ts';
import { type App, boardFigure, importSample, saved, startApp } from './app.ts';
import { sampleRoom } from './sample-room.ts';

let app: App;

afterEach(() => app.close());

const numberField = (page: Page) => page.getByLabel('Elector number');
const meaning = (page: Page) => page.getByRole('status', { name: 'What the number means' });
const entries = (page: Page) => page.getByRole('list', { name: 'Recently entered' }).getByRole('listitem');

/** Ten electors outstanding on the room’s longest street, by number. */
const outstanding = () =>
  app.room.db
    .prepare<[], { number: number; full: string; surname: string }>(
      "SELECT number, district || '-' || number AS full, surname FROM elector WHERE outstanding AND district = 'KA' AND suffix = '' LIMIT 10",
    )
    .all();

describe('polling day in a browser', () => {
  it('goes from the sample register to the sheets, in every window', async () => {
    app = await startApp();
    const page = await app.open();
    await importSample(page);
    expect(app.room.db.prepare('SELECT COUNT(*) FROM elector').pluck().get()).toBe(2500);

    const wall = await app.open('board');
    const before = await boardFigure(wall, 'Outstanding');
    const votedBefore = await boardFigure(wall, 'Voted');
    expect([before > 100, votedBefore]).toEqual([true, 0]);

    await page.getByRole('link', { name: /^Tally/ }).click();
    await page.getByLabel('Polling district').selectOption('KA');
    const [first, ...others] = outstanding();
    await numberField(page).fill(String(first?.number));
    await meaning(page)
      .getByText(first?.surname ?? '?')
      .waitFor();
    expect(app.room.db.prepare('SELECT COUNT(*) FROM elector WHERE voted_at IS NOT NULL').pluck().get()).toBe(
      0,
    );
    await page.keyboard.press('Enter');
    await numberField(page).fill(others.map(({ number }) => number).join(' '));
    await page.keyboard.press('Enter');
    await expect.poll(() => boardFigure(wall, 'Voted')).toBe(10);
    expect(await boardFigure(wall, 'Outstanding')).toBe(before - 10);

    await wall.getByRole('link', { name: /^Sheets/ }).click();
    await wall.getByRole('checkbox', { name: /^Select all/ }).check();
    await wall.getByRole('button', { name: 'Make sheets' }).click();
    await wall.getByTitle(/^Preview of \d+ sheets/).waitFor();
    const pages = await readPdf(await saved(wall, () => wall.getByRole('link', { name: 'Save' }).click()));
    const text = pages.flat();
    const numbers = text.filter((piece) => /^K[AB]-\d+(?:\/\d+)?$/.test(piece));
    expect(new Set(numbers)).toEqual(
      new Set(
        app.room.db
          .prepare(
            "SELECT district || '-' || number || iif(suffix = '', '', '/' || suffix) FROM elector WHERE outstanding",
          )
          .pluck()
          .all(),
      ),
    );
    expect(numbers).toHaveLength(before - 10);
    for (const { full } of [...others, ...(first ? [first] : [])]) expect(numbers).not.toContain(full);
    expect(checkRoom(app.room)).toEqual({ ok: true, problems: [] });
  });

  it('is possible with the keyboard alone, including undoing the last number with a key', async () => {
    app = await startApp(sampleRoom);
    const page = await app.open();
    await page.keyboard.press('Alt+2');
    await expect
      .poll(() => numberField(page).evaluate((field) => field === document.activeElement))
      .toBe(true);
    await page.keyboard.type('KB-7');
    await meaning(page).getByText('KB-7').waitFor();
    await page.keyboard.press('Enter');
    await entries(page).filter({ hasText: 'KB-7' }).filter({ hasText: 'Marked off' }).waitFor();
    await page.keyboard.type('kb 7');
    await meaning(page).getByText('Already marked off').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('KB-9999');
    await page.keyboard.press('Enter');
    await entries(page).filter({ hasText: 'KB-9999' }).waitFor();
    await page.keyboard.press('Control+z');
    await entries(page)
      .filter({ hasText: 'Undone' })
      .or(entries(page).filter({ hasText: 'undone' }))
      .first()
      .waitFor();
    expect(app.room.db.prepare('SELECT COUNT(*) FROM elector WHERE voted_at IS NOT NULL').pluck().get()).toBe(
      0,
    );
    expect(
      app.room.db
        .prepare("SELECT status FROM journal WHERE kind IN ('number', 'undo') ORDER BY seq")
        .pluck()
        .all(),
    ).toEqual(['marked', 'already', 'unknown', 'undone']);
  });

  it('shows what a file contains before anything is written, and which lines are refused', async () => {
    app = await startApp();
    const marked = LAYOUTS.at(-1)!;
    const file = join(dirname(app.room.file), 'council.csv');
    await writeFile(file, `${layoutFile(marked)}KA,1,,,,Quinn,Zac,ZZ1 1AA,9 High Street\r\n`);
    const page = await app.open();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a register file…' }).click();
    await (await chooser).setFiles(file);
    await page.getByRole('cell', { name: 'Ann Evans' }).waitFor();
    await page.getByText('Elector number KA-1 is already on line 2').waitFor();
    await page.getByLabel(/^P:/).selectOption('promise');
    expect(app.room.db.prepare('SELECT COUNT(*) FROM elector').pluck().get()).toBe(0);
    await page.getByRole('button', { name: 'Import without the 1 refused line' }).click();
    await page.getByRole('heading', { name: 'The register is in the room' }).waitFor();
    await page.getByText('8 electors imported').waitFor();
    expect(app.room.db.prepare('SELECT COUNT(*) FROM elector WHERE promise').pluck().get()).toBe(4);
  });

  it('says why a file is not a register, and changes nothing', async () => {
    app = await startApp();
    const file = join(dirname(app.room.file), 'photo.csv');
    await writeFile(file, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]));
    const page = await app.open();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a register file…' }).click();
    await (await chooser).setFiles(file);
    await page.getByRole('alert').getByText('a photograph, not a register').waitFor();
    expect(app.room.db.prepare('SELECT COUNT(*) FROM journal').pluck().get()).toBe(0);
  });
});
