import { type BrowserWindowConstructorOptions, screen } from 'electron';
import { fitInto } from './window-place.ts';

const SIZE = { width: 900, height: 1000 };

/**
 * The window in which Chromium's own viewer shows and prints the sheets' PDF. Electron allows it to be larger than
 * the screen.
 */
export function previewWindow(): BrowserWindowConstructorOptions {
  return {
    title: 'Knock-up sheets',
    ...fitInto(screen.getPrimaryDisplay().workArea, SIZE),
    autoHideMenuBar: true,
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      plugins: true,
      spellcheck: false,
    },
  };
}
