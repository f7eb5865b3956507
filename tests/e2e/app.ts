import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { RoomDoor } from '../../src-main/api/room-door.ts';
import { findBrowser } from '../../src-main/server/browser.ts';
import { type ServerOptions, startServer } from '../../src-main/server/http.ts';
import type { Room } from '../../src-main/store/room.ts';

export type App = {
  room: Room;
  /** A window on the room; each is a browser of its own, as on a second laptop screen. */
  open(screen?: 'register' | 'tally' | 'board' | 'sheets' | 'electors' | 'journal' | 'safety'): Promise<Page>;
  /** Ends the program under its windows, as a crash does. */
  crash(): Promise<void>;
  /** Ends the program in order, as Ctrl-C does. */
  end(): Promise<void>;
  /** The address that opens the program, secrets included. */
  address(): string;
  /** Resolves when the last window has closed and the program would end. */
  whenLastWindowClosed(): Promise<void>;
  /** Starts it again where it was. @returns the address that lets a browser in. */
  startAgain(): Promise<string>;
  close(): Promise<void>;
};

/**
 * Starts the loopback host on a new, empty room, with a real browser before it; `prepare` is given the file of a room
 * that is then opened as it is left.
 */
export async function startApp(prepare?: (file: string) => void, options: ServerOptions = {}): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-e2e-'));
  const file = join(folder, 'day.room');
  prepare?.(file);
  const door = RoomDoor.open(file, { create: true, program: 'an end-to-end test' });
  let server = await startServer(door, options);
  const browser = await launch();
  const contexts: BrowserContext[] = [];
  return {
    get room() {
      return door.room;
    },
    async open(screen = 'register') {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 720 },
        acceptDownloads: true,
        // What slides would be looked at half way.
        reducedMotion: 'reduce',
      });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(server.address);
      await page.goto(`${new URL(server.address).origin}/#/${screen}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      return page;
    },
    crash: () => server.close({ silently: true }),
    end: () => server.close(),
    address: () => server.address,
    whenLastWindowClosed: () => server.whenLastWindowClosed,
    async startAgain() {
      server = await startServer(door, { port: Number(new URL(server.address).port) });
      return server.address;
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await server.close();
      door.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chrome, Edge or Chromium was found. `npm test` gets one first.');
  return chromium.launch({
    executablePath,
    // Chromium has no sandbox for root, which CI is.
    args: ['--disable-gpu', '--disable-quic', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
}

/** Imports the sample register through the screens. */
export async function importSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use the sample register' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'The register is in the room' }).waitFor();
}

/** A figure of the board's head, as a number. */
export async function boardFigure(page: Page, name: string): Promise<number> {
  const figure = page
    .locator('dl > div', { has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .first();
  return Number((await figure.innerText()).replaceAll(/[^\d.]/g, ''));
}
