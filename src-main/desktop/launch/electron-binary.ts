import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder of the package `electron` in this checkout; null if it is not installed. */
export function electronPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** The Electron program that the package in `folder` has downloaded; null if it has not yet. */
export function electronProgram(folder: string): string | null {
  // Electron's installer writes it last of all.
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const { ELECTRON_OVERRIDE_DIST_PATH: dist = join(folder, 'dist') } = process.env;
  const program = join(dist, readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : null;
}
