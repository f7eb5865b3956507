import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, screen, type WebPreferences } from 'electron';
import { sendStartMessage } from '../launch/start-message.ts';
import { guardWindow } from './guards.ts';
import { START_PAGE } from './own-pages.ts';
import { fitInto, readWindowPlace, writeWindowPlace } from './window-place.ts';

/** Relative to the built bundle, `out/main/main.js`. */
const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

const SIZE = { width: 1280, height: 860 };

/** The permissions of every page: nothing but what the preload provides. */
export function pagePreferences(): WebPreferences {
  return {
    preload: PRELOAD,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    // Chromium's PDF viewer, for the preview of the sheets. There are no other plugins any more.
    plugins: true,
    // It would download dictionaries.
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** Creates the program's one window, in its last place. It is empty before `showStartPage`. */
export function makeWindow(): BrowserWindow {
  const file = join(app.getPath('userData'), 'window.json');
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const atFirst = { ...fitInto(screen.getPrimaryDisplay().workArea, SIZE), maximised: false };
  const { maximised, ...place } = readWindowPlace(file, screens) ?? atFirst;
  const window = new BrowserWindow({
    title: 'Committee Room',
    ...place,
    minWidth: 640,
    minHeight: 480,
    show: false,
    webPreferences: pagePreferences(),
  });
  guardWindow(window.webContents);
  if (maximised) window.maximize();
  window.on('close', () =>
    writeWindowPlace(file, { ...window.getNormalBounds(), maximised: window.isMaximized() }),
  );
  window.on('closed', () => {
    // A window of sheets that was left open, or hangs, must not keep the program running.
    for (const other of BrowserWindow.getAllWindows()) other.destroy();
    app.quit();
  });
  window.once('ready-to-show', () => {
    window.show();
    // For `npm start`, which opens a browser if no window appears.
    sendStartMessage('shown');
  });
  return window;
}

/** Loads the window's page. Closing it before it is loaded is not a fault; `isClosing` tells the two apart. */
export async function showStartPage(window: BrowserWindow, isClosing: () => boolean): Promise<void> {
  try {
    await window.loadURL(START_PAGE);
  } catch (error) {
    if (!isClosing()) throw error;
  }
}

/** Brings the window to the front, if the user starts the program a second time. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
