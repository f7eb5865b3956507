import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { backupName, ownFolder } from '../../src-main/backup/backup-name.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { writePollSettings } from '../../src-main/register/elector/voting-rules.ts';
import { roomTotals } from '../../src-main/register/totals.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { roomIds } from '../../src-main/store/room-ids.ts';
import { recoveryKey } from '../../src-main/store/room-key.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { damageFile } from '../damage-file.ts';
import { hashQuickly } from '../fixtures/quick-hash.ts';
import { type App, saved, startApp } from './app.ts';
import { longRoom } from './long-room.ts';

hashQuickly();

let app: App;
let page: Page;

async function mark(numbers: string) {
  await page.keyboard.press('Alt+2');
  await page.getByLabel('Elector number').fill(numbers);
  await page.keyboard.press('Enter');
  await page
    .getByRole('list', { name: 'Recently entered' })
    .getByText(numbers.split(' ').at(-1) ?? '')
    .first()
    .waitFor();
}

describe('the safety of a room, from its passphrase to its end', () => {
  beforeAll(async () => {
    app = await startApp(longRoom);
    page = await app.open();
  });
  afterAll(() => app.close());

  it('begins with a passphrase, with a recovery key to print', async () => {
    await page.getByText('This room has no passphrase yet.').waitFor();
    await page.keyboard.press('Alt+7');
    await page.getByText(/^At least 12 characters\. Three random words/).waitFor();
    await page.locator('input[type=password]').first().fill('tŷ ar y');
    await page.getByText(/^At least 12 characters: 5 to go\./).waitFor();
    await page.getByLabel('The same again').fill('tŷ ar y');
    expect(await page.getByRole('button', { name: 'Set the passphrase' }).isDisabled()).toBe(true);
    await page.locator('input[type=password]').first().fill('tŷ ar y graig');
    await page.getByText(/^Long enough\./).waitFor();
    await page.getByLabel('The same again').fill('tŷ ar');
    await page.getByText('Not the same as the first').waitFor();
    await page.getByLabel('The same again').fill('tŷ ar y graig');
    await page.keyboard.press('Enter');
    await page.getByText(/^(?:[0-9A-Z]{5}-){10}[0-9A-Z]{5}$/).waitFor();
    const paper = await saved(page, () =>
      page.getByRole('button', { name: 'Save the page to print' }).click(),
    );
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    await page.keyboard.press('Alt+3');
    await page.getByText('The recovery key is not on paper yet.').waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Safety', exact: true }).first().click();
    await page.getByText(/^(?:[0-9A-Z]{5}-){10}[0-9A-Z]{5}$/).waitFor();
    await page.getByRole('button', { name: 'It is on paper: hide it' }).click();
    await page.getByText(/^(?:[0-9A-Z]{5}-){10}[0-9A-Z]{5}$/).waitFor({ state: 'detached' });
    expect(readFileSync(app.room.file).includes('Evans')).toBe(false);
    await mark('KA-1');
    await page.keyboard.press('Alt+1');
    await page.getByText('240', { exact: true }).first().waitFor();
    expect(await page.getByText('This room has no passphrase yet.').count()).toBe(0);
  });

  it('is locked by a key in every window, until the passphrase is typed', async () => {
    const wall = await app.openTab('board');
    await page.keyboard.press('Alt+2');
    await page.getByLabel('Elector number').fill('KA-1');
    await page.keyboard.press('Alt+KeyL');
    for (const window of [page, wall]) {
      await window.getByRole('heading', { name: 'day.room' }).waitFor();
      expect(await window.getByRole('banner').count()).toBe(0);
      await window.getByRole('button', { name: 'Cymraeg' }).waitFor();
    }
    await page.getByLabel('Passphrase of this room').fill('something else');
    await page.keyboard.press('Enter');
    await page.getByText('That does not open day.room. Try again.').waitFor();
    await page.getByLabel('Passphrase of this room').fill('tŷ ar y graig');
    await page.keyboard.press('Enter');
    // What was typed and not entered is still there.
    await expect.poll(() => page.getByLabel('Elector number').inputValue()).toBe('KA-1');
    await wall.getByRole('heading', { level: 1, name: 'Board' }).waitFor();
    await wall.close();
  });

  it('includes backups, and a restore that keeps what was entered since', async () => {
    await mark('KA-1 KA-2');
    await page.keyboard.press('Alt+7');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByRole('button', { name: /^Restore the backup of/ }).waitFor();
    await mark('KA-3');
    const wall = await app.openTab('board');
    await page.keyboard.press('Alt+7');
    await page.getByRole('button', { name: /^Restore the backup of/ }).click();
    await page.getByRole('button', { name: 'Restore it' }).click();
    await page.getByText('The room holds what the backup held.').waitFor();
    await page.getByText(/^1 later entry entered again/).waitFor();
    await expect.poll(() => page.locator('header dd').nth(1).innerText()).toBe('3');
    expect(readdirSync(dirname(app.room.file)).some((name) => name.includes('before restore'))).toBe(true);
    // Every window follows the restored room, after a rest of three seconds if the restore kept it busy.
    await mark('KA-4');
    for (const window of [page, wall])
      await expect.poll(() => window.locator('header dd').nth(1).innerText()).toBe('4');
    await wall.close();
  });

  it('shows a reminder about itself after polling day', async () => {
    app.room.change(() => writePollSettings(app.room, { pollingDay: '2024-05-02' }, 'a test'));
    await page.keyboard.press('Alt+3');
    await page.getByText('Polling day was 2 May 2024.').waitFor();
  });

  it('ends with files for the party and a certificate', async () => {
    await mark('KA-1');
    await page.keyboard.press('Alt+7');
    const marks = await saved(page, () =>
      page.getByRole('button', { name: 'Save who was marked off' }).click(),
    );
    expect(marks.toString()).toContain('KA-1');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page
      .getByRole('button', { name: /^Restore the backup of/ })
      .first()
      .waitFor();
    const { file } = app.room;
    await startNextRoom(join(dirname(file), 'next.room'));
    await page.getByRole('button', { name: 'Destroy this room…' }).click();
    const destroy = page.getByRole('button', { name: 'Destroy the room and its backups' });
    expect(await destroy.isDisabled()).toBe(true);
    await page.getByLabel('Type day.room to go on').fill('day.room');
    await destroy.click();
    await page.getByRole('heading', { name: 'The room is destroyed' }).waitFor();
    await page.getByText(/Certificate of destruction/).waitFor();
    expect(existsSync(file)).toBe(false);
    expect(existsSync(ownFolder(file))).toBe(false);
    const next = openRoom(join(dirname(file), 'next.room'), {
      create: false,
      program: 'a test',
      key: { passphrase: 'tŷ ar y graig' },
    });
    expect(checkRoom(next)).toMatchObject({ ok: true });
    expect(roomTotals(next).electors).toBe(240);
    next.close();
  });
});

/** From the Safety screen with the keyboard alone; a number that comes in meanwhile is said. */
async function startNextRoom(file: string) {
  const focused = (role: 'button' | 'textbox', name: string | RegExp) =>
    page.getByRole(role, { name }).and(page.locator(':focus')).waitFor();
  const begin = page.getByRole('button', { name: 'Start the next election’s room…' });
  await begin.focus();
  await page.keyboard.press('Enter');
  await focused('textbox', 'File of the next room');
  await page.getByRole('row', { name: 'Electors on the register 240' }).waitFor();
  await page.getByRole('row', { name: /^Marked off: past turnout from now on \d/ }).waitFor();
  await page.getByRole('row', { name: /^Tellers’ numbers \d/ }).waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(app.room.file);
  await page.keyboard.press('Enter');
  await page.getByText('day.room is already there, and nothing is written over.').waitFor();
  await page.getByLabel('File of the next room').fill(file);
  await page.keyboard.press('Enter');
  await page.getByText(/^The next room is ready: opened, checked and counted at/).waitFor();
  markNumbers(app.room, { text: 'KA-9', by: 'another window' });
  await page.getByText(/^1 entry came in since the next room was started at/).waitFor();
  rmSync(file);
  await begin.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('File of the next room').fill(file);
  await page.keyboard.press('Enter');
  await page.getByText(/^The next room is ready/).waitFor();
}

describe('a room without a passphrase', () => {
  beforeAll(async () => {
    app = await startApp();
    page = await app.open();
  });
  afterAll(() => app.close());

  it('may do without a passphrase, once somebody has confirmed that', async () => {
    await page.getByRole('link', { name: 'Set a passphrase' }).click();
    await page.getByRole('button', { name: /^Continue without/ }).click();
    await page.getByRole('button', { name: /^Continue without/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+1');
    await page.getByRole('heading', { level: 1, name: 'Register' }).waitFor();
    expect(await page.getByText('This room has no passphrase yet.').count()).toBe(0);
  });

  it('works with the keyboard alone, without losing the focus', async () => {
    await page.keyboard.press('Alt+7');
    const focused = (name: string | RegExp, role: 'button' | 'heading' = 'button') =>
      page.getByRole(role, { name }).and(page.locator(':focus')).waitFor();
    await page.locator('input[type=password]').first().focus();
    await page.keyboard.type('tŷ ar y graig');
    await page.keyboard.press('Tab');
    await page.keyboard.type('tŷ ar y graig');
    await page.keyboard.press('Enter');
    await focused('Print');
    await page.getByRole('button', { name: 'Back up now' }).focus();
    await page.keyboard.press('Enter');
    const restore = page.getByRole('button', { name: /^Restore the backup of/ });
    await restore.waitFor();
    await focused('Back up now');
    await restore.focus();
    await page.keyboard.press('Enter');
    await focused('Restore it');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await focused(/^Restore the backup of/);
    await page.getByRole('button', { name: 'Remove the passphrase…' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('something else');
    await page.keyboard.press('Enter');
    await page.getByText('That is neither the current passphrase nor the recovery key.').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('tŷ ar y graig');
    await page.keyboard.press('Enter');
    await focused('Passphrase', 'heading');
  });

  it('reports in every window within seconds that its file was deleted, with the place of a backup', async () => {
    const tally = await app.openTab('tally');
    rmSync(app.room.file);
    for (const window of [tally, page]) {
      const bar = window.getByRole('status').filter({ hasText: 'it was moved or deleted while it was open' });
      await bar.getByText(/^A backup was made: .*\.room-backup$/).waitFor();
    }
  });
});

describe('a room that does not open at once', () => {
  afterEach(() => app.close());

  const open = (file: string) => openRoom(file, { create: false, program: 'a test' });

  function withPassphrase(file: string): void {
    longRoom(file);
    const room = open(file);
    room.setPassphrase('tŷ ar y graig');
    room.close();
  }

  it('asks for its passphrase, or for the recovery key', async () => {
    let key = '';
    app = await startApp((file) => {
      withPassphrase(file);
      key = recoveryKey(file, 'tŷ ar y graig');
    });
    const window = await app.open('tally');
    await window.keyboard.type('something else');
    await window.keyboard.press('Enter');
    await window.getByText(/does not open day.room/).waitFor();
    await window.getByRole('button', { name: 'I have forgotten it' }).click();
    await window.getByLabel('Recovery key').fill(key.toLowerCase());
    await window.keyboard.press('Enter');
    await window.getByLabel('Elector number').waitFor();
    await expect.poll(() => window.locator('header dd').first().innerText()).toBe('240');
  });

  it('can be destroyed without opening it if passphrase and recovery key are lost, with the keyboard alone', async () => {
    let file = '';
    app = await startApp((of) => {
      file = of;
      withPassphrase(file);
    });
    const window = await app.open('tally');
    const press = async (name: string | RegExp) => {
      await window.getByRole('button', { name }).focus();
      await window.keyboard.press('Enter');
    };
    await press('I have forgotten it');
    await press(/^Both are lost/);
    await press('Keep it');
    await window
      .getByRole('button', { name: /^Both are lost/ })
      .and(window.locator(':focus'))
      .waitFor();
    await window.keyboard.press('Enter');
    await window.getByText(file, { exact: true }).waitFor();
    await window.keyboard.type('other.room');
    await window.keyboard.press('Enter');
    expect(existsSync(file)).toBe(true);
    await window.keyboard.press('Control+A');
    await window.keyboard.type('day.room');
    await window.keyboard.press('Enter');
    await window.getByText(/It was not opened/).waitFor();
    expect(existsSync(file)).toBe(false);
  });

  it('offers the last good backup if it is damaged', async () => {
    app = await startApp((file) => {
      longRoom(file);
      const room = open(file);
      const { file: id } = roomIds(room);
      room.copyTo(join(dirname(file), 'copy'));
      room.close();
      mkdirSync(ownFolder(file));
      renameSync(join(dirname(file), 'copy'), join(ownFolder(file), backupName(file, new Date(), 1, id)));
      damageFile(file);
    });
    const window = await app.open('tally');
    await window.getByRole('heading', { name: 'This room is damaged' }).waitFor();
    await window.getByRole('button', { name: /^Restore the backup of/ }).click();
    await window.getByRole('button', { name: 'Restore it' }).click();
    await window.getByLabel('Elector number').waitFor();
    await expect.poll(() => window.locator('header dd').first().innerText()).toBe('240');
  });
});
