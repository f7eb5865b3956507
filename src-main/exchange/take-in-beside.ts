import { extname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from '../../src-shared/message.ts';
import { conflictsAnew } from '../journal/conflicts/conflicts.ts';
import { mergeWithin } from '../journal/merge.ts';
import { Gate } from '../store/draft/gate.ts';
import { inThread } from '../store/in-thread.ts';
import { heardUpTo, noteHeard } from '../store/laptops/heard.ts';
import { Refusal } from '../store/refusal.ts';
import type { Room } from '../store/room.ts';
import { rawKeyOf } from '../store/room-key.ts';
import { noteHave } from './known-elsewhere.ts';
import { ensureCanTakeIn, INCOMPLETE, readShared, type TakenIn, takeIn, understood } from './take-in.ts';
import type { AskedTakeIn, PlannedTakeIn } from './take-in-plan.ts';

/*
 * A day of a constituency takes seconds to unseal, to read, to try and to check. That is done in a thread, on a copy of
 * the room in memory, so that marks go on beside it. What is new is then taken in parts, with other work between them.
 * Each part leaves the room as the entries say that it has by then; if the program ends between two, the same file
 * brings the others.
 */

/** What taking a shared file in would do. Nothing is changed. @throws Refusal */
export async function lookBeside(room: Room, bytes: Buffer): Promise<TakenIn> {
  return (await planned(room, bytes)).taken;
}

/** Takes a shared file in, as `takeIn`. The same file again, or an older one, changes nothing. @throws Refusal */
export async function takeInBeside(room: Room, bytes: Buffer): Promise<TakenIn> {
  const { taken, parts, heard } = await planned(room, bytes);
  await settled(room);
  // A register takes the place of another at once.
  if (taken.register) return takeIn(room, readShared(room, bytes));
  let count = 0;
  for (const part of parts.slice(0, -1)) {
    const begun = performance.now();
    count += room.change(() => mergePart(room, part));
    // Marks that have come in meanwhile get as much of the time, however slow the laptop is.
    await wait(performance.now() - begun);
    await settled(room);
  }
  return room.change(() => {
    count += mergePart(room, parts.at(-1) ?? '[]');
    noteHave(room, heard.device, heard.have);
    noteHeard(room, { ...heard.heard, [heard.device]: heard.at });
    return { ...taken, new: count, conflicts: conflictsAnew(room), devices: heardUpTo(room) };
  });
}

/** How many of its entries are new. */
function mergePart(room: Room, part: string): number {
  const merged = understood(() => mergeWithin(room, JSON.parse(part)));
  if (merged.gaps.length > 0) throw new Refusal(INCOMPLETE);
  return merged.new;
}

/** Waits until the room can be changed. @throws Refusal if it cannot. */
async function settled(room: Room): Promise<void> {
  while (room.isOpen && room.isBusy) await room.settled();
  if (!room.isOpen) throw new Refusal(CLOSED);
  ensureCanTakeIn(room);
}

async function planned(room: Room, bytes: Buffer): Promise<PlannedTakeIn> {
  await settled(room);
  const gate = new Gate();
  const endRead = room.letRead(gate);
  const asked: AskedTakeIn = {
    room: room.file,
    key: room.key && rawKeyOf(room.db, room.key),
    gate: gate.shared,
    copy: room.isAlone ? room.db.serialize() : null,
    bytes,
  };
  try {
    return await inThread(new URL(`./take-in-thread${extname(import.meta.url)}`, import.meta.url), asked);
  } catch (error) {
    // It may not have been able to read the file any more.
    if (!room.isOpen) throw new Refusal(CLOSED, { cause: error });
    throw error;
  } finally {
    endRead();
  }
}

const CLOSED = say('The room was closed. Open it and take the file in again.');
