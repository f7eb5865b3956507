import { basename } from 'node:path';
import { english } from '../../src-shared/message.ts';
import { finishCopies } from '../backup/change-passphrase.ts';
import { settle } from '../backup/settle.ts';
import { explainFault } from '../store/faults.ts';
import { openRoom } from '../store/open-room.ts';
import type { Room } from '../store/room.ts';
import type { Streams } from '../web/standard-streams.ts';
import { type Arguments, type OptionName, WrongUsage } from './arguments.ts';

/** A command's answer: the document for `--json`, and the same for people. */
export type Outcome = {
  json: object;
  words: string;
  /** What failed after the command itself was done, for people. */
  missing?: string | undefined;
  /** Something else that a person should know. */
  notice?: string | undefined;
};

export type Command = {
  usage: string;
  takes: readonly OptionName[];
  run(args: Arguments, streams: Streams): Outcome | Promise<Outcome>;
};

export const PROGRAM = 'the Committee Room command line';

/** Runs work on the room that `--room` names. */
export async function inRoom(
  args: Arguments,
  work: (room: Room) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const room = openRoom(args.path('room'), { create: false, program: PROGRAM, key: args.roomKey() });
  try {
    settle(room);
    await finishCopies(room);
    const outcome = await work(room);
    return room.readOnly ? { ...outcome, notice: english(room.readOnly.sentence) } : outcome;
  } catch (error) {
    throw explainFault(error, basename(room.file));
  } finally {
    room.close();
  }
}

export function noWords(args: Arguments): void {
  if (args.words.length > 0) throw new WrongUsage(`"${args.words[0]}" was not expected here.`);
}
