import type { Database } from 'better-sqlite3';
import type { Message } from '../../../src-shared/message.ts';
import { inThread } from '../in-thread.ts';
import { copyInMemory, openInMemory } from '../memory-copy.ts';
import { Refusal } from '../refusal.ts';
import type { Room } from '../room.ts';
import { connect, type RoomKey, rawKeyOf } from '../room-key.ts';
import { Gate, type SharedNumber } from './gate.ts';

/** An open room for a thread, which makes a copy of it in memory. Marks go on beside it. */
export type RoomToCopy = {
  file: string;
  key: RoomKey | undefined;
  gate: SharedNumber;
  /** The room, if nothing else can connect to its file. */
  copy: Uint8Array | null;
};

/** The room as a thread, or this one, can copy it now. */
export function toCopy(room: Room, gate = new Gate()): RoomToCopy {
  return {
    file: room.file,
    key: room.key && rawKeyOf(room.db, room.key),
    gate: gate.shared,
    copy: room.isAlone ? room.db.serialize() : null,
  };
}

/** In the thread: the room as it is now, in memory. */
export function copyHere({ file, key, gate: shared, copy }: RoomToCopy): Database {
  if (copy) return openInMemory(Buffer.from(copy));
  const gate = new Gate(shared);
  gate.enter();
  try {
    const db = connect(file, key);
    try {
      return copyInMemory(db);
    } finally {
      db.close();
    }
  } finally {
    gate.leave();
  }
}

/**
 * Runs a script in a thread that copies the room, which it gets as `room` beside what it is asked. `closed` is said if
 * the room was closed before that.
 * @throws Refusal if the thread does.
 */
export async function besideRoom<Answer>(
  room: Room,
  script: URL,
  asked: object,
  closed: Message,
): Promise<Answer> {
  const gate = new Gate();
  const endRead = room.letRead(gate);
  try {
    return await inThread<Answer>(script, { ...asked, room: toCopy(room, gate) });
  } catch (error) {
    // It may not have been able to read the file any more.
    if (!room.isOpen) throw new Refusal(closed, { cause: error });
    throw error;
  } finally {
    endRead();
  }
}

/** Waits until no change in steps is under way. @throws Refusal, which says `closed`, if the room was closed. */
export async function settledOpen(room: Room, closed: Message): Promise<void> {
  while (room.isOpen && room.isBusy) await room.settled();
  if (!room.isOpen) throw new Refusal(closed);
}
