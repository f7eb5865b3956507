import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listStreets } from '../../src-main/sheets/choose-streets.ts';
import { issuedSheets, moveSheets } from '../../src-main/sheets/issued.ts';
import { enterDoorstep } from '../../src-main/turnout/doorstep.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { saveStation } from '../../src-main/turnout/stations.ts';
import { setClock } from '../clock.ts';
import { readPdf } from '../read-pdf.ts';
import { type App, saved, startApp } from './app.ts';
import { sampleRoom } from './sample-room.ts';
import { smallRoom } from './small-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(sampleRoom);
  markNumbers(app.room, { text: 'KA-1-60', by: 'a test' });
  page = await app.open('board');
  await page.getByRole('table').waitFor();
});
afterAll(() => app.close());

const view = (name: string) => page.getByText(name, { exact: true }).first().click();

const savedBy = (button: string) => saved(page, () => page.getByRole('button', { name: button }).click());

describe('the board', () => {
  it('can be saved as CSV and as one page', async () => {
    const csv = (await savedBy('Save as CSV')).toString('utf8').split('\r\n');
    expect([csv[0], csv.at(-2)]).toEqual([
      expect.stringMatching(/^\uFEFFDistrict,/),
      expect.stringMatching(/^Whole room,,,2500,60,/),
    ]);
    const pages = await readPdf(await savedBy('Save as one page'));
    expect(pages).toHaveLength(1);
    expect(pages.flat()).toEqual(
      expect.arrayContaining(['KA', 'KB', 'Next streets', 'of promises in person; 60 marked off']),
    );
  });

  it('ranks the streets to knock next, by weights that can be changed', async () => {
    await view('Where next');
    await page
      .getByText(/^\d+ promises behind \d+ doors, not knocked yet$/)
      .first()
      .waitFor();
    const score = page.getByRole('columnheader', { name: 'Votes an hour' });
    expect(await score.count()).toBe(0);
    await page.getByText(/^Best first/).click();
    await page.getByText('one person knocks 30 doors an hour').waitFor();
    await score.waitFor();
    const row = page.getByRole('table').getByRole('row').nth(1);
    const before = await row.innerText();
    await page.getByLabel('Doors an hour').fill('999');
    await page.getByText('From 1 to 200.').waitFor();
    expect(await page.getByRole('button', { name: 'Use these' }).isDisabled()).toBe(true);
    await page.getByLabel('Doors an hour').fill('60');
    await page.getByRole('button', { name: 'Use these' }).click();
    await page.getByText('one person knocks 60 doors an hour').waitFor();
    expect(await row.innerText()).not.toBe(before);
    await page.getByText(/^Best first/).click();
  });

  it('shows the day as a chart, with the figures in a table', async () => {
    await view('Through the day');
    await page.getByRole('img', { name: /^Turnout through the day/ }).waitFor();
    await page.getByText('it needs a marked register of a past election').waitFor();
    // Everybody marked off is in the last of its figures.
    const table = page.getByRole('region', { name: 'Turnout by the end of each hour' });
    const voted = table.getByRole('button').and(page.locator('[data-figure="voted"]')).last();
    const shown = await voted.innerText();
    await voted.click();
    await page.getByText(`${shown} = 60 of 2,500 electors`).waitFor();
    await page.getByText(/^60 voted = /).waitFor();
    await page.keyboard.press('Escape');
    // The drawing opens too: Tab leads to its last hour, the arrows to the others.
    await page.getByLabel('Show', { exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page
      .locator(':focus')
      .getByText(/^By the end of the hour from \d\d:00: \d+\.\d% of promises/)
      .waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: /^by the end of the hour from/ }).waitFor();
    await dialog.getByRole('button', { name: 'Voted 60', exact: true }).click();
    await dialog.getByText(`${shown} = 60 of 2,500 electors`).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Show', { exact: true }).selectOption('KB');
    expect(await page.getByRole('row', { name: /^07:00/ }).innerText()).toContain('07:00');
  });

  it('shows the numbers from each station, and allows stations and tellers to be added', async () => {
    await view('Stations');
    await page.getByRole('row', { name: /^KA/ }).getByRole('button', { name: '60', exact: true }).click();
    await page.getByText('60 numbers = 60 marked somebody off').waitFor();
    await page.keyboard.press('Escape');
    // The row opens the station, and from there each street and its doors.
    await page.getByRole('row', { name: /^KA/ }).getByRole('button', { name: 'KA', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Numbers 60', exact: true }).waitFor();
    await dialog
      .getByRole('button', { name: /^\d+ to knock .*, KA/ })
      .first()
      .click();
    await dialog.getByText(/^\d+ doors?, \d+ to knock\.$/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a polling station…' }).click();
    await page.keyboard.type('Village hall');
    await page.getByLabel('Where it is').fill('Mill Road');
    await page.getByRole('checkbox', { name: 'KA' }).check();
    await page.getByRole('button', { name: 'Add a teller’s shift' }).click();
    await page.getByLabel('Teller 1', { exact: true }).fill('Idris');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('row', { name: /^Village hall/ })
      .getByText('07:00–09:00 Idris')
      .waitFor();
    await page.getByRole('button', { name: 'Change Village hall' }).click();
    await page.getByLabel('No tellers here: knock every promise').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('row', { name: /^Village hall/ })
      .getByText('no tellers')
      .waitFor();
  });

  it('has a wall that fits on a screen of any size, in type as large as it has room for', async () => {
    await view('For the wall');
    await page.getByRole('table', { name: 'Next streets' }).waitFor();
    const poster = await readPdf(await savedBy('Save as a poster'));
    expect(poster).toHaveLength(1);
    expect(poster.flat()).toEqual(
      expect.arrayContaining(['No numbers for an hour', 'Marked off in the last hour']),
    );
    for (const [width, height, least] of [
      [1366, 768, 26],
      [1920, 1080, 36],
      [1024, 640, 19],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.getByRole('button', { name: /^Fill the screen/ }).click();
      const wall = page.locator(':fullscreen');
      await wall.waitFor();
      const { size, over } = await wall.evaluate((element) => ({
        size: Number.parseFloat(getComputedStyle(element).fontSize),
        over: element.scrollHeight - element.clientHeight,
      }));
      expect([width, over]).toEqual([width, 0]);
      expect(size).toBeGreaterThan(least);
      await page.evaluate(() => document.exitFullscreen());
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it('opens each figure into its sum and its people, by keys alone', async () => {
    await view('By district');
    const key = (name: string) => page.keyboard.press(name);
    const heading = page.getByRole('dialog').getByRole('heading', { level: 2 });
    await page
      .getByRole('main')
      .getByRole('button', { name: /^of 7\d\d promises$/ })
      .focus();
    await key('Enter');
    await heading.getByText('Promises · Whole room').waitFor();
    const sum = await page.getByText(/^7\d\d promises = /).innerText();
    const [whole = 0, ...parts] = sum.match(/\d+/g)?.map(Number) ?? [];
    expect(parts.reduce((all, part) => all + part, 0)).toBe(whole);
    // Past the button that closes it, to the first part.
    await key('Tab');
    await key('Tab');
    await key('Enter');
    await heading.getByText('Promises · voted · Whole room').waitFor();
    await page.getByText(`${parts[0]} people`).waitFor();
    await expect.poll(() => page.getByRole('dialog').getByRole('listitem').count()).toBe(parts[0]);
    await key('Escape');
    await heading.waitFor({ state: 'detached' });
    // The focus is where it was.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^of 7\d\d promises$/);

    await view('By street');
    const row = page.getByRole('row', { name: /^KA/ }).first();
    await row.getByRole('button').first().focus();
    const street = await row.getByRole('rowheader').innerText();
    await key('ArrowRight');
    await key('ArrowRight');
    await key('Enter');
    await heading.getByText(`Voted · ${street}, KA`).waitFor();
    await key('Escape');
    await key('ArrowLeft');
    await key('ArrowLeft');
    await key('Enter');
    await heading.getByText(`${street}, KA`, { exact: true }).waitFor();
    await page.getByText(/^\d+ doors?, \d+ to knock\.$/).waitFor();
    const person = page
      .getByRole('dialog')
      .getByRole('button', { name: /^KA-\d+/ })
      .first();
    const name = (await person.innerText()).replace(/^KA-\d+\s+/, '');
    await person.focus();
    await key('Enter');
    await page.getByRole('heading', { level: 2, name: new RegExp(name) }).waitFor();
    await page.getByRole('banner').getByRole('button', { name: '2,500' }).focus();
    await key('Enter');
    await heading.getByText('Electors · Whole room').waitFor();
    await key('Escape');
    await key('Alt+3');
    await page.getByRole('table').waitFor();
  });

  it('sorts its table and remembers how', async () => {
    await view('By district');
    const column = page.getByRole('columnheader', { name: 'Promises', exact: true });
    await column.getByRole('button').click();
    const sort = await column.getAttribute('aria-sort');
    expect(['ascending', 'descending']).toContain(sort);
    await page.reload();
    expect(await column.getAttribute('aria-sort')).toBe(sort);
  });
});

describe('where next', () => {
  const print = () => page.getByRole('button', { name: /^Print \d+ streets? for/ });
  const row = (name: string) =>
    page.locator('tr', { has: page.getByRole('checkbox', { name: new RegExp(`^Print ${name}, `) }) });

  it('opens what a street is ranked by, and lets a failure go when it is answered', async () => {
    await view('Where next');
    const why = page.getByRole('button', { name: /^\d+ promises behind \d+ doors$/ }).first();
    const [outstanding] = (await why.innerText()).split(' ');
    await why.click();
    await page.getByText(`${outstanding} outstanding = `).waitFor();
    await page.keyboard.press('Escape');
    const minutes = page.locator('[data-figure="minutes"]').first();
    const said = await minutes.innerText();
    await minutes.click();
    const dialog = page.getByRole('dialog');
    const sum = await dialog.getByText(new RegExp(`^${said} minutes = `)).innerText();
    const [whole, ...parts] = (sum.match(/\d+/g) ?? []).map(Number);
    expect(parts.reduce((all, part) => all + part, 0)).toBe(whole);
    await dialog.getByText(/^\d+ doors?, \d+ to knock\.$/).waitFor();
    await page.keyboard.press('Escape');
    const failed = page.getByRole('alert').filter({ hasText: 'The sheets could not be made.' });
    await page.route('**/sheets.make**', (call) => call.abort());
    await print().click();
    await failed.waitFor();
    await page.getByLabel('People').fill('2');
    await failed.waitFor({ state: 'hidden' });
    await page.getByLabel('People').fill('3');
    await page.unroute('**/sheets.make**');
  });

  it('leads to printed sheets in three clicks', async () => {
    await page.addInitScript(countClicksAndPrints);
    await view('By district');
    await page.reload();
    await view('Where next');
    await page.getByText(/^\d+ promises on \d+ sheets?, \d+ pages?\./).waitFor();
    await print().click();
    // The script that counts has to be in the frame before it prints.
    await page.waitForFunction(() =>
      String(document.querySelector('iframe')?.contentWindow?.print).includes('counted'),
    );
    await page.getByRole('button', { name: 'Print', exact: true }).click();
    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'counted')))
      .toEqual({ clicks: 3, prints: 1 });
    expect(issuedSheets(app.room)).toHaveLength(3);
    await page.getByText('Made at').waitFor();
    await page.getByRole('button', { name: 'Yes, printed' }).click();
    await page.getByRole('button', { name: 'Back to the streets' }).click();
  });

  it('says who has what, ticks nothing that somebody has, and asks before it is printed again', async () => {
    const [sheet] = issuedSheets(app.room);
    const { code = '', streetIds: [streetId] = [] } = sheet ?? {};
    moveSheets(app.room, [code], 'sheet out', { by: 'a test', runner: 'Idris' });
    const street = listStreets(app.room).find(({ id }) => id === streetId)?.street ?? '';
    await page.getByText(new RegExp(`^Idris: ${code} `)).waitFor();
    await row(street)
      .getByText(/^out with Idris since/)
      .waitFor();
    expect(await row(street).getByRole('checkbox').isChecked()).toBe(false);
    const known = new Set(issuedSheets(app.room).map((each) => each.code));
    await row(street).getByRole('checkbox').click();
    await print().click();
    const question = page.getByRole('alert').filter({ hasText: 'Somebody may be knocking there already' });
    await question.getByText(street).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await print().click();
    await page.getByRole('button', { name: /^Print only the other/ }).click();
    await page.getByText('Did it all print?').waitFor();
    const made = issuedSheets(app.room);
    const fresh = made.filter((each) => !known.has(each.code));
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.flatMap(({ streetIds }) => streetIds)).not.toContain(streetId);
    await page.getByRole('button', { name: 'No, take the sheets back' }).click();
    await print().waitFor();
  });

  it('works by the keyboard alone, and remembers people and minutes', async () => {
    await page.getByText(/^\d+ promises on/).waitFor();
    // The keyboard begins at the top of the screen.
    await page.getByRole('heading', { level: 1 }).click();
    const before = issuedSheets(app.room).length;
    await tabTo('People');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0');
    const refused = page.getByRole('alert').filter({ hasText: 'Type 1–50 people and 10–240 minutes each.' });
    await refused.waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('2');
    await tabTo('Minutes each');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('9999');
    await refused.waitFor();
    expect(await refused.evaluate((each) => each.getBoundingClientRect().bottom < innerHeight)).toBe(true);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('30');
    await refused.waitFor({ state: 'hidden' });
    expect(issuedSheets(app.room)).toHaveLength(before);
    await tabTo(/^Print .*, K[AB]$/);
    await page.keyboard.press('Space');
    const [name] = await print().allInnerTexts();
    expect(name).toMatch(/^Print \d+ streets? for 2 people for 30 minutes$/);
    // Enter on a tick prints what is ticked.
    await page.keyboard.press('Enter');
    await page.getByText('Did it all print?').waitFor();
    await tabTo('Back to the streets');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toMatch(/^Print \d+ street/);
    await page.reload();
    expect(await page.getByLabel('People').inputValue()).toBe('2');
    expect(await page.getByLabel('Minutes each').inputValue()).toBe('30');
  });

  it('says how many of the outstanding have not voted once enough doors have answered, and what that rests on', async () => {
    const people = app.room.db.prepare<[], number>('SELECT id FROM elector WHERE outstanding').pluck().all();
    const answer = (from: number, to: number) =>
      people.slice(from, to).map((electorId, index) => ({
        electorId,
        answer: index % 3 === 0 ? ('voted' as const) : ('will vote' as const),
      }));
    const sentence = page.getByText(/^Of \d+ outstanding about \d+ have not voted \(\d+ to \d+\)\.$/);
    const noon = new Date().setHours(12, 0, 0, 0);
    const endOfTest = setClock(() => noon);
    try {
      await view('By district');
      enterDoorstep(app.room, '9-01', answer(0, 29), 'a test');
      await page.getByText('has not voted').waitFor();
      expect(await sentence.count()).toBe(0);
      enterDoorstep(app.room, '9-01', answer(29, 60), 'a test');
      await sentence.waitFor();
      await page.getByText('How is that known?').click();
      await page.getByText('It rests on the answers at the door today of 60 promises').waitFor();
      await view('Stations');
      await page.getByText(/^about \d+ of \d+ not voted \(\d+ to \d+\)$/).waitFor();
      await view('Where next');
      await page
        .getByText(/, about \d0% probably voted unseen, /)
        .first()
        .waitFor();
    } finally {
      endOfTest();
    }
  });
});

describe('who can still be brought', () => {
  let app: App;
  let page: Page;
  let people: number;

  /** A room in which nobody tells. */
  beforeAll(async () => {
    app = await startApp(smallRoom);
    const station = { name: 'School', place: '', warp: true, districts: ['KA', 'KB'], shifts: [] };
    saveStation(app.room, null, station, 'a test');
    people = listStreets(app.room).reduce((sum, { outstanding }) => sum + outstanding, 0);
    page = await app.open('board');
    await page.getByText('Still to bring', { exact: true }).first().click();
  });
  afterAll(() => app.close());

  it('is everybody where there are no tellers, and is printed by keyboard', async () => {
    const print = page.getByRole('button', { name: /^Print sheets for these/ });
    await page.getByText(`Still to bring: ${people}`).waitFor();
    expect(await print.innerText()).toContain(`${people} people`);
    await page.getByRole('checkbox', { name: 'Put them at the end of the list, and on the sheets' }).focus();
    await page.keyboard.press('Space');
    await page.getByText(`Still to bring: ${people}`).waitFor({ state: 'detached' });
    expect(await print.isDisabled()).toBe(true);
    expect(await page.getByText('Nobody is left to bring.').count()).toBe(0);
    await page.keyboard.press('Space');
    await print.focus();
    await page.keyboard.press('Enter');
    await page.getByText(new RegExp(`, ${people} electors$`)).waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByText(`Still to bring: ${people}`).waitFor();
  });
});

/** Presses Tab until something with this name has the focus. */
async function tabTo(name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return element?.ariaLabel ?? labels[0]?.textContent ?? element?.textContent ?? '';
    });
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
  }
  throw new Error(`Nothing with the name ${name} takes the focus.`);
}

/** Runs in the window: counts what a hand does, and what goes to the printer. */
function countClicksAndPrints(): void {
  const counted = { clicks: 0, prints: 0 };
  if (window === window.top) Reflect.set(window, 'counted', counted);
  window.addEventListener(
    'click',
    (event) => {
      // Keys, and labels for their fields, click too.
      if (event.isTrusted && event.detail > 0 && !(event.target instanceof HTMLInputElement))
        counted.clicks += 1;
    },
    true,
  );
  // Of the frame with the paper, whatever document it has just then.
  const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow') ?? {};
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get(this: HTMLIFrameElement) {
      const shown: Window | null = get?.call(this);
      if (shown)
        shown.print = () => {
          counted.prints += 1;
        };
      return shown;
    },
  });
}
