import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { say } from '../../../src-shared/message.ts';
import { besideRoom, settledOpen, toCopy } from '../../store/draft/beside.ts';
import { draftName } from '../../store/draft/draft-file.ts';
import { explainFault } from '../../store/faults.ts';
import { ensureFree, giveName, newRoomFile } from '../../store/file/new-room-file.ts';
import { removeRoomFiles } from '../../store/file/room-file.ts';
import { Refusal } from '../../store/refusal.ts';
import type { Room } from '../../store/room.ts';
import { keyAndSalt } from '../../store/room-key.ts';
import { type AskedJoin, type Laptops, type PlannedJoin, planJoin } from './join-plan.ts';
import { carryRest } from './join-rest.ts';
import type { JoinAnswers, Joined } from './join-within.ts';
import type { CopyOfRoom } from './open-copy.ts';

/*
 * Two laptops that imported the register by themselves become one day: this one goes on with a copy of the other's room,
 * into which it carries what it has entered. The other laptop stays as it is, and gets the entries with a shared file.
 * A day of a constituency takes seconds. A thread does it, from a copy of this room in memory, so that marks go on;
 * those that come meanwhile are carried last of all, before the new room gets its name.
 */

/** How to join. */
export type JoinChoice = {
  /** The copy of the other room. */
  from: CopyOfRoom;
  answers: JoinAnswers;
  /** The whole path of the new room; null for a free name beside this one. */
  file: string | null;
};

/** What joining did, or would do. */
export type JoinedDay = Joined &
  Laptops & {
    /** The new room, and the old one, which is kept. */
    file: string;
    keptAs: string;
    /** The new room opens with this room's passphrase; otherwise with that of the copy. */
    hasOwnPassphrase: boolean;
    /** Entries that were made here while it joined, and came too. The figures are without them. */
    meanwhile: number;
  };

/** What joining would do: it is done in a copy, counted, and removed. @throws Refusal */
export async function previewJoin(here: Room, choice: JoinChoice): Promise<JoinedDay> {
  await canJoin(here);
  const asked = askedFor(here, choice, true);
  return asDay(here, asked, await planned(here, asked), 0);
}

/**
 * Makes the new room: all of it beside its place first, checked, and only then with its name. This room is not changed.
 * @throws Refusal if somebody has to be asked about, or it cannot be made; nothing is left then.
 */
export async function joinDay(here: Room, choice: JoinChoice): Promise<JoinedDay> {
  for (let time = 0; ; time += 1) {
    await canJoin(here);
    const asked = askedFor(here, choice, false);
    const { file, waiting } = asked;
    try {
      const isLast = time === MOST_TIMES;
      const done = isLast ? planJoin({ ...asked, room: toCopy(here) }) : await planned(here, asked);
      // Nothing else runs from here to the end.
      if (!isLast) await canJoin(here);
      const meanwhile = carryRest(here, waiting, done);
      if (meanwhile === null) continue;
      ensureFree(file);
      giveName(waiting, file);
      return asDay(here, asked, done, meanwhile);
    } catch (error) {
      throw explainFault(error, basename(file));
    } finally {
      removeRoomFiles(waiting);
    }
  }
}

/** So often it begins again, if this room is changed meanwhile in such a way that all has to be compared anew. */
const MOST_TIMES = 4;

type Asked = Omit<AskedJoin, 'room'>;

function askedFor(here: Room, { from, answers, file: typed }: JoinChoice, isPreview: boolean): Asked {
  const file = newRoomFile(
    here.file,
    typed ?? suggestedRoom(here),
    say('The name of a room ends in .room. Give the new room such a name.'),
  );
  return {
    own: here.key && keyAndSalt(here.db, here.key),
    from,
    answers,
    file,
    // Beside this room if it can be, so that what a killed program leaves there is removed with it.
    waiting: draftName(dirname(file) === dirname(here.file) ? here.file : file),
    isPreview,
  };
}

async function planned(here: Room, asked: Asked): Promise<PlannedJoin> {
  const script = new URL(`./join-thread${extname(import.meta.url)}`, import.meta.url);
  return besideRoom(here, script, asked, CLOSED);
}

const CLOSED = say('The room was closed. Open it and join the other day again.');

function asDay(here: Room, { file }: Asked, { made }: PlannedJoin, meanwhile: number): JoinedDay {
  return { ...made, file, keptAs: here.file, hasOwnPassphrase: here.isEncrypted, meanwhile };
}

/** A free name for the new room, beside this one. */
function suggestedRoom({ file }: Room): string {
  const name = basename(file).replace(/\.room$/i, '');
  const at = (number: number) =>
    join(dirname(file), number === 1 ? `${name}-joined.room` : `${name}-joined-${number}.room`);
  let number = 1;
  while (existsSync(at(number))) number += 1;
  return at(number);
}

/** Waits until this room can join another. @throws Refusal if it cannot now. */
async function canJoin(here: Room): Promise<void> {
  await settledOpen(here, CLOSED);
  if (here.readOnly) throw new Refusal(here.readOnly.sentence);
  if (here.isRegisterHeld)
    throw new Refusal(say('A register is being imported. Join the other day when that is done.'));
}
