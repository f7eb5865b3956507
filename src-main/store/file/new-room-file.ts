import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Message, say } from '../../../src-shared/message.ts';
import { explainFault } from '../faults.ts';
import { Refusal } from '../refusal.ts';
import { ensureNothingIsLeft, makeNew, removeRoomFiles } from './room-file.ts';
import { moveFlushed } from './write-file.ts';

/**
 * The whole path of a room that is to be made, typed from where another room is. `wrongName` asks for a name with this
 * ending.
 * @throws Refusal if it is not such a name in a folder that is there, or something has it.
 */
export function newRoomFile(
  beside: string,
  typed: string,
  wrongName: Message,
  ending: '.room' | '.pair' = '.room',
): string {
  const file = resolve(dirname(beside), typed.trim());
  const isNamed = basename(file).length > ending.length && file.toLowerCase().endsWith(ending);
  if (typed.trim() === '' || !isNamed) throw new Refusal(wrongName);
  try {
    if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory())
      throw new Refusal(
        say(
          'There is no folder {{folder}}. Make it first, or plug in the stick that it is on, or choose another for {{file}}.',
          {
            folder: dirname(file),
            file: basename(file),
          },
        ),
      );
    ensureFree(file);
  } catch (error) {
    throw explainFault(error, basename(file));
  }
  return file;
}

/** @throws Refusal if something has that name, or is beside it and belongs to a room of that name. */
export function ensureFree(file: string): void {
  if (existsSync(file)) throw alreadyThere(file);
  // SQLite would take another room's log for the new one's.
  ensureNothingIsLeft(file);
}

/**
 * Gives a finished room its name. Last of all: an empty file with that name would be what a killed program leaves.
 * @throws Refusal if something has got that name meanwhile; the system's error if the disk refuses.
 */
export function giveName(finished: string, file: string): void {
  try {
    makeNew(file);
  } catch (error) {
    throw isTaken(error) ? alreadyThere(file) : error;
  }
  try {
    moveFlushed(finished, file);
  } catch (error) {
    removeRoomFiles(file);
    throw error;
  }
}

function alreadyThere(file: string): Refusal {
  return new Refusal(
    say('{{file}} is already there, and nothing is written over. Choose another name.', {
      file: basename(file),
    }),
  );
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
