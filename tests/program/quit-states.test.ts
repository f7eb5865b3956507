import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import states from '../fixtures/quit-states.json' with { type: 'json' };

const BOOT = join(import.meta.dirname, '../fixtures/boot-quit-states.ts');

// Several at once: each waits 0.3 seconds for what does not happen.
it.concurrent.each(Object.entries(states))('the stand-in quits like Electron: %s', async (way, events) => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [BOOT, way]);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(events);
});
