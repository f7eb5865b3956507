import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { expect, it } from 'vitest';
import { findElectron } from '../../src-main/desktop/electron-binary.ts';
import { readPdf } from '../read-pdf.ts';

const ROOT = join(import.meta.dirname, '../..');

const { ELECTRON_NEEDED } = process.env;
const electron = ELECTRON_NEEDED
  ? await findElectron(() => {})
  : // Nobody who runs the tests waits for a hundred megabytes.
    await findElectron(() => {}, { fetch: false });

if (!electron) {
  const said = 'The Electron program is not here, so nothing was tried in it.';
  if (ELECTRON_NEEDED) throw new Error(said);
  process.stderr.write(`Skipped: tests/smoke. ${said}\n`);
}

it.skipIf(!electron)(
  'does the main job in real Electron: opens, imports the sample, marks a number, makes the sheets',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'committee-room-smoke-'));
    const program = await _electron.launch({
      executablePath: electron ?? '',
      args: [
        ...(process.platform === 'linux' ? ['--no-sandbox'] : []),
        `--user-data-dir=${join(folder, 'user')}`,
        ROOT,
        join(folder, 'smoke.room'),
      ],
    });
    try {
      const page = await program.firstWindow();
      expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false);
      await page.getByRole('button', { name: 'Use the sample register' }).click();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('heading', { name: 'The register is in the room' }).waitFor();

      await page.getByRole('link', { name: /^Tally/ }).click();
      await page.getByLabel('Elector number').fill('KB-7');
      await page.keyboard.press('Enter');
      await page
        .getByRole('list', { name: 'Entered lately' })
        .getByRole('listitem')
        .filter({ hasText: 'Marked off' })
        .waitFor();

      await page.getByRole('link', { name: /^Sheets/ }).click();
      await page.getByRole('checkbox', { name: /^Select all/ }).check();
      await page.getByRole('button', { name: 'Make sheets' }).click();
      await page.getByTitle('Preview of the knock-up sheets').waitFor();
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
      await page.getByRole('link', { name: 'Save' }).click();
      expect(await program.evaluate(() => Reflect.get(globalThis, 'saved'))).toBe('completed');
      const content = await readFile(pdf);
      expect(content.toString('latin1', 0, 5)).toBe('%PDF-');
      const text = (await readPdf(content)).flat();
      expect(text.some((piece) => /^K[AB]-\d+/.test(piece))).toBe(true);
      expect(text).not.toContain('KB-7');
    } finally {
      await program.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  120_000,
);
