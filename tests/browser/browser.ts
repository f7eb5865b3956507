import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser, isProgram } from '../../src-main/server/browser.ts';

/** A window with its own cookies and storage, like a browser on another computer. */
export function openWindow(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1280, height: 720 },
    acceptDownloads: true,
    // Sliding things would be looked at halfway.
    reducedMotion: 'reduce',
  });
}

const shared = new Map<string, Promise<SharedWindow>>();

/**
 * The window that all tests of a process share: of Chromium’s headless shell where it is installed, or of the whole
 * browser if a test shows PDFs. Each process has its own browser: every message to one that all share would pass
 * through the process that started it.
 */
export function sharedWindow({ showsPdf = false } = {}): Promise<SharedWindow> {
  const program = (showsPdf ? null : findShell()) ?? findBrowser();
  if (!program) throw new Error('No Chrome, Edge or Chromium was found. `npm test` installs one first.');
  const window = shared.get(program) ?? openBrowser(program).then(SharedWindow.open);
  shared.set(program, window);
  return window;
}

/** Closes the windows that were shared. */
export async function closeSharedWindow(): Promise<void> {
  for (const window of shared.values()) await (await window).browser.close();
  shared.clear();
}

/** It takes a fifth less of the processor than the whole browser. If `CHROME_PATH` names a browser, that is used. */
function findShell(): string | null {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) return null;
  return (
    PATH.split(delimiter)
      .map((folder) => join(folder, 'chromium-headless-shell'))
      .find(isProgram) ?? null
  );
}

/** A window that stays open: making one takes a second of the processor, a tab in it a third of that. */
export class SharedWindow {
  readonly browser: Browser;
  readonly context: BrowserContext;
  /**
   * Keeps the window when the tabs of a test have closed, and the process of the program's pages, which has compiled
   * them already: see `--process-per-site`.
   */
  readonly #blank: Page;

  private constructor(browser: Browser, context: BrowserContext, blank: Page) {
    this.browser = browser;
    this.context = context;
    this.#blank = blank;
  }

  static async open(browser: Browser): Promise<SharedWindow> {
    const context = await openWindow(browser);
    const blank = await context.newPage();
    // Never sent: every program's address is of this site, whatever its port.
    await blank.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await blank.goto('http://127.0.0.1/');
    return new SharedWindow(browser, context, blank);
  }

  /** As it was before a test: no tab, no cookie, and nothing stored for an address that the next program may use. */
  async empty(origin: string): Promise<void> {
    for (const page of this.context.pages()) if (page !== this.#blank) await page.close();
    await this.context.clearCookies();
    const devTools = await this.context.newCDPSession(this.#blank);
    await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await devTools.detach();
  }
}

/**
 * What the browser need not do. A second list of features replaces that of Playwright, so this one repeats what tests
 * need of that.
 */
const FEATURES_OFF = [
  // Two pages behind the address bar of each window, and a process for a page that may come: half of a window's cost.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // Chromium has no sandbox for root, which CI runs as.
    args: [
      '--disable-gpu',
      // What draws then need not be a process of its own, to which every frame is sent.
      '--in-process-gpu',
      '--disable-quic',
      // The shell then draws letters as the whole browser does.
      '--font-render-hinting=slight',
      // Starting a process and compiling the window in it is half of what it takes to open a page.
      '--process-per-site',
      // No page is open for long enough to earn back what the optimising compiler takes.
      '--js-flags=--no-opt',
      `--disable-features=${FEATURES_OFF}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}
