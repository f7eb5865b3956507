import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The room that is opened when none is named. */
const DEFAULT_ROOM = join(homedir(), 'Committee Room', 'polling-day.room');

/**
 * The room file a program's arguments name: the last that ends in `.room`, as seen from `folder`; else the default,
 * whose folder is made.
 */
export function roomFromArguments(args: readonly string[], folder: string): string {
  const named = args.findLast((each) => each.endsWith('.room') && !each.startsWith('-'));
  if (named) return resolve(folder, named);
  mkdirSync(dirname(DEFAULT_ROOM), { recursive: true });
  return DEFAULT_ROOM;
}
