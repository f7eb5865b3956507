import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/** Bytes written at a time. Memory for many more takes longer to get than they take to write. */
const CHUNK = 128 * 1024;

/**
 * Overwrites a file once and removes it, so that its contents do not stay on the disk, as far as that is possible.
 */
export function shred(file: string): void {
  writeOver(file, statSync(file).size);
  rmSync(file);
}

function writeOver(file: string, bytes: number): void {
  const handle = openSync(file, 'r+');
  try {
    const noise = Buffer.alloc(Math.min(bytes, CHUNK));
    for (let at = 0; at < bytes; at += noise.length) {
      randomFillSync(noise);
      writeSync(handle, noise, 0, Math.min(noise.length, bytes - at), at);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
