import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EverySecond } from '../../src-main/server/presence.ts';
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

describe('the last window of a browser', () => {
  it('ends the program when it closes, and an earlier one or a reload does not', async () => {
    const first = await app.open();
    await first.reload();
    await first.getByRole('heading', { level: 1 }).waitFor();
    pass(599);
    expect(await hasEnded()).toBe(false);
    const second = await app.open('board');
    // Nobody is asked if nothing is left to do.
    expect(await closeByHand(first)).toBe(null);
    pass(5000);
    expect(await hasEnded()).toBe(false);
    await closeByHand(second);
    await expect
      .poll(async () => {
        pass(15);
        return hasEnded();
      })
      .toBe(true);
  });
});

describe('before a window closes', () => {
  it('the browser asks if a number is not saved, and the window then says why', async () => {
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

  it('the browser asks in the last window if sheets are not confirmed as printed', async () => {
    const page = await app.open('sheets');
    const other = await app.open('board');
    await page.getByRole('button', { name: /^Tick the 10/ }).click();
    await page.getByRole('button', { name: 'Make sheets' }).click();
    await page.getByRole('button', { name: 'Yes, printed' }).waitFor();
    expect(await closeByHand(page)).toBe(null);
    await other.getByRole('heading', { level: 1 }).click();
    expect(await closeByHand(other)).toBe('beforeunload');
    await other.getByText(/^Sheets were made that nobody has confirmed/).waitFor();
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
    await page.getByText(/^Committee Room ended at \d\d:\d\d\.$/).waitFor();
    await page.getByText('The connection to the room was lost.').waitFor({ state: 'detached' });
    const address = await app.startAgain();
    await (await page.context().newPage()).goto(address);
    await page.getByText(/^Committee Room ended at/).waitFor({ state: 'detached' });
  });
});
