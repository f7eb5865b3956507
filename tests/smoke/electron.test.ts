import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { it } from 'vitest';
import { electron, isRoot } from './real-electron.ts';
import { doTheMainJob } from './steps.ts';

const ROOT = join(import.meta.dirname, '../..');

it.skipIf(!electron)(
  'does the main job in real Electron',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'committee-room-smoke-'));
    const program = await _electron.launch({
      executablePath: electron ?? '',
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        `--user-data-dir=${join(folder, 'user')}`,
        ROOT,
        join(folder, 'smoke.room'),
      ],
    });
    try {
      await doTheMainJob(await program.firstWindow(), async (click) => {
        const pdf = join(folder, 'sheets.pdf');
        // In two steps, so that it listens before the click.
        await program.evaluate(({ session }, path) => {
          const saved = new Promise((resolve) => {
            session.defaultSession.once('will-download', (_event, item) => {
              item.setSavePath(path);
              item.once('done', (_done, state) => resolve(state));
            });
          });
          Reflect.set(globalThis, 'saved', saved);
        }, pdf);
        await click();
        await program.evaluate(() => Reflect.get(globalThis, 'saved'));
        return readFile(pdf);
      });
    } finally {
      program.process().kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  120_000,
);
