import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * The version of SQLite’s command-line shell. On Debian and its relatives, as root, it is installed if it is missing.
 */
export function ensureShell(): string | null {
  const version = shellVersion();
  if (version !== null) return version;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('The sqlite3 shell, which import is compared with, is missing: installing it.\n');
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'sqlite3');
  }
  return shellVersion();
}

/** Runs one shell command on a database. */
export function runShell(folder: string, database: string, command: string): void {
  const { status, stderr, error } = spawnSync('sqlite3', [database, command], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`sqlite3 failed: ${stderr || error?.message}`);
}

function shellVersion(): string | null {
  const { status, stdout } = spawnSync('sqlite3', ['-version'], { encoding: 'utf8' });
  return status === 0 ? (stdout.split(' ')[0] ?? '') : null;
}

function apt(...args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
