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
  const named = roomNamed(args, folder);
  if (named) return named;
  mkdirSync(dirname(DEFAULT_ROOM), { recursive: true });
  return DEFAULT_ROOM;
}

/** The same, or null when the arguments name none. */
export function roomNamed(args: readonly string[], folder: string): string | null {
  const named = args.findLast(isRoomFile);
  return named === undefined ? null : resolve(folder, named);
}

/** Whether an argument is a room file's name and not a switch. */
export function isRoomFile(argument: string): boolean {
  return isNamedAsRoom(argument) && !argument.startsWith('-');
}

/** Whether a name is that of a room file; Windows ignores case. */
export function isNamedAsRoom(name: string): boolean {
  return /\.room$/i.test(name);
}
