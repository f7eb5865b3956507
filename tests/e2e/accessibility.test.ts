import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, importSample, startApp } from './app.ts';

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** The rules of axe that depend on colours; all others give the same result in light and dark. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];
/** WCAG 2.2 AA, and the best practices of axe’s makers. */
const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Checks that axe finds nothing wrong in light colours, and no low contrast in dark ones. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  await settled(page);
  expect(await violations(page, ALL_RULES), what).toEqual([]);
  await showIn(page, 'dark');
  expect(await violations(page, RULES_OF_COLOUR), `${what}, dark`).toEqual([]);
  await showIn(page, 'light');
}

async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await settled(page);
}

/** Waits until nothing in the window moves or fades any more, except for endless animations. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextFrame = () => new Promise(requestAnimationFrame);
    // What replaces content in the first frame begins to move in the second.
    await nextFrame();
    await nextFrame();
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** What axe finds against these rules or sets of rules, as lines to read. */
async function violations(page: Page, runOnly: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    (rules) =>
      // biome-ignore lint/suspicious/noExplicitAny: axe attaches itself to the window
      (window as any).axe.run(document, { runOnly: rules, resultTypes: ['violations'] }),
    runOnly,
  );
  return found.violations.map(
    ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

const SCREENS = ['register', 'tally', 'board', 'sheets', 'electors', 'journal', 'safety'] as const;

async function open(page: Page, screen: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${screen}`, 'i') }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(screen, 'i') }).waitFor();
}

/** Checks the board in every view but the first. */
async function boardViews(page: Page): Promise<void> {
  for (const view of ['Where next', 'Through the day', 'Stations', 'For the wall', 'By district']) {
    await page.getByText(view, { exact: true }).first().click();
    await page.getByRole('table').waitFor();
    await expectAccessible(page, view);
  }
}

/** Makes a sheet once, then checks every tab of the sheets but the first, and returns to that. */
async function sheetTabs(page: Page): Promise<void> {
  const tab = (name: string) => page.getByRole('tab', { name }).click();
  const all = page.getByRole('checkbox', { name: /^Select all/ });
  await all.waitFor();
  await page.getByLabel('How many of the best streets').fill('2');
  await page.getByRole('button', { name: 'Tick the 2 most worth a knock' }).click();
  await page.getByText(/^2 streets,/).waitFor();
  await page.getByRole('button', { name: 'Make sheets' }).click();
  await page.getByText('Is it all on paper?').waitFor();
  await expectAccessible(page, 'the paper');
  await page.getByRole('button', { name: 'Back to the streets' }).click();
  await tab('Walks');
  await page.getByRole('button', { name: 'Suggest walks' }).click();
  await page.getByRole('button', { name: 'Make these walks' }).waitFor();
  await expectAccessible(page, 'walks');
  await page.getByRole('button', { name: 'New walk…' }).click();
  await page.getByLabel('Name of the walk').waitFor();
  await expectAccessible(page, 'a walk');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await tab('Out and back');
  await page.getByLabel(/^Sheet 1-01,/).check();
  await expectAccessible(page, 'out and back');
  await tab('Enter a returned sheet');
  await page.getByLabel('Code of the sheet').fill('1-01');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Lines of sheet 1-01' }).waitFor();
  await expectAccessible(page, 'a returned sheet');
  await page.getByRole('button', { name: 'Leave it for later' }).click();
  await tab('Other paper');
  await page.getByRole('button', { name: 'Draw it: Lifts' }).waitFor();
  await expectAccessible(page, 'other paper');
  await tab('Print');
  await page.getByText('How the paper looks').click();
  await all.waitFor();
}

describe('with an empty room', () => {
  let page: Page;

  beforeAll(async () => {
    page = await app.open('register');
  });

  it.each(SCREENS)('the %s screen has no accessibility violations in light and dark', async (screen) => {
    await open(page, screen);
    await expectAccessible(page, screen);
  });
});

describe('with a register', () => {
  let page: Page;

  beforeAll(async () => {
    page = await app.open('register');
    await page.getByRole('button', { name: 'Use the sample register' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  });

  it('the list of keys has no accessibility violations, and the keys work', async () => {
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await expectAccessible(page, 'keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Large text' }).press('Enter');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px');
    await expectAccessible(page, 'large text');
    await page.getByRole('button', { name: 'Large text' }).press('Enter');
  });

  it('the first import has no accessibility violations', async () => {
    await expectAccessible(page, 'the register as understood');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await importSample(page);
    await expectAccessible(page, 'the register imported');
    await page.getByRole('button', { name: 'Go on getting ready' }).click();
    for (const tab of [
      'To settle',
      'One elector',
      'Postal and proxy',
      'Streets',
      'Who may vote',
      'Register file',
    ]) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel', { name: tab }).waitFor();
      if (tab === 'One elector') {
        await page.getByLabel('Elector number').fill('KA-1');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Save' }).waitFor();
      }
      if (tab === 'Streets') {
        await page
          .getByRole('button', { name: /^Change / })
          .first()
          .click();
        await page
          .getByRole('button', { name: /^Move / })
          .first()
          .click();
        await page.getByRole('form', { name: /^Move / }).waitFor();
      }
      if (tab === 'Who may vote') await page.getByLabel('Polling day').waitFor();
      await expectAccessible(page, tab);
    }
  });

  it('every screen fits at 200 per cent in a small laptop’s window', async () => {
    await page.setViewportSize({ width: 640, height: 360 });
    for (const screen of SCREENS) {
      await open(page, screen);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, screen).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it.each(SCREENS)('the %s screen has no accessibility violations in light and dark', async (screen) => {
    await open(page, screen);
    if (screen === 'tally') {
      await page.getByLabel('Elector number').fill('KA-1 KA-2 ?');
      await page.keyboard.press('Enter');
      await page.getByRole('list', { name: 'Entered lately' }).getByRole('listitem').nth(2).waitFor();
    }
    if (screen === 'board') await boardViews(page);
    if (screen === 'electors') {
      await page.getByLabel(/^Find by number/).fill('high');
      await page.getByRole('list', { name: 'Electors found' }).getByRole('button').first().click();
      await page.getByRole('heading', { name: 'History' }).waitFor();
    }
    if (screen === 'journal')
      await page
        .getByText(/Register imported/)
        .first()
        .waitFor();
    if (screen === 'sheets') await sheetTabs(page);
    if (screen === 'safety') {
      await page.getByRole('button', { name: 'Back up now' }).click();
      await page
        .getByRole('button', { name: /^Restore the backup of/ })
        .first()
        .click();
      await page.getByRole('button', { name: 'Destroy this room…' }).click();
      await page.getByLabel(/^Type .* to go on/).waitFor();
    }
    await expectAccessible(page, screen);
  });
});
