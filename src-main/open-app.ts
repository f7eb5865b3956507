import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { roomFromArguments } from './default-room.ts';
import { findElectron } from './desktop/electron-binary.ts';
import { findBrowser, openInBrowser } from './server/browser.ts';
import { Refusal } from './store/refusal.ts';
import { ensureRendererBuilt } from './web/renderer-build.ts';
import { writeError, writeOut } from './web/standard-streams.ts';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));

/** An Electron that ends with a fault sooner than this never showed its window. */
const NEVER_OPENED_WITHIN_MS = 10_000;

/** Older ones crash without a word when they load SQLite, so this comes before anything that does. */
const OLDEST_NODE = [22, 14] as const;

/** Opens the app: in Electron's window, else in a browser of this machine. Gives the exit code. */
export async function openApp(args: string[]): Promise<number> {
  if (nodeIsTooOld()) {
    return refuse(
      `Committee Room needs Node ${OLDEST_NODE.join('.')} or later, and this is ${process.version}. Start it with "npm start", which brings its own.`,
    );
  }
  if (args.length > 1 || args.some((each) => !each.endsWith('.room'))) {
    say('Usage: npm start -- [FILE.room]');
    return 2;
  }
  try {
    const room = roomFromArguments(args, whereTheUserIs());
    await ensureRendererBuilt();
    const electron = await findElectron(() => say('Fetching Electron, up to a minute…'));
    if (!electron) {
      say(
        'Electron is not installed here and could not be had, so Committee Room opens in your browser instead.',
      );
      return await runInBrowser(room);
    }
    const code = await runElectron(electron, room);
    if (code !== null) return code;
    say('Electron could not open its window here, so Committee Room opens in your browser instead.');
    return await runInBrowser(room);
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.message);
    throw error;
  }
}

/** Runs Electron until it ends; gives null when it failed before its window opened. */
async function runElectron(program: string, room: string): Promise<number | null> {
  const started = Date.now();
  // Chromium refuses to start its sandbox as root.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(program, [...asRoot, PROJECT, room], { stdio: 'inherit' });
  const stop = () => child.kill();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const [code, signal] = await once(child, 'exit');
    if (code === 0 || signal !== null) return 0;
    return Date.now() - started < NEVER_OPENED_WITHIN_MS ? null : 1;
  } catch {
    return null;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** Serves the room on loopback and opens it, until its last window is closed or Ctrl-C is pressed. */
async function runInBrowser(file: string): Promise<number> {
  const [{ RoomDoor }, { startAtUsualPort }] = await Promise.all([
    import('./api/room-door.ts'),
    import('./server/usual-port.ts'),
  ]);
  const door = RoomDoor.open(file, { create: true, program: 'Committee Room in the browser' });
  try {
    const server = await startAtUsualPort(door, file);
    const browser = findBrowser();
    if (browser) openInBrowser(browser, server.addressForOnce());
    else say('No Chrome, Edge or Chromium was found here: open this address in the browser you have.');
    say(`Committee Room is at ${server.address}\nTo end it, close its window or press Ctrl-C here.`);
    await Promise.race([
      server.whenLastWindowClosed,
      ...['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)),
    ]);
    await server.close();
  } finally {
    door.close();
  }
  return 0;
}

/** `npm start` itself moves to the project's folder. */
function whereTheUserIs(): string {
  const { npm_lifecycle_event, INIT_CWD } = process.env;
  return npm_lifecycle_event === 'start' && INIT_CWD ? INIT_CWD : process.cwd();
}

function nodeIsTooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

function say(text: string): void {
  // Whether anybody reads it or not, the room opens.
  void writeOut(text);
}

function refuse(sentence: string): number {
  void writeError(sentence);
  return 1;
}
