import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../src-main/server/browser.ts';
import { ensureRendererBuilt } from '../../src-main/web/renderer-build.ts';
import { median, report } from './harness.ts';
import { ROOM } from './register.ts';

const MAIN = join(import.meta.dirname, '../../src-main/cli/main.js');
const ROUNDS = 5;
/** What a person takes for at once when a program is started. */
const A_SECOND = 1000;

/**
 * From the start of the program's process to a Tally screen that takes numbers, in a browser that runs already; the
 * anchor is a second.
 */
await report(async ({ electors, folder }) => {
  await ensureRendererBuilt();
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chrome, Edge or Chromium was found.');
  const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath, args });
  const ready: number[] = [];
  const usable: number[] = [];
  // One more than counts: the first fills the system's cache of files.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const start = performance.now();
    const child = spawn(process.execPath, [MAIN, 'serve', '--room', join(folder, ROOM)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await firstLine(child.stdout);
    ready.push(performance.now() - start);
    await page.goto(address, { waitUntil: 'commit' });
    // Looked at in every frame: the locator's own waiting looks twice a second.
    await page.waitForFunction(isUsable, undefined, { polling: 'raf' });
    usable.push(performance.now() - start);
    await context.close();
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await browser.close();
  const row = { amount: electors, unit: 'electors' as const, anchor: A_SECOND };
  return [
    { ...row, what: 'start, server ready', ours: median(ready.slice(1)), target: null },
    {
      ...row,
      what: 'start, Tally usable',
      ours: median(usable.slice(1)),
      target: electors <= 75_000 ? 1 : null,
    },
  ];
});

/** The field for numbers is there and takes them. */
function isUsable(): boolean {
  const field = [...document.querySelectorAll('label')].find((label) =>
    label.textContent?.startsWith('Elector number'),
  )?.control;
  return field instanceof HTMLInputElement && !field.disabled && field.checkVisibility();
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stream)) return line;
  throw new Error('The program ended before it said its address.');
}
