import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { electronPackage, electronProgram } from './desktop/launch/electron-binary.ts';
import { type ElectronFetch, fetchElectron } from './desktop/launch/fetch-electron.ts';
import { runElectron, WANTED_ENDS } from './desktop/launch/run-electron.ts';
import { findBrowser, openInBrowser } from './server/browser.ts';
import { Refusal } from './store/refusal.ts';
import { isNamedAsRoom, roomFromArguments } from './web/default-room.ts';
import { ensureRendererBuilt } from './web/renderer-build.ts';
import { writeError, writeOut } from './web/standard-streams.ts';

const USAGE = 'Usage: npm start -- [--browser] [FILE.room]';

const INSTEAD = 'Committee Room opens in your browser instead.';

export type OpenOptions = {
  /** The folder of the package `electron`; null if it is not installed. */
  electron?: string | null;
  /** How long to wait for the download of Electron before the browser opens in the meantime. */
  patienceMs?: number;
};

/** Opens the app in Electron's window, or otherwise in a browser. Returns the exit code. */
export async function openApp(
  args: string[],
  { electron = electronPackage(), patienceMs = 20_000 }: OpenOptions = {},
): Promise<number> {
  const files = args.filter((each) => each !== '--browser');
  const stranger = files.find((each) => !isNamedAsRoom(each));
  if (stranger !== undefined)
    return wrongUsage(`"${stranger}" is not a room: the name of a room ends in .room.`);
  if (files.length > 1) return wrongUsage('Name one room at a time.');
  try {
    const [file] = files;
    const room = file === undefined ? roomFromArguments([], '') : resolve(whereTheUserIs(), file);
    say(`Opening ${room}…`);
    await ensureRendererBuilt();
    if (args.includes('--browser')) return await runInBrowser(room);
    if (electron === null) {
      say(`Electron is not installed here: run "npm ci" to install it. ${INSTEAD}`);
      return await runInBrowser(room);
    }
    return await openInElectron(room, electron, patienceMs);
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.message);
    throw error;
  }
}

/** Opens Electron's window if Electron is there or can be downloaded, otherwise the browser. */
async function openInElectron(room: string, folder: string, patienceMs: number): Promise<number> {
  const installed = electronProgram(folder);
  if (installed !== null) return await runWindow(room, installed);
  say('Downloading Electron, about 120 MB, once…');
  const fetch = fetchElectron(folder);
  const outcome = await Promise.race([fetch.outcome, pause(patienceMs, null, { ref: false })]);
  if (outcome === null) return await runInBrowserMeanwhile(room, fetch);
  if ('program' in outcome) return await runWindow(room, outcome.program);
  say(`Electron could not be downloaded: ${outcome.failure}. ${INSTEAD}`);
  return await runInBrowser(room);
}

/** Runs the desktop program, or the browser if that shows no window. */
async function runWindow(room: string, program: string): Promise<number> {
  const ending = await runElectron(program, room, () =>
    say(
      'The window is taking a long time to open. To use your browser instead, press Ctrl-C, then type: npm start -- --browser',
    ),
  );
  switch (ending.kind) {
    case 'closed':
      return 0;
    case 'open already':
      say('Committee Room is already open. Its window is in front now.');
      return 0;
    case 'refused':
      return refuse(ending.sentence);
    case 'fault':
      return refuse(`Committee Room has failed: ${ending.how}. What was entered is saved: start it again.`);
    case 'not shown':
      for (const line of ending.said) void writeError(line);
      say(`Electron could not show a window: ${ending.reason}. ${INSTEAD}`);
      return await runInBrowser(room);
  }
}

/** Runs the browser while the download of Electron continues, for the next start. */
async function runInBrowserMeanwhile(room: string, fetch: ElectronFetch): Promise<number> {
  const soFar = () => (fetch.progress === '' ? '' : ` (${fetch.progress} so far)`);
  say(`Electron is still downloading${soFar()}. Committee Room opens in your browser in the meantime.`);
  let isOver = false;
  const said = fetch.outcome.then((outcome) => {
    if (isOver) return;
    isOver = true;
    if ('program' in outcome) say('Electron is installed now. The next start opens its window.');
    else say(`Electron could not be downloaded: ${outcome.failure}.`);
  });
  try {
    return await runInBrowser(room);
  } finally {
    if (!isOver) say(`Electron is not downloaded yet${soFar()}. The next start continues.`);
    isOver = true;
    fetch.stop();
    await said;
  }
}

/** Serves the room on loopback and opens it, until its last window is closed or Ctrl-C is pressed. */
async function runInBrowser(file: string): Promise<number> {
  const [{ RoomDoor }, { startAtUsualPort }] = await Promise.all([
    import('./api/room-door.ts'),
    import('./server/usual-port.ts'),
  ]);
  const door = RoomDoor.open(file, { create: true, program: 'Committee Room in the browser' });
  let removePage = () => {};
  try {
    const server = await startAtUsualPort(door, file);
    const toOpen = 'open this address in a browser on this computer';
    const browser = findBrowser();
    if (browser) {
      removePage = openInBrowser(browser, server.address, () =>
        say(`The browser has failed or cannot show a window here: ${toOpen}.\n${server.address}`),
      );
    } else say(`No Chrome, Edge or Chromium was found here: ${toOpen}.`);
    say(`Committee Room is at ${server.address}\nTo stop it, close its window or press Ctrl-C here.`);
    await untilWantedEnd(server.whenLastWindowClosed);
    await server.close();
  } finally {
    removePage();
    door.close();
  }
  return 0;
}

/**
 * Waits for this, or until somebody ends the program from the terminal. Whatever signal comes after that ends it at
 * once.
 */
async function untilWantedEnd(or: Promise<void>): Promise<void> {
  const { promise: wanted, resolve } = Promise.withResolvers<void>();
  const end = () => resolve();
  for (const signal of WANTED_ENDS) process.on(signal, end);
  await Promise.race([or, wanted]);
  for (const signal of WANTED_ENDS) process.off(signal, end);
}

/** `npm start` changes to the project's folder. */
function whereTheUserIs(): string {
  const { npm_lifecycle_event, INIT_CWD } = process.env;
  return npm_lifecycle_event === 'start' && INIT_CWD ? INIT_CWD : process.cwd();
}

function say(text: string): void {
  // The room opens whether anybody reads it or not.
  void writeOut(text);
}

function refuse(sentence: string): number {
  void writeError(sentence);
  return 1;
}

function wrongUsage(sentence: string): number {
  void writeError(`${sentence}\n${USAGE}`);
  return 2;
}
