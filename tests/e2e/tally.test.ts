import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { retrySetAside } from '../../src-main/turnout/set-aside.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { asWritten } from '../../src-shared/message.ts';
import { elector, register } from '../fixtures/register.ts';
import { markedOff } from '../marked-off.ts';
import { importText } from '../unit/temporary-room.ts';
import { type App, startApp } from './app.ts';
import { sampleRoom } from './sample-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(sampleRoom);
  page = await app.open('tally');
});
afterAll(() => app.close());

const numberField = () => page.getByLabel('Elector number');
const marked = () => markedOff(app.room);
/** What the focused element is called. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    const isField =
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement;
    const label = isField ? element.labels?.[0]?.textContent : null;
    return label ?? element?.getAttribute('aria-label') ?? element?.textContent;
  });

describe('a number that nobody has', () => {
  it('shows similar numbers, is set aside, and can be corrected', async () => {
    const before = marked();
    await numberField().fill('KA-9921');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1 number set aside' }).waitFor();
    await page.getByLabel('Correct number for KA-9921').fill('KA-21');
    await page.keyboard.press('Enter');
    await expect.poll(marked).toBe(before + 1);
    await page.getByRole('heading', { name: '1 number set aside' }).waitFor({ state: 'detached' });
    // Nothing is left in the list, so the next number can be typed.
    await expect.poll(focused).toBe('Elector number');
    await numberField().fill('KB-2105');
    await page.getByText('Did you mean one of these?').waitFor();
    await page.getByRole('status', { name: 'What the number means' }).getByRole('button').first().click();
    expect(await numberField().inputValue()).not.toBe('KB-2105');
    await numberField().fill('');
  });

  it('that is found later is checked with the keyboard alone, one after another', async () => {
    const before = marked();
    markNumbers(app.room, { text: 'KA-9921; KA-9922', by: 'Gwen' });
    const others = ['9921', '9922'].map((number) => elector(number, 'Newman', 'Nan'));
    importText(app.room, register(...others));
    retrySetAside(app.room, 'Gwen');
    await page
      .getByRole('heading', { name: '2 numbers marked off after the register was updated' })
      .waitFor();
    const first = page.getByRole('button', { name: 'KA-9922 is right' });
    await first.focus();
    await page.keyboard.press('Enter');
    await first.waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('1 number marked off after the register was updated');
    await page.keyboard.press('Tab');
    await expect.poll(focused).toBe('KA-9921 is right');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(marked).toBe(before + 1);
    await page.getByText('after the register was updated').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('Elector number');
  });
});

describe('a slip', () => {
  it('is begun, entered and finished with the keyboard, and compared with the teller’s count', async () => {
    const before = marked();
    await page.keyboard.press('F2');
    await page.getByLabel('District or station').selectOption('KA');
    await page.getByLabel('Time on the slip').fill('930');
    await page.getByLabel('Teller', { exact: true }).fill('Idris');
    await page.keyboard.press('Enter');
    await page.getByText('Write 1 on the paper').waitFor();
    await expect.poll(() => numberField().evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('101-140');
    await page.getByText(/^40 numbers: \d+ fine, \d+ to check/).waitFor();
    await numberField().fill('102 102 8888 103-105');
    await page.getByText(/^6 numbers: /).waitFor();
    const toCheck = page.getByRole('list', { name: 'Numbers to check' });
    await toCheck.getByText('Twice on this slip').waitFor();
    await toCheck.getByRole('button', { name: 'Leave out 8888' }).click();
    expect(await numberField().inputValue()).toBe('102 102 103-105');
    await toCheck.getByRole('button', { name: 'Leave out 102' }).last().click();
    expect(await numberField().inputValue()).toBe('102 103-105');
    await numberField().fill('102 8888');
    await page.getByText(/^2 numbers: /).waitFor();
    await page.keyboard.press('F4');
    await expect.poll(() => numberField().inputValue()).toBe('102');
    await numberField().fill('101-140');
    await page.getByText(/^40 numbers: /).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(marked).toBe(before + 40);
    await page.getByText('40 numbers: 40 marked off, 0 already, 0 to check.').first().waitFor();
    await page.keyboard.press('F2');
    await page.getByLabel('How many numbers did the teller count?').waitFor();
    await page.keyboard.type('41');
    await page.keyboard.press('Enter');
    await page.getByText('Slip 1: the teller counted 41, you entered 40.').waitFor();
    expect(app.room.db.prepare('SELECT teller, told_count, district FROM slip').raw().all()).toEqual([
      ['Idris', 41, 'KA'],
    ]);
    expect(
      app.room.db.prepare('SELECT COUNT(*) FROM journal WHERE slip_id = (SELECT id FROM slip)').pluck().get(),
    ).toBe(40);
    expect(checkRoom(app.room).ok).toBe(true);
  });

  it('is noticed if it is entered twice, and compared if it is entered again as a check', async () => {
    const slip = async (numbers: string, begin: string) => {
      await page.getByRole('button', { name: begin }).click();
      await page.getByRole('button', { name: /^Begin/ }).click();
      await page.getByRole('button', { name: /^Finish slip/ }).waitFor();
      await numberField().fill(numbers);
      await page.keyboard.press('Enter');
      await page
        .getByText(/^\d numbers: \d marked off/)
        .first()
        .waitFor();
    };
    const finish = async () => {
      await page.getByRole('button', { name: /^Finish slip/ }).click();
      await page.getByRole('button', { name: 'Done' }).click();
    };
    await slip('KA-1 KA-2 KA-3 KA-4 KA-6', 'Begin a slip…');
    await finish();
    await page.getByText('Slip 2 is in: 5 numbers.').waitFor();
    await slip('KA-1 KA-2 KA-3 KA-4 KA-7', 'Enter slip 2 again to check it');
    await finish();
    await page.getByText('It differs from the first time.').waitFor();
    await page.getByRole('button', { name: 'Take back KA-6' }).click();
    await expect.poll(() => page.getByText('KA-6 ').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Keep KA-7' }).click();
    await page.getByText('Nothing differs any more between the two times.').waitFor();
    await slip('KA-1 KA-2 KA-3 KA-4', 'Begin a slip…');
    await page.getByText('Most of these numbers are already on slip 2.').waitFor();
    await finish();
  });

  it('is found in the list of all, moved to its district, undone as a whole, and gone on with', async () => {
    const before = marked();
    await page.getByRole('button', { name: 'All slips' }).click();
    await page.getByRole('button', { name: 'Slip 1', exact: true }).click();
    await page.getByText('the teller counted 41').waitFor();
    await page.getByRole('button', { name: 'It is from another district…' }).click();
    await page.getByLabel('District or station').selectOption('KB');
    await page.getByText('There: 40 to mark off, 0 already, 0 to check.').waitFor();
    await page.getByRole('button', { name: 'Undo its numbers and enter them there' }).click();
    await page.getByText('KB-101').first().waitFor();
    expect(marked()).toBe(before);
    await page.getByRole('button', { name: 'Undo the whole slip…' }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('It has no numbers.').waitFor();
    expect(marked()).toBe(before - 40);
    await page.getByRole('button', { name: 'Redo the whole slip…' }).click();
    await page.getByRole('button', { name: 'Redo', exact: true }).click();
    await expect.poll(marked).toBe(before);
    await page.getByRole('button', { name: 'Go on entering it' }).click();
    await page.getByText('Write 1 on the paper').waitFor();
    await page.getByRole('button', { name: 'Finish slip 1' }).click();
    await page.getByLabel('How many numbers did the teller count?').fill('40');
    await page.keyboard.press('Enter');
    await page.getByText('Slip 1 is in: 40 numbers.').waitFor();
    expect(checkRoom(app.room).ok).toBe(true);
  });

  it('of 44 numbers takes at most 200 keys, and one to undo it whole', async () => {
    const before = marked();
    const unmarked = app.room.db
      .prepare<[], number>(
        `SELECT number FROM elector WHERE district = 'KA' AND suffix = '' AND number BETWEEN 200 AND 999
            AND voted_at IS NULL AND NOT postal AND kept_off = '' ORDER BY number % 7, number LIMIT 44`,
      )
      .pluck()
      .all();
    await page.evaluate(() => {
      const counted = document.documentElement.dataset;
      counted.keys = '0';
      addEventListener('keydown', () => (counted.keys = String(Number(counted.keys) + 1)), true);
    });
    const keys = () => page.evaluate(() => Number(document.documentElement.dataset.keys));
    await page.keyboard.press('F2');
    await expect.poll(focused).toBe('District or station');
    await page.keyboard.type('KA');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/Write \d+ on the paper/).waitFor();
    await expect.poll(focused).toBe('Elector number');
    // One key each. Pressing them one by one would take half as long as all of this file.
    const numbers = unmarked.join(' ');
    await page.keyboard.insertText(numbers);
    await page.getByText('44 numbers: Enter marks them off together.').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(marked).toBe(before + 44);
    await page.keyboard.press('F2');
    await page.getByLabel('How many numbers did the teller count?').waitFor();
    await page.keyboard.type('44');
    await page.keyboard.press('Enter');
    await page.getByText(/^Slip \d+ is in: 44 numbers/).waitFor();
    const pressed = await keys();
    expect(pressed).toBeGreaterThan(0);
    expect(numbers.length).toBeGreaterThan(44 * 3);
    expect(pressed + numbers.length).toBeLessThanOrEqual(200);
    await expect.poll(focused).toBe('Elector number');
    await page.getByText(/in the empty field takes back/).waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(marked).toBe(before);
    // Control and Z.
    expect(await keys()).toBe(pressed + 2);
    expect(checkRoom(app.room).ok).toBe(true);
  });

  it('can be entered box by box, as on the pad', async () => {
    const before = marked();
    await page.getByLabel('Polling district').selectOption('KB');
    await page.getByRole('button', { name: 'Enter a slip box by box' }).click();
    for (const number of ['11', '12', '13']) {
      await page.keyboard.type(number);
      await page.keyboard.press('Enter');
    }
    // Enter in the empty box after the last goes on to the button, past the other forty.
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Mark off 3 numbers' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(marked).toBe(before + 3);
    await numberField().and(page.locator(':focus')).waitFor();
  });

  it('from a station finds its numbers in the station’s districts', async () => {
    saveStation(
      app.room,
      null,
      { name: 'Village hall', place: '', warp: false, districts: ['KB'], shifts: [] },
      'a test',
    );
    await page.getByRole('button', { name: 'Begin a slip…' }).click();
    await page.getByLabel('District or station').selectOption({ label: 'Village hall' });
    await page.keyboard.press('Enter');
    await numberField().fill('15');
    await page.getByRole('status', { name: 'What the number means' }).getByText('KB-15').waitFor();
  });
});

describe('what is typed and not entered', () => {
  it('is said to be lost with the window while the room refuses to keep it', async () => {
    const refuse = vi.spyOn(app.room, 'changeUnseen').mockImplementation(() => {
      throw new Refusal(asWritten('The stick can only be read.'));
    });
    onTestFinished(() => refuse.mockRestore());
    await numberField().fill('KB 70');
    await page.getByRole('alert').getByText('will be lost when this window closes').waitFor();
    await numberField().fill('');
  });

  const reload = async () => {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
  };

  it('is there again after another screen and after a reload, and so are the boxes and the slip', async () => {
    const before = marked();
    await numberField().fill('KB 71, KB 72');
    await page.goto(page.url().replace('#/tally', '#/board'));
    await page.getByText('2 numbers are typed and not entered yet.').waitFor();
    await page.getByRole('link', { name: 'Go on in Tally' }).click();
    expect(await numberField().inputValue()).toBe('KB 71, KB 72');
    await page.getByText('Village hall').first().waitFor();
    await reload();
    expect(await numberField().inputValue()).toBe('KB 71, KB 72');
    await page.getByText('Write 5 on the paper.').waitFor();
    await page.getByRole('button', { name: 'Enter a slip box by box' }).click();
    await page.getByLabel('Box 3', { exact: true }).fill('KB 73');
    await reload();
    expect(await page.getByLabel('Box 3', { exact: true }).inputValue()).toBe('KB 73');
    await page.getByRole('button', { name: 'Back to one field' }).click();
    expect(await numberField().inputValue()).toBe('KB 71, KB 72; KB 73');
    expect(marked()).toBe(before);
  });

  it('is offered to the next window once its own has closed', async () => {
    const before = marked();
    const closed = page;
    page = await app.openTab('tally');
    await expect.poll(() => numberField().inputValue()).toBe('');
    await closed.close();
    await reload();
    await page.getByText('3 numbers typed at').waitFor();
    await page.getByText('KB 71; KB 72; KB 73').waitFor();
    await page.getByRole('button', { name: 'Go on with them here' }).click();
    await expect.poll(() => numberField().inputValue()).toBe('KB 71, KB 72; KB 73');
    await page.getByText('Write 5 on the paper.').waitFor();
    await numberField().press('Enter');
    await expect.poll(marked).toBe(before + 3);
    await expect
      .poll(() => app.room.db.prepare("SELECT COUNT(*) FROM window_draft WHERE part = 'tally'").pluck().get())
      .toBe(0);
  });
});
