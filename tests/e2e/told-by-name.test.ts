import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { undoNumbers } from '../../src-main/turnout/mark.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { importText } from '../unit/temporary-room.ts';
import { type App, startApp } from './app.ts';

const PEOPLE: [number: string, surname: string, forename: string, address: string, vi: string][] = [
  ['101', 'Evans', 'Ann', '14 High Street', ''],
  ['102', 'Evans', 'Bob', '14 High Street', 'P'],
  ['103', 'Rees', 'Cai', '16 High Street', 'P'],
  ['104', 'Evans', 'Ann', '3 Mill Lane', 'P'],
];

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  const lines = PEOPLE.map(([number, surname, forename, address, vi]) =>
    elector(number, surname, forename, { address, vi }),
  );
  importText(app.room, register(...lines), { promises: ['P'] });
  page = await app.open('tally');
});
afterAll(() => app.close());
beforeEach(async () => {
  undoNumbers(app.room, { text: 'KA 101 102 103 104', by: 'a test' });
  await field().fill('');
});

const field = () => page.getByLabel('Elector number');
const whoItWas = () => page.getByRole('region', { name: /Who was it/ });
const isAsked = () => whoItWas().evaluate((list) => list.contains(document.activeElement));
const told = () =>
  app.room.db
    .prepare<[], string>(
      `SELECT elector.number || ' ' || entered || ' ' || (detail ->> 'toldBy') FROM journal
         JOIN elector ON elector.id = elector_id WHERE kind = 'number' ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
    .get();

/** Types as people do, and returns how many keys that took. */
async function type(text: string): Promise<number> {
  await field().pressSequentially(text);
  return text.length;
}

describe('a name or a door in the field', () => {
  it('that can be one person marks them off by Enter once they are shown, and keeps what was written', async () => {
    await type('16 high');
    await whoItWas().getByText('Cai Rees').first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(told).toBe('103 16 high door');
    await page.getByText('told as “16 high”').waitFor();
    expect(markedOff(app.room)).toBe(1);
  });

  it('that is a household is chosen by a number, with at most one and a half times the keys of an elector number', async () => {
    const keys = (await type('14 high')) + 2;
    await whoItWas().getByText('Bob Evans').waitFor();
    // Promises are first.
    await expect
      .poll(() => whoItWas().getByRole('listitem').allTextContents())
      .toEqual([expect.stringContaining('Bob Evans'), expect.stringContaining('Ann Evans')]);
    await page.keyboard.press('Enter');
    // A second Enter chooses nobody.
    await page.keyboard.press('Enter');
    await page.keyboard.press('2');
    await expect.poll(told).toBe('101 14 high door');
    expect(markedOff(app.room)).toBe(1);
    expect(keys).toBeLessThanOrEqual('KA 101\n'.length * 1.5);
  });

  it('goes back to the field by Escape, and marks nobody off', async () => {
    await type('ann evans');
    await whoItWas().getByText('3 Mill Lane').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(isAsked).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.type(' mill');
    expect(await field().inputValue()).toBe('ann evans mill');
    expect(markedOff(app.room)).toBe(0);
  });

  it('asks about two of one name also if one of them is marked off', async () => {
    await type('KA 104');
    await page.keyboard.press('Enter');
    await expect.poll(() => markedOff(app.room)).toBe(1);
    await type('ann evans');
    await whoItWas().getByText('marked off already').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(isAsked).toBe(true);
    expect(markedOff(app.room)).toBe(1);
    await page.keyboard.press('1');
    await expect.poll(told).toBe('101 ann evans name');
  });
});

describe('a name that fits too many people', () => {
  it('keeps the field, so that more of it can be written after Enter', async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      elector(`${index + 1}`, 'Pugh', `Ann${index}`, { address: `${index + 1} Church Road`, district: 'KC' }),
    );
    importText(app.room, register(...many), { promises: ['P'] });
    await type('pugh');
    await page.getByText('12 people may be "pugh"').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(' ann11');
    await whoItWas().getByText('12 Church Road').waitFor();
    expect(markedOff(app.room)).toBe(0);
  });
});

describe('a name that nobody has exactly', () => {
  it('says so, and Enter marks nobody off though only one comes close', async () => {
    await type('cai reas');
    const close = page.getByRole('region', { name: /Nobody fits exactly/ });
    await close.getByText('Cai Rees').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => close.evaluate((list) => list.contains(document.activeElement))).toBe(true);
    expect(markedOff(app.room)).toBe(0);
    await page.keyboard.press('1');
    await expect.poll(told).toBe('103 cai reas name');
  });
});

describe('a name on a slip', () => {
  it('only proposes: a key marks the person off, and the numbers stay to be entered', async () => {
    await field().fill('KA 103, 3 mill lane, KA 102');
    await page.getByText('3 numbers: 2 fine, 1 to check').waitFor();
    await page.keyboard.press('F8');
    await expect.poll(told).toBe('104 3 mill lane door');
    expect(await field().inputValue()).toBe('KA 103, KA 102');
    expect(markedOff(app.room)).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(() => markedOff(app.room)).toBe(3);
  });

  it('in a box is chosen with a key, or is set aside with those who may be meant', async () => {
    await page.getByRole('button', { name: 'Enter a slip box by box' }).click();
    const box = (place: number) => page.getByLabel(`Box ${place}`, { exact: true });
    await box(1).fill('KA 103');
    await box(2).fill('3 mill');
    await page.getByRole('button', { name: 'It was KA-104 Ann Evans' }).waitFor();
    await page.keyboard.press('F8');
    await expect.poll(told).toBe('104 3 mill door');
    expect(await box(2).inputValue()).toBe('');
    await box(2).fill('14 High St, Ann');
    await page.getByRole('button', { name: 'It was KA-101 Ann Evans' }).waitFor();
    await page.getByRole('button', { name: 'Mark off 2 numbers' }).click();
    await page.getByRole('heading', { name: '1 number set aside' }).waitFor();
    expect(markedOff(app.room)).toBe(2);
    await page.getByRole('button', { name: 'It was KA-101 Ann Evans' }).click();
    await expect.poll(told).toBe('101 14 High St, Ann door');
    expect(markedOff(app.room)).toBe(3);
  });
});

describe('what a teller wrote', () => {
  const tryAgain = () => page.getByRole('button', { name: /^Try again: / });
  const stored = () => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));

  it('is never in the storage of the browser, also before the room has it', async () => {
    await page.route('**/turnout.mark*', (route) => route.abort());
    await type('3 mill');
    await whoItWas().getByText('3 Mill Lane').waitFor();
    await page.keyboard.press('Enter');
    await tryAgain().waitFor();
    await field().fill('KA 102, 14 high st ann');
    await page.getByText('2 numbers: 1 fine, 1 to check').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => tryAgain().count()).toBe(2);
    // The number of who was chosen survives a reload.
    expect(await stored()).toContain('KA-104');
    expect(await stored()).not.toMatch(/mill|high/i);
    await page.unroute('**/turnout.mark*');
    for (const _ of [1, 2])
      await page
        .getByRole('button', { name: /^Try again/ })
        .first()
        .click();
    await expect.poll(() => markedOff(app.room)).toBe(2);
    await expect.poll(() => tryAgain().count()).toBe(0);
    expect(await stored()).not.toMatch(/mill|high/i);
  });
});
