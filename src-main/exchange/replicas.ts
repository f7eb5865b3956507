import { existsSync } from 'node:fs';
import { say } from '../../src-shared/message.ts';
import { checkRoom } from '../journal/check.ts';
import { explainFault } from '../store/faults.ts';
import { RoomBusy } from '../store/file/lock.ts';
import { removeRoomFiles } from '../store/file/room-file.ts';
import { moveFlushed } from '../store/file/write-file.ts';
import { addReplica, type Replica, replicaFile, replicas } from '../store/laptops/replicas.ts';
import { openRoom } from '../store/open-room.ts';
import { giveKeyOf } from '../store/other-key.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { roomIds } from '../store/room-ids.ts';
import { RoomLocked, rawKeyOf } from '../store/room-key.ts';
import { readEnding } from './ending.ts';
import { openPairingFile } from './pairing-file.ts';
import { dayOfSealed } from './sealed-file.ts';

/** A pairing file, the words that were read out, and what its room is to be called here. */
export type ToMeet = { content: Buffer; words: string; name: string };

/**
 * Takes in another room's pairing file: from now on this room, head office's, has a replica of it.
 * @throws Refusal if this room has no passphrase, has that room already, or the file does not open; nothing is changed
 * then.
 */
export async function meetRoom(room: Room, { content, words, name: typed }: ToMeet): Promise<Replica> {
  const { key } = room;
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  if (!key) throw new Refusal(NEEDS_PASSPHRASE);
  return await inTurn(room, () => {
    // Only this program uses that name, and it is removed with the room.
    const waiting = `${room.file}.restoring`;
    try {
      const copy = openPairingFile(content, words, waiting);
      const { key: from } = copy;
      const { day } = roomIds(copy);
      copy.close();
      const replica = { day, name: ensureNew(room, day, nameOfFile(typed)) };
      const file = replicaFile(room.file, replica.name);
      giveKeyOf({ db: room.db, key }, waiting, from);
      // What is there does not open, and its log must not be taken for the new one's.
      removeRoomFiles(file);
      moveFlushed(waiting, file);
      room.change(() => addReplica(room, replica));
      return replica;
    } catch (error) {
      throw explainFault(error, typed);
    } finally {
      removeRoomFiles(waiting);
    }
  });
}

/** A name that every system accepts for a file. */
function nameOfFile(typed: string): string {
  const name = typed
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}'’()&_-]+/gu, ' ')
    .trim()
    .slice(0, 40)
    .trim();
  if (name === '') throw new Refusal(say('Give the room a name, such as the ward that it is for.'));
  return name;
}

/** The name for a room's replica: the one that it had, if its file is missing or does not open any more. */
function ensureNew(room: Room, day: string, name: string): string {
  if (day === roomIds(room).day) throw new Refusal(OWN);
  const all = replicas(room);
  const known = all.find((each) => each.day === day);
  if (!known) {
    const isTaken = all.some((each) => each.name.toLowerCase() === name.toLowerCase());
    if (isTaken)
      throw new Refusal(
        say('There is a room called {{name}} already. Give this one another name.', { name }),
      );
    return name;
  }
  if (opens(room, known))
    throw new Refusal(
      say('{{room}} was introduced already. Take in what its laptops share.', { room: known.name }),
    );
  return known.name;
}

function opens(room: Room, replica: Replica): boolean {
  try {
    openReplica(room, replica).close();
    return true;
  } catch (error) {
    if (error instanceof RoomBusy) throw error;
    return false;
  }
}

/**
 * Opens a replica, does the work and closes it again, one at a time. `lookThroughLater` does not check the whole file
 * first.
 * @throws Refusal if its file is missing or does not open.
 */
export async function withReplica<Result>(
  room: Room,
  replica: Replica,
  work: (copy: Room) => Result | Promise<Result>,
  how: { lookThroughLater?: boolean } = {},
): Promise<Result> {
  return await inTurn(room, async () => {
    const copy = openReplica(room, replica, how);
    try {
      return await work(copy);
    } finally {
      const isChanged = copy.changesMade > 0;
      copy.close();
      if (isChanged) room.changes.announce();
    }
  });
}

/**
 * Opens a replica. The caller closes it, and does nothing else with replicas meanwhile.
 * @throws Refusal if its file is missing or does not open.
 */
export function openReplica(
  room: Room,
  { name, day }: Replica,
  how: { lookThroughLater?: boolean } = {},
): Room {
  const file = replicaFile(room.file, name);
  if (!existsSync(file)) throw new Refusal(missing(name));
  const key = room.key && rawKeyOf(room.db, room.key);
  let copy: Room;
  try {
    copy = openRoom(file, { create: false, program: 'head office', key, ...how });
  } catch (error) {
    throw error instanceof RoomLocked ? new Refusal(locked(name), { cause: error }) : error;
  }
  if (roomIds(copy).day === day) return copy;
  copy.close();
  throw new Refusal(missing(name));
}

/** What was begun last with the replicas of a room. */
const begun = new WeakMap<Room, Promise<unknown>>();

/** A file can be opened once at a time. */
async function inTurn<Result>(room: Room, work: () => Result | Promise<Result>): Promise<Result> {
  const before = begun.get(room) ?? Promise.resolve();
  const mine = before.then(work);
  begun.set(
    room,
    mine.catch(() => {}),
  );
  return await mine;
}

/** A file that somebody chose. */
export type Chosen = { fileName: string; content: Buffer };

/**
 * Calls `work` with the room that a shared file or certificate is for: this one, or a replica with its name here. A file
 * of any other room is refused where it is read.
 * @throws Refusal for a copy of a room or a pairing file, which are not taken in like this.
 */
export async function inRoomOf<Result>(
  room: Room,
  { fileName, content }: Chosen,
  work: (of: Room, name: string | null) => Result | Promise<Result>,
): Promise<Result> {
  const day = dayOfSealed(content);
  // Encrypted, so that only their names tell them from a file that is torn.
  if (day === null && /\.room$/i.test(fileName)) throw new Refusal(A_COPY);
  if (day === null && /\.pair$/i.test(fileName)) throw new Refusal(A_PAIRING_FILE);
  const replica = replicas(room).find((each) => each.day === day);
  if (!replica) return await work(room, null);
  if (room.readOnly) throw new Refusal(room.readOnly.sentence);
  return await withReplica(room, replica, async (copy) => {
    const result = await work(copy, replica.name);
    noteAsked(room, replica, copy);
    return result;
  });
}

/** Notes whether a room's laptops are asked to destroy its day, so that head office is asked as well. */
function noteAsked(room: Room, { day, name }: Replica, copy: Room): void {
  const asked = readEnding(copy)?.asked;
  const about = asked && {
    by: asked.by,
    at: asked.at,
    laptop: asked.laptop && { letter: asked.laptop.letter, name: asked.laptop.name },
  };
  const before = replicas(room).find((each) => each.day === day);
  if (JSON.stringify(before?.asked) === JSON.stringify(about ?? undefined)) return;
  room.change(() => addReplica(room, { day, name, ...(about ? { asked: about } : {}) }));
}

/** Checks each replica as `checkRoom` does: what is wrong, with the name of the room. */
export async function checkReplicas(room: Room): Promise<string[]> {
  const problems: string[] = [];
  for (const replica of replicas(room)) {
    try {
      problems.push(
        ...(await withReplica(room, replica, (copy) => checkRoom(copy).problems)).map(
          (problem) => `${replica.name}: ${problem}`,
        ),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(`${replica.name}: ${error.message}`);
    }
  }
  return problems;
}

const A_COPY = say(
  'This is a room, not a file that a laptop has shared. Copy it to the disk of the laptop that it was prepared for, and open it there with Committee Room.',
);
const A_PAIRING_FILE = say(
  'This is a pairing file. At head office, choose “Take in a room’s pairing file” on Other laptops.',
);
const NEEDS_PASSPHRASE = say(
  'A room that keeps other rooms needs a passphrase, since whoever has its file has all of them. Set one on Safety, then take in the pairing file.',
);
const OWN = say('This is a pairing file of this room itself. Take in one that another room has made.');
const missing = (room: string) =>
  say(
    'What this room had of {{room}} is not beside its file any more. Take in its pairing file again, then the newest shared file.',
    { room },
  );
const locked = (room: string) =>
  say(
    'What this room has of {{room}} still has an earlier passphrase. Close this room and open it again; if that does not help, take in the pairing file again.',
    { room },
  );
