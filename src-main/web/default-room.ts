import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';

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
  return named === undefined ? null : resolve(folder, pathOf(named));
}

/**
 * What an installed program was asked to open that is not named as a room, such as a register.
 * @throws Refusal when that is all that was named.
 */
export function ensureNoOtherFile(args: readonly string[]): void {
  const other = args.findLast((each) => !each.startsWith('-'));
  if (other === undefined || args.some(isRoomFile)) return;
  throw new Refusal(
    say(
      '{{file}} is not a room: the name of a room ends in .room. Open a room, and import other files into it.',
      { file: basename(pathOf(other)) },
    ),
  );
}

/** Whether an argument is a room file's name and not a switch; a name may begin with a dash, a switch has a value. */
export function isRoomFile(argument: string): boolean {
  return isNamedAsRoom(argument) && !/^-[^=/\\]*=/.test(argument);
}

/** A file manager on Linux may name a file by its address: `file:///home/ann/polling%20day.room`. */
function pathOf(named: string): string {
  if (!/^file:\/\//i.test(named)) return named;
  try {
    return fileURLToPath(named);
  } catch {
    return named;
  }
}

/** Whether a name is that of a room file; Windows ignores case. */
export function isNamedAsRoom(name: string): boolean {
  return /\.room$/i.test(name);
}
