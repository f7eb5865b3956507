import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { dirname } from 'node:path';

/**
 * Takes a lock file for this process; false if another process has it. The lock of a process that died is taken over.
 */
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

/** Releases a lock that this process took. */
export function dropProcessLock(file: string): void {
  rmSync(file, { force: true });
}

/** Whether a running process has the lock. The lock of a process that died is removed. */
export function isLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  if (!isRunning(file)) rmSync(file, { force: true });
  return existsSync(file);
}

function isRunning(file: string): boolean {
  try {
    // After a restart of the computer, another process may have the same number.
    if (statSync(file).mtimeMs < Date.now() - uptime() * 1000) return false;
    // Signal 0 only asks whether the process exists.
    process.kill(Number(readFileSync(file, 'utf8')) || process.pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
