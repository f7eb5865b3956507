import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { BrowserContext, Page } from 'playwright-core';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { type RoomServer, type ServerOptions, startServer } from '../../src-main/server/http.ts';
import { Refusal } from '../../src-main/store/refusal.ts';
import type { Room } from '../../src-main/store/room.ts';
import { openWindow, sharedWindow } from '../browser/browser.ts';

type Screen = 'register' | 'tally' | 'board' | 'sheets' | 'electors' | 'journal' | 'safety' | 'laptops';

export type App = {
  room: Room;
  /** A window on the room. The first is a tab of the shared one; each of the others is like another browser. */
  open(screen?: Screen): Promise<Page>;
  /** Another tab of the first window, behind the one that was opened: it takes less than another browser. */
  openTab(screen: Screen): Promise<Page>;
  /** Ends the program while its windows are open, as a crash does. */
  crash(): Promise<void>;
  /** Ends the program properly, as Ctrl-C does. */
  end(): Promise<void>;
  /** Ends every practice, as a restart of the program does. */
  endPractices(): void;
  /** The address that opens the program, with its secrets. */
  address(): string;
  /** Resolves when the last window has closed and the program would end. */
  whenLastWindowClosed(): Promise<void>;
  /** Starts it again at the same address. @returns the address that lets a browser in. */
  startAgain(): Promise<string>;
  close(): Promise<void>;
};

/**
 * The port of the last program, for the next: the browser then need not compile the window again. Not if another
 * program has taken it, or the last one is still running.
 */
let lastPort = 0;

async function startOnLastPort(door: RoomDoor, options: ServerOptions): Promise<RoomServer> {
  const server = await startServer(door, { port: lastPort, ...options }).catch((error) => {
    if (lastPort === 0 || !(error instanceof Refusal)) throw error;
    return startServer(door, options);
  });
  lastPort = Number(new URL(server.address).port);
  return server;
}

/** Runs in a window: shows an empty page for a PDF, because the browser’s viewer takes a second of the processor. */
export function showNoPdf(): void {
  const set = Element.prototype.setAttribute;
  // It loads as the PDF would: `about:blank` is there at once.
  const empty = () => URL.createObjectURL(new Blob([], { type: 'text/html' }));
  HTMLIFrameElement.prototype.setAttribute = function (name, value) {
    set.call(this, name, name === 'src' && value.startsWith('blob:') ? empty() : value);
  };
}

/**
 * Starts the loopback host on a new, empty room, with a real browser. `prepare` gets the room’s file before it is
 * opened: `sampleRoom` puts a room with electors there. Windows show papers only with `showsPdf`.
 */
export async function startApp(
  prepare?: (file: string) => void,
  { showsPdf = false, ...options }: ServerOptions & { showsPdf?: boolean } = {},
): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-e2e-'));
  const file = join(folder, 'day.room');
  prepare?.(file);
  const door = RoomDoor.open(file, { create: true, program: 'an end-to-end test' });
  let server = await startOnLastPort(door, options);
  const first = await sharedWindow({ showsPdf });
  const { origin } = new URL(server.address);
  const contexts: BrowserContext[] = [];
  let front: Page | undefined;
  const letIn = new Set<BrowserContext>();
  async function openIn(context: BrowserContext, screen: Screen): Promise<Page> {
    const page = await context.newPage();
    if (!showsPdf) await page.addInitScript(showNoPdf);
    // A further tab need not draw the first screen as well.
    if (!letIn.has(context)) await page.goto(server.address);
    letIn.add(context);
    await page.goto(`${origin}/#/${screen}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }
  return {
    get room() {
      return door.room;
    },
    async open(screen = 'register') {
      const context = contexts.length === 0 ? first.context : await openWindow(first.browser);
      contexts.push(context);
      const page = await openIn(context, screen);
      if (context === first.context) front = page;
      return page;
    },
    async openTab(screen) {
      const tab = await openIn(first.context, screen);
      // One behind another draws once a second, and each click waits for two frames.
      if (front?.isClosed() === false) await front.bringToFront();
      return tab;
    },
    crash: () => server.close({ silently: true }),
    end: () => server.close(),
    endPractices: () => door.practices.endAll(),
    address: () => server.address,
    whenLastWindowClosed: () => server.whenLastWindowClosed,
    async startAgain() {
      letIn.clear();
      server = await startServer(door, { port: Number(new URL(server.address).port) });
      return server.address;
    },
    async close() {
      for (const context of contexts.slice(1)) await context.close();
      await first.empty(origin);
      await server.close();
      door.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the window saves when something in it is clicked. */
export async function saved(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return buffer(await download.createReadStream());
}

/** Imports the sample register through the screens. If the import is not what is tested, start with `sampleRoom`. */
export async function importSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use the sample register' }).click();
  await goToImport(page);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'The register is in the room' }).waitFor();
}

/** What going on without an answer is called, by the question. */
const SKIPS: Record<string, string> = {
  'Where are the canvass answers?': 'Import without canvass answers',
  'Which answers count as a promise?': 'Nobody counts as a promise yet',
  'When is polling day, and which election is it?': 'Set polling day later',
};

/**
 * Goes on from what was understood of a file to the page that imports it. `answers` has what answers a question, by its
 * words; others are skipped, unless something is ticked already.
 */
export async function goToImport(
  page: Page,
  answers: Record<string, () => Promise<void>> = {},
): Promise<void> {
  const question = page.getByRole('form').getByRole('heading', { level: 2 });
  for (;;) {
    const asked = await question.innerText();
    if (asked.startsWith('Import ')) return;
    await answers[asked]?.();
    const skip = page.getByRole('button', { name: SKIPS[asked] ?? 'Continue', exact: true });
    const isAnswered = asked in answers || (await page.getByRole('checkbox', { checked: true }).count()) > 0;
    const isSkipped = !isAnswered && (await skip.count()) > 0;
    await (isSkipped ? skip : page.getByRole('button', { name: 'Continue', exact: true })).click();
    await page.waitForFunction((before) => document.querySelector('form h2')?.textContent !== before, asked);
  }
}

/** A figure in the board’s head, as a number. */
export async function boardFigure(page: Page, name: string): Promise<number> {
  const figure = page
    .locator('dl > div', { has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .first();
  return Number((await figure.innerText()).replaceAll(/[^\d.]/g, ''));
}
