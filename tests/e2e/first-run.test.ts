import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPromisesFor } from '../../src-main/register/elector/code-meanings.ts';
import { issuedSheets } from '../../src-main/sheets/issued.ts';
import { elector, register } from '../fixtures/register.ts';
import { type App, startApp } from './app.ts';

let app: App;
let page: Page;

/** A laptop’s window, a small one, and the laptop’s at 200 per cent. */
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1024, height: 640 },
  { width: 683, height: 384 },
];

/** Six letters count in one party or another. */
const CODES = ['P', 'L', 'C', 'D', 'Q', 'Z', 'X', 'Y'];
const PEOPLE = Array.from({ length: 24 }, (_, at) => ({
  number: String(at + 1),
  address: `${(at % 12) + 1} ${at < 12 ? 'High Street' : 'Mill Road'}`,
  vi: CODES[at % CODES.length] ?? '',
  markers: at === 0 ? 'A' : '',
}));

const fileOf = (change: (person: (typeof PEOPLE)[number]) => Partial<(typeof PEOPLE)[number]> = () => ({})) =>
  register(
    ...PEOPLE.map((person) => {
      const { number, ...rest } = { ...person, ...change(person) };
      return elector(number, 'Evans', 'Ann', rest);
    }),
  );

const button = (name: string) => page.getByRole('button', { name, exact: true });
const question = (name: string) => page.getByRole('heading', { level: 2, name });

/** The focus is on a question that has just been asked. */
const isAsked = (name: string) => question(name).and(page.locator(':focus')).waitFor();

/** Presses Tab, or Shift+Tab, until something has the focus. */
async function tabTo(what: Locator, tab: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await what.waitFor();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await what.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(tab);
  }
  throw new Error('The keyboard does not reach it.');
}

/** Chooses a file with the button that has the focus. */
async function give(name: string, text: string): Promise<void> {
  const file = join(dirname(app.room.file), name);
  await writeFile(file, text);
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(file);
}

async function begin(): Promise<void> {
  app = await startApp();
  page = await app.open();
  // So that a chooser is waited for before a key can open it.
  page.on('filechooser', () => {});
}

describe('a first run with the keyboard alone', () => {
  beforeAll(begin);
  afterAll(() => app.close());

  /** Points at which the person has to decide something. */
  const decisions: string[] = [];
  async function decide(what: string, how: () => Promise<void>): Promise<void> {
    decisions.push(what);
    await how();
  }
  const press = (what: Locator, key = 'Enter') =>
    tabTo(what).then(async () => {
      await what.and(page.locator(':enabled, a')).waitFor();
      await page.keyboard.press(key);
    });

  it('leads from the file to a printed sheet in at most 14 decisions, with no dead end', async () => {
    await page.evaluate(() => {
      // No printer here: what the frame is told to print is noted.
      Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
        get: () => ({ focus() {}, print: () => Object.assign(window, { hasPrinted: true }) }),
      });
    });
    await question('Which file is the register of electors?').waitFor();
    await decide('which file', async () => {
      await tabTo(button('Choose a register file…'));
      await give('register.csv', fileOf());
    });
    await isAsked('Was register.csv understood correctly?');
    await button('Continue').and(page.locator(':enabled')).waitFor();
    await decide('it was understood', () => page.keyboard.press('Enter'));
    // The register has answers, so where they are is not asked.
    await isAsked('Which answers count as a promise?');
    const counting = async (letters: readonly string[]) => {
      const before = decisions.length;
      await decide('these letters count', async () => {
        await tabTo(page.getByLabel('Type the answers of everybody who will vote for you'));
        await page.keyboard.press('Control+A');
        await page.keyboard.type(letters.join(' '));
      });
      await decide('no other counts', () => page.keyboard.press('Enter'));
      await isAsked('When is polling day, and which election is it?');
      return decisions.splice(before);
    };
    const again = async () => {
      await press(button('Back'));
      await isAsked('Which answers count as a promise?');
    };
    // However many letters count, they are as many decisions.
    expect(await counting(CODES.slice(0, 2))).toHaveLength(2);
    await again();
    decisions.push(...(await counting(CODES.slice(0, 6))));
    await decide('polling day', async () => {
      await tabTo(page.getByLabel('Polling day', { exact: true }));
      await page.keyboard.type('7/5/27');
    });
    await decide('kind of election', () =>
      press(page.getByRole('checkbox', { name: 'Local, Wales' }), 'Space'),
    );
    await decide('and another', () =>
      press(page.getByRole('checkbox', { name: 'Police commissioner' }), 'Space'),
    );
    await decide('that is all of the poll', () => page.keyboard.press('Enter'));
    await isAsked('Import register.csv with these answers?');
    const rows = page.getByRole('form').locator('dl > div');
    await expect
      .poll(async () => (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')))
      .toEqual([
        'Electors 24 In 2 streets and 1 polling district. Change',
        'Canvass answers In the register. Change',
        'Promises 18 Answers that count: P, L, C, D, Q, Z. Change',
        'Postal voters 1',
        'Polling day Fri 7 May 2027 · Local, Wales · Police commissioner Change',
        // Not asked, but said.
        'Which polls Each promise is for every poll. Change',
      ]);
    await button('Import').and(page.locator(':enabled')).waitFor();
    await decide('import it', () => page.keyboard.press('Enter'));
    await isAsked('The register is in the room');
    await decide('print sheets', () => press(page.getByRole('link', { name: 'Print knock-up sheets' })));
    await page.getByRole('heading', { level: 1, name: 'Sheets' }).waitFor();
    await decide('which streets', () => press(page.getByRole('checkbox', { name: /^Select all/ }), 'Space'));
    await decide('make them', () => press(button('Make sheets')));
    await decide('print them', () => press(button('Print')));
    expect(await page.evaluate(() => 'hasPrinted' in window)).toBe(true);
    // The question is before the button. What comes after the paper is not the page's: a browser may have nothing there.
    await tabTo(button('Yes, printed'), 'Shift+Tab');
    await decide('they are on paper', () => page.keyboard.press('Enter'));
    await page.getByText(/^Printed\. Record who/).waitFor();
    expect(issuedSheets(app.room).map(({ state }) => state)).toContain('printed');
    expect(decisions).toHaveLength(14);
  });
});

describe('the questions about a first register', () => {
  beforeAll(begin);
  afterAll(() => app.close());

  /** What has to be in sight at every size, with nothing to scroll sideways. */
  async function expectInSight(...all: Locator[]): Promise<void> {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      for (const each of all) {
        const box = await each.boundingBox();
        const isInside =
          box && box.y >= 0 && box.y + box.height <= size.height && box.x + box.width <= size.width;
        expect(isInside, `${await each.innerText()} at ${size.width} × ${size.height}`).toBe(true);
      }
    }
  }

  /** Enter is pressed and refused: the reason has the focus and is in sight, and so is the way on. */
  async function expectRefusal(why: string): Promise<void> {
    await page.keyboard.press('Enter');
    await page.getByRole('alert').and(page.locator(':focus')).getByText(why).waitFor();
    await expectInSight(page.getByRole('alert').last(), button('Continue'));
  }

  it('have the way on, and the reason why it is refused, in sight at every size', async () => {
    await expectInSight(button('Choose a register file…'));
    await button('Choose a register file…').focus();
    await give(
      'register.csv',
      fileOf(({ number }) => ({ vi: '', ...(number === '2' ? { date: 'Dec-26' } : {}) })),
    );
    await isAsked('Was register.csv understood correctly?');
    await expectInSight(button('Continue'));
    await button('Continue').and(page.locator(':enabled')).waitFor();
    await expectRefusal('1 value not understood. Say what each means');
    await page.getByRole('combobox', { name: '“Dec-26”: 1' }).selectOption('may vote');
    await button('Continue').click();
    await isAsked('Where are the canvass answers?');
    await expectInSight(button('Continue'), button('Import without canvass answers'));
    await expectRefusal('Choose a canvass file, or go on with “Import without canvass answers”.');
  });

  it('take answers of a canvass in a file of their own, and go back to any question without losing them', async () => {
    await button('Canvass file…').focus();
    const lines = PEOPLE.map(({ number, vi }) => `KA-${number},Evans,${vi}`);
    await give('canvass.csv', ['Elector Number,Surname,Response', ...lines, ''].join('\r\n'));
    await page.getByText('canvass.csv').first().waitFor();
    await button('Continue').click();
    await isAsked('Which answers count as a promise?');
    await expectRefusal('Type or tick the answers that count as a promise, or go on with');
    await page.getByRole('checkbox', { name: /^L:/ }).click();
    await page.keyboard.press('Enter');
    await isAsked('When is polling day, and which election is it?');
    await expectRefusal('Tick the kind of election, or go on with “Set polling day later”.');
    await page.getByLabel('Polling day', { exact: true }).fill('someday');
    // What cannot be read is not passed over, and keeps the focus.
    await button('Set polling day later').focus();
    await button('Continue').click();
    await page.locator('input:invalid:focus').waitFor();
    await page.keyboard.press('Escape');
    await button('Back').click();
    await isAsked('Which answers count as a promise?');
    expect(await page.getByRole('checkbox', { name: /^L:/ }).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await button('Set polling day later').click();
    await isAsked('Import register.csv with these answers?');
    await expectInSight(button('Import'));
    await page.getByText('Answers that count: L.').waitFor();
    await page.getByText('Set polling day later (').waitFor();
  });

  it('are kept while another screen is open, and a link from there leads to exactly its question', async () => {
    await page.keyboard.press('Alt+4');
    await page.getByRole('heading', { level: 1, name: 'Sheets' }).waitFor();
    await page.keyboard.press('Alt+1');
    await question('Import register.csv with these answers?').waitFor();
    await page.getByText('Answers that count: L.').waitFor();
    // And through a reload, while the program has the files.
    await page.reload();
    await question('Import register.csv with these answers?').waitFor();
    await page.getByText('Answers that count: L.').waitFor();
    await page.getByText('canvass.csv').waitFor();
  });

  it('are kept without the file when the program starts again', async () => {
    await app.end();
    await app.startAgain().then((address) => page.goto(address));
    await page.keyboard.press('Alt+1');
    await page.getByText('register.csv was not imported yet. Choose it again.').waitFor();
    await button('Choose a register file…').focus();
    await give('register.csv', fileOf());
    await isAsked('Was register.csv understood correctly?');
    await button('Continue').click();
    await isAsked('Import register.csv with these answers?');
    await page.getByText('Answers that count: L.').waitFor();
    await page.getByText('Set polling day later (').waitFor();
  });

  it('that are skipped are said before the import, and asked again afterwards', async () => {
    await button('Change: Promises').click();
    await isAsked('Which answers count as a promise?');
    await button('Nobody counts as a promise yet').click();
    await isAsked('Import register.csv with these answers?');
    await page.getByText('0 Nobody counts as a promise yet').waitFor();
    await button('Import').click();
    await isAsked('The register is in the room');
    await expectInSight(button('Choose which answers count'));
    await page.keyboard.press('Alt+4');
    await page.getByRole('link', { name: 'Choose which answers count' }).click();
    await isAsked('Which answers count as a promise?');
    await page.getByRole('checkbox', { name: /^P:/ }).click();
    await page.keyboard.press('Enter');
    // Back where it was asked from, with something to print.
    await page.getByRole('heading', { level: 1, name: 'Sheets' }).waitFor();
    await page.getByRole('checkbox', { name: /^Select all/ }).waitFor();
    expect(app.room.db.prepare('SELECT COUNT(*) FROM elector WHERE promise').pluck().get()).toBe(3);
  });

  it('are fewer for a later file: only what the room has not answered', async () => {
    const update = fileOf(({ vi }) => ({ vi: vi === 'C' ? 'N' : vi }));
    await page.keyboard.press('Alt+1');
    await button('Go on getting ready').click();
    await button('Choose a register or canvass file…').focus();
    await give('update.csv', update);
    await isAsked('Was update.csv understood correctly?');
    await button('Continue').click();
    // N is new.
    await isAsked('Which answers count as a promise?');
    await button('Continue').click();
    await isAsked('When is polling day, and which election is it?');
    await page.getByRole('checkbox', { name: 'Mayor, England' }).click();
    await page.getByRole('checkbox', { name: 'Police commissioner' }).click();
    await button('Continue').click();
    await isAsked('Import update.csv with these answers?');
    await page.getByText('Each promise is for every poll.').waitFor();
    await button('Change: Which polls').click();
    await isAsked('Which polls is a promise for?');
    const polls = page.getByRole('group', { name: 'P: 3 electors' });
    await polls.getByRole('checkbox', { name: 'Mayor, England' }).click();
    await polls.getByRole('checkbox', { name: 'Police commissioner' }).click();
    await button('Continue').click();
    await page.getByRole('alert').getByText('Tick at least one poll for P.').waitFor();
    await polls.getByRole('checkbox', { name: 'Police commissioner' }).click();
    await button('Continue').click();
    await isAsked('Import update.csv with these answers?');
    await page.getByText('P: Police commissioner').waitFor();
    await button('Import').click();
    await isAsked('The register is in the room');
    expect(readPromisesFor(app.room)).toEqual({ P: ['police-commissioner'] });
    await button('Go on getting ready').click();
    await button('Choose a register or canvass file…').focus();
    await give('update.csv', update);
    await isAsked('Was update.csv understood correctly?');
    await button('Continue').click();
    await isAsked('Import update.csv with these answers?');
    await button('Cancel').click();
    await page.keyboard.press('Alt+3');
    await page.getByRole('link', { name: 'Which polls is a promise for?' }).click();
    await isAsked('Which polls is a promise for?');
    await page.getByRole('checkbox', { name: 'Mayor, England', checked: false }).click();
    await button('Save').click();
    await page.getByRole('heading', { level: 1, name: 'Board' }).waitFor();
    expect(readPromisesFor(app.room)).toEqual({});
  });
});
