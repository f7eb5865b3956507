import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { dirname } from 'node:path';

/** Takes a lock for this process, in a file; false when another process has it. The lock of one that died is taken over. */
export function takeProcessLock(file: string): boolean {
  if (isLocked(file)) return false;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Gives back a lock that this process took. */
export function dropProcessLock(file: string): void {
  rmSync(file, { force: true });
}

/** Whether a process that is still running has the lock; the lock of one that died is removed. */
export function isLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  if (!isRunning(file)) rmSync(file, { force: true });
  return existsSync(file);
}

function isRunning(file: string): boolean {
  try {
    // Since the computer was started, the number of its process may have been given to another.
    if (statSync(file).mtimeMs < Date.now() - uptime() * 1000) return false;
    // Signal 0 only asks whether there is such a process.
    process.kill(Number(readFileSync(file, 'utf8')) || process.pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
