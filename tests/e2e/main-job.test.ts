import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { markedOff } from '../marked-off.ts';
import { markAndPrint } from '../smoke/steps.ts';
import { type App, boardFigure, importSample, saved, startApp } from './app.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(undefined, { showsPdf: true });
  page = await app.open();
});
afterAll(() => app.close());

const numberField = () => page.getByLabel('Elector number');
const meaning = () => page.getByRole('status', { name: 'What the number means' });
const voted = () => markedOff(app.room);

/** Runs in the window: presses Print as soon as there is a preview, and notes what comes first. No printer is here. */
function printAtOnce(): void {
  const seen: string[] = [];
  Reflect.set(window, 'seen', seen);
  const print = () => seen.push('printed');
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get: () => ({ focus() {}, print }) });
  const isPreview = (target: unknown) =>
    target instanceof HTMLIFrameElement && /^Preview of \d/.test(target.title);
  document.addEventListener('load', ({ target }) => isPreview(target) && seen.push('loaded'), true);
  new MutationObserver((_, observer) => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('main button:not([role=tab])')];
    const button = buttons.find(({ textContent }) => textContent === 'Print');
    if (!button || !isPreview(document.querySelector('main iframe'))) return;
    observer.disconnect();
    seen.push('pressed');
    button.click();
  }).observe(document.body, { childList: true, subtree: true });
}

describe('polling day in a browser', () => {
  it('leads a new user from an empty room through the preparations, and says when all is done', async () => {
    await page.getByText('Getting ready: 0 of 6 done').waitFor();
    await importSample(page);
    expect(app.room.db.prepare('SELECT COUNT(*) FROM elector').pluck().get()).toBe(2500);
    const print = page.getByRole('link', { name: 'Print knock-up sheets' });
    expect(await print.getAttribute('href')).toBe('#/sheets');
    await page.getByRole('button', { name: 'Go on getting ready' }).click();
    await page.getByText('Getting ready: 3 of 6 done').waitFor();
    // The button has gone, and a person with a keyboard continues from here.
    await page.locator('main:focus').waitFor();
    await page.getByRole('button', { name: 'Give the room a passphrase' }).click();
    await page.getByRole('button', { name: /^Continue without/ }).click();
    await page.keyboard.press('Alt+1');
    await page.getByRole('button', { name: 'Set polling day and the kind of election' }).click();
    await page.getByLabel('Local, Wales').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Getting ready: 5 of 6 done').waitFor();
    await page.getByRole('button', { name: 'Name the polling stations' }).click();
    await page.getByRole('button', { name: 'Add a polling station…' }).click();
    await page.getByLabel('Name of the station').fill('Village hall');
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: /^Village hall/ }).waitFor();
    await page.keyboard.press('Alt+1');
    await page.getByText('Ready for polling day').waitFor();
  });

  it('goes on to the sheets by the steps of the smoke test in Electron, in every window', async () => {
    const wall = await app.openTab('board');
    const before = await boardFigure(wall, 'Outstanding');
    expect([before > 100, await boardFigure(wall, 'Voted')]).toEqual([true, 0]);
    await page.evaluate(printAtOnce);
    const text = await markAndPrint(page, (click) => saved(page, click));
    // Before the sheets are there, the browser would print an empty page.
    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'seen')))
      .toEqual(['pressed', 'loaded', 'printed']);
    await expect.poll(() => boardFigure(wall, 'Voted')).toBe(1);
    const outstanding = app.room.db
      .prepare<[], string>(
        "SELECT district || '-' || number || iif(suffix = '', '', '/' || suffix) FROM elector WHERE outstanding",
      )
      .pluck()
      .all();
    expect(await boardFigure(wall, 'Outstanding')).toBe(outstanding.length);
    const numbers = text.filter((piece) => /^K[AB]-\d+(?:\/\d+)?$/.test(piece));
    expect(numbers.toSorted()).toEqual(outstanding.toSorted());
    expect(voted()).toBe(1);
    expect(checkRoom(app.room)).toMatchObject({ ok: true, problems: [] });
  });

  it('is possible with the keyboard alone, including undoing the last number with a key', async () => {
    const entries = page.getByRole('list', { name: 'Recently entered' }).getByRole('listitem');
    const before = voted();
    await page.keyboard.press('Alt+2');
    await expect.poll(() => numberField().evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('KB-8');
    await meaning().getByText('KB-8').waitFor();
    const surname = app.room.db
      .prepare<[], string>("SELECT surname FROM elector WHERE district = 'KB' AND number = 8 AND suffix = ''")
      .pluck()
      .get();
    await meaning()
      .getByText(surname ?? '?')
      .first()
      .waitFor();
    expect(voted()).toBe(before);
    await page.keyboard.press('Enter');
    await entries.filter({ hasText: 'KB-8' }).filter({ hasText: 'Marked off' }).waitFor();
    await page.keyboard.type('kb 8');
    await meaning().getByText('Already marked off').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('KB-9999');
    await page.keyboard.press('Enter');
    await entries.filter({ hasText: 'KB-9999' }).waitFor();
    await page.getByText('takes back KB-9999').waitFor();
    await page.keyboard.press('Control+z');
    await meaning().getByText('KB-9999 was taken back.').waitFor();
    await page.getByText('enters KB-9999 again').waitFor();
    // That they were told again, which leaves the mark.
    await page.keyboard.press('Control+z');
    await entries.filter({ hasText: 'Undone' }).nth(1).waitFor();
    expect(voted()).toBe(before + 1);
    await page.keyboard.press('Control+z');
    await expect.poll(voted).toBe(before);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(voted).toBe(before + 1);
    await page.getByText('takes back KB-8.').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(voted).toBe(before);
  });
});
