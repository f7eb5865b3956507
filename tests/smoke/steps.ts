import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { importSample } from '../e2e/app.ts';
import { readPdf } from '../read-pdf.ts';

/** The lowest preview that still shows what is on a sheet, in pixels. */
const LOWEST_PREVIEW = 400;

/** How a host saves a file: `click` starts it, and the result is its bytes. */
export type Save = (click: () => Promise<void>) => Promise<Uint8Array>;

/**
 * Does the main job in a window on an empty room, with the screens only: imports the sample, marks a number, reads the
 * board, makes the sheets, previews and saves them. The same in Electron and, in `npm test`, in a browser.
 */
export async function doTheMainJob(page: Page, save: Save): Promise<void> {
  await importSample(page);
  await markAndPrint(page, save);
}

/** The main job from the register on. @returns the pieces of text on the sheets. */
export async function markAndPrint(page: Page, save: Save): Promise<string[]> {
  // What the window’s page must not have in any host.
  expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false);
  await markOff(page, 'KB-7');
  await page.getByRole('link', { name: /^Board/ }).click();
  await page.getByText('Outstanding', { exact: true }).first().waitFor();

  await makeSheets(page);
  await expect.poll(() => previewHeight(page)).toBeGreaterThan(LOWEST_PREVIEW);
  const pdf = await save(() => page.getByRole('link', { name: 'Save' }).click());
  const text = (await readPdf(pdf)).flat();
  expect(text.some((piece) => /^K[AB]-\d+/.test(piece))).toBe(true);
  expect(text).not.toContain('KB-7');
  return text;
}

/** Enters a number on Tally and waits for its line. */
export async function markOff(page: Page, number: string): Promise<void> {
  await page.getByRole('link', { name: /^Tally/ }).click();
  await page.getByLabel('Elector number').fill(number);
  await page.keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: number }).filter({ hasText: 'Marked off' }).waitFor();
}

/** Makes the sheets of every street, and leaves their preview on the screen. */
async function makeSheets(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Sheets/ }).click();
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await page.getByRole('button', { name: 'Make sheets' }).click();
  await preview(page).waitFor();
}

function preview(page: Page) {
  return page.getByTitle(/^Preview of \d+ sheets/);
}

/**
 * The height of the sheets’ PDF on the screen. Up to version 130 at least, Chromium’s viewer is an element in the page
 * of the frame, and can be lower than the frame; in newer versions it is the frame.
 */
async function previewHeight(page: Page): Promise<number> {
  const frame = await (await preview(page).elementHandle())?.contentFrame();
  if (!frame) return 0;
  return frame.evaluate(() => {
    const viewer = document.querySelector('embed');
    return viewer ? viewer.getBoundingClientRect().height : window.innerHeight;
  });
}
