import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import states from '../fixtures/quit-states.json' with { type: 'json' };

const BOOT = join(import.meta.dirname, '../fixtures/boot-quit-states.ts');

it.each(Object.entries(states))('the stand-in quits like Electron: %s', (way, events) => {
  const { stdout, stderr } = spawnSync(process.execPath, [BOOT, way], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(events);
});
