import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { prepareLaptop } from '../../src-main/exchange/copy-room.ts';
import { askForEnding, takeBackEnding } from '../../src-main/exchange/ending.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { type App, saved, startApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { sampleRoom } from './sample-room.ts';

hashQuickly();

let first: App;
let kitchen: App | undefined;

beforeAll(async () => {
  first = await startApp(sampleRoom);
});
afterAll(async () => {
  await kitchen?.close();
  await first.close();
});

it('a day is ended on three laptops, one of which never answers', async () => {
  const stick = mkdtempSync(join(tmpdir(), 'committee-room-stick-'));
  const [copy] = ['Kitchen', 'Hall'].map((name) =>
    prepareLaptop(first.room, join(stick, `${name}.room`), name, 'Gwen'),
  );
  const page = await first.open('safety');

  // The keeper asks, takes it back, and asks again.
  await page.getByRole('button', { name: 'End the day on all laptops…' }).click();
  await page.getByText('Ask other laptops (2) to destroy this day?').waitFor();
  await page.getByRole('button', { name: 'Ask them' }).click();
  await page.getByText('0 of 2 other laptops have destroyed this day').waitFor();
  await expectAccessible(page, 'Safety, asked');
  await page.getByRole('button', { name: 'Take the request back' }).click();
  await page.getByRole('button', { name: 'End the day on all laptops…' }).waitFor();
  askForEnding(first.room, 'Gwen');
  await page.getByText('0 of 2 other laptops have destroyed this day').waitFor();
  const shared = join(stick, 'day.shared');
  shareTo(first.room, shared, 'Gwen');

  // The laptop in the kitchen takes it in, after three entries that nobody has.
  kitchen = await startApp((file) => copyFileSync(copy?.file ?? '', file));
  const there = await kitchen.open();
  await there
    .getByLabel('Passphrase')
    .first()
    .fill(copy?.passphrase ?? '');
  await there.keyboard.press('Enter');
  await there.getByRole('navigation').first().waitFor();
  markNumbers(kitchen.room, { text: 'KA-40 KA-41 KA-42', by: 'Huw' });
  await there.keyboard.press('Alt+8');
  await choose(there, shared);
  await there.getByText('It asks that this day be destroyed on all laptops.').waitFor();
  await there.getByRole('button', { name: 'Take it in' }).click();
  await there.getByText('You are asked to destroy this day on this laptop').waitFor();
  await there.getByText('3 entries of this laptop are not known to be on another one').waitFor();
  await expectAccessible(there, 'Other laptops, asked to end the day');
  await there.keyboard.press('Alt+2');
  await there.getByText('You are asked to destroy this day on this laptop').waitFor();
  // A request that was taken back is gone there too, with the next file.
  takeBackEnding(first.room, 'Gwen');
  shareTo(first.room, shared, 'Gwen');
  takeIn(kitchen.room, readShared(kitchen.room, readFileSync(shared)));
  await there.getByText('You are asked to destroy this day on this laptop').waitFor({ state: 'detached' });
  askForEnding(first.room, 'Gwen');
  shareTo(first.room, shared, 'Gwen');
  takeIn(kitchen.room, readShared(kitchen.room, readFileSync(shared)));

  // It is destroyed there, with a certificate for the stick.
  await there.keyboard.press('Alt+7');
  await there.getByRole('button', { name: 'Destroy this room…' }).click();
  const button = there.getByRole('button', { name: 'Destroy the room and its backups' });
  await there
    .getByText(/^A sealed certificate for the other laptops is written to .*-from-B\.destroyed/)
    .waitFor();
  await expectAccessible(there, 'Safety, destroying a laptop of several');
  await there.getByLabel(/^Type .* to go on$/).fill(basename(kitchen.room.file));
  await button.click();
  await there.getByRole('heading', { name: 'The room is destroyed' }).waitFor();
  await there.getByText(/^The certificate for the other laptops: .*-from-B\.destroyed\./m).waitFor();
  await there.getByText(/^Laptop A \(.*\) has asked for this, and destroys its room last\.$/m).waitFor();
  const certificate = join(stick, 'B.destroyed');
  writeFileSync(
    certificate,
    await saved(there, () =>
      there.getByRole('button', { name: 'Save the certificate for the other laptops' }).click(),
    ),
  );

  // The keeper takes the certificate in, and destroys last.
  await page.bringToFront();
  await page.keyboard.press('Alt+8');
  await choose(page, certificate);
  await page.getByText(/^Laptop B \(Kitchen\) has destroyed its room, \d\d:\d\d$/).waitFor();
  await page.getByRole('button', { name: 'Take it in' }).click();
  await page.getByText('Taken in').waitFor();
  await page.keyboard.press('Alt+7');
  await page.getByText('1 of 2 other laptops have destroyed this day', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Destroy this room…' }).click();
  await page.getByText('Not answered: laptop C (Hall).').waitFor();
  await expectAccessible(page, 'Safety, destroying the last of several laptops');
  await page.getByLabel(/^Type .* to go on$/).fill('day.room');
  await page.getByRole('button', { name: 'Destroy the room and its backups' }).click();
  await page.getByRole('heading', { name: 'The room is destroyed' }).waitFor();
  await page
    .getByText(/NOT answered\. Destroy the day on these laptops yourself:\s+Laptop C \(Hall\)/)
    .waitFor();
  rmSync(stick, { recursive: true });
}, 180_000);

async function choose(page: Page, file: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose the shared file or certificate…' }).click(),
  ]);
  await chooser.setFiles(file);
}
