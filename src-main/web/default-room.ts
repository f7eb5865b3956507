import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../../src-shared/message.ts';
import { Refusal } from '../store/refusal.ts';

/** The room that is opened if none is named. */
const DEFAULT_ROOM = join(homedir(), 'Committee Room', 'polling-day.room');

/**
 * The room file that a program's arguments name: the last one that ends in `.room`, relative to `folder`. If there is
 * none, the default, whose folder is created.
 */
export function roomFromArguments(args: readonly string[], folder: string): string {
  const named = roomNamed(args, folder);
  if (named) return named;
  mkdirSync(dirname(DEFAULT_ROOM), { recursive: true });
  return DEFAULT_ROOM;
}

/** The same; null if the arguments name none. */
export function roomNamed(args: readonly string[], folder: string): string | null {
  const named = args.findLast(isRoomFile);
  return named === undefined ? null : resolve(folder, pathOf(named));
}

/**
 * A file that an installed program was asked to open and that is not named like a room, such as a register.
 * @throws Refusal if nothing else was named.
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

/**
 * Whether an argument is the name of a room file and not a switch. A name may begin with a dash, and a switch may
 * have a value.
 */
export function isRoomFile(argument: string): boolean {
  return isNamedAsRoom(argument) && !/^-[^=/\\]*=/.test(argument);
}

/** A file manager on Linux may pass a file's URL: `file:///home/ann/polling%20day.room`. */
function pathOf(named: string): string {
  if (!/^file:\/\//i.test(named)) return named;
  try {
    return fileURLToPath(named);
  } catch {
    return named;
  }
}

/** Whether a name is that of a room file. Windows ignores case. */
export function isNamedAsRoom(name: string): boolean {
  return /\.room$/i.test(name);
}
