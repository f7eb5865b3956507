import { readFileSync, writeFileSync } from 'node:fs';

/** Overwrites a fifth of a file, in its middle: pages of the electors, if it is a room. */
export function damageFile(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0x5a, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.6)));
}
