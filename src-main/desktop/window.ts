import { fileURLToPath } from 'node:url';
import { app, BrowserWindow } from 'electron';
import { guardWindow } from './guards.ts';
import { START_PAGE } from './own-pages.ts';

/** As seen from the built bundle, `out/main/main.js`. */
const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

/** Opens the program's one window. */
export async function openWindow(): Promise<void> {
  const window = new BrowserWindow({
    title: 'Committee Room',
    width: 1280,
    height: 860,
    minWidth: 640,
    minHeight: 480,
    show: false,
    webPreferences: {
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
    },
  });
  guardWindow(window.webContents);
  window.once('ready-to-show', () => window.show());
  await window.loadURL(START_PAGE);
}

/** Brings the window to the front, for a person who starts the program a second time. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}
