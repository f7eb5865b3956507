import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renameStreet, streetsToCorrect } from '../../src-main/register/streets/street-corrections.ts';
import { type App, startApp } from './app.ts';
import { begunDay } from './begun-day.ts';
import { longRoom } from './long-room.ts';

/** A common laptop, a small one, and the common one at twice the size. */
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1024, height: 640 },
  { width: 683, height: 384 },
];

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(longRoom);
  await begunDay(app.room);
  page = await app.open('tally');
});
afterAll(() => app.close());

const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const tab = (name: string) => page.getByRole('tab', { name }).click();

async function open(screen: string): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/${id}`;
  }, screen);
  await page.getByRole('heading', { level: 1, name: new RegExp(screen, 'i') }).waitFor();
}

/** Where a thing is, and whether something else covers its middle. */
function place(element: Element) {
  const { top, left, bottom, right } = element.getBoundingClientRect();
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    isInside: top >= 0 && left >= 0 && bottom <= window.innerHeight && right <= window.innerWidth,
    isCovered: over === null || !(element.contains(over) || over.contains(element)),
    top,
    bottom,
    scrolled: window.scrollY,
  };
}

async function expectInSight(what: Locator, where: string): Promise<void> {
  await what.waitFor();
  const found = await what.evaluate(place);
  expect({ where, ...found }).toEqual({ ...found, where, isInside: true, isCovered: false });
}

/** The main action of a screen is in sight as it opens, at each size. */
async function expectAction(where: string, what: () => Locator): Promise<void> {
  await what().waitFor();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.evaluate(() => window.scrollTo(0, 0));
    await expectInSight(what(), `${where}, ${size.width} × ${size.height}`);
  }
}

describe('the main action of every screen is in the window at every size', () => {
  const actions: [string, () => Promise<void>, () => Locator][] = [
    ['register', () => tab('Register file'), () => button('Choose a register or canvass file…')],
    ['register', () => tab('One elector'), () => button('Find')],
    ['register', () => tab('Postal and proxy'), () => button('Choose the list…')],
    ['register', () => tab('Streets'), () => page.getByLabel('Only streets with')],
    ['register', () => tab('Who may vote'), () => page.getByLabel('Polling day')],
    ['tally', async () => {}, () => button('Mark off')],
    ['board', async () => {}, () => page.getByText('Where next', { exact: true })],
    ['sheets', () => tab('Print'), () => button('Make sheets')],
    ['sheets', () => tab('Print'), () => page.getByRole('checkbox', { name: /^Print / }).first()],
    ['sheets', () => tab('Walks'), () => button('New walk…')],
    ['sheets', () => tab('Out and back'), () => button('Out')],
    ['sheets', () => tab('Enter a returned sheet'), () => button('Open the sheet')],
    ['sheets', () => tab('Other paper'), () => page.getByLabel('Where the committee room is')],
    ['electors', async () => {}, () => page.getByLabel(/^Find by number/)],
    ['journal', async () => {}, () => button('Save all as CSV')],
    ['safety', async () => {}, () => button('Set the passphrase')],
    ['laptops', async () => {}, () => button('Prepare it…')],
  ];
  it.each(actions)('%s', async (screen, prepare, what) => {
    await open(screen);
    await prepare();
    await expectAction(screen, what);
  });
});

it('how sheets are made is a press away from the streets where it is below them', async () => {
  await open('sheets');
  await tab('Print');
  await page.setViewportSize({ width: 683, height: 384 });
  const seventh = page.getByRole('checkbox', { name: /^Print / }).nth(6);
  await seventh.focus();
  await expectInSight(seventh, 'sheets, above the foot');
  await button('How to make them').click();
  await expectInSight(page.getByLabel('What is one sheet'), 'sheets');
  await expectInSight(button('Make sheets'), 'sheets');
});

type Provoke = {
  screen: string;
  prepare: () => Promise<void>;
  /** Does what is refused. */
  act: () => Promise<void>;
  /** What the message says. */
  says: RegExp;
  after?: () => Promise<void>;
  /** The calls that get no answer, if the room would do it. */
  fails?: RegExp;
};

const file = async (name: string) => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(name).click()]);
  await chooser.setFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
};

/** Marked off in the room. */
const BEGUN = new Set(Array.from({ length: 30 }, (_, place) => 2 + place * 7));

describe('a message is in the window when it appears, at every size', () => {
  // Each on another screen than the one before, which opens it anew.
  const messages: Provoke[] = [
    {
      screen: 'register',
      prepare: () => tab('Register file'),
      act: () => file('Choose a register or canvass file…'),
      says: /was not accepted/,
    },
    {
      screen: 'sheets',
      prepare: async () => {
        await tab('Print');
        await button(/^Tick the 10/).click();
      },
      act: () => button('Make sheets').click(),
      says: /^The sheets could not be made/,
      fails: /sheets\.make|follow/,
    },
    {
      screen: 'register',
      prepare: () => tab('One elector'),
      act: async () => {
        await page.getByLabel('Elector number').fill('KA-9999');
        await page.keyboard.press('Enter');
      },
      says: /not on the register/,
    },
    {
      screen: 'sheets',
      prepare: async () => {
        await tab('Walks');
        await button('New walk…').click();
      },
      act: async () => {
        await page.getByLabel('Name of the walk').fill('Hill');
        await button('Save').click();
      },
      says: /^Nothing was changed/,
      fails: /saveWalk/,
    },
    {
      screen: 'register',
      prepare: async () => {
        await tab('One elector');
        await page.getByLabel('Elector number').fill('KA-5');
        await page.keyboard.press('Enter');
        await button('Save').waitFor();
      },
      act: () => button('Save').click(),
      says: /^Nothing was changed/,
      fails: /correctElector/,
    },
    {
      screen: 'sheets',
      prepare: async () => {
        await tab('Out and back');
        await page.getByLabel(/^Sheet 1-01,/).check();
      },
      act: async () => {
        await page.getByLabel('Who takes them').fill('Idris');
        await button('Out').click();
      },
      says: /^That was not done/,
      fails: /moveSheets|sheets\.move/,
    },
    {
      screen: 'register',
      prepare: () => tab('Postal and proxy'),
      act: () => file('Choose the list…'),
      says: /^The list could not be used/,
    },
    {
      screen: 'sheets',
      prepare: () => tab('Enter a returned sheet'),
      act: async () => {
        await page.getByLabel('Code of the sheet').fill('9-99');
        await button('Open the sheet').click();
      },
      says: /^Sheet 9-99 was not found/,
      after: () => button('Another code').click(),
    },
    {
      screen: 'register',
      prepare: async () => {
        await tab('Streets');
        await button(/^Change Elm Close/).click();
      },
      act: async () => {
        await page.getByLabel('Name of the street').fill('Elm Court');
        await button('Rename').click();
      },
      says: /^Nothing was changed/,
      fails: /renameStreet/,
    },
    {
      screen: 'sheets',
      prepare: () => tab('Other paper'),
      act: () => button('Create: Status').click(),
      says: /^It could not be created/,
      fails: /sheets\.other\b/,
    },
    {
      screen: 'register',
      prepare: () => tab('Who may vote'),
      act: () => page.getByLabel('Local, Wales').click(),
      says: /^Nothing was changed/,
      fails: /setPoll|setElection|poll/i,
    },
    {
      screen: 'board',
      prepare: async () => {
        await page.getByText('Stations', { exact: true }).click();
        await button('Add a polling station…').click();
      },
      act: async () => {
        await page.getByLabel('Name of the station').fill('Village hall');
        await button('Save').click();
      },
      says: /^Nothing was changed/,
      fails: /saveStation/,
    },
    {
      screen: 'electors',
      prepare: async () => {
        await page.getByLabel(/^Find by number/).fill('KA-20');
        await page.keyboard.press('Enter');
      },
      act: () => button('Mark off').click(),
      says: /^That was not done/,
      fails: /turnout\.mark/,
    },
    {
      screen: 'journal',
      prepare: async () => {},
      act: () => button('Save all as CSV').click(),
      says: /^It was not saved/,
      fails: /journal\.export/,
    },
    {
      screen: 'safety',
      prepare: async () => {},
      act: () => button('Back up now').click(),
      says: /^That was not done/,
      fails: /backup/,
    },
  ];
  it.each(messages)('$screen: $says', async ({ screen, prepare, act, says, after, fails }) => {
    const isAsked = ({ pathname }: URL) => fails?.test(pathname) ?? false;
    await open(screen);
    await prepare();
    await page.route(isAsked, (route) => route.abort());
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(() => window.scrollTo(0, 0));
      // Sheets keeps what was refused last, until it is tried again.
      await page.locator('main [data-tone]').evaluateAll((all) => {
        for (const old of all) old.setAttribute('data-old', '');
      });
      await act();
      const message = page.locator('main [data-tone]:not([data-old])').filter({ hasText: says });
      await expectInSight(message.last(), `${screen}, ${size.width} × ${size.height}`);
      await after?.();
    }
    await page.unroute(isAsked);
  });

  it('the meaning of a number, as it is typed', async () => {
    await open('tally');
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.getByLabel('Elector number').fill('9999');
      const meaning = page.getByRole('status', { name: 'What the number means' });
      await expectInSight(meaning.getByText(/not on the register/), `tally, ${size.width}`);
      await page.keyboard.press('Escape');
    }
  });

  it('the first number to check of a whole slip in the field, and why a slip is refused', async () => {
    await open('tally');
    const free = Array.from({ length: 60 }, (_, place) => 122 + place).filter((each) => !BEGUN.has(each));
    const slip = ['9999', ...free.slice(0, 42), free[3]].map(String);
    const field = page.getByLabel('Elector number');
    for (const size of SIZES) {
      const where = `tally, ${size.width}`;
      await page.setViewportSize(size);
      await page.evaluate(() => window.scrollTo(0, 0));
      await field.fill(slip.map((each) => `KA-${each}`).join(', '));
      await expectInSight(page.getByText('44 numbers: 42 fine, 2 to check. Enter takes all of them.'), where);
      await expectInSight(button('Leave out KA-9999'), where);
      await field.fill(`${slip.join(' ')} 12x`);
      const refused = page.getByText('Nobody was marked off, because of "12x"', { exact: false });
      await expectInSight(refused, where);
      await field.fill('');
    }
  });

  it('the meaning of a number while a slip is being entered', async () => {
    await open('tally');
    await button('Begin a slip…').click();
    await button('Begin').click();
    const field = page.getByLabel('Elector number');
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(() => window.scrollTo(0, 0));
      await field.fill('KA-9999');
      const meaning = page.getByRole('status', { name: 'What the number means' });
      await expectInSight(meaning.getByText('Not on the register', { exact: true }), `tally, ${size.width}`);
      await expectInSight(button(/^Finish slip/), `tally, ${size.width}`);
      await field.fill('');
    }
    await button(/^Finish slip/).click();
    await button('Done').click();
    await button('Begin a slip…').waitFor();
    // Without what was said about it.
    await page.reload();
  });

  it('the meaning of a number while the outcome of the last slip is shown', async () => {
    await open('tally');
    await button('Begin a slip…').click();
    await button('Begin').click();
    await page.getByLabel('Slip being entered').waitFor();
    await button(/^Finish slip/).click();
    await page.getByLabel(/^How many numbers did the teller/).fill('5');
    await button('Done').click();
    const field = page.getByLabel('Elector number');
    const again = button(/^Enter slip \d+ again/);
    const more = button(/^More about slip/);
    for (const size of SIZES) {
      const where = `tally, ${size.width}`;
      await again.waitFor();
      await page.setViewportSize(size);
      await page.evaluate(() => window.scrollTo(0, 0));
      await field.fill('KA-9999');
      const meaning = page.getByRole('status', { name: 'What the number means' });
      await expectInSight(meaning.getByText(/is not on the register/), where);
      await page.getByText(/the teller counted 5, you entered 0/).waitFor();
      await field.fill('');
      await more.click();
    }
    await page.reload();
  });

  it('the number to check of several, with the keys for it, in the field and in boxes', async () => {
    await open('tally');
    const free = Array.from({ length: 40 }, (_, place) => 122 + place).filter((each) => !BEGUN.has(each));
    const numbers = ['KA-122', '9999', ...free.slice(0, 31).map((each) => `KA-${each}`)];
    for (const size of SIZES) {
      const where = `tally, ${size.width}`;
      await page.setViewportSize(size);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.getByLabel('Elector number').fill(numbers.slice(0, 2).join(', '));
      await page.getByText(/^2 numbers: /).waitFor();
      await expectInSight(button('Leave out 9999'), where);
      await page.keyboard.press('Escape');
      // What is in the field goes into the boxes.
      await page.getByLabel('Elector number').fill(numbers.join('; '));
      await button('Enter a slip box by box').click();
      await page.getByText(/^33 numbers: /).waitFor();
      const box = (place: number) => page.getByLabel(`Box ${place}`, { exact: true });
      await expectInSight(box(34), where);
      await expectInSight(button('Leave out 9999'), where);
      await expectInSight(button('Mark off 33 numbers'), where);
      await button('Go to box 2').click();
      await page.locator('input:focus').and(box(2)).waitFor();
      await expectInSight(box(2), where);
      await page.keyboard.press('F4');
      await expect.poll(() => box(2).inputValue()).toBe('');
      // The next number to check, which is on the slip twice.
      await expectInSight(button('Leave out KA-122'), where);
      await button('Leave out KA-122').click();
      await page.locator('button:focus').and(button('Mark off 31 numbers')).waitFor();
      expect(await box(3).inputValue()).toBe('');
      await button('Back to one field').click();
      await page.getByLabel('Elector number').fill('');
    }
  });

  it('the first number set aside, with what can be done about it, when they are asked for', async () => {
    await open('tally');
    await page.getByLabel('Elector number').fill('KA-9998, KA-9999');
    await page.keyboard.press('Enter');
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(() => window.scrollTo(0, 0));
      await button(/ to settle$/).click();
      await expectInSight(button('Discard'), `tally, ${size.width}`);
    }
  });
});

describe('a table has at least fourteen rows in the window of a common laptop', () => {
  const ROWS = 14;
  const lists: [string, () => Promise<void>, string][] = [
    ['register', () => tab('Streets'), 'tbody tr'],
    ['board', () => page.getByText('By street', { exact: true }).click(), 'tbody tr'],
    [
      'board',
      async () => {
        // Without what failed before.
        await page.reload();
        await page.getByText('Where next', { exact: true }).click();
      },
      'tbody tr',
    ],
    ['sheets', () => tab('Print'), 'tbody tr'],
    [
      'sheets',
      async () => {
        await tab('Out and back');
        await page.getByText('All', { exact: true }).click();
      },
      'tbody tr',
    ],
    ['electors', () => page.getByLabel(/^Find by number/).fill('evans'), 'main li'],
    ['journal', async () => {}, 'main ol > li'],
  ];
  it.each(lists)('%s', async (screen, prepare, rows) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await open('safety');
    await open(screen);
    await prepare();
    await page.locator(rows).nth(ROWS).waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    const whole = await page.locator(rows).evaluateAll(
      (all) =>
        all.filter((row) => {
          const { bottom, height } = row.getBoundingClientRect();
          const list = row.closest('ul, ol, section')?.getBoundingClientRect();
          return height > 0 && bottom <= Math.min(window.innerHeight, list?.bottom ?? Infinity);
        }).length,
    );
    expect(whole).toBeGreaterThanOrEqual(ROWS);
  });
});

describe('what has the focus shows it', () => {
  const SCREENS = ['register', 'tally', 'board', 'sheets', 'electors', 'journal', 'safety', 'laptops'];
  /** How many presses of Tab reach each kind of control of a screen. */
  const PRESSES = 25;

  it.each(SCREENS)('on %s', async (screen) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await open(screen);
    const without = new Set<string>();
    for (let press = 0; press < PRESSES; press += 1) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        // A button for one of several choices is out of sight, and a passphrase is in a field of its own.
        const seen = [element, element.nextElementSibling, element.parentElement];
        const isSeen = seen.some((each) => {
          const { outlineStyle, outlineWidth } = each
            ? getComputedStyle(each)
            : { outlineStyle: 'none', outlineWidth: '' };
          return outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 3;
        });
        return isSeen ? null : (element.getAttribute('aria-label') ?? element.textContent);
      });
      if (name !== null) without.add(name);
    }
    expect([...without]).toEqual([]);
  });
});

it('a street with a long name leaves the other columns of the board as they are', async () => {
  const [street] = streetsToCorrect(app.room);
  renameStreet(
    app.room,
    street?.id ?? 0,
    'Rhodfa Llanfairpwllgwyngyllgogerychwyrndrobwll Llantysilio',
    'Gwen',
  );
  await open('board');
  for (const view of ['By street', 'Where next'])
    for (const size of SIZES.slice(0, 2)) {
      await page.setViewportSize(size);
      await page.getByText(view, { exact: true }).click();
      await page.locator('tbody tr').first().waitFor();
      // Only its own row, and one whose reason is long, may take more than one line.
      const tall = await page
        .locator('tbody tr')
        .evaluateAll((all) =>
          all
            .filter((row) => row.clientHeight > 40 && !/Rhodfa|, sheet /.test(row.textContent))
            .map((row) => row.textContent),
        );
      expect([view, size.width, tall]).toEqual([view, size.width, []]);
      const covered = await page.locator('thead th').evaluateAll((all) => {
        const arrow = document.querySelector('thead th[aria-sort] svg')?.getBoundingClientRect();
        if (!arrow) return ['no arrow'];
        return all.flatMap((heading) => {
          const range = document.createRange();
          range.selectNodeContents(heading.querySelector('button, span') ?? heading);
          const isOwn = heading.hasAttribute('aria-sort');
          const text = [...range.getClientRects()];
          const meets = text.some(
            (box) =>
              box.right > arrow.left &&
              box.left < arrow.right &&
              box.bottom > arrow.top &&
              box.top < arrow.bottom,
          );
          return meets && !isOwn ? [heading.textContent] : [];
        });
      });
      expect(covered).toEqual([]);
    }
});

it('the names of the screens and the tabs take one row in Welsh too, and so does the header', async () => {
  await page.evaluate(() => localStorage.setItem('committee-room.language', 'cy'));
  await page.reload();
  await page.locator('html[lang=cy]').waitFor();
  const names = page.locator('nav a[href^="#/"]');
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const screen of ['register', 'sheets']) {
      await page.evaluate((id) => {
        location.hash = `#/${id}`;
      }, screen);
      const tabs = page.locator(`main [role=tablist] [id$="${screen === 'register' ? 'poll' : 'other'}"]`);
      await tabs.waitFor();
      const rows = await page
        .getByRole('tab')
        .evaluateAll((all) => new Set(all.map((each) => each.getBoundingClientRect().top)).size);
      expect([size.width, screen, rows]).toEqual([size.width, screen, 1]);
    }
    const tops = await names.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    expect([size.width, tops.length, new Set(tops).size]).toEqual([size.width, 8, 1]);
    const { middles } = await page
      .locator('header')
      .first()
      .evaluate((header) => {
        // A room with a long name, late on a busy day.
        for (const name of header.querySelectorAll('p'))
          name.textContent = 'Pen-y-bont ar Ogwr a Bro Morgannwg, gorllewin';
        for (const figure of header.querySelectorAll('dd button')) figure.textContent = '88,888';
        const boxes = [...header.children]
          .map((each) => each.getBoundingClientRect())
          .filter(({ height }) => height > 0);
        return { middles: boxes.map(({ top, height }) => Math.round(top + height / 2)) };
      });
    expect([size.width, Math.max(...middles) - Math.min(...middles)]).toEqual([
      size.width,
      expect.toBeOneOf([0, 1, 2, 3]),
    ]);
  }
});
