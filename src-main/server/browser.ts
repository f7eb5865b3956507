import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const APP = 'committee-room';

/** Chrome, Edge or Chromium on this computer; null if there is none. `CHROME_PATH` names another. */
export function findBrowser(): string | null {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return isProgram(CHROME_PATH) ? CHROME_PATH : null;
  return candidates().find(isProgram) ?? null;
}

/**
 * A proxy that does not exist (the discard port), for everything but loopback, which browsers never send through a
 * proxy. Otherwise Chrome asks its maker about forms, updates and accounts, whatever its other switches say.
 */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * Opens an address in its own window, without tabs and without touching the user's browser profile. `onFault` is
 * called if the browser does not start, or ends by itself.
 * @returns a function that removes the page used to open it; call it when the address no longer works.
 */
export function openInBrowser(browser: string, address: string, onFault: () => void): () => void {
  const profile = profileFolder(browser);
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const page = writeOpeningPage(profile, address);
  const child = spawn(
    browser,
    [
      `--app=${pathToFileURL(page).href}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      `--proxy-server=${NOWHERE}`,
      // No page of ours uses it, and it would go past the proxy.
      '--webrtc-ip-handling-policy=disable_non_proxied_udp',
      // Chromium refuses to start its sandbox as root, and says so only in its log.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: 'ignore', detached: true },
  );
  child.once('error', onFault).once('exit', (code) => {
    if (code !== 0) onFault();
  });
  child.unref();
  return () => rmSync(page, { force: true });
}

/**
 * A page that leads to the address, readable by this account only. Every account can read command lines, and could
 * use an address there before the browser does.
 */
function writeOpeningPage(folder: string, address: string): string {
  const page = join(folder, `opening-${process.pid}.html`);
  rmSync(page, { force: true });
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><title>Committee Room</title><script>location.replace(${JSON.stringify(address)})</script>\n`,
    { mode: 0o600, flag: 'wx' },
  );
  return page;
}

function candidates(): string[] {
  const { PROGRAMFILES, LOCALAPPDATA, PATH = '' } = process.env;
  switch (process.platform) {
    case 'win32':
      return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
          join(folder, 'Chromium', 'Application', 'chrome.exe'),
        ]);
    case 'darwin':
      return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
        ['Google Chrome', 'Microsoft Edge', 'Chromium'].map((name) =>
          join(folder, `${name}.app`, 'Contents', 'MacOS', name),
        ),
      );
    default:
      return [
        'google-chrome',
        'google-chrome-stable',
        'chromium',
        'chromium-browser',
        'microsoft-edge',
        'microsoft-edge-stable',
      ].flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  }
}

/** Whether this account can run it. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Where each system keeps files that programs can make again. */
function profileFolder(browser: string): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  const home = homedir();
  // Ubuntu's Chromium is a snap, which may only write to this folder.
  const snap = join(home, 'snap', 'chromium', 'common');
  if (basename(browser).startsWith('chromium') && existsSync(snap)) return join(snap, APP);
  switch (process.platform) {
    case 'win32':
      return join(LOCALAPPDATA ?? join(home, 'AppData', 'Local'), APP, 'browser');
    case 'darwin':
      return join(home, 'Library', 'Caches', APP, 'browser');
    default:
      return join(XDG_CACHE_HOME ?? join(home, '.cache'), APP, 'browser');
  }
}
