import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRoom } from '../../src-main/journal/check.ts';
import { issuedSheets, moveSheets } from '../../src-main/sheets/issued.ts';
import { addToJournal } from '../../src-main/store/journal/journal.ts';
import { markedOff } from '../marked-off.ts';
import { readPdf } from '../read-pdf.ts';
import { type App, saved, startApp } from './app.ts';
import { smallRoom } from './small-room.ts';

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp(smallRoom);
  page = await app.open('sheets');
});
afterAll(() => app.close());

const tab = (name: string) => page.getByRole('tab', { name }).click();
const show = (list: string) =>
  page.getByRole('radiogroup', { name: 'Sheets to show' }).getByText(list, { exact: true }).click();
/** What can be done with the selected sheets. */
const moves = () => page.locator('form:has(:text("Who takes them")) button:enabled').allInnerTexts();
const stateOf = (code: string) => issuedSheets(app.room).find((each) => each.code === code);

describe('a round of sheets', () => {
  it('is for the streets most worth a knock, and counts as printed once somebody confirms it', async () => {
    await page.getByRole('button', { name: 'Tick the 10 most worth a knock' }).click();
    await page.getByText(/^10 streets, \d+ doors/).waitFor();
    const count = page.getByText(/^\d+ sheets? on \d+ pages?\.$/);
    const together = await count.innerText();
    await page.getByLabel('What is one sheet').selectOption('street');
    await page.getByText(/^10 sheets on/).waitFor();
    expect(Number.parseInt(together, 10)).toBeLessThan(10);
    await page.getByText('How the paper looks').click();
    await page.getByLabel('A list of the sheets first').check();
    const onA4 = await count.innerText();
    await page.getByLabel('Paper', { exact: true }).selectOption('a5');
    await expect.poll(() => count.innerText()).not.toBe(onA4);
    const counted = (await count.innerText()).replace('.', '');
    await page.getByLabel('Goes out at').fill('6pm');
    await page.getByRole('button', { name: 'Make sheets' }).click();
    await page.getByText('Did it all print?').waitFor();
    await page.getByRole('heading', { name: `${counted}, ` }).waitFor();
    expect(issuedSheets(app.room).every(({ state }) => state === 'made')).toBe(true);
    await page.getByRole('button', { name: 'Yes, printed' }).click();
    await page.getByText(/^Printed\. Record who/).waitFor();
    expect(issuedSheets(app.room).map(({ state }) => state)).toEqual(Array(10).fill('printed'));
    await page.getByRole('button', { name: 'Back to the streets' }).click();
  });

  it('is withdrawn if the printer failed', async () => {
    await page.getByRole('button', { name: 'Tick the 10 most worth a knock' }).click();
    await page.getByText(/^10 streets, \d+ doors/).waitFor();
    await page.getByRole('button', { name: 'Make sheets' }).click();
    await page.getByRole('button', { name: 'No, take the sheets back' }).click();
    await page.getByText('Tick the streets to print.').waitFor();
    expect(issuedSheets(app.room)).toHaveLength(10);
  });

  it('goes out with somebody', async () => {
    await tab('Out and back');
    await page.getByLabel(/^Sheet 1-01,/).check();
    await page.getByLabel(/^Sheet 1-02,/).check();
    expect(await moves()).toEqual(['Out', 'Not printed: take back']);
    await page.getByLabel('Who takes them').fill('Idris');
    await page.keyboard.press('Enter');
    await page.getByText('Noted: 1-01, 1-02: Out, Idris.').waitFor();
    expect(stateOf('1-02')).toMatchObject({ state: 'out', runner: 'Idris' });
    // The others are left for the next person, and none is selected.
    await page.getByLabel(/^Sheet 1-03,/).waitFor();
    expect(await moves()).toEqual([]);
    await show('Out');
    await page
      .getByText(/^Out, Idris/)
      .first()
      .waitFor();
    await page.getByLabel(/^Sheet 1-01,/).check();
    expect(await moves()).toEqual(['Out', 'Back', 'Lost']);
  });

  it('raises a question after more than an hour out, in the language of the window', async () => {
    const at = Date.now() - 65 * 60_000;
    const detail = { code: '1-02', runner: 'Idris' };
    app.room.change(() => addToJournal(app.room, { kind: 'sheet out', by: 'Gwen', at, detail }));
    const notice = page.getByRole('status').filter({ hasText: '1 sheet needs attention' });
    await notice.getByText(/^1-02 .+, Idris: Out for 1 h 5 min\.$/).waitFor();
    await page.getByRole('button', { name: 'Cymraeg' }).click();
    await page.getByText(/^1-02 .+, Idris: Allan ers 1 awr 5 mun\.$/).waitFor();
    await page
      .getByText(/^\d+ o \d+$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'English' }).click();
  });

  it('raises a question before its street is printed for somebody else', async () => {
    await tab('Print');
    await page.getByLabel(/^Select all/).check();
    await page.getByText('2 sheets are out already with some of these streets').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: /^1-01 .*, Idris,/ })
      .waitFor();
  });

  it('is entered by its code, one key a line, with the keyboard alone', async () => {
    await tab('Enter a returned sheet');
    await page.keyboard.type('9-99');
    await page.keyboard.press('Enter');
    await page.getByText(/There is no sheet 9-99/).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Another code');
    await page.keyboard.press('Enter');
    await page.getByLabel('Code of the sheet').fill('101');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Sheet 1-01:/ }).waitFor();
    await page.keyboard.type('vrm l');
    await page.getByText(/^4 of \d+ lines entered/).waitFor();
    await page.keyboard.press('Backspace');
    const three = page.getByText(/^3 of \d+ lines entered/);
    await three.waitFor();
    // A key held down answers one line only.
    await page.keyboard.down('o');
    for (let held = 0; held < 5; held += 1) await page.keyboard.down('o');
    await page.keyboard.up('o');
    await page.getByText(/^4 of \d+ lines entered/).waitFor();
    await page.keyboard.press('Backspace');
    await three.waitFor();
    // Enter asks if lines are left, and stays on the sheet unless somebody says that it is done.
    await page.keyboard.press('Enter');
    await page.getByText(/not checked yet\. Is the sheet done\?$/).waitFor();
    // On a button a letter answers nothing, and Space presses it.
    await page.keyboard.type('vv');
    await page.keyboard.press('Space');
    await page.getByText(/not checked yet/).waitFor({ state: 'detached' });
    await three.waitFor();
    expect(stateOf('1-01')?.state).toBe('out');
    const later = page.getByRole('button', { name: 'Leave it for later' });
    await later.focus();
    await page.keyboard.type('w');
    await three.waitFor();
    await page.keyboard.press('Space');
    await page.getByLabel('Code of the sheet').fill('1.01');
    await page.keyboard.press('Enter');
    await three.waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'It is done', exact: true }).press('Enter');
    await page.getByText('Sheet 1-01 is back and entered.').waitFor();
    const sheet = stateOf('1-01');
    expect(sheet).toMatchObject({ state: 'back', runner: 'Idris', outstanding: (sheet?.electors ?? 0) - 3 });
    expect(markedOff(app.room)).toBe(0);
    expect(checkRoom(app.room)).toMatchObject({ ok: true, problems: [] });
  });

  it('takes back with a key what this window did, as it says, and does it again', async () => {
    const hint = (what: string) => page.getByText(`Ctrl Z takes back ${what}.`);
    await hint('1-01: Back').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Taken back: 1-01: Back.').waitFor();
    expect(stateOf('1-01')).toMatchObject({ state: 'out', runner: 'Idris' });
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('Entered again: 1-01: Back.').waitFor();
    expect(stateOf('1-01')?.state).toBe('back');
    // Answers, with the line that they are about.
    await page.getByLabel('Code of the sheet').fill('1-02');
    await page.keyboard.press('Enter');
    await page.getByText(/^0 of \d+ lines entered/).waitFor();
    await page.keyboard.type('vw');
    await hint('KA-8 Ann Evans: Will vote').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(/^1 of \d+ lines entered/).waitFor();
    await page.locator('li:focus').filter({ hasText: 'KA-8' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(/^0 of \d+ lines entered/).waitFor();
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('Ctrl Shift Z enters KA-8 Ann Evans: Will vote again.').waitFor();
    await page.getByText(/^1 of \d+ lines entered/).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(/^0 of \d+ lines entered/).waitFor();
    await page.getByRole('button', { name: 'Leave it for later' }).click();
    // Never what others did: the sheet comes back in another window, and here only what this one said goes.
    moveSheets(app.room, ['1-03'], 'sheet lost', { by: 'Nia' });
    await tab('Out and back');
    await hint('1-01: Back').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(/Ctrl Z takes back KA-\d+ Ann Evans: No answer\./).waitFor();
    expect(stateOf('1-03')?.state).toBe('lost');
    await page.keyboard.press('Control+Shift+z');
    await hint('1-01: Back').waitFor();
    expect(checkRoom(app.room)).toMatchObject({ ok: true, problems: [] });
  });

  it('is printed again the same, as a new sheet or as a changes slip', async () => {
    await tab('Out and back');
    await page.getByText('All', { exact: true }).click();
    await page.getByLabel(/^Sheet 1-01,/).check();
    await page.getByText('3 electors to strike out of sheet 1-01').waitFor();
    for (const [button, title] of [
      ['Changes slip', 'Changes to sheet 1-01'],
      ['New sheet of those still outstanding', 'Sheet 1-01b, which replaces 1-01'],
      ['The same sheet again', 'Sheet 1-01 again'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('heading', { name: title }).waitFor();
      await page.getByTitle(`Preview of ${title}`).waitFor();
      await page.getByRole('button', { name: 'Back', exact: true }).click();
      await page.getByText('All', { exact: true }).click();
      await page.getByLabel(/^Sheet 1-01,/).check();
    }
    expect(stateOf('1-01b')).toMatchObject({ state: 'made' });
  });

  it('is replaced when its new sheet is printed, and can still be entered', async () => {
    await show('Out');
    await page.getByLabel(/^Sheet 1-02,/).check();
    await page.getByRole('button', { name: 'New sheet of those still outstanding' }).click();
    await page.getByRole('heading', { name: 'Sheet 1-02b, which replaces 1-02' }).waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await show('To go out');
    await page.getByLabel(/^Sheet 1-02b,/).check();
    await page.getByRole('button', { name: 'Printed', exact: true }).click();
    await page.getByText('Noted: 1-02b: Printed.').waitFor();
    await show('Back, lost or replaced');
    await page.getByText(/^Replaced by 1-02b, Idris,/).waitFor();
    await page.getByLabel(/^Sheet 1-02,/).check();
    expect(await moves()).toEqual(['Back', 'Lost']);
    expect(await page.getByText(/needs? attention$/).count()).toBe(0);
    await tab('Enter a returned sheet');
    await page.getByLabel('Code of the sheet').fill('1 2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Sheet 1-02: .*, replaced by sheet 1-02b$/ }).waitFor();
    // The button asks about lines that are left, as Enter does.
    await page.getByRole('button', { name: 'The sheet is back and done' }).click();
    await page.getByText(/not checked yet\. Is the sheet done\?$/).waitFor();
    expect(stateOf('1-02')?.state).toBe('replaced');
    await page.getByRole('button', { name: 'It is done', exact: true }).click();
    await page.getByText('Sheet 1-02 is back and entered.').waitFor();
    expect([stateOf('1-02')?.state, stateOf('1-02b')?.state]).toEqual(['back', 'printed']);
  });
});

describe('walks', () => {
  it('are suggested, made, changed, and filled by dragging and by keys', async () => {
    await tab('Walks');
    await page.getByLabel(/^High Terrace, KA/).check();
    await page.getByRole('button', { name: 'New walk of 1 street…' }).click();
    await page.getByLabel('Name of the walk').fill('Top end');
    await page.getByLabel('Who usually takes it').fill('Carys');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Top end' }).waitFor();
    const target = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Top end' }) });
    await page.getByText(/^Oak Crescent, KA/).dragTo(target);
    await target.getByText('High Terrace, Oak Crescent').waitFor();
    await page.getByLabel(/^Cedar Crescent, KA/).check();
    await page.getByRole('button', { name: 'Put the 1 street ticked into Top end' }).press('Enter');
    await target.getByText('High Terrace, Oak Crescent, Cedar Crescent').waitFor();
    await page.getByRole('button', { name: 'Change Top end' }).click();
    await page.getByRole('button', { name: 'Move Cedar Crescent up' }).click();
    await page.getByRole('button', { name: 'Take High Terrace out' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await target.getByText('Cedar Crescent, Oak Crescent').waitFor();
    await page.getByRole('button', { name: 'Suggest walks' }).click();
    await page.getByRole('button', { name: 'Make these walks' }).click();
    await page.getByText('0 streets in no walk', { exact: true }).waitFor();
    expect(
      app.room.db
        .prepare('SELECT COUNT(*) FROM street WHERE walk_id IS NULL AND outstanding > 0')
        .pluck()
        .get(),
    ).toBe(0);
  });
});

describe('the other papers', () => {
  it('are drawn and shown, and say where the committee room is', async () => {
    await tab('Other paper');
    await page.getByLabel('Where the committee room is').fill('14 Station Road');
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('button', { name: 'Keep' }).and(page.locator(':disabled')).waitFor();
    await page.getByLabel('Polling district').selectOption('KA');
    const names = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    for (const name of names)
      expect(await page.getByRole('button', { name: `Create: ${name}` }).isEnabled(), name).toBe(true);
    const counted = page
      .getByRole('listitem')
      .filter({ hasText: names[0] ?? '' })
      .getByText(/^\d+ pages\.$/);
    const pages = await counted.innerText();
    // tests/unit/sheets.test.ts draws each: `it.each(OTHER_PAPERS)`.
    for (const name of [names[0], names.at(-1)]) {
      await page.getByRole('button', { name: `Create: ${name}` }).click();
      await page.getByTitle(`Preview of ${name}`).waitFor();
      await page.getByText(name === names[0] ? pages : '1 page.', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Back', exact: true }).click();
    }
    expect(app.room.db.prepare("SELECT value FROM setting WHERE name = 'committee_room'").pluck().get()).toBe(
      '14 Station Road',
    );
  });

  it('for the whole day go out and are entered by their code and the round', async () => {
    await tab('Out and back');
    await page.getByText('A sheet printed in case the laptop dies goes out').click();
    await page.getByLabel('Code of the sheet').fill('w1 1');
    await page.getByLabel('Round number').selectOption('2');
    await page.getByLabel('Who takes it', { exact: true }).fill('Idris');
    await page.keyboard.press('Enter');
    await expect.poll(() => stateOf('W1-01/2')).toMatchObject({ state: 'out', runner: 'Idris', round: 2 });
    await tab('Enter a returned sheet');
    await page.getByLabel('Code of the sheet').fill('sheetW1-01');
    await page.keyboard.press('Enter');
    await page.getByText('Sheet W1-01 is for the whole day. Which round do you enter?').waitFor();
    await page.getByRole('button', { name: 'Round 2' }).press('Enter');
    await page.getByRole('heading', { name: /^Sheet W1-01\/2:/ }).waitFor();
    await page.getByRole('button', { name: 'Leave it for later' }).click();
    await tab('Other paper');
  });

  it('are for one polling district if it is chosen, and tellers’ pads can be blank', async () => {
    await page.getByLabel('Polling district').selectOption('KB');
    const read = async (name: string) => {
      await page.getByRole('button', { name: `Create: ${name}` }).click();
      const pages = await readPdf(await saved(page, () => page.getByRole('link', { name: 'Save' }).click()));
      await page.getByRole('button', { name: 'Back', exact: true }).click();
      const texts = pages.map((text) => text.join('\n'));
      expect(new Set(texts.map((text) => /Polling district (\S+)/.exec(text)?.[1])), name).toEqual(
        new Set(['KB']),
      );
      return texts;
    };
    await read('Street lists to strike out by hand');
    const pads = await read('Tellers’ pads, blank');
    expect(pads).toHaveLength(10);
    for (const pad of pads) expect(pad).toMatch(/From _+ to _+/);
  });
});
