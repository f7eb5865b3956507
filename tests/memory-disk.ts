import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './unit/temporary-room.ts';

/** Whether this process can mount a disk in memory: only root can, and here only on Linux. */
export const canMount = mayMount();

/** The folder of an empty disk of its own, in memory, until the test ends. `options` are those of `mount`. */
export function memoryDisk(options: string): string {
  const folder = temporaryFolder();
  mount(['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
  });
  return folder;
}

/** Nothing can be written to the disk from now on. */
export function makeReadOnly(disk: string): void {
  mount(['-o', 'remount,ro', disk]);
}

function mount(how: string[]): void {
  const { status, stderr } = spawnSync('mount', how, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount: ${stderr}`);
}

function mayMount(): boolean {
  if (process.platform !== 'linux') return false;
  const folder = mkdtempSync(join(tmpdir(), 'committee-room-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return isMounted;
}
