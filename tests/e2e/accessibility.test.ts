import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleRegister } from '../../src-main/register/sample.ts';
import { type App, startApp } from './app.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  page = await app.open('register');
});
afterAll(() => app.close());

/** The rules of axe that depend on colours; all others give the same result in light and dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** WCAG 2.2 AA, and the best practices of axe’s makers. */
const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules of axe that depend on sizes. */
const SIZE_RULES = ['color-contrast', 'target-size', 'scrollable-region-focusable'];
/** The head of the window, which is the same above every screen. */
const HEAD = ['header', 'nav'];

type Asked = { exclude: string[]; light: string[]; dark: string[] };

/**
 * Expects that axe finds nothing: by all rules in light colours, and by those of colour in dark ones. The head of the
 * window is left out, unless asked for.
 */
async function expectAccessible(what: string, { head = false, light = ALL_RULES } = {}): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const asked: Asked = { exclude: head ? [] : HEAD, light, dark: COLOUR_RULES };
  expect(await page.evaluate(findViolations, asked), what).toEqual([]);
}

/**
 * Runs in the window. It waits for no frame and no animation: a window in which nothing changes may not draw for a
 * minute, and one test waited for that.
 */
async function findViolations({ exclude, ...rules }: Asked): Promise<string[]> {
  const violations = async (scheme: 'light' | 'dark'): Promise<string[]> => {
    document.documentElement.dataset.mantineColorScheme = scheme;
    for (const animation of document.getAnimations())
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
    // biome-ignore lint/suspicious/noExplicitAny: axe attaches itself to the window
    const { violations } = await (window as any).axe.run(
      { include: document, exclude },
      {
        runOnly: rules[scheme],
        resultTypes: ['violations'],
        // axe is not in the frames that show a PDF, and would wait for their answer.
        iframes: false,
      },
    );
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        `${scheme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
  };
  return [...(await violations('dark')), ...(await violations('light'))];
}

const SCREENS = ['register', 'tally', 'board', 'sheets', 'electors', 'journal', 'safety'] as const;

async function open(screen: string): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/${id}`;
  }, screen);
  await page.getByRole('heading', { level: 1, name: new RegExp(screen, 'i') }).waitFor();
}

/** As many as have every kind of line: more are only more of the same for axe. */
const ELECTORS = 150;

async function chooseSmallRegister(): Promise<void> {
  const file = join(dirname(app.room.file), 'register.csv');
  await writeFile(file, sampleRegister({ electors: ELECTORS, seed: 1 }));
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a register file…' }).click();
  await (await chooser).setFiles(file);
  await page.getByLabel(/^P:/).selectOption('promise');
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
}

const tab = (name: string) => page.getByRole('tab', { name }).click();

describe('with an empty room', () => {
  it.each(SCREENS)('the %s screen has no accessibility violations in light and dark', async (screen) => {
    await open(screen);
    await expectAccessible(screen, { head: screen === SCREENS[0] });
  });

  it('the list of keys has no accessibility violations, and the keys work', async () => {
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await expectAccessible('keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the colours follow those of the system', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    }
  });
});

describe('with a register', () => {
  beforeAll(async () => {
    await open('register');
    await chooseSmallRegister();
  });

  it('the register as understood has no accessibility violations', async () => {
    await expectAccessible('the register as understood');
  });

  it('large text has no accessibility violations', async () => {
    await page.getByRole('button', { name: 'Large text' }).press('Enter');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px');
    await expectAccessible('large text', { light: SIZE_RULES });
    await page.getByRole('button', { name: 'Large text' }).press('Enter');
  });

  it('the register imported has no accessibility violations', async () => {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'The register is in the room' }).waitFor();
    await expectAccessible('the register imported');
    await page.getByRole('button', { name: 'Go on getting ready' }).click();
  });

  it.each(['To settle', 'One elector', 'Postal and proxy', 'Streets', 'Who may vote', 'Register file'])(
    'the tab %s of the register has no accessibility violations',
    async (name) => {
      await tab(name);
      await page.getByRole('tabpanel', { name }).waitFor();
      if (name === 'One elector') {
        await page.getByLabel('Elector number').fill('KA-1');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Save' }).waitFor();
      }
      if (name === 'Streets') {
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
      if (name === 'Who may vote') await page.getByLabel('Polling day').waitFor();
      await expectAccessible(name);
    },
  );

  it('every screen fits at 200 per cent in a small laptop’s window', async () => {
    await page.setViewportSize({ width: 640, height: 360 });
    for (const screen of SCREENS) {
      await open(screen);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, screen).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it('the tally screen has no accessibility violations', async () => {
    await open('tally');
    await page.getByLabel('Elector number').fill('KA-1 KA-2 ?');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Recently entered' }).getByRole('listitem').nth(2).waitFor();
    await expectAccessible('tally');
  });

  it.each(['Where next', 'Through the day', 'Stations', 'For the wall', 'By district'])(
    'the board, %s, has no accessibility violations',
    async (view) => {
      await open('board');
      await page.getByText(view, { exact: true }).first().click();
      await page.getByRole('table').waitFor();
      await expectAccessible(view);
    },
  );

  it('the sheets screen and its paper have no accessibility violations', async () => {
    await open('sheets');
    await page.getByRole('checkbox', { name: /^Select all/ }).waitFor();
    await page.getByText('How the paper looks').click();
    await expectAccessible('sheets');
    await page.getByLabel('How many of the best streets').fill('2');
    await page.getByRole('button', { name: 'Tick the 2 most worth a knock' }).click();
    await page.getByText(/^2 streets,/).waitFor();
    await page.getByRole('button', { name: 'Make sheets' }).click();
    await page.getByText('Did it all print?').waitFor();
    await expectAccessible('the paper');
    await page.getByRole('button', { name: 'Back to the streets' }).click();
  });

  it('walks have no accessibility violations', async () => {
    await tab('Walks');
    await page.getByRole('button', { name: 'Suggest walks' }).click();
    await page.getByRole('button', { name: 'Make these walks' }).waitFor();
    await expectAccessible('walks');
    await page.getByRole('button', { name: 'New walk…' }).click();
    await page.getByLabel('Name of the walk').waitFor();
    await expectAccessible('a walk');
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  it('sheets out and back have no accessibility violations', async () => {
    await tab('Out and back');
    await page.getByLabel(/^Sheet 1-01,/).check();
    await expectAccessible('out and back');
    await tab('Enter a returned sheet');
    await page.getByLabel('Code of the sheet').fill('1-01');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Lines of sheet 1-01' }).waitFor();
    await expectAccessible('a returned sheet');
    await page.getByRole('button', { name: 'Leave it for later' }).click();
  });

  it('other paper has no accessibility violations', async () => {
    await tab('Other paper');
    await page.getByRole('button', { name: 'Create: Lifts' }).waitFor();
    await expectAccessible('other paper');
  });

  it('the electors screen has no accessibility violations', async () => {
    await open('electors');
    await page.getByLabel(/^Find by number/).fill('KA-1');
    await page.getByRole('list', { name: 'Electors found' }).getByRole('button').first().click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await expectAccessible('electors');
  });

  it('the journal screen has no accessibility violations', async () => {
    await open('journal');
    await page
      .getByText(/Register imported/)
      .first()
      .waitFor();
    await expectAccessible('journal');
  });

  it('the safety screen has no accessibility violations', async () => {
    await open('safety');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page
      .getByRole('button', { name: /^Restore the backup of/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Destroy this room…' }).click();
    await page.getByLabel(/^Type .* to go on/).waitFor();
    await expectAccessible('safety');
  });
});
