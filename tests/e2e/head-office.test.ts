import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { askForEnding } from '../../src-main/exchange/ending.ts';
import { shareTo } from '../../src-main/exchange/share.ts';
import { replicas } from '../../src-main/store/laptops/replicas.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { readBoard } from '../../src-main/turnout/figures/board.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { saved, startApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { sampleRoom } from './sample-room.ts';

const folder = mkdtempSync(join(tmpdir(), 'committee-room-head-office-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function choose(page: Page, button: string, file: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button }).click(),
  ]);
  await chooser.setFiles(file);
}

it('a room is introduced to head office, whose board has it by district and street', async () => {
  const pair = join(folder, 'Alpha ward.pair');
  const shared = join(folder, 'alpha.shared');
  const ending = join(folder, 'alpha at the end.shared');
  const room = await startApp(sampleRoom);
  let words: string[];
  let board: ReturnType<typeof readBoard>;
  try {
    // An empty room of the tests has the same day.
    room.room.change(() => writeSetting(room.room, 'day_id', 'a'.repeat(32)));
    const page = await room.open('laptops');
    await page.getByRole('button', { name: 'Introduce this room to head office…' }).click();
    writeFileSync(
      pair,
      await saved(page, () => page.getByRole('button', { name: 'Write the pairing file…' }).click()),
    );
    await page.getByText('The pairing file is written.').waitFor();
    words = await page
      .getByRole('listitem')
      .filter({ hasText: /^[a-z]+$/ })
      .allInnerTexts();
    expect(words).toHaveLength(8);
    await expectAccessible(page, 'Introduced');
    await page.getByRole('button', { name: 'Head office has the words' }).click();
    await page.getByText('B (Head office): only reads what this room shares').waitFor();
    markNumbers(room.room, { text: 'KA-40 KA-41 KA-42', by: 'Huw' });
    shareTo(room.room, shared, 'Huw');
    board = readBoard(room.room, 'district');
    askForEnding(room.room, 'Huw');
    shareTo(room.room, ending, 'Huw');
  } finally {
    await room.close();
  }

  const office = await startApp();
  try {
    const page = await office.open('laptops');
    await page.getByRole('button', { name: 'Take in a room’s pairing file…' }).click();
    await page.getByText('This room needs a passphrase first.').waitFor();
    await page.getByRole('button', { name: 'Not now' }).click();
    office.room.setPassphrase('correct horse battery');
    await page.getByRole('button', { name: 'Take in a room’s pairing file…' }).click();
    await choose(page, 'Choose the pairing file…', pair);
    expect(await page.getByLabel('Name of the room on the board').inputValue()).toBe('Alpha ward');
    const typed = page.getByLabel('The eight words, in their order');
    await typed.fill(['pedr', ...words.slice(1)].join(' '));
    await page.getByRole('button', { name: 'Take the room in' }).click();
    await page.getByText('Not a word of a pairing file: pedr.').waitFor();
    await typed.fill(words.join(' ').toUpperCase());
    await page.getByRole('button', { name: 'Take the room in' }).click();
    await page.getByText('Alpha ward is on the board of the constituency.').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();

    await choose(page, 'Choose the shared file or certificate…', shared);
    await page.getByText('It is of Alpha ward.').waitFor();
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText('Taken in').waitFor();
    const part = page.getByRole('region', { name: 'Constituency' });
    const row = (name: string) => part.getByRole('row', { name: new RegExp(`^${name}`) });
    await row('Alpha ward')
      .getByText(/^A \d\d:\d\d$/)
      .waitFor();
    await row('Alpha ward')
      .getByRole('cell', { name: String(board.promisesVoted), exact: true })
      .waitFor();
    // Otherwise the heading that stays in sight covers the row.
    await page.evaluate(() => scrollTo(0, 0));
    await expectAccessible(page, 'Constituency');
    await part.getByRole('button', { name: 'Alpha ward' }).click();
    const [first] = board.rows;
    const district = first?.district ?? '';
    await row(district)
      .getByRole('cell', { name: first?.outstanding.toLocaleString('en-GB') ?? '', exact: true })
      .waitFor();
    await part.getByRole('button', { name: district, exact: true }).click();
    await part.getByRole('heading', { name: `Constituency › Alpha ward › ${district}` }).waitFor();
    await part.getByRole('button', { name: 'All rooms' }).click();
    await row('Alpha ward').waitFor();

    // Its day is to be destroyed, here too.
    await choose(page, 'Choose the shared file or certificate…', ending);
    await page.getByText('It asks that this day be destroyed on all laptops.').waitFor();
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText('You are asked to destroy what is here of Alpha ward').waitFor();
    await page.getByRole('button', { name: 'Destroy what is here of Alpha ward…' }).click();
    await page.getByText('Destroy what is here of Alpha ward?').waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await expectAccessible(page, 'Head office, asked to destroy a room');
    const certificate = await saved(page, () => page.getByRole('button', { name: 'Destroy it' }).click());
    await page.getByText('What was here of Alpha ward is destroyed.').waitFor();
    await page.getByText(/^Alpha ward-from-head-office\.destroyed was given to the browser/).waitFor();
    await page
      .getByText('You are asked to destroy what is here of Alpha ward')
      .waitFor({ state: 'detached' });
    expect(certificate.toString('latin1')).toMatch(/^Committee Room certificate \d+ a{32}\n/);
    expect(replicas(office.room)).toEqual([]);
  } finally {
    await office.close();
  }
});
