import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSharedBrowser } from '../browser/browser.ts';
import { makeSampleRoom } from './sample-room.ts';

/** Before the end-to-end tests: starts one browser for all, and makes a room with the sample. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-sample-'));
  await makeSampleRoom(join(folder, 'sample.room'));
  const browser = await startSharedBrowser();
  return async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  };
}
