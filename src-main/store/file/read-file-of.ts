import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { explainFault } from '../faults.ts';

/** @throws Refusal if the disk refuses. */
export function readFileOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw explainFault(error, basename(path));
  }
}
