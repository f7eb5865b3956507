import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, chromium, type ElectronApplication, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { electron, isRoot } from './real-electron.ts';
import type { Save } from './steps.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Longer than a start takes on a busy machine. */
const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 10_000;

/** The desktop program as it was first started, and its window. */
export type Desktop = { app: ElectronApplication; child: ChildProcess; page: Page; user: string };

/** The arguments of the program: a room, and settings in `folder` that no other program uses. */
export function programArguments(folder: string, room: string): string[] {
  return [
    ...(isRoot ? ['--no-sandbox'] : []),
    `--user-data-dir=${join(folder, 'user')}`,
    // Playwright removes its own. This one is passed on when the program restarts with another room.
    '--remote-debugging-port=0',
    ROOT,
    room,
  ];
}

export async function startProgram(folder: string, room: string): Promise<Desktop> {
  const app = await _electron.launch({
    executablePath: electron ?? '',
    args: programArguments(folder, room),
    timeout: STARTS_WITHIN_MS,
  });
  // Playwright no longer has it once the program has ended.
  const child = app.process();
  const page = await app.firstWindow({ timeout: STARTS_WITHIN_MS });
  return { app, child, page, user: join(folder, 'user') };
}

/** Answers every question of the program from now on with the button of this name. */
export function answerQuestions({ app }: Desktop, button: string): Promise<void> {
  return app.evaluate(({ dialog }, name) => {
    const asked: string[] = [];
    Reflect.set(globalThis, 'asked', asked);
    // The window comes first where there is one.
    const answerTo = (...args: unknown[]) => {
      const { buttons = [], message = '' } = Object(args.at(-1));
      asked.push(message);
      return buttons.indexOf(name);
    };
    Reflect.set(dialog, 'showMessageBoxSync', answerTo);
    Reflect.set(dialog, 'showMessageBox', async (...args: unknown[]) => ({ response: answerTo(...args) }));
  }, button);
}

/** The questions of the program since `answerQuestions`. */
export async function questionsAsked({ app }: Desktop): Promise<string[]> {
  return app.evaluate(() => Reflect.get(globalThis, 'asked'));
}

/** Answers every file dialog from now on with this file. */
export function chooseFile({ app }: Desktop, file: string): Promise<void> {
  return app.evaluate(({ dialog }, path) => {
    Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled: false, filePaths: [path] }));
    Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath: path }));
  }, file);
}

/** Chooses from the menu, such as `File, New room…`. Does not wait for the result. */
export function chooseFromMenu({ app }: Desktop, menu: string, item: string): Promise<void> {
  return app.evaluate(
    ({ Menu }, names) => {
      const named = (label: string, name: string | undefined) => label.replaceAll('&', '') === name;
      const chosen = Menu.getApplicationMenu()
        ?.items.find(({ label }) => named(label, names[0]))
        ?.submenu?.items.find(({ label }) => named(label, names[1]));
      if (!chosen) throw new Error(`There is no ${names.join(', ')} in the menu.`);
      setImmediate(() => chosen.click());
    },
    [menu, item],
  );
}

/** Closes the window as its own button does. Does not wait for the result. */
export function closeWindow({ app }: Desktop): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    setImmediate(() => BrowserWindow.getAllWindows()[0]?.close());
  });
}

/** Waits until the program has ended. Returns its exit code. @throws if it has not after ten seconds. */
export async function endOf({ child }: Desktop): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(ENDS_WITHIN_MS) });
  return code;
}

/** How the desktop program saves a file, without its dialog. */
export function savedBy({ app }: Desktop, path: string): Save {
  return async (click) => {
    // In two steps, so that it listens before the click.
    await app.evaluate(({ session }, file) => {
      const saved = new Promise((resolve) => {
        session.defaultSession.once('will-download', (_event, item) => {
          item.setSavePath(file);
          item.once('done', (_done, state) => resolve(state));
        });
      });
      Reflect.set(globalThis, 'saved', saved);
    }, path);
    await click();
    expect(await app.evaluate(() => Reflect.get(globalThis, 'saved'))).toBe('completed');
    return readFile(path);
  };
}

/** The program after restarting itself with another room: its process and its window. */
export type Successor = { page: Page; pid: number };

/** Waits for the program that follows `before`, which has to end first. */
export async function successorOf(before: Desktop): Promise<Successor> {
  const port = portOf(before);
  await endOf(before);
  const newPort = () => {
    const now = portOf(before);
    return now === port ? '' : now;
  };
  await expect.poll(newPort, { timeout: STARTS_WITHIN_MS }).not.toBe('');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${newPort()}`);
  const context = browser.contexts()[0];
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (!page) throw new Error('The program started again without a window.');
  const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
  const pid = processInfo.find(({ type }) => type === 'browser')?.id ?? 0;
  return { page, pid };
}

/** Where a program can be controlled from outside, according to a file it wrote; '' while it is starting. */
function portOf({ user }: Desktop): string {
  try {
    return readFileSync(join(user, 'DevToolsActivePort'), 'utf8').split('\n')[0] ?? '';
  } catch {
    return '';
  }
}

/** Closes the successor’s window. @throws if it has not ended after ten seconds. */
export async function endSuccessor({ page, pid }: Successor): Promise<void> {
  await page.evaluate(() => setTimeout(() => window.close()));
  const signal = AbortSignal.timeout(ENDS_WITHIN_MS);
  while (isRunning(pid)) await wait(100, undefined, { signal });
}

/** Ends what a failed test has left running. */
export function killSuccessor({ pid }: Successor): void {
  if (isRunning(pid)) process.kill(pid, 'SIGKILL');
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
