import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../src-main/server/browser.ts';

const MAIN = join(import.meta.dirname, '../../src-main/cli/main.js');

/** A browser that is already running. @throws Error when there is none on this machine. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chrome, Edge or Chromium was found.');
  // Chromium has no sandbox for root.
  const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath, args });
}

/** Starts the program’s process with a room. Returns the address that opens it once the program has printed it. */
export async function serveRoom(room: string): Promise<{ address: string; end(): Promise<void> }> {
  const child = spawn(process.execPath, [...process.execArgv, MAIN, 'serve', '--room', room], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await firstLine(child.stdout);
  return {
    address,
    async end() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stream)) return line;
  throw new Error('The program ended before it printed its address.');
}
