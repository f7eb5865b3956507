import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EverySecond } from '../../src-main/server/presence.ts';
import { issuedSheets } from '../../src-main/sheets/issued.ts';
import { type App, startApp } from './app.ts';
import { smallRoom } from './small-room.ts';

let app: App;
const ticks = new Set<() => void>();

/** Seconds pass when the test says so. */
const everySecond: EverySecond = (work) => {
  ticks.add(work);
  return () => ticks.delete(work);
};

function pass(seconds: number): void {
  for (let second = 0; second < seconds; second += 1) for (const tick of ticks) tick();
}

beforeEach(async () => {
  ticks.clear();
  app = await startApp(smallRoom, { everySecond });
});
afterEach(() => app.close());

/** Whether the program has noticed that its last window closed. */
async function hasEnded(): Promise<boolean> {
  return Promise.race([
    app.whenLastWindowClosed().then(() => true),
    new Promise<false>((no) => setImmediate(() => no(false))),
  ]);
}

/** Closes a window as a person does, with its own questions. @returns the question’s kind; null if there is none. */
async function closeByHand(page: Page): Promise<string | null> {
  const question = new Promise<string>((resolve) =>
    page.once('dialog', (dialog) => {
      resolve(dialog.type());
      void dialog.dismiss();
    }),
  );
  const closed = new Promise<null>((resolve) => page.once('close', () => resolve(null)));
  await page.close({ runBeforeUnload: true });
  return Promise.race([question, closed]);
}

/** Lets no time pass in this window for reading its last notice. Playwright’s clock would be for all windows. */
async function skipNotice(page: Page): Promise<void> {
  await page.evaluate(() => {
    const wait = window.setTimeout;
    const quick = (work: () => void, ms?: number) => wait(work, ms === 5000 ? 0 : ms);
    Object.assign(window, { setTimeout: quick });
  });
}

describe('a window that closes', () => {
  it('ends the program if it is the last, and asks about sheets that are not confirmed as printed', async () => {
    const first = await app.open('sheets');
    await first.reload();
    await first.getByRole('button', { name: /^Tick the 10/ }).click();
    await first.getByRole('button', { name: 'Make sheets' }).click();
    await first.getByRole('button', { name: 'Yes, printed' }).waitFor();
    pass(599);
    expect(await hasEnded()).toBe(false);
    const second = await app.open('board');
    expect(await closeByHand(first)).toBe(null);
    pass(5000);
    expect(await hasEnded()).toBe(false);

    await second.getByRole('heading', { level: 1 }).click();
    expect(await closeByHand(second)).toBe('beforeunload');
    await second.getByText(/^Sheets were made that nobody has confirmed/).waitFor();
    await second.keyboard.press('Alt+4');
    await second.getByRole('tab', { name: 'Out and back' }).click();
    for (const { code } of issuedSheets(app.room))
      await second.getByLabel(new RegExp(`^Sheet ${code},`)).check();
    await second.getByRole('button', { name: 'Printed', exact: true }).click();
    await expect
      .poll(() => new Set(issuedSheets(app.room).map(({ state }) => state)))
      .toEqual(new Set(['printed']));
    // Nobody is asked if nothing is left to do. A window hears nothing while a question is open, so there is time between.
    await expect.poll(() => closeByHand(second), { interval: 500 }).toBe(null);
    await expect
      .poll(async () => {
        pass(15);
        return hasEnded();
      })
      .toBe(true);
  });

  it('asks about a number that is not saved, and then says so', async () => {
    const page = await app.open('tally');
    await page.getByLabel('Polling district').selectOption('KA');
    await app.crash();
    await page.getByLabel('Elector number').click();
    await page.keyboard.type('12');
    await page.keyboard.press('Enter');
    await page.getByText('Not saved', { exact: true }).waitFor();
    expect(await closeByHand(page)).toBe('beforeunload');
    await page.getByText('Not everything you entered in this window is saved yet.').waitFor();
  });
});

describe('a program that ends properly', () => {
  it('closes windows if the browser allows it, and says so in others, which continue when it starts again', async () => {
    const page = await app.open();
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => void window.open('/', '_blank')),
    ]);
    await opened.getByRole('heading', { level: 1 }).waitFor();
    await skipNotice(opened);
    const closed = opened.waitForEvent('close');
    await app.end();
    await closed;
    await page.bringToFront();
    await page.getByText(/^Committee Room ended at \d\d:\d\d\.$/).waitFor();
    await page.getByText('The connection to the room was lost.').waitFor({ state: 'detached' });
    const address = await app.startAgain();
    await (await page.context().newPage()).goto(address);
    await page.bringToFront();
    await page.getByText(/^Committee Room ended at/).waitFor({ state: 'detached' });
  });
});
