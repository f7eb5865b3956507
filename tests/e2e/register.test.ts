import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { csv, LAYOUTS, layoutFile } from '../fixtures/layouts.ts';
import { elector, register } from '../fixtures/register.ts';
import { importText } from '../unit/temporary-room.ts';
import { type App, goToImport, saved, startApp } from './app.ts';

let app: App;
let page: Page;

/** One program and one window for the tests of a part, which follow one another. */
function shareOneWindow(): void {
  beforeAll(async () => {
    app = await startApp();
    page = await app.open();
  });
  afterAll(() => app.close());
}

/** Cancels the import: the room forgets the file. */
async function cancel(): Promise<void> {
  const discarded = page.waitForRequest(/register\.discard/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  const request = await discarded;
  // One request may carry other calls of the same moment, such as a draft.
  const calls: { fileIds?: string[] }[] = Object.values(request.postDataJSON());
  expect(calls.flatMap(({ fileIds }) => fileIds ?? [])).toHaveLength(1);
  expect((await request.response())?.status()).toBe(200);
}

const count = (where = '1') =>
  app.room.db.prepare(`SELECT COUNT(*) FROM elector WHERE ${where}`).pluck().get();

/** Gives the screen a file with the named button. */
async function choose(page: Page, button: string, name: string, text: string | Buffer): Promise<void> {
  const file = join(dirname(app.room.file), name);
  await writeFile(file, text);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(file);
}

const PROMISES = 'Which answers count as a promise?';

/** Wants to go on, and is told why not. */
async function refusedTo(why: string): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').getByText(why).waitFor();
}

/** The question where a canvass file is chosen, of a register that has answers itself. */
const openCanvass = () => page.getByRole('button', { name: 'Canvass', exact: true }).click();

const TWELVE = Array.from({ length: 12 }, (_, index) =>
  elector(String(index + 1), ['Evans', 'Jones', 'Price'][index % 3] ?? '', `Ann${index}`, {
    vi: 'P',
    markers: index === 3 ? 'A' : '',
  }),
);

const TWELVE_LINES = register(...TWELVE)
  .trim()
  .split(/\r?\n/);

function drop(page: Page, name: string, text: string): Promise<void> {
  return page.evaluate(
    (file) => {
      const dragged = new DataTransfer();
      dragged.items.add(new File([file.text], file.name, { type: 'text/csv' }));
      const how = { bubbles: true, cancelable: true, dataTransfer: dragged };
      document.querySelector('main')?.dispatchEvent(new DragEvent('drop', how));
    },
    { name, text },
  );
}

/** A register with a word in its postal column, a date and a tick that nobody can read, and dates in either order. */
const UNCLEAR = [
  'PD,Elector Number,Surname,Forename,Address1,VI,Postal Voter,Date of Attainment,Canvass Date,Lift,Shoe size',
  'KA,1,Evans,Ann,1 High Street,P,Pending,,04/05/2026,Yes,7',
  'KA,2,Jones,Bob,2 High Street,P,Pending,,,,8',
  'KA,3,Price,Cai,3 High Street,P,,Dec-26,,Maybe,',
  '',
].join('\n');

describe('a file with cells that were not understood', () => {
  shareOneWindow();

  it('asks before it is imported what keeps electors from a ballot paper or a sheet', async () => {
    await choose(page, 'Choose a register file…', 'register.csv', UNCLEAR);
    await page.getByRole('heading', { name: '5 things to check' }).waitFor();
    await refusedTo('2 values not understood. Say what each means');
    await page.getByRole('combobox', { name: '“Pending”: 2' }).selectOption('postal');
    await page.getByRole('combobox', { name: '“Dec-26”: 1' }).selectOption('too young');
    await page.getByRole('combobox', { name: 'Dates in “Canvass Date”' }).selectOption('month first');
    await page.getByText('“Lift”: 1 value not understood').click();
    await page.getByText('Maybe: 1, from line 4. Used as: no lift wanted.').waitFor();
    await page.getByText('1 column not used: Shoe size').waitFor();
    await goToImport(page);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'The register is in the room' }).waitFor();
    expect(count('postal')).toBe(2);
    expect(app.room.db.prepare('SELECT kept_off, vi_on FROM elector ORDER BY number').raw().all()).toEqual([
      ['postal', '2026-04-05'],
      ['postal', ''],
      ['too young', ''],
    ]);
  });

  it('uses the answers for the next file, and shows them where they can be changed', async () => {
    await page.getByRole('button', { name: 'Go on getting ready' }).click();
    await page.getByRole('tab', { name: 'Who may vote' }).click();
    const date = page.getByRole('combobox', { name: '“Dec-26”: 1' });
    expect(await date.inputValue()).toBe('too young');
    await date.selectOption('may vote');
    await page.getByText('1 elector updated.').waitFor();
    expect(count("kept_off = ''")).toBe(1);
  });
});

describe('a file given to an empty room', () => {
  shareOneWindow();

  it('that may be an alterations file is asked about, with buttons', async () => {
    const lines = TWELVE_LINES.map((line, at) => (at === 0 ? `What,${line}` : `D,${line}`));
    await choose(page, 'Choose a register file…', 'update.csv', [...lines, ''].join('\n'));
    await page.getByText('What does the column “What” say? It has only D.').waitFor();
    await refusedTo('Say first what the column “What” says.');
    await page.getByRole('button', { name: 'It says something else' }).click();
    await page.getByText('What does the column “What” say?').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: PROMISES }).waitFor();
    await cancel();
  });

  it('on another screen is shown on Register, and nothing is written before somebody confirms', async () => {
    await page.keyboard.press('Alt+2');
    await page.getByRole('heading', { level: 1, name: 'Tally' }).waitFor();
    await drop(page, 'register.csv', register(...TWELVE));
    await page.getByRole('heading', { level: 1, name: 'Register' }).waitFor();
    await page.getByRole('heading', { name: 'Was register.csv understood correctly?' }).waitFor();
    expect(count()).toBe(0);
    // Another does not replace it, nor what was matched and chosen for the first.
    await drop(page, 'other.csv', register(...TWELVE));
    await page.getByRole('alert').getByText('other.csv was not accepted').waitFor();
    await page.getByRole('heading', { name: 'Was register.csv understood correctly?' }).waitFor();
  });

  it('moves the focus to the reason if its canvass is refused', async () => {
    await openCanvass();
    await choose(page, 'Canvass file…', 'letter.csv', '');
    await page.locator('[role=alert]:focus').getByText('The file is empty.').waitFor();
  });

  /** Holds back the next file that is read until the test releases it. */
  async function holdNext(page: Page): Promise<{ arrived: Promise<void>; release: () => void }> {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    await page.route(
      /register\.stage/,
      async (route) => {
        arrive();
        await released;
        await route.continue();
      },
      { times: 1 },
    );
    return { arrived, release };
  }

  it('that is a cancelled canvass, still being read, does not join another register', async () => {
    const { arrived, release } = await holdNext(page);
    await choose(page, 'Canvass file…', 'canvass.csv', register(...TWELVE));
    await arrived;
    await cancel();
    await choose(page, 'Choose a register file…', 'other.csv', register(...TWELVE));
    await page.getByRole('heading', { name: 'Was other.csv understood correctly?' }).waitFor();
    await openCanvass();
    const discarded = page.waitForResponse(/register\.discard/);
    release();
    expect((await discarded).status()).toBe(200);
    // This runs after anything that the late file would have done.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    expect(await page.getByRole('button', { name: 'Canvass file…' }).isVisible()).toBe(true);
    expect(await page.getByText('canvass.csv').count()).toBe(0);
    await cancel();
  });

  it('that is still being read refuses a second dropped file with a message', async () => {
    const { arrived, release } = await holdNext(page);
    await choose(page, 'Choose a register file…', 'first.csv', register(...TWELVE));
    await arrived;
    await drop(page, 'second.csv', register(...TWELVE));
    const sentence = page.getByRole('alert').getByText('second.csv was not used, because another file');
    await sentence.waitFor();
    release();
    await page.getByRole('heading', { name: 'Was first.csv understood correctly?' }).waitFor();
    expect(await sentence.isVisible()).toBe(true);
    await cancel();
    await sentence.waitFor({ state: 'detached' });
  });

  it('is refused with the reason if it is not a register, which takes the focus, and changes nothing', async () => {
    await choose(page, 'Choose a register file…', 'letter.csv', '');
    await page.locator('[role=alert]:focus').getByText('letter.csv was not accepted.').waitFor();
    const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
    await choose(page, 'Choose a register file…', 'photo.csv', photo);
    await page.getByRole('alert').getByText('a photograph, which cannot be read here').waitFor();
    expect(app.room.db.prepare('SELECT COUNT(*) FROM journal').pluck().get()).toBe(0);
  });

  it('shows what it contains before anything is written, and which lines are refused', async () => {
    const file = `${layoutFile(LAYOUTS.at(-1)!)}KA,1,,,,Quinn,Zac,ZZ1 1AA,9 High Street\r\n`;
    await choose(page, 'Choose a register file…', 'council.csv', file);
    await page.getByRole('cell', { name: 'Ann Evans' }).waitFor();
    await page.getByText('Elector number KA-1 is already on line 2').waitFor();
    await goToImport(page, { [PROMISES]: () => page.getByRole('checkbox', { name: /^P:/ }).click() });
    expect(count()).toBe(0);
    await page.getByRole('button', { name: 'Import without the 1 refused line' }).click();
    await page.getByRole('heading', { name: 'The register is in the room' }).waitFor();
    await page.getByText('8 electors imported').waitFor();
    expect(count('promise')).toBe(4);
  });
});

describe('an unusual register', () => {
  shareOneWindow();

  it('without headings is guessed, can be corrected, and is matched the same way next time', async () => {
    const rows = TWELVE.map(([pd, number, , markers, , surname, forename, postcode, one, two]) => [
      `${surname}`,
      `${forename}`,
      `${pd}-${number}`,
      markers ?? '',
      one ?? '',
      two ?? '',
      postcode ?? '',
    ]);
    const file = csv([['Who', 'Given', 'Our ref', 'Code letters', 'Lives at', 'Where', 'Post'], ...rows]);
    await choose(page, 'Choose a register file…', 'odd.csv', file);
    await page.getByRole('alert').getByText('Choose below which column has each of these:').waitFor();
    await refusedTo('Choose which column has each of these');
    const take = (column: number, role: string) =>
      page.getByLabel(new RegExp(`^Column ${column},`)).selectOption({ label: role });
    await take(1, 'surname');
    await take(2, 'forename');
    await take(3, 'whole elector number');
    await take(4, 'markers');
    await take(5, 'address');
    await take(6, 'address');
    await take(7, 'postcode');
    await page.getByRole('cell', { name: 'Ann0 Evans' }).waitFor();
    await goToImport(page);
    await page.getByText('Import without canvass answers').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('12 electors imported').waitFor();
    expect(count("postal AND street_id = (SELECT id FROM street WHERE name = 'High Street')")).toBe(1);
    await page.getByRole('button', { name: 'Go on getting ready' }).click();
    await choose(page, 'Choose a register or canvass file…', 'odd.csv', file);
    await page.getByText('Columns are matched as you matched them last time').waitFor();
    await page.getByText('As before').waitFor();
    expect(count()).toBe(12);
    await cancel();
  });

  it('shows its changes before anything changes, and lets the refused lines be saved', async () => {
    await choose(
      page,
      'Choose a register or canvass file…',
      'new.csv',
      register(elector('1', 'Somebody', 'Else'), ...TWELVE.slice(1), elector('13', 'New', 'Nia')),
    );
    await page.getByText('1 line refused').waitFor();
    expect(count()).toBe(12);
    const save = page.getByRole('button', { name: 'Save the refused lines as CSV' });
    const refused = await saved(page, () => save.click());
    expect(refused.toString().split('\r\n')).toEqual([
      expect.stringMatching(/^\uFEFFLine,What is wrong,Elector Number Prefix,/),
      expect.stringMatching(/^2,.*KA-1 is Ann0 Evans in this room.*,KA,1,,,,Somebody,Else,/),
      '',
    ]);
    await goToImport(page);
    await page.getByRole('button', { name: 'Import without the 1 refused line' }).click();
    await page.getByText('1 question to settle').waitFor();
    await page.getByRole('button', { name: 'Settle them' }).click();
    await page.getByRole('tab', { name: 'To settle (1)', selected: true }).waitFor();
    await page.getByRole('button', { name: 'Somebody else: they have the number now' }).click();
    await page.getByText('Nothing is left to settle').waitFor();
    expect(count("surname = 'Somebody' AND number = 1 AND removed_at IS NULL")).toBe(1);
    expect(checkRoom(app.room).ok).toBe(true);
  });
});

describe('correcting the register by hand', () => {
  beforeAll(async () => {
    app = await startApp();
    const odd = elector('20', 'Rees', 'Dai', { address: '20 Hihg Street' });
    importText(app.room, register(...TWELVE, odd));
    page = await app.open();
  });
  afterAll(() => app.close());

  it('sets who may vote, at once for everybody', async () => {
    await page.getByRole('tab', { name: 'Who may vote' }).click();
    await page.getByLabel('P: 12').selectOption('promise');
    await expect.poll(() => count('outstanding')).toBe(11);
    await page.getByLabel('Postal voters on sheets too').click();
    await expect.poll(() => count('outstanding')).toBe(12);
    await page.getByLabel('Polling day').fill('6/5/27');
    await page.getByLabel('Local, Wales').click();
    await page.getByText('Votes from the age of 16.').waitFor();
  });

  it('shows whose promises a canvass file gains and loses, imports it, and undoes it', async () => {
    const promises = () => count('promise');
    const lines = [
      'KA-1,Evans,20/11/2026,C,',
      'KA-2,Jones,20/11/2026,Not home,See wife',
      'KA-90,Nobody,20/11/2026,P,',
    ];
    await page.getByRole('tab', { name: 'Register file' }).click();
    await choose(
      page,
      'Choose a register or canvass file…',
      'evening.csv',
      ['Elector Number,Surname,Date,Response,Do not knock', ...lines, ''].join('\r\n'),
    );
    await page.getByText('This is a canvass file.').waitFor();
    await page.getByText('“Not home” is on 1 line.').waitFor();
    const before = promises();
    await refusedTo('1 value not understood.');
    await page.getByRole('combobox', { name: '“See wife”: 1' }).selectOption('do not knock');
    await goToImport(page);
    await page.getByText('Promises lost: 1 elector').waitFor();
    await page.getByRole('button', { name: 'Import the canvass' }).click();
    await page.getByRole('heading', { name: 'The canvass is in the room' }).waitFor();
    expect(promises()).toBe(Number(before) - 1);
    await page.getByRole('button', { name: 'Undo this' }).click();
    await page.getByText('Undone. Everything is as it was before.').waitFor();
    expect(promises()).toBe(before);
    await page.getByRole('button', { name: 'Back to the register' }).click();
  });

  it('uses a file with names and addresses as a canvass if somebody says so', async () => {
    const electors = count();
    const walk = register(elector('1', 'Evans', 'Ann0', { vi: 'C' }));
    await choose(page, 'Choose a register or canvass file…', 'walk.csv', walk);
    await page.getByText('As before').waitFor();
    await page.getByText('A canvass', { exact: true }).click();
    await page.getByText('This is a canvass file.').waitFor();
    await goToImport(page);
    await page.getByText('Promises lost: 1 elector').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(count()).toBe(electors);
  });

  it('shows what a list of postal voters would change, imports it, and undoes it', async () => {
    const button = (name: string) => page.getByRole('button', { name });
    await page.getByRole('tab', { name: 'Postal and proxy' }).click();
    const list =
      'Elector Number,Surname,Postal Vote Status\r\nKA-1,Evans,Granted\r\nKA-2,Jones,Pending\r\nKA-90,Nobody,Granted\r\n';
    await choose(page, 'Choose the list…', 'list.csv', list);
    await page.getByText('The list says “Postal Vote Status”.').waitFor();
    const pending = page.getByRole('combobox', { name: '“Pending”: 1' });
    expect(await button('Import the list').isDisabled()).toBe(true);
    await pending.selectOption('postal');
    await page.getByText('Become postal voters: 2 electors').waitFor();
    expect(await pending.inputValue()).toBe('postal');
    await pending.selectOption('in person');
    await page.getByText('Become postal voters: 1 elector').waitFor();
    await page.getByText('KA-90 is not on the register of this room.').waitFor();
    const complete = page.getByLabel('The list is complete');
    expect([await complete.isChecked(), count('postal')]).toEqual([false, 1]);
    await complete.click();
    // One of the room’s was not on it.
    await page.getByText('Stop being postal voters: 1 elector').waitFor();
    await button('Import the list').click();
    await page.getByText('2 electors on the list were found; 2 now vote differently').waitFor();
    expect(count("postal AND surname = 'Evans' AND number = 1")).toBe(1);
    await button('Undo this').click();
    await page.getByText('Undone. Everything is as it was before.').waitFor();
    expect([count('postal'), count('number = 4 AND postal')]).toEqual([1, 1]);
  });

  it('asks about a list that says it lists proxies, and about a complete one with few names', async () => {
    const button = (name: string) => page.getByRole('button', { name });
    await choose(page, 'Choose the list…', 'list.csv', 'KA-5\r\nKA-6\r\nKA-7\r\n');
    await page.getByText('The list does not say whether').waitFor();
    expect(await button('Import the list').isDisabled()).toBe(true);
    await page.getByText('Postal voters', { exact: true }).click();
    await page.getByText('Become postal voters: 3 electors').waitFor();
    await button('Import the list').click();
    await expect.poll(() => count('postal')).toBe(4);
    await choose(page, 'Choose the list…', 'list.csv', 'List of proxies\r\nKA-5\r\n');
    await page.getByText('Become proxies: 1 elector').waitFor();
    await page.getByText('Postal voters', { exact: true }).click();
    await page.getByText('it seems to list proxies, not postal voters').waitFor();
    await page.getByLabel('The list is complete').click();
    await page.getByText('Postal voters in its polling districts now: 4.').waitFor();
    expect(await button('Import the list').isDisabled()).toBe(true);
    await page.getByLabel('Yes, import it like this').click();
    await button('Import the list').click();
    await expect.poll(() => count('postal')).toBe(1);
  });

  it('says in numbers what clearing all postal votes changes', async () => {
    await page.getByRole('button', { name: 'Clear all postal votes and proxies…' }).click();
    await page.getByText('This changes 1 elector.').waitFor();
    expect(count('postal')).toBe(1);
    await page.getByRole('button', { name: 'Yes, clear them all' }).click();
    await expect.poll(() => count('postal')).toBe(0);
    await page.getByRole('button', { name: 'Use the register’s letters…' }).click();
    await page.getByText('Become postal voters: 1 elector').waitFor();
    await page.getByRole('button', { name: 'Yes, use the letters' }).click();
    await expect.poll(() => count('postal AND number = 4')).toBe(1);
  });

  it('merges streets and moves an address', async () => {
    await page.getByRole('tab', { name: 'Streets' }).click();
    await page.getByRole('button', { name: 'Change Hihg Street' }).click();
    await page.getByLabel('Or it is the same street as').selectOption('High Street');
    await page.getByRole('button', { name: 'Merge them' }).click();
    await page.getByRole('cell', { name: 'Hihg Street', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Change High Street' }).click();
    await page.getByRole('button', { name: 'Move 3 High Street, Littleton' }).click();
    await page.getByLabel('Street', { exact: true }).fill('Mill Road');
    await page.keyboard.press('Enter');
    await expect.poll(() => count("street_id = (SELECT id FROM street WHERE name = 'Mill Road')")).toBe(1);
    expect(count("street_id = (SELECT id FROM street WHERE name = 'High Street')")).toBe(12);
    expect(checkRoom(app.room).ok).toBe(true);
  });

  it('adds one elector after another with the keyboard alone', async () => {
    await page.getByRole('tab', { name: 'One elector' }).click();
    await page.getByLabel('Elector number').fill('KA-99');
    await page.keyboard.press('Enter');
    await page.getByText('KA-99 is not on the register').waitFor();
    await page.getByRole('button', { name: 'Add KA-99 as a new elector' }).press('Enter');
    await page.keyboard.type('Nia');
    await page.keyboard.press('Tab');
    await page.keyboard.type('New');
    await page.getByLabel('House number').fill('7');
    await page.getByRole('combobox', { name: 'Street' }).fill('Hgih Street');
    await page.getByLabel('Voting intention').fill('Q');
    await page.keyboard.press('Enter');
    await page.getByText('KA has no street called Hgih Street. Did you mean High Street?').waitFor();
    await page.getByText('The voting intention “Q” has no meaning').waitFor();
    await page.getByRole('button', { name: 'High Street', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Yes, save this code' }).press('Enter');
    await page.getByText('KA-99 Nia New is added.').waitFor();
    expect(count("number = 99 AND vi = 'Q' AND house = '7'")).toBe(1);
    await expect
      .poll(() => page.getByLabel('Elector number').evaluate((field) => field === document.activeElement))
      .toBe(true);
    await page.keyboard.type('KA-2');
    await page.keyboard.press('Enter');
    await page.getByLabel('Surname').fill('Jones-Price');
    await page.keyboard.press('Enter');
    await page.getByText('KA-2 Ann1 Jones-Price is corrected.').waitFor();
    expect(count("surname = 'Jones-Price'")).toBe(1);
  });
});
