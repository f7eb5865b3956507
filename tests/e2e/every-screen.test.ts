import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import cy from '../../resources/words/cy.json' with { type: 'json' };
import { openRoom } from '../../src-main/store/open-room.ts';
import { sharedWindow } from '../browser/browser.ts';
import { damageFile } from '../damage-file.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { type App, startApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { canvassToAskAbout, fillRoom, registerToAskAbout, WORDS_OF_PEOPLE } from './full-room.ts';
import { wordsWithoutMark } from './marked-words.ts';
import { sampleRoom } from './sample-room.ts';

// The room and the window are given the Welsh with a mark round each of its words. A word without a mark is then either
// one that people put into the room, or one that was never looked up.
vi.mock('../../resources/words/cy.json', async (original) => {
  const { withMarks } = await import('./marked-words.ts');
  return { default: withMarks((await original<{ default: Record<string, string> }>()).default) };
});
// The window fetches its Welsh as a file of its own.
vi.mock('../../src-main/web/renderer-files.ts', async (original) => {
  const files = await original<typeof import('../../src-main/web/renderer-files.ts')>();
  const { default: marked } = await import('../../resources/words/cy.json');
  const answerFile: typeof files.answerFile = async (method, path, root) => {
    const answer = await files.answerFile(method, path, root);
    return /^\/assets\/cy-.*\.js$/.test(path)
      ? { ...answer, body: `export default ${JSON.stringify(marked)}` }
      : answer;
  };
  return { ...files, answerFile };
});

hashQuickly();

/** Words that are not ours: names of languages, encodings and files, keys to print, and what tests put into a room. */
const NAMES = new RegExp(
  [
    /\/\S+\/(?:committee-room-e2e-\w+)?(?:Backups of day)?\/?(?:day [\w -]+)?(?:[\w-]*\.(?:room|destroyed))?(?:-[a-z]+)?/,
    /[\w-]+\.(?:room|csv|shared)/,
    /committee-room-[\w-]+/,
    /committee-room-e2e-\w+/,
    /(?:\w{5}-){10}\w{5}/,
    /(?:[a-z2-9]{4}-){4}[a-z2-9]{4}/,
    // What laptops are called: the first by the computer's own name.
    /Cegin/,
    new RegExp(RegExp.escape(hostname())),
    /English|Cymraeg|Windows-1252|ISO 8859-14|Mac Roman|CP\d{3}|a test|Station of K[AB]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

const SCREENS = [
  'Register',
  'Tally',
  'Board',
  'Sheets',
  'Electors',
  'Journal',
  'Safety',
  'Other laptops',
] as const;

let app: App;
let page: Page;
const known = new Set(wordsWithoutMark(WORDS_OF_PEOPLE));
/** English texts, by where each was found first. */
const found = new Map<string, string>();

beforeAll(async () => {
  const { context } = await sharedWindow();
  await context.addInitScript(() => localStorage.setItem('committee-room.language', 'cy'));
});
beforeEach(() => found.clear());

/** The Welsh of an English sentence as a window has it, whatever is put into its places. */
function welsh(english: string): RegExp {
  const sentence = (cy as Record<string, string>)[english];
  if (sentence === undefined) throw new Error(`There is no Welsh of “${english}”.`);
  const literal = (text: string) => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(
    `^${sentence
      .split(/\{\{\w+\}\}/)
      .map(literal)
      .join('.*')}$`,
  );
}

const button = (english: string) => page.getByRole('button', { name: welsh(english) }).first();
const press = (english: string) => button(english).click();
const tab = (english: string) => page.getByRole('tab', { name: welsh(english) }).click();

async function open(screen: (typeof SCREENS)[number]): Promise<void> {
  const id = screen === 'Other laptops' ? 'laptops' : screen.toLowerCase();
  await page.evaluate((name) => {
    location.hash = `#/${name}`;
  }, id);
  await page.getByRole('heading', { level: 1, name: welsh(screen) }).waitFor();
}

/** Everything that can be read in the window, folded or not, or that a screen reader says. */
async function texts(): Promise<string[]> {
  // What is being fetched is waited for.
  await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
  return page.evaluate(() => {
    const said = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label'];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all = new Set([document.title]);
    while (walker.nextNode()) {
      const { parentElement, nodeValue } = walker.currentNode;
      if (!parentElement?.closest('script, style, noscript, kbd')) all.add(nodeValue ?? '');
    }
    for (const element of document.body.querySelectorAll('*'))
      for (const name of said) all.add(element.getAttribute(name) ?? '');
    return [...all];
  });
}

function note(text: string, where: string): void {
  if (!found.has(text)) found.set(text, where);
}

/** Opens what is folded and notes what is English in the window. */
async function look(where: string): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  for (const text of await texts())
    if (wordsWithoutMark(text.replaceAll(NAMES, '')).some((word) => !known.has(word)))
      note(text.trim(), where);
}

/** Looks for English, and for what axe finds. */
async function examine(where: string, asked?: Parameters<typeof expectAccessible>[2]): Promise<void> {
  await look(where);
  await expectAccessible(page, where, asked);
}

/** Opens a window on a room that `prepare` puts in place. */
async function start(prepare?: (file: string) => void): Promise<void> {
  app = await startApp(prepare);
  page = await app.open();
  await page.locator('html[lang=cy]').waitFor();
}

const nothing = () => expect(Object.fromEntries(found)).toEqual({});

describe('a window in Welsh has no English, and nothing that is not accessible', () => {
  beforeAll(() => start());
  afterAll(() => app.close());

  it('English is found if a test puts it there', async () => {
    await page.evaluate(() => {
      const planted = document.createElement('p');
      planted.id = 'planted';
      planted.title = 'Not looked up';
      planted.append('Slip 1');
      document.body.append(planted);
    });
    await look('planted');
    expect([...found.keys()]).toEqual(['Slip 1', 'Not looked up']);
    await page.evaluate(() => document.getElementById('planted')?.remove());
  });

  it('in an empty room, and in a practice', async () => {
    for (const screen of SCREENS) {
      await open(screen);
      expect(await page.title()).toBe(`${cy[screen]} – ${cy['Committee Room']}`);
      await examine(`${screen}, empty room`, { head: screen === SCREENS[0] });
    }
    await open('Register');
    await press('Practise: we enter the slips');
    await button('It is entered: next slip').waitFor();
    await examine('practice');
    await press('End the practice');
    await button('Back to your own room').waitFor();
    await look('the end of a practice');
    await press('Back to your own room');
    await page.locator('html:not([data-practice])').waitFor();
    await page.getByRole('heading', { level: 1, name: welsh('Tally') }).waitFor();
    nothing();
  });

  it('in the list of keys, which a key opens and another closes', async () => {
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await examine('keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    nothing();
  });

  it('in colours that follow those of the system', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    }
  });

  it('in a room with a register, where every screen fits at 200 per cent in a small laptop’s window', async () => {
    await fillRoom(app.room);
    await page.setViewportSize({ width: 640, height: 360 });
    for (const screen of SCREENS) {
      await open(screen);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, screen).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it.each([
    ['register', lookAtRegister],
    ['tally', lookAtTally],
    ['board', lookAtBoard],
    ['sheets', lookAtSheets],
    ['electors, journal and safety', lookAtTheRest],
  ])('on %s', async (_, lookAtIt) => {
    await lookAtIt();
    nothing();
  });
});

it('the page of a room that does not open has no English in Welsh', async () => {
  const locked = (file: string) => {
    const room = openRoom(file, { create: true, program: 'a test' });
    room.setPassphrase('tŷ ar y graig');
    room.close();
  };
  const damaged = (file: string) => {
    sampleRoom(file);
    damageFile(file);
  };
  await before(locked, async () => {
    await look('a locked room');
    await page.keyboard.type('arall');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await look('a wrong passphrase');
    await press('I have forgotten it');
    await look('a recovery key');
    await press('Both are lost: destroy the room without opening it…');
    await look('a room to destroy unopened');
  });
  await before(damaged, () => look('a damaged room'));
  await before(undefined, async () => {
    rmSync(app.room.file);
    await page
      .getByRole('status')
      .filter({ has: page.getByRole('paragraph') })
      .first()
      .waitFor();
    await look('a room that was moved away');
    await app.crash();
    await page.getByText(welsh('The connection to the room was lost. Trying again…')).waitFor();
    await look('a room that does not answer');
  });
  nothing();
});

/** Does `work` in a window on another room. */
async function before(
  prepare: ((file: string) => void) | undefined,
  work: () => Promise<void>,
): Promise<void> {
  await start(prepare);
  try {
    await work();
  } finally {
    await app.close();
  }
}

async function lookAtRegister(): Promise<void> {
  await open('Register');
  const question = (english: string) => page.getByRole('heading', { name: welsh(english) }).waitFor();
  await page.locator('summary').first().click();
  await press('Say which answers count as a promise');
  await question('Which answers count as a promise?');
  await examine('register, promises');
  await press('Back');
  for (const name of ['Register file', 'To settle ({{toSettle}})', 'One elector', 'Postal and proxy']) {
    await tab(name);
    await (name === 'One elector' ? look : examine)(`register, ${name}`);
  }
  await tab('One elector');
  await page.getByLabel(welsh('Elector number')).fill('KA-3');
  await page.keyboard.press('Enter');
  await button('Save').waitFor();
  await examine('register, an elector');
  await page.getByLabel(welsh('Elector number')).fill('KA-99');
  await page.keyboard.press('Enter');
  await look('register, nobody');
  await tab('Streets');
  await press('Change {{name}}');
  await press('Move {{address}}');
  await examine('register, a street');
  await tab('Who may vote');
  await page.getByLabel(welsh('Polling day')).waitFor();
  await examine('register, who may vote');
  await tab('Register file');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'etholwyr.csv', mimeType: 'text/csv', buffer: Buffer.from(registerToAskAbout) });
  await button('Continue').and(page.locator(':enabled')).waitFor();
  await examine('import');
  await press('Large text');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px');
  await expectAccessible(page, 'large text', { rules: 'sizes' });
  await press('Large text');
  await press('Continue');
  await page.getByRole('alert').last().waitFor();
  await look('import, values to answer');
  await press('Answer later');
  await look('import, answered later');
  await press('Continue');
  await question('When is polling day, and which election is it?');
  await examine('import, polling day');
  await press('Continue');
  await page.getByRole('alert').last().waitFor();
  await look('import, no election');
  await press('Set polling day later');
  await question('Import {{fileName}} with these answers?');
  await page
    .getByRole('button', { name: welsh('Change: {{name}}') })
    .nth(1)
    .click();
  await question('Where are the canvass answers?');
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name: 'canfas.csv', mimeType: 'text/csv', buffer: Buffer.from(canvassToAskAbout) });
  await button('Leave the canvass out').waitFor();
  await button('Continue').and(page.locator(':enabled')).waitFor();
  await examine('import, canvass');
  await press('Answer later');
  await press('Continue');
  await question('Import {{fileName}} with these answers?');
  await button('Import without the {{refused}}').and(page.locator(':enabled')).waitFor();
  await examine('import, answers');
  await press('Import without the {{refused}}');
  await page.getByRole('heading', { name: welsh('The register is in the room') }).waitFor();
  await examine('imported');
}

async function lookAtTally(): Promise<void> {
  await open('Tally');
  const field = page.getByLabel(welsh('Elector number')).first();
  await field.fill('3 15 16');
  await look('tally, several numbers');
  await field.fill('15');
  await look('tally, one number');
  await page.keyboard.press('Enter');
  await field.fill('3 400 x');
  await page.keyboard.press('Enter');
  await examine('tally');
  const neverSent = '**/api/turnout.mark*';
  await page.route(neverSent, (route) => route.abort());
  await field.fill('5');
  await page.keyboard.press('Enter');
  await page.reload();
  await page.getByRole('list').first().waitFor();
  await look('tally, never sent');
  await page.unroute(neverSent);
  await press('Begin a slip…');
  await look('tally, a new slip');
  await press('Begin');
  await look('tally, a slip');
  await page.getByText(welsh('Enter a slip box by box')).click();
  await look('tally, boxes');
  await page.keyboard.press('F2');
  await look('tally, a slip finished');
}

async function showView(view: string): Promise<void> {
  await page.getByText(welsh(view)).first().click();
  await page.getByRole('table').first().waitFor();
}

async function lookAtBoard(): Promise<void> {
  await open('Board');
  for (const view of [
    'Where next',
    'Through the day',
    'Still to bring',
    'Stations',
    'Sources',
    'For the wall',
    'By district',
  ])
    await showView(view).then(() => examine(`board, ${view}`));
  for (const view of ['By street', 'By hour']) await showView(view).then(() => look(`board, ${view}`));
  await showView('By street');
  await page.getByRole('rowheader').getByRole('button').first().click();
  await page.getByRole('dialog').getByRole('listitem').last().waitFor();
  await examine('board, a street');
  await page.getByRole('dialog').getByRole('button').nth(2).click();
  await page.getByRole('dialog').getByRole('listitem').last().waitFor();
  await examine('board, a sum');
  await page.getByRole('dialog').getByRole('listitem').getByRole('button').first().click();
  await page.getByRole('dialog').getByRole('status').first().waitFor();
  await look('board, the people of a figure');
  await page.keyboard.press('Escape');
  await page.getByText(welsh('Stations')).first().click();
  await press('Change {{name}}');
  await look('board, a station');
}

async function lookAtSheets(): Promise<void> {
  await open('Sheets');
  for (const name of ['Print', 'Walks', 'Out and back', 'Enter a returned sheet', 'Other paper']) {
    await tab(name);
    await (name === 'Print' || name === 'Other paper' ? examine : look)(`sheets, ${name}`);
  }
  await tab('Walks');
  await press('Suggest walks');
  await button('Make these walks').waitFor();
  await examine('sheets, suggested walks');
  await press('New walk…');
  await examine('sheets, a walk');
  await tab('Out and back');
  await page.getByText(welsh('All')).last().click();
  await page.getByRole('checkbox', { name: /1-01/ }).check();
  await examine('sheets, one sheet');
  await tab('Enter a returned sheet');
  const enter = async (code: string) => {
    await page.getByLabel(welsh('Code of the sheet')).fill(code);
    await page.keyboard.press('Enter');
  };
  await enter('9-99');
  await look('sheets, an unknown code');
  await press('Another code');
  await enter('1-01');
  await page.getByRole('list').last().waitFor();
  await examine('sheets, returned');
  await tab('Print');
  await page.getByRole('checkbox').first().check();
  await look('sheets, chosen');
  await press('Make sheets');
  await button('Back to the streets').waitFor();
  await examine('sheets, made');
  await press('Back to the streets');
  await look('sheets, made already');
}

async function lookAtTheRest(): Promise<void> {
  await open('Electors');
  const field = page.getByRole('main').getByRole('textbox').first();
  await field.fill('Prys');
  await look('electors');
  await page.keyboard.press('Enter');
  await button('Correct…').waitFor();
  await examine('electors, one');
  await press('Correct…');
  await look('electors, the form');

  await open('Journal');
  await page.getByRole('list').last().waitFor();
  await examine('journal');

  await open('Other laptops');
  await page.getByLabel(welsh('Name of the new laptop, such as whose it is')).fill('Cegin');
  await press('Prepare it…');
  await look('laptops, prepared');
  await press('It is written down');
  await examine('laptops');

  await open('Safety');
  await press('Back up now');
  await press('Restore the backup of {{madeAt}}');
  await examine('safety');
  await press('Restore it');
  await page.getByText(welsh('The room holds what the backup held.')).waitFor();
  await look('safety, restored');
  const [passphrase, again] = [
    page.locator('input[type=password]').first(),
    page.locator('input[type=password]').nth(1),
  ];
  await passphrase.fill('tŷ ar');
  await again.fill('tŷ');
  await look('safety, a passphrase too short');
  await passphrase.fill('tŷ ar y graig');
  await again.fill('tŷ ar y graig');
  await page.keyboard.press('Enter');
  await button('Save the page to print').waitFor();
  await look('safety, a passphrase set');
  await press('Change the passphrase…');
  await examine('safety, another passphrase');
  await press('Leave it as it is');
  await press('Remove the passphrase…');
  await examine('safety, no passphrase any more');
  await press('Leave it as it is');
  await press('Lock now (Alt L)');
  await page.getByRole('heading', { name: 'day.room' }).waitFor();
  await examine('locked');
  await page.keyboard.type('tŷ ar y graig');
  await page.keyboard.press('Enter');
  await button('Lock now (Alt L)').waitFor();

  await page.keyboard.press('?');
  await press('For tellers and runners');
  await button('Back').waitFor();
  await look('a guide');

  await open('Safety');
  await press('Start the next election’s room…');
  await button('Start the next room').waitFor();
  await examine('safety, the next room');
  await press('Start the next room');
  await button('Start the next election’s room…').waitFor();
  await look('safety, the next room started');
  await press('Destroy this room…');
  await page.getByRole('main').getByRole('textbox').last().fill('day.room');
  await examine('safety, to destroy the room');
  await press('Destroy the room and its backups');
  await page.getByRole('heading', { name: welsh('The room is destroyed') }).waitFor();
  await look('the room is destroyed');
}
