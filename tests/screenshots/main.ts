import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { roomSummary } from '../../src-main/api/summary.ts';
import { ensureRendererBuilt } from '../../src-main/web/renderer-build.ts';
import { closeSharedWindow } from '../browser/browser.ts';
import { importSample, startApp } from '../e2e/app.ts';

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

await screen('Board', 3);
await page.getByText('By street', { exact: true }).click();
await page.getByRole('table').waitFor();
await picture('board');

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
await app.close();
await closeSharedWindow();

async function screen(name: string, key: number): Promise<void> {
  await page.keyboard.press(`Alt+${key}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function picture(name: string, of: Page = page): Promise<void> {
  await take(of, name);
  for (const { suffix, width, height, colorScheme } of OTHERS) {
    await of.setViewportSize({ width, height });
    await of.emulateMedia({ colorScheme });
    await take(of, `${name}${suffix}`);
  }
  await of.setViewportSize(USUAL);
  await of.emulateMedia({ colorScheme: 'light' });
}

async function take(of: Page, name: string): Promise<void> {
  await of.evaluate(() => window.scrollTo(0, 0));
  await of.waitForTimeout(300);
  await of.screenshot({ path: join(FOLDER, `${name}.png`) });
  console.log(`docs/screens/${name}.png`);
}
