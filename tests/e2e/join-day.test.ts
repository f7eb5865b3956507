import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { temporaryFolder } from '../unit/temporary-room.ts';
import { type App, startApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { sampleRoom } from './sample-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(sampleRoom);
  page = await app.open('laptops');
});
afterAll(() => app.close());

it('a laptop that imported the register by itself joins the day of another, once it was asked who is who', async () => {
  const file = join(temporaryFolder(), 'own.room');
  sampleRoom(file);
  const other = openRoom(file, { create: false, program: 'a test' });
  other.change(() => writeSetting(other, 'day_id', '0'.repeat(32)));
  other.db.exec(
    "UPDATE elector SET surname = 'Quill', forename = 'Xanthe', house = '99', postcode = '' WHERE district = 'KA' AND number = 12",
  );
  markNumbers(other, { text: 'KA-40', by: 'Huw' });
  const copy = prepareLaptop(other, join(temporaryFolder(), 'for-gwen.room'), 'Gwen', 'Huw');
  other.close();
  markNumbers(app.room, { text: 'KA-12 KA-40 KA-41', by: 'Gwen' });

  await page.getByRole('button', { name: 'This laptop imported the register by itself…' }).click();
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose the copy…' }).click();
  await (await chosen).setFiles(copy.file);
  await page.getByLabel('Its passphrase, or its words').fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('That passphrase does not open for-gwen.room.').waitFor();
  await page.getByLabel('Its passphrase, or its words').fill(copy.passphrase ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Who is who?' }).waitFor();
  await expectAccessible(page, 'joining');
  const joins = page.getByRole('button', { name: 'Join the other day…' });
  expect(await joins.isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: /^KA-12, / }).selectOption('not');
  await expect.poll(() => joins.isDisabled()).toBe(false);
  await page.getByRole('row', { name: 'of which the other laptop has too 1' }).waitFor();
  await joins.click();
  await page.getByText(`stays in ${app.room.file}`).waitFor();
  await expectAccessible(page, 'asked once more');
  await page.getByRole('button', { name: 'Yes, join it' }).click();
  await page.getByText('This laptop is B (Gwen) of the other day, in a new room.').waitFor();
  await expectAccessible(page, 'joined');
  const made = app.room.file.replace(/\.room$/, '-joined.room');
  const room = openRoom(made, {
    create: false,
    program: 'a test',
    key: { passphrase: copy.passphrase ?? '' },
  });
  const marked = room.db
    .prepare('SELECT number FROM elector WHERE voted_at IS NOT NULL ORDER BY number')
    .pluck()
    .all();
  room.close();
  expect(marked).toEqual([40, 41]);
  expect(existsSync(app.room.file)).toBe(true);
});
