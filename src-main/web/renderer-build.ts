import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** What a build is made from, and what must be newer than all of it. */
const SOURCES = [
  'src-renderer',
  'src-words',
  'src-main',
  'resources/words',
  'electron.vite.config.ts',
  'package.json',
];
const BUILT = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

const LOCK = join(PROJECT, 'out', 'being-built');
const LOOK_AGAIN_AFTER_MS = 100;

/**
 * In a checkout of the source, builds what the window shows (and Electron's part with it) when it is missing or older
 * than its source; a packaged program has no source beside it, so there is nothing to do. Several processes may ask
 * at once: one builds, the others wait.
 */
export async function ensureRendererBuilt(): Promise<void> {
  if (!existsSync(join(PROJECT, 'src-renderer'))) return;
  while (isBeingBuilt() || !isFresh()) {
    if (takeLock()) {
      try {
        if (!isFresh()) await build();
        return;
      } finally {
        rmSync(LOCK, { force: true });
      }
    }
    await pause(LOOK_AGAIN_AFTER_MS);
  }
}

function isFresh(): boolean {
  const built = BUILT.map((file) => join(PROJECT, file));
  if (!built.every((file) => existsSync(file))) return false;
  const sources = SOURCES.map((source) => newest(join(PROJECT, source)));
  return Math.min(...built.map(newest)) > Math.max(...sources);
}

/** When a file, or a folder or anything in it, last changed; a folder changes when a file in it goes. */
function newest(path: string): number {
  const about = statSync(path);
  const names = about.isDirectory() ? readdirSync(path) : [];
  return Math.max(about.mtimeMs, ...names.map((name) => newest(join(path, name))));
}

function takeLock(): boolean {
  mkdirSync(dirname(LOCK), { recursive: true });
  try {
    writeFileSync(LOCK, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether another process is at it; the lock of one that died is taken away. */
function isBeingBuilt(): boolean {
  if (!existsSync(LOCK)) return false;
  try {
    // Signal 0 only asks whether there is such a process.
    process.kill(Number(readFileSync(LOCK, 'utf8')) || process.pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') rmSync(LOCK, { force: true });
    return existsSync(LOCK);
  }
}

async function build(): Promise<void> {
  const program = join(PROJECT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [program, 'build', '--logLevel', 'warn'], {
    cwd: PROJECT,
    // Standard output belongs to whoever asked; a test's NODE_ENV would build React's development version.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The window could not be built; what is wrong is said above.');
}
