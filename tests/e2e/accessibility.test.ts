import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, importSample, startApp } from './app.ts';

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** What axe finds against WCAG 2.2 AA, as lines to read. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    (window as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.violations.map(
    ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

const SCREENS = ['register', 'tally', 'board', 'sheets', 'electors', 'journal', 'safety'] as const;

/** Looks at the board in every way but the first. */
async function boardViews(page: Page): Promise<void> {
  for (const view of ['Where next', 'Through the day', 'Stations', 'For the wall', 'By district']) {
    await page.getByText(view, { exact: true }).first().click();
    await page.getByRole('table').waitFor();
    // The mark behind the chosen view is put there a frame later.
    await page.waitForTimeout(400);
    expect(await violations(page), view).toEqual([]);
  }
}

/** Makes a sheet once, then looks at every tab of the sheets but the first, and comes back to that. */
async function sheetTabs(page: Page): Promise<void> {
  const tab = (name: string) => page.getByRole('tab', { name }).click();
  const all = page.getByRole('checkbox', { name: /^Select all/ });
  await all.waitFor();
  if ((await page.getByRole('button', { name: 'See the paper' }).count()) === 0) {
    await page.getByLabel('How many of the best streets').fill('2');
    await page.getByRole('button', { name: 'Tick the 2 most worth a knock' }).click();
    await page.getByText(/^2 streets,/).waitFor();
    await page.getByRole('button', { name: 'Make sheets' }).click();
    await page.getByText('Is it all on paper?').waitFor();
    expect(await violations(page), 'the paper').toEqual([]);
    await page.getByRole('button', { name: 'Back to the streets' }).click();
  }
  await tab('Walks');
  await page.getByRole('button', { name: 'Suggest walks' }).click();
  await page.getByRole('button', { name: 'Make these walks' }).waitFor();
  expect(await violations(page), 'walks').toEqual([]);
  await page.getByRole('button', { name: 'New walk…' }).click();
  await page.getByLabel('Name of the walk').waitFor();
  expect(await violations(page), 'a walk').toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await tab('Out and back');
  await page.getByLabel(/^Sheet 1-01,/).check();
  expect(await violations(page), 'out and back').toEqual([]);
  await tab('Enter a returned sheet');
  await page.getByLabel('Code of the sheet').fill('1-01');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Lines of sheet 1-01' }).waitFor();
  expect(await violations(page), 'a returned sheet').toEqual([]);
  await page.getByRole('button', { name: 'Leave it for later' }).click();
  await tab('Other paper');
  await page.getByRole('button', { name: 'Draw it: Lifts' }).waitFor();
  expect(await violations(page), 'other paper').toEqual([]);
  await tab('Print');
  await page.getByText('How the paper looks').click();
  await all.waitFor();
}

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it.each(SCREENS)('the empty %s screen has no accessibility violations', async (screen) => {
    const page = await app.open(screen);
    await page.emulateMedia({ colorScheme });
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

describe('with a register', () => {
  let page: Page;

  beforeAll(async () => {
    page = await app.open('register');
    await page.getByRole('button', { name: 'Use the sample register' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  });

  it('the sheet of keys has no accessibility violations, and its keys work', async () => {
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Large text' }).press('Enter');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Large text' }).press('Enter');
  });

  it('the register as understood has no accessibility violations', async () => {
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await importSample(page);
    expect(await violations(page)).toEqual([]);
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
      expect(await violations(page), tab).toEqual([]);
    }
  });

  it('every screen fits at 200 per cent of a small laptop’s window', async () => {
    await page.setViewportSize({ width: 640, height: 360 });
    for (const screen of SCREENS) {
      await page.getByRole('link', { name: new RegExp(`^${screen}`, 'i') }).click();
      await page.getByRole('heading', { level: 1, name: new RegExp(screen, 'i') }).waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, screen).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it.each(['light', 'dark'] as const)(
    'the screens have no accessibility violations in %s colours',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const screen of SCREENS) {
        await page.getByRole('link', { name: new RegExp(`^${screen}`, 'i') }).click();
        await page.getByRole('heading', { level: 1, name: new RegExp(screen, 'i') }).waitFor();
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
        expect(await violations(page), screen).toEqual([]);
      }
    },
  );
});
