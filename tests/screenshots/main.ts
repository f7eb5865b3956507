import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { roomSummary } from '../../src-main/api/summary.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers, undoNumbers } from '../../src-main/turnout/mark.ts';
import { ensureRendererBuilt } from '../../src-main/web/renderer-build.ts';
import { closeSharedWindow } from '../browser/browser.ts';
import { importSample, saved, startApp } from '../e2e/app.ts';

const FOLDER = join(import.meta.dirname, '../../docs/screens');

/** The others of which a picture is kept: a small laptop, a common one at twice the size, and dark colours. */
const OTHERS = [
  { suffix: '-dark', width: 1366, height: 768, colorScheme: 'dark' },
  { suffix: '-1024', width: 1024, height: 640, colorScheme: 'light' },
  { suffix: '-1024-dark', width: 1024, height: 640, colorScheme: 'dark' },
  { suffix: '-200', width: 683, height: 384, colorScheme: 'light' },
  { suffix: '-200-dark', width: 683, height: 384, colorScheme: 'dark' },
] as const;
const USUAL = { width: 1366, height: 768 };

/** `npm run screenshots`: pictures of each screen of the running app, with sample electors, for docs/screens.md. */
mkdirSync(FOLDER, { recursive: true });
await ensureRendererBuilt();
const app = await startApp();
const page = await app.open();
await page.setViewportSize(USUAL);
await picture('register');
await importSample(page);
await page.getByLabel('Your name').fill('Gwen');

await screen('Tally', 2);
const { pollingDistricts } = roomSummary(app.room);
for (const [index, { code }] of pollingDistricts.entries()) {
  await page.getByLabel('Polling district').selectOption(code);
  // From the whole district, more from some streets than from others.
  for (const start of [2, 6, 9]) {
    const numbers = Array.from(
      { length: 90 },
      (_, place) => start + index + place * 13 + ((place * place) % 5),
    );
    await page.getByLabel('Elector number').fill(numbers.join(' '));
    await page.keyboard.press('Enter');
    await page.waitForTimeout(1500);
  }
}
await page.getByLabel('Elector number').fill('12 47 180? 9999');
await page.keyboard.press('Enter');
await page.getByRole('heading', { name: /set aside/ }).waitFor();
await picture('tally');
await page.getByLabel('Elector number').fill('2 oak');
const who = page.getByText('Who was it?');
await who.waitFor();
await picture('told-by-door', who);
await page.getByLabel('Elector number').fill('');

await screen('Board', 3);
await page.getByText('By street', { exact: true }).click();
await page.getByRole('table').waitFor();
await picture('board');
await page.getByText('Still to bring', { exact: true }).click();
await page.getByRole('button', { name: /^Print sheets for/ }).waitFor();
await picture('still-to-bring');
await page.getByText('By street', { exact: true }).click();

await screen('Sheets', 4);
await page.getByRole('button', { name: /^Tick the 10/ }).click();
await page.getByText(/^10 streets,/).waitFor();
await picture('sheets');
await page.getByRole('button', { name: 'Make sheets' }).click();
await page.getByRole('button', { name: 'Yes, printed' }).click();
await page.getByText(/^Printed\. Record who/).waitFor();
await page.getByRole('button', { name: 'Back to the streets' }).click();
await page.getByRole('tab', { name: 'Out and back' }).click();
await page.getByLabel(/^Sheet 1-01,/).check();
await page.getByLabel(/^Sheet 1-02,/).check();
await page.getByLabel('Who takes them').fill('Idris');
await page.getByRole('button', { name: 'Out', exact: true }).click();
await page.getByText('All', { exact: true }).click();
await page
  .getByText(/^Out, Idris/)
  .first()
  .waitFor();
await picture('out-and-back');

await screen('Electors', 5);
await page.getByLabel(/^Find by number/).fill('evans high');
await page
  .getByRole('button', { name: /promise, marked off/ })
  .first()
  .click();
await page.getByRole('heading', { name: 'History' }).waitFor();
await picture('electors');

await screen('Journal', 6);
await page
  .getByText(/^On sheet|^Marked off|^Sheet/)
  .first()
  .waitFor();
await picture('journal');

await screen('Safety', 7);
await page.getByRole('heading', { name: 'After the poll' }).waitFor();
await picture('safety');

await screen('Other laptops', 8);
await page.getByLabel('Name of this laptop').fill('Front room');
await page.getByLabel('Name of the new laptop').fill('Kitchen');
const copy = await saved(page, () => page.getByRole('button', { name: 'Prepare it…' }).click());
const prepared = page.getByText('Laptop B (Kitchen) is prepared.');
await prepared.waitFor();
await picture('prepare-a-laptop', prepared);
const passphrase = (await page.getByText(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/).textContent()) ?? '';
await page.getByRole('button', { name: 'It is written down' }).click();
const shared = await enteredInTheKitchen(copy, passphrase);
const [chooser] = await Promise.all([
  page.waitForEvent('filechooser'),
  page.getByRole('button', { name: 'Choose the shared file or certificate…' }).click(),
]);
await chooser.setFiles({ name: 'day-from-B.shared', mimeType: 'application/octet-stream', buffer: shared });
const comes = page.getByText('This would come');
await comes.waitFor();
await picture('take-in', comes);
await page.getByRole('button', { name: 'Take it in' }).click();
const disagree = page.getByRole('heading', { name: /^Laptops disagree/ });
await disagree.waitFor();
await picture('conflicts', disagree);
for (const left of [1, 0]) {
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /^They have voted|refused$/ })
    .first()
    .click();
  await page
    .getByText(left === 0 ? 'The laptops agree again.' : `Laptops disagree: ${left} to settle`)
    .waitFor();
}
await screen('Journal', 6);
await screen('Other laptops', 8);
await page.getByText(/^B \(Kitchen\): as of/).waitFor();
await picture('laptops');
await app.close();
await closeSharedWindow();

async function screen(name: string, key: number): Promise<void> {
  await page.keyboard.press(`Alt+${key}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** What is entered on the prepared laptop, two of them otherwise than here, as the file that it shares. */
async function enteredInTheKitchen(content: Buffer, key: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-screens-'));
  try {
    const file = join(folder, 'kitchen.room');
    writeFileSync(file, content);
    const kitchen = openRoom(file, { create: false, program: 'the screenshots', key: { passphrase: key } });
    markNumbers(kitchen, { text: 'KB-101 KB-102 KB-104 KB-107', by: 'Huw' });
    const entered = { text: 'KB-210', by: 'Gwen' };
    markNumbers(app.room, entered);
    undoNumbers(app.room, entered);
    markNumbers(kitchen, { ...entered, by: 'Huw' });
    enterDoorstep(app.room, '1-03', [{ electorId: 30, answer: 'refused' }], 'Gwen');
    enterDoorstep(kitchen, '1-03', [{ electorId: 30, answer: 'lift' }], 'Huw');
    const stick = join(folder, 'day-from-B.shared');
    shareTo(kitchen, stick, 'Huw');
    kitchen.close();
    return readFileSync(stick);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From the top of the screen, or with this in sight. */
async function picture(name: string, shown?: Locator): Promise<void> {
  await take(name, shown);
  for (const { suffix, width, height, colorScheme } of OTHERS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await take(`${name}${suffix}`, shown);
  }
  await page.setViewportSize(USUAL);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function take(name: string, shown?: Locator): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await shown?.evaluate((element) => {
    // With the heading above it.
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom + 300 > window.innerHeight) window.scrollTo(0, top - 120);
  });
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  console.log(`docs/screens/${name}.png`);
}
