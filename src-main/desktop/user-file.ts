import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { storedOrNull } from '../store/stored-json.ts';

/** What the program remembered in `file`; null if it is missing, unreadable or invalid. */
export function readUserFile<Value>(file: string, shape: z.ZodType<Value>): Value | null {
  try {
    return storedOrNull(readFileSync(file, 'utf8'), shape);
  } catch {
    return null;
  }
}

/**
 * Remembers `value` in `file`, for this user of the computer only. A disk that refuses is ignored: nothing of the
 * polling day is in these files.
 */
export function writeUserFile(file: string, value: unknown): void {
  const waiting = `${file}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(waiting, JSON.stringify(value), { mode: 0o600 });
    renameSync(waiting, file);
  } catch {
    rmSync(waiting, { force: true });
  }
}
