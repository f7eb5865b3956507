import type { BrowserWindowConstructorOptions } from 'electron';

/** The window in which Chromium's own viewer shows the sheets' PDF, and prints it. */
export const PREVIEW_WINDOW: BrowserWindowConstructorOptions = {
  title: 'Knock-up sheets',
  width: 900,
  height: 1000,
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
