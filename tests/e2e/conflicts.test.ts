import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import { conflicts } from '../../src-main/journal/conflicts/conflicts.ts';
import { setCommitteeRoom } from '../../src-main/sheets/paper.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { copyOf, send } from '../unit/two-rooms.ts';
import { type App, saved, startApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { sampleRoom } from './sample-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(sampleRoom);
  page = await app.open();
});
afterAll(() => app.close());

it('what laptops disagree about is settled with the keyboard, one after another', async () => {
  const other = copyOf(app.room);
  const entered = { text: 'KA-12', by: 'Gwen' };
  markNumbers(app.room, entered);
  undoNumbers(app.room, entered);
  markNumbers(other, { ...entered, by: 'Huw' });
  enterDoorstep(app.room, '1-01', [{ electorId: 30, answer: 'refused' }], 'Gwen');
  enterDoorstep(other, '1-01', [{ electorId: 30, answer: 'lift' }], 'Huw');
  setCommitteeRoom(app.room, '14 Station Road', 'Gwen');
  setCommitteeRoom(other, 'The Bell', 'Huw');
  send(other, app.room);
  await page.keyboard.press('Alt+6');
  await page.getByRole('heading', { name: 'Laptops disagree: 3 to settle' }).waitFor();
  await page
    .getByText(/^Laptop [0-9a-f]{6}, \d\d:\d\d by Huw$/)
    .first()
    .waitFor();
  await expectAccessible(page, 'Laptops disagree');
  await page.getByRole('button', { name: 'They have voted' }).focus();
  await page.keyboard.press('Enter');
  for (const [title, left] of [
    [/Different answers at the door/, 2],
    [/Address of the committee room/, 1],
  ] as const) {
    await page.getByRole('heading', { name: `Laptops disagree: ${left} to settle` }).waitFor();
    await expect.poll(() => page.locator('li:focus').innerText()).toMatch(title);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }
  await page.getByText('The laptops agree again.').waitFor();
  expect(conflicts(app.room)).toEqual([]);
});

it('many of one kind are one, opened to settle one of them, and then settled at once', async () => {
  const other = copyOf(app.room);
  const entered = { text: 'KA-50 KA-51 KA-52 KA-53 KA-54', by: 'Gwen' };
  markNumbers(app.room, entered);
  undoNumbers(app.room, entered);
  markNumbers(other, { ...entered, by: 'Huw' });
  send(other, app.room);
  await page.getByRole('heading', { name: 'Laptops disagree: 5 to settle' }).waitFor();
  const group = page.getByRole('region', { name: /^5 of one kind/ });
  await group.getByRole('button', { name: 'Show each of them' }).press('Enter');
  await group.getByRole('heading', { name: /^KA-54/ }).waitFor();
  await expectAccessible(page, 'Laptops disagree about many');
  await group.getByRole('button', { name: 'They have voted', exact: true }).first().press('Enter');
  const left = page.getByRole('region', { name: /^4 of one kind/ });
  // The focus goes to the next card, once that is there.
  await expect.poll(() => left.locator('li:focus').count()).toBe(1);
  await left.getByRole('button', { name: 'All 4: They have voted' }).press('Enter');
  await left.getByText('Settle all 4 like this?').waitFor();
  await left.getByRole('button', { name: 'All 4: They have voted' }).press('Enter');
  await page.getByText('The laptops agree again.').waitFor();
  expect(conflicts(app.room)).toEqual([]);
  await page.getByText('Said at once what is right where laptops disagreed, conflicts: 4').waitFor();
});

it('a laptop is prepared, and what it shares is taken in once it was shown what comes', async () => {
  await page.keyboard.press('Alt+8');
  await page.getByLabel('Name of the new laptop').fill('Kitchen');
  const copy = await saved(page, () => page.getByRole('button', { name: 'Prepare it…' }).click());
  const passphrase = (await page.getByText(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/).textContent()) ?? '';
  await page.getByText(/^day-laptop-B\.room was given to the browser/).waitFor();
  await expectAccessible(page, 'Prepared');
  const file = join(dirname(app.room.file), 'kitchen.room');
  writeFileSync(file, copy);
  const other = openRoom(file, { create: false, program: 'a test', key: { passphrase } });
  markNumbers(other, { text: 'KA-40 KA-41', by: 'Huw' });
  setCommitteeRoom(app.room, '3 High Street', 'Gwen');
  setCommitteeRoom(other, 'The Crown', 'Huw');
  const shared = join(dirname(file), 'kitchen.shared');
  shareTo(other, shared, 'Huw');
  await page.getByRole('button', { name: 'It is written down' }).click();

  await chooseShared(page, file);
  await page.getByText('This is a room, not a file that a laptop has shared.').waitFor();
  await chooseShared(page, shared);
  await page.getByText('New from B (Kitchen): 3 entries').waitFor();
  await page.getByText('Settings of the day: 1').waitFor();
  await expectAccessible(page, 'Other laptops');
  const marked = () =>
    app.room.db.prepare('SELECT COUNT(*) FROM elector WHERE voted_at IS NOT NULL').pluck().get();
  const before = Number(marked());
  await page.getByRole('button', { name: 'Take it in' }).click();
  await page.getByText('Taken in').waitFor();
  expect(marked()).toBe(before + 2);
  await page.getByText(/^B \(Kitchen\): as of/).waitFor();
  await page.keyboard.press('Alt+3');
  const main = page.getByRole('main');
  for (const view of ['By street', 'For the wall', 'Where next']) {
    await page.getByRole('radio', { name: view, exact: true }).press('Space');
    await main.getByText(/^Other laptops: B as of \d\d:\d\d/).waitFor();
  }
  await page.keyboard.press('Alt+8');

  const ours = await saved(page, () => page.getByRole('button', { name: 'Share…' }).click());
  await page.getByText(/^day-from-A\.shared was given to the browser/).waitFor();
  expect(takeIn(other, readShared(other, ours)).from?.letter).toBe('A');
  other.close();
});

async function chooseShared(of: Page, file: string): Promise<void> {
  const [chooser] = await Promise.all([
    of.waitForEvent('filechooser'),
    of.getByRole('button', { name: 'Choose the shared file or certificate…' }).click(),
  ]);
  await chooser.setFiles(file);
}
