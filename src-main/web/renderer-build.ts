import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';
import { dropProcessLock, isLocked, takeProcessLock } from './process-lock.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** What a build is made from. The build must be newer than all of it. */
const SOURCES = [
  'src-renderer',
  'src-shared',
  'src-main',
  'resources/words',
  'electron.vite.config.ts',
  'package.json',
];
const BUILT = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

const LOCK = join(PROJECT, 'out', 'being-built');
const LOOK_AGAIN_AFTER_MS = 100;

/**
 * In a checkout of the source, builds the window (and Electron's part) if the build is missing or older than the
 * source, and says so. A packaged program has no source beside it, so nothing is done. If several processes ask at
 * once, one builds and the others wait.
 * @throws Refusal if it cannot be built.
 */
export async function ensureRendererBuilt(): Promise<void> {
  if (!existsSync(join(PROJECT, 'src-renderer'))) return;
  let isWaiting = false;
  while (isLocked(LOCK) || !isFresh()) {
    if (takeProcessLock(LOCK)) {
      try {
        if (!isFresh()) await build();
        return;
      } finally {
        dropProcessLock(LOCK);
      }
    }
    if (!isWaiting) tell('Waiting for another program, which is building the window…');
    isWaiting = true;
    await pause(LOOK_AGAIN_AFTER_MS);
  }
}

function isFresh(): boolean {
  const built = BUILT.map((file) => join(PROJECT, file));
  if (!built.every((file) => existsSync(file))) return false;
  const sources = SOURCES.map((source) => newest(join(PROJECT, source)));
  return Math.min(...built.map(newest)) > Math.max(...sources);
}

/** When a file, or a folder or anything in it, last changed. A folder changes when a file is removed from it. */
function newest(path: string): number {
  const about = statSync(path);
  const names = about.isDirectory() ? readdirSync(path) : [];
  return Math.max(about.mtimeMs, ...names.map((name) => newest(join(path, name))));
}

async function build(): Promise<void> {
  const program = join(PROJECT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  if (!existsSync(program)) {
    throw new Refusal(say('The packages that Committee Room is built with are missing. Run "npm ci" first.'));
  }
  tell('Building the window, once…');
  const child = spawn(process.execPath, [program, 'build', '--logLevel', 'warn'], {
    cwd: PROJECT,
    // The caller needs standard output for its own answer, and a test's NODE_ENV would build React's development
    // version.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Refusal(say('The window could not be built. The lines above say why.'));
}

function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
