import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Longer than a hundred megabytes take on a usual line, shorter than a person waits for nothing. */
const GIVE_UP_AFTER_MS = 60_000;
const SAY_SO_AFTER_MS = 2_000;

/**
 * The Electron program of this checkout: the one that is there, else the one its package fetches; null when it
 * cannot be had. `onWaiting` is called when fetching it takes long enough to be wondered at; with `fetch` false it is
 * not fetched.
 */
export async function findElectron(
  onWaiting: () => void,
  { fetch = true }: { fetch?: boolean } = {},
): Promise<string | null> {
  const folder = packageFolder();
  if (!folder) return null;
  const installed = programIn(folder);
  if (installed || !fetch) return installed;
  const timer = setTimeout(onWaiting, SAY_SO_AFTER_MS);
  await install(folder);
  clearTimeout(timer);
  return programIn(folder);
}

function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** `path.txt` is written last of all by Electron's own installation. */
function programIn(folder: string): string | null {
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const { ELECTRON_OVERRIDE_DIST_PATH: dist = join(folder, 'dist') } = process.env;
  const program = join(dist, readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : null;
}

async function install(folder: string): Promise<void> {
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    stdio: 'ignore',
    timeout: GIVE_UP_AFTER_MS,
  });
  await once(child, 'exit').catch(() => {});
}
