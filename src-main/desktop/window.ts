import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, screen, type WebPreferences } from 'electron';
import { guardWindow } from './guards.ts';
import { START_PAGE } from './own-pages.ts';
import { fitInto, readWindowPlace, writeWindowPlace } from './window-place.ts';

/** As seen from the built bundle, `out/main/main.js`. */
const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

const SIZE = { width: 1280, height: 860 };

/** What every page of the program may do: nothing but what the preload gives it. */
export function pagePreferences(): WebPreferences {
  return {
    preload: PRELOAD,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    // Chromium's PDF viewer, for the preview of the sheets; there are no other plugins any more.
    plugins: true,
    // It would download dictionaries.
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** Makes the program's one window, where it was last; nothing is in it before `showStartPage`. */
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
  // A window of sheets that was left open does not keep the program.
  window.on('closed', () => app.quit());
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Loads what the window shows. */
export async function showStartPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(START_PAGE);
  } catch (error) {
    // A window that is closed while it loads fails to load a moment before it is gone. That is no fault.
    await nextTurn();
    if (!window.isDestroyed()) throw error;
  }
}

/** Brings the window to the front, for a person who starts the program a second time. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
