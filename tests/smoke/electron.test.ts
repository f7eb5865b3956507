import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shareTo } from '../../src-main/exchange/share.ts';
import { readShared, takeIn } from '../../src-main/exchange/take-in.ts';
import { checkRoom } from '../../src-main/journal/check.ts';
import { openRoom } from '../../src-main/store/open-room.ts';
import { markNumbers } from '../../src-main/turnout/mark.ts';
import { importSample } from '../e2e/app.ts';
import { markedOff } from '../marked-off.ts';
import {
  answerQuestions,
  chooseFile,
  chooseFromMenu,
  closeWindow,
  type Desktop,
  endOf,
  endSuccessor,
  killSuccessor,
  programArguments,
  questionsAsked,
  type Successor,
  savedBy,
  startProgram,
  successorOf,
} from './desktop-program.ts';
import { electron } from './real-electron.ts';
import { doTheMainJob, markOff } from './steps.ts';

const PASSPHRASE = 'four words as before';

describe.skipIf(!electron)('the desktop program in real Electron', { timeout: 180_000 }, () => {
  let folder: string;
  let room: string;
  let desktop: Desktop;
  let successor: Successor | null;
  beforeEach(async () => {
    successor = null;
    folder = mkdtempSync(join(tmpdir(), 'committee-room-smoke-'));
    room = join(folder, 'smoke.room');
    desktop = await startProgram(folder, room);
  }, 120_000);
  afterEach(async () => {
    desktop.child.kill('SIGKILL');
    if (successor) killSuccessor(successor);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('does the main job, asks before it closes, and ends', async () => {
    await doTheMainJob(desktop.page, savedBy(desktop, join(folder, 'sheets.pdf')));

    await answerQuestions(desktop, 'Keep it open');
    await closeWindow(desktop);
    await expect.poll(() => questionsAsked(desktop)).toEqual(['Close Committee Room now?']);
    await markOff(desktop.page, 'KB-8');

    await answerQuestions(desktop, 'Close');
    await closeWindow(desktop);
    expect(await endOf(desktop)).toBe(0);
    const left = openRoom(room, { create: false, program: 'the smoke test' });
    try {
      expect(checkRoom(left)).toMatchObject({ ok: true, problems: [] });
      expect(markedOff(left)).toBe(2);
    } finally {
      left.close();
    }
  });

  it('File, New room… opens the new room', async () => {
    await desktop.page.getByRole('button', { name: 'Use the sample register' }).waitFor();
    await chooseFile(desktop, join(folder, 'another.room'));
    await chooseFromMenu(desktop, 'File', 'New room…');
    successor = await successorOf(desktop);
    await successor.page.getByText('another.room').first().waitFor();
    await endSuccessor(successor);
  });

  it('File, Open room… opens a room with a passphrase', async () => {
    const locked = join(folder, 'locked.room');
    const made = openRoom(locked, { create: true, program: 'the smoke test' });
    made.setPassphrase(PASSPHRASE);
    made.close();
    await desktop.page.getByRole('button', { name: 'Use the sample register' }).waitFor();
    await chooseFile(desktop, locked);
    await chooseFromMenu(desktop, 'File', 'Open room…');
    successor = await successorOf(desktop);
    await successor.page.getByLabel('Passphrase of this room').fill(PASSPHRASE);
    await successor.page.getByRole('button', { name: 'Open the room' }).click();
    await successor.page.getByRole('button', { name: 'Use the sample register' }).waitFor();
    await endSuccessor(successor);
  });

  it('prepares a laptop and shares where the dialog says, and offers that place again', async () => {
    const { page } = desktop;
    const [copy, shared] = [join(folder, 'kitchen.room'), join(folder, 'day.shared')];
    await importSample(page);
    await page.getByRole('link', { name: /^Other laptops/ }).click();
    await page.getByLabel('Name of the new laptop').fill('Kitchen');
    // Without its ending, as some systems return it.
    await chooseFile(desktop, copy.slice(0, -'.room'.length));
    await page.getByRole('button', { name: 'Prepare it…' }).click();
    await page.getByText('Laptop B (Kitchen) is prepared.').waitFor();
    const passphrase = (await page.getByText(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/).textContent()) ?? '';
    await page.getByRole('button', { name: 'It is written down' }).click();
    await chooseFile(desktop, shared);
    await page.getByRole('button', { name: 'Share…' }).click();
    await page.getByText(`${shared} was written and checked.`).waitFor();
    await page.getByText(`To ${shared}, as last time.`).waitFor();
    rmSync(shared);
    await page.getByRole('button', { name: 'Share again' }).click();
    await expect.poll(() => existsSync(shared)).toBe(true);

    const kitchen = openRoom(copy, { create: false, program: 'the smoke test', key: { passphrase } });
    try {
      markNumbers(kitchen, { text: 'KA-40', by: 'Huw' });
      takeIn(kitchen, readShared(kitchen, readFileSync(shared)));
      shareTo(kitchen, shared, 'Huw');
    } finally {
      kitchen.close();
    }
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose the shared file or certificate…' }).click(),
    ]);
    await chooser.setFiles(shared);
    await page.getByText('New from B (Kitchen): 1 entry').waitFor();
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText('Taken in', { exact: true }).waitFor();
  });

  it('ends without a question when it is closed before its page has loaded', async () => {
    await closeWindow(desktop);
    expect(await endOf(desktop)).toBe(0);
  });

  it('a second start brings the open window to the front, and ends', async () => {
    await desktop.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      const did: string[] = [];
      Reflect.set(globalThis, 'did', did);
      // Without a window manager, as under Xvfb, no window can be minimised or focused.
      if (window) {
        window.isMinimized = () => true;
        window.restore = () => did.push('restore');
        window.focus = () => did.push('focus');
      }
    });
    const second = spawn(electron ?? '', programArguments(folder, room), { stdio: 'ignore' });
    expect(await once(second, 'exit')).toEqual([0, null]);
    await expect
      .poll(() => desktop.app.evaluate(() => Reflect.get(globalThis, 'did')))
      .toEqual(['restore', 'focus']);
    expect(desktop.app.windows()).toHaveLength(1);
  });

  it('a page that crashes is reloaded, and the room is as it was', async () => {
    await desktop.page.getByRole('button', { name: 'Use the sample register' }).waitFor();
    await answerQuestions(desktop, 'Reload');
    await desktop.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await expect.poll(() => questionsAsked(desktop)).toEqual(['The window stopped working.']);
    // Playwright gives up a crashed page, so this asks the program.
    await expect
      .poll(() =>
        desktop.app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
        ),
      )
      .toContain('Use the sample register');
    await closeWindow(desktop);
    expect(await endOf(desktop)).toBe(0);
  });
});
