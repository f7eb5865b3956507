import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { explainFault, notAFile } from '../store/faults.ts';

/**
 * Reads a file, or a pipe, that the user named.
 * @throws Refusal if it cannot be read, or is a device, which may never end.
 */
export function readInput(file: string): Buffer {
  try {
    const there = statSync(file);
    if (there.isCharacterDevice() || there.isBlockDevice()) throw notAFile(basename(file), false);
    return readFileSync(file);
  } catch (error) {
    throw explainFault(error, basename(file));
  }
}
